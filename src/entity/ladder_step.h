/*
 * ladder_step.h -- a step of a ladder: a slip of one colour, a call, a visit.
 */
#ifndef LADDER_STEP_H
#define LADDER_STEP_H

#include "entity/entity.h"

/* What a colour means is the ladder's to say; a shape goes with it for who does not see colours. */
#define STEP_COLOURS(X)            \
    X(ladder_step, colour, blue)   \
    X(ladder_step, colour, yellow) \
    X(ladder_step, colour, orange) \
    X(ladder_step, colour, red)    \
    X(ladder_step, colour, none)
enum step_colour {
#define X(entity, field, code) STEP_COLOUR_##code,
    STEP_COLOURS(X)
#undef X
        STEP_COLOUR_COUNT
};
extern const struct choice step_colours[STEP_COLOUR_COUNT];

/* Of the lights, as pages draw them. */
#define STEP_SHAPES(X)              \
    X(ladder_step, shape, circle)   \
    X(ladder_step, shape, triangle) \
    X(ladder_step, shape, diamond)  \
    X(ladder_step, shape, square)
enum step_shape {
#define X(entity, field, code) STEP_SHAPE_##code,
    STEP_SHAPES(X)
#undef X
        STEP_SHAPE_COUNT
};
extern const struct choice step_shapes[STEP_SHAPE_COUNT];

struct ladder_step_row {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/ladder_step.def"
    uint64_t set; /* bit LADDER_STEP_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) LADDER_STEP_##n,
#include "entity/ladder_step.def"
#undef FIELD_NUMBER
    LADDER_STEP_N_FIELDS
};

extern const struct entity ladder_step_entity;

#endif
