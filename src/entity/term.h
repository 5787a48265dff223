/*
 * term.h -- how long the steps of matters may take: dated data of a county.
 */
#ifndef ENTITY_TERM_H
#define ENTITY_TERM_H

#include "entity/entity.h"

/* The terms of core/flow.h; `due` is how long a matter gets that is assigned without a day. A test
 * compares. */
#define TERM_STEPS(X)       \
    X(flow_term, assign)    \
    X(flow_term, objection) \
    X(flow_term, check)     \
    X(flow_term, ruling)    \
    X(flow_term, confirm)   \
    X(flow_term, decide)    \
    X(flow_term, accept)    \
    X(flow_term, review)    \
    X(flow_term, due)
enum term_step {
#define X(name, code) TERM_STEP_##code,
    TERM_STEPS(X)
#undef X
        TERM_STEP_COUNT
};
extern const struct choice term_steps[TERM_STEP_COUNT];

/* In the order of enum term_unit of core/term.h. */
#define TERM_UNITS(X)      \
    X(term, unit, days)    \
    X(term, unit, working) \
    X(term, unit, months)
enum term_unit_choice {
#define X(entity, field, code) TERM_UNITS_##code,
    TERM_UNITS(X)
#undef X
        TERM_UNITS_COUNT
};
extern const struct choice term_units[TERM_UNITS_COUNT];

struct term_row {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/term.def"
    uint64_t set; /* bit TERM_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) TERM_##n,
#include "entity/term.def"
#undef FIELD_NUMBER
    TERM_N_FIELDS
};

extern const struct entity term_entity;

#endif
