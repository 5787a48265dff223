/*
 * deciding_post.h -- which post decides objections, delays and disagreements: dated data of a unit.
 */
#ifndef ENTITY_DECIDING_POST_H
#define ENTITY_DECIDING_POST_H

#include "entity/entity.h"

#define DECIDING_POST_ABOUTS(X)        \
    X(deciding_post, about, objection) \
    X(deciding_post, about, delay)     \
    X(deciding_post, about, disagreement)
enum deciding_post_about {
#define X(entity, field, code) DECIDING_POST_ABOUT_##code,
    DECIDING_POST_ABOUTS(X)
#undef X
        DECIDING_POST_ABOUT_COUNT
};
extern const struct choice deciding_post_abouts[DECIDING_POST_ABOUT_COUNT];

struct deciding_post {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/deciding_post.def"
    uint64_t set; /* bit DECIDING_POST_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) DECIDING_POST_##n,
#include "entity/deciding_post.def"
#undef FIELD_NUMBER
    DECIDING_POST_N_FIELDS
};

extern const struct entity deciding_post_entity;

#endif
