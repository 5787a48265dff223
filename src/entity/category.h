/*
 * category.h -- a kind of problem (难题类别): land, funds, permits; a tree of the county.
 */
#ifndef CATEGORY_H
#define CATEGORY_H

#include "entity/entity.h"

struct category {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/category.def"
    uint64_t set; /* bit CATEGORY_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) CATEGORY_##n,
#include "entity/category.def"
#undef FIELD_NUMBER
    CATEGORY_N_FIELDS
};

extern const struct entity category_entity;

#endif
