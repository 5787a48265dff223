/*
 * target.h -- a target of a subject for a period, or one point of its path.
 */
#ifndef TARGET_H
#define TARGET_H

#include "entity/entity.h"

#define TARGET_MEASURES(X)       \
    X(target, measure, absolute) \
    X(target, measure, growth)
enum target_measure {
#define X(entity, field, code) TARGET_MEASURE_##code,
    TARGET_MEASURES(X)
#undef X
        TARGET_MEASURE_COUNT
};
extern const struct choice target_measures[TARGET_MEASURE_COUNT];

struct target {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/target.def"
    uint64_t set; /* bit TARGET_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) TARGET_##n,
#include "entity/target.def"
#undef FIELD_NUMBER
    TARGET_N_FIELDS
};

extern const struct entity target_entity;

#endif
