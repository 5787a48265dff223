/*
 * post.h -- a post of a unit: what rights hang on.
 */
#ifndef POST_H
#define POST_H

#include "entity/entity.h"

#define POST_ROLES(X)          \
    X(post, role, leader)      \
    X(post, role, secretary)   \
    X(post, role, promotion)   \
    X(post, role, supervision) \
    X(post, role, statistics)  \
    X(post, role, unit_head)   \
    X(post, role, reporter)    \
    X(post, role, owner)       \
    X(post, role, auditor)     \
    X(post, role, sysadmin)    \
    X(post, role, secadmin)
enum post_role {
#define X(entity, field, code) POST_ROLE_##code,
    POST_ROLES(X)
#undef X
        POST_ROLE_COUNT
};
extern const struct choice post_roles[POST_ROLE_COUNT];

struct post {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/post.def"
    uint64_t set; /* bit POST_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) POST_##n,
#include "entity/post.def"
#undef FIELD_NUMBER
    POST_N_FIELDS
};

extern const struct entity post_entity;

#endif
