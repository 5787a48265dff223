/*
 * matter_link.h -- how a matter stands to another: it blocks it, is the same, is part of it.
 */
#ifndef MATTER_LINK_H
#define MATTER_LINK_H

#include "entity/entity.h"

#define MATTER_LINK_RELATIONS(X)         \
    X(matter_link, relation, blocks)     \
    X(matter_link, relation, duplicates) \
    X(matter_link, relation, part_of)
enum matter_link_relation {
#define X(entity, field, code) MATTER_LINK_RELATION_##code,
    MATTER_LINK_RELATIONS(X)
#undef X
        MATTER_LINK_RELATION_COUNT
};
extern const struct choice matter_link_relations[MATTER_LINK_RELATION_COUNT];

struct matter_link {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_link.def"
    uint64_t set; /* bit MATTER_LINK_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_LINK_##n,
#include "entity/matter_link.def"
#undef FIELD_NUMBER
    MATTER_LINK_N_FIELDS
};

extern const struct entity matter_link_entity;

#endif
