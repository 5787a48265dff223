/*
 * extra_field.h -- a county's own typed field of an entity.
 */
#ifndef EXTRA_FIELD_H
#define EXTRA_FIELD_H

#include "entity/entity.h"

#define EXTRA_KINDS(X)            \
    X(extra_field, kind, text)    \
    X(extra_field, kind, lines)   \
    X(extra_field, kind, int)     \
    X(extra_field, kind, decimal) \
    X(extra_field, kind, date)    \
    X(extra_field, kind, enum)    \
    X(extra_field, kind, bool)
enum extra_kind {
#define X(entity, field, code) EXTRA_KIND_##code,
    EXTRA_KINDS(X)
#undef X
        EXTRA_KIND_COUNT
};
extern const struct choice extra_kinds[EXTRA_KIND_COUNT];

struct extra_field {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/extra_field.def"
    uint64_t set; /* bit EXTRA_FIELD_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) EXTRA_FIELD_##n,
#include "entity/extra_field.def"
#undef FIELD_NUMBER
    EXTRA_FIELD_N_FIELDS
};

extern const struct entity extra_field_entity;

#endif
