/*
 * ladder.h -- what follows when a matter is late: dated data of a county.
 */
#ifndef ENTITY_LADDER_H
#define ENTITY_LADDER_H

#include "entity/entity.h"

struct ladder_row {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/ladder.def"
    uint64_t set; /* bit LADDER_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) LADDER_##n,
#include "entity/ladder.def"
#undef FIELD_NUMBER
    LADDER_N_FIELDS
};

extern const struct entity ladder_entity;

#endif
