/*
 * complaint.h -- a complaint or suggestion about the program, and its answer.
 */
#ifndef COMPLAINT_H
#define COMPLAINT_H

#include "entity/entity.h"

#define COMPLAINT_KINDS(X)        \
    X(complaint, kind, complaint) \
    X(complaint, kind, suggestion)
enum complaint_kind {
#define X(entity, field, code) COMPLAINT_KIND_##code,
    COMPLAINT_KINDS(X)
#undef X
        COMPLAINT_KIND_COUNT
};
extern const struct choice complaint_kinds[COMPLAINT_KIND_COUNT];

#define COMPLAINT_STATES(X)   \
    X(complaint, state, open) \
    X(complaint, state, answered)
enum complaint_state {
#define X(entity, field, code) COMPLAINT_STATE_##code,
    COMPLAINT_STATES(X)
#undef X
        COMPLAINT_STATE_COUNT
};
extern const struct choice complaint_states[COMPLAINT_STATE_COUNT];

struct complaint {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/complaint.def"
    uint64_t set; /* bit COMPLAINT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) COMPLAINT_##n,
#include "entity/complaint.def"
#undef FIELD_NUMBER
    COMPLAINT_N_FIELDS
};

extern const struct entity complaint_entity;

#endif
