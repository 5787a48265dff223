/*
 * unit_change.h -- a dated change of the tree, from which unit to which.
 */
#ifndef UNIT_CHANGE_H
#define UNIT_CHANGE_H

#include "entity/entity.h"

#define UNIT_CHANGES(X)            \
    X(unit_change, change, open)   \
    X(unit_change, change, rename) \
    X(unit_change, change, recode) \
    X(unit_change, change, move)   \
    X(unit_change, change, merge)  \
    X(unit_change, change, split)  \
    X(unit_change, change, close)
enum unit_change_kind {
#define X(entity, field, code) UNIT_CHANGE_##code,
    UNIT_CHANGES(X)
#undef X
        UNIT_CHANGE_COUNT
};
extern const struct choice unit_changes[UNIT_CHANGE_COUNT];

struct unit_change {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/unit_change.def"
    uint64_t set; /* bit UNIT_CHANGE_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) UNIT_CHANGE_##n,
#include "entity/unit_change.def"
#undef FIELD_NUMBER
    UNIT_CHANGE_N_FIELDS
};

extern const struct entity unit_change_entity;

#endif
