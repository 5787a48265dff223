/*
 * unit_version.h -- what a unit was before a dated change.
 */
#ifndef UNIT_VERSION_H
#define UNIT_VERSION_H

#include "entity/entity.h"

struct unit_version {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/unit_version.def"
    uint64_t set; /* bit UNIT_VERSION_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) UNIT_VERSION_##n,
#include "entity/unit_version.def"
#undef FIELD_NUMBER
    UNIT_VERSION_N_FIELDS
};

extern const struct entity unit_version_entity;

#endif
