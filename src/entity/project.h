/*
 * project.h -- a project (项目), as far as matters hang on it: whose it is, where, what is built.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef PROJECT_MATTER_H
#define PROJECT_MATTER_H

#include "entity/matter.h"

struct project_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/project.def"
    uint64_t set; /* bit MATTER_x, PROJECT_x: field x has a value */
};

enum {
    PROJECT_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) PROJECT_##n,
#include "entity/project.def"
#undef FIELD_NUMBER
    PROJECT_N_FIELDS
};

extern const struct entity project_entity;

#endif
