/*
 * round.h -- a round of coordination (协调会): when, where, who presides, what was said of the
 * whole.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef ROUND_MATTER_H
#define ROUND_MATTER_H

#include "entity/matter.h"

struct round_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/round.def"
    uint64_t set; /* bit MATTER_x, ROUND_x: field x has a value */
};

enum {
    ROUND_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ROUND_##n,
#include "entity/round.def"
#undef FIELD_NUMBER
    ROUND_N_FIELDS
};

extern const struct entity round_entity;

#endif
