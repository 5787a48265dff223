/*
 * holding.h -- who holds a post from when to when, as what.
 */
#ifndef HOLDING_H
#define HOLDING_H

#include "entity/entity.h"

#define HOLDING_KINDS(X)        \
    X(holding, as_what, holder) \
    X(holding, as_what, deputy) \
    X(holding, as_what, acting) \
    X(holding, as_what, secretary)
enum holding_kind {
#define X(entity, field, code) HOLDING_KIND_##code,
    HOLDING_KINDS(X)
#undef X
        HOLDING_KIND_COUNT
};
extern const struct choice holding_kinds[HOLDING_KIND_COUNT];

struct holding {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/holding.def"
    uint64_t set; /* bit HOLDING_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) HOLDING_##n,
#include "entity/holding.def"
#undef FIELD_NUMBER
    HOLDING_N_FIELDS
};

extern const struct entity holding_entity;

#endif
