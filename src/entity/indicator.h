/*
 * indicator.h -- what is measured: never a number itself.
 */
#ifndef INDICATOR_H
#define INDICATOR_H

#include "entity/entity.h"

#define INDICATOR_DIRECTIONS(X)   \
    X(indicator, direction, up)   \
    X(indicator, direction, down) \
    X(indicator, direction, none)
enum indicator_direction {
#define X(entity, field, code) INDICATOR_DIRECTION_##code,
    INDICATOR_DIRECTIONS(X)
#undef X
        INDICATOR_DIRECTION_COUNT
};
extern const struct choice indicator_directions[INDICATOR_DIRECTION_COUNT];

#define INDICATOR_AGGREGATIONS(X)       \
    X(indicator, aggregation, sum)      \
    X(indicator, aggregation, reported) \
    X(indicator, aggregation, ratio)    \
    X(indicator, aggregation, last)
enum indicator_aggregation {
#define X(entity, field, code) INDICATOR_AGGREGATION_##code,
    INDICATOR_AGGREGATIONS(X)
#undef X
        INDICATOR_AGGREGATION_COUNT
};
extern const struct choice indicator_aggregations[INDICATOR_AGGREGATION_COUNT];

#define INDICATOR_FREQUENCIES(X)     \
    X(indicator, frequency, month)   \
    X(indicator, frequency, quarter) \
    X(indicator, frequency, half)    \
    X(indicator, frequency, year)
enum indicator_frequency {
#define X(entity, field, code) INDICATOR_FREQUENCY_##code,
    INDICATOR_FREQUENCIES(X)
#undef X
        INDICATOR_FREQUENCY_COUNT
};
extern const struct choice indicator_frequencies[INDICATOR_FREQUENCY_COUNT];

struct indicator {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/indicator.def"
    uint64_t set; /* bit INDICATOR_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) INDICATOR_##n,
#include "entity/indicator.def"
#undef FIELD_NUMBER
    INDICATOR_N_FIELDS
};

extern const struct entity indicator_entity;

#endif
