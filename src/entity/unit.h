/*
 * unit.h -- a node of the organisation tree: its code, name and parent as they are now.
 */
#ifndef UNIT_H
#define UNIT_H

#include "entity/entity.h"

#define UNIT_LEVELS(X)         \
    X(unit, level, nation)     \
    X(unit, level, province)   \
    X(unit, level, city)       \
    X(unit, level, county)     \
    X(unit, level, district)   \
    X(unit, level, township)   \
    X(unit, level, street)     \
    X(unit, level, village)    \
    X(unit, level, department) \
    X(unit, level, zone)       \
    X(unit, level, office)     \
    X(unit, level, enterprise)
enum unit_level {
#define X(entity, field, code) UNIT_LEVEL_##code,
    UNIT_LEVELS(X)
#undef X
        UNIT_LEVEL_COUNT
};
extern const struct choice unit_levels[UNIT_LEVEL_COUNT];

struct unit {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/unit.def"
    uint64_t set; /* bit UNIT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) UNIT_##n,
#include "entity/unit.def"
#undef FIELD_NUMBER
    UNIT_N_FIELDS
};

extern const struct entity unit_entity;

#endif
