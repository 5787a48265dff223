/*
 * attendance.h -- a unit or post at a round (参会单位), present or not.
 */
#ifndef ATTENDANCE_H
#define ATTENDANCE_H

#include "entity/entity.h"

#define ATTENDANCE_PRESENCES(X)       \
    X(attendance, presence, expected) \
    X(attendance, presence, present)  \
    X(attendance, presence, absent)   \
    X(attendance, presence, excused)
enum attendance_presence {
#define X(entity, field, code) ATTENDANCE_PRESENCE_##code,
    ATTENDANCE_PRESENCES(X)
#undef X
        ATTENDANCE_PRESENCE_COUNT
};
extern const struct choice attendance_presences[ATTENDANCE_PRESENCE_COUNT];

struct attendance {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/attendance.def"
    uint64_t set; /* bit ATTENDANCE_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ATTENDANCE_##n,
#include "entity/attendance.def"
#undef FIELD_NUMBER
    ATTENDANCE_N_FIELDS
};

extern const struct entity attendance_entity;

#endif
