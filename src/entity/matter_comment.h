/*
 * matter_comment.h -- what was said about a matter beside its moves.
 */
#ifndef MATTER_COMMENT_H
#define MATTER_COMMENT_H

#include "entity/entity.h"

struct matter_comment {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_comment.def"
    uint64_t set; /* bit MATTER_COMMENT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_COMMENT_##n,
#include "entity/matter_comment.def"
#undef FIELD_NUMBER
    MATTER_COMMENT_N_FIELDS
};

extern const struct entity matter_comment_entity;

#endif
