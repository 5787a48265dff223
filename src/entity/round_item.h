/*
 * round_item.h -- a matter on the agenda of a round (议题), and what came of it.
 */
#ifndef ROUND_ITEM_H
#define ROUND_ITEM_H

#include "entity/entity.h"

#define ROUND_ITEM_ORIGINS(X)       \
    X(round_item, origin, promised) \
    X(round_item, origin, blocked)  \
    X(round_item, origin, projects) \
    X(round_item, origin, added)
enum round_item_origin {
#define X(entity, field, code) ROUND_ITEM_ORIGIN_##code,
    ROUND_ITEM_ORIGINS(X)
#undef X
        ROUND_ITEM_ORIGIN_COUNT
};
extern const struct choice round_item_origins[ROUND_ITEM_ORIGIN_COUNT];

#define ROUND_ITEM_OUTCOMES(X)      \
    X(round_item, outcome, open)    \
    X(round_item, outcome, decided) \
    X(round_item, outcome, goes_on) \
    X(round_item, outcome, put_off) \
    X(round_item, outcome, solved)
enum round_item_outcome {
#define X(entity, field, code) ROUND_ITEM_OUTCOME_##code,
    ROUND_ITEM_OUTCOMES(X)
#undef X
        ROUND_ITEM_OUTCOME_COUNT
};
extern const struct choice round_item_outcomes[ROUND_ITEM_OUTCOME_COUNT];

struct round_item {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/round_item.def"
    uint64_t set; /* bit ROUND_ITEM_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ROUND_ITEM_##n,
#include "entity/round_item.def"
#undef FIELD_NUMBER
    ROUND_ITEM_N_FIELDS
};

extern const struct entity round_item_entity;

#endif
