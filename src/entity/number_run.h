/*
 * number_run.h -- a run of paper numbers: the last one drawn, by series and year.
 */
#ifndef NUMBER_RUN_H
#define NUMBER_RUN_H

#include "entity/entity.h"

struct number_run {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/number_run.def"
    uint64_t set; /* bit NUMBER_RUN_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) NUMBER_RUN_##n,
#include "entity/number_run.def"
#undef FIELD_NUMBER
    NUMBER_RUN_N_FIELDS
};

extern const struct entity number_run_entity;

#endif
