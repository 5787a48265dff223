/*
 * commitment.h -- a commitment (承诺事项): what somebody promised at a round or a contact.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef COMMITMENT_MATTER_H
#define COMMITMENT_MATTER_H

#include "entity/matter.h"

#define COMMITMENT_SOURCES(X)      \
    X(commitment, source, round)   \
    X(commitment, source, contact) \
    X(commitment, source, visit)   \
    X(commitment, source, meeting) \
    X(commitment, source, other)
enum commitment_source {
#define X(entity, field, code) COMMITMENT_SOURCE_##code,
    COMMITMENT_SOURCES(X)
#undef X
        COMMITMENT_SOURCE_COUNT
};
extern const struct choice commitment_sources[COMMITMENT_SOURCE_COUNT];

struct commitment_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/commitment.def"
    uint64_t set; /* bit MATTER_x, COMMITMENT_x: field x has a value */
};

enum {
    COMMITMENT_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) COMMITMENT_##n,
#include "entity/commitment.def"
#undef FIELD_NUMBER
    COMMITMENT_N_FIELDS
};

extern const struct entity commitment_entity;

#endif
