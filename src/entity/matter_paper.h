/*
 * matter_paper.h -- a paper that went out about a matter, with its number.
 */
#ifndef MATTER_PAPER_H
#define MATTER_PAPER_H

#include "entity/entity.h"

struct matter_paper {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_paper.def"
    uint64_t set; /* bit MATTER_PAPER_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_PAPER_##n,
#include "entity/matter_paper.def"
#undef FIELD_NUMBER
    MATTER_PAPER_N_FIELDS
};

extern const struct entity matter_paper_entity;

#endif
