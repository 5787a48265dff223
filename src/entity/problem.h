/*
 * problem.h -- a hard problem (难题): what blocks a project, since when, and what is to be done.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef PROBLEM_MATTER_H
#define PROBLEM_MATTER_H

#include "entity/matter.h"

struct problem_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/problem.def"
    uint64_t set; /* bit MATTER_x, PROBLEM_x: field x has a value */
};

enum {
    PROBLEM_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) PROBLEM_##n,
#include "entity/problem.def"
#undef FIELD_NUMBER
    PROBLEM_N_FIELDS
};

extern const struct entity problem_entity;

#endif
