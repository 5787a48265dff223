/*
 * observation.h -- one figure of a subject: indicator, basis, period and kind.
 */
#ifndef OBSERVATION_H
#define OBSERVATION_H

#include "entity/entity.h"

#define OBSERVATION_KINDS(X)     \
    X(observation, kind, actual) \
    X(observation, kind, growth) \
    X(observation, kind, base)   \
    X(observation, kind, stated)
enum observation_kind {
#define X(entity, field, code) OBSERVATION_KIND_##code,
    OBSERVATION_KINDS(X)
#undef X
        OBSERVATION_KIND_COUNT
};
extern const struct choice observation_kinds[OBSERVATION_KIND_COUNT];

#define OBSERVATION_STATUSES(X)         \
    X(observation, status, provisional) \
    X(observation, status, final)       \
    X(observation, status, missing)
enum observation_status {
#define X(entity, field, code) OBSERVATION_STATUS_##code,
    OBSERVATION_STATUSES(X)
#undef X
        OBSERVATION_STATUS_COUNT
};
extern const struct choice observation_statuses[OBSERVATION_STATUS_COUNT];

struct observation {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/observation.def"
    uint64_t set; /* bit OBSERVATION_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) OBSERVATION_##n,
#include "entity/observation.def"
#undef FIELD_NUMBER
    OBSERVATION_N_FIELDS
};

extern const struct entity observation_entity;

#endif
