/*
 * decision.h -- a decision (决定事项): what was decided at a round or a meeting, or by a leader.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef DECISION_MATTER_H
#define DECISION_MATTER_H

#include "entity/matter.h"

#define DECISION_SOURCES(X)      \
    X(decision, source, round)   \
    X(decision, source, meeting) \
    X(decision, source, leader)  \
    X(decision, source, other)
enum decision_source {
#define X(entity, field, code) DECISION_SOURCE_##code,
    DECISION_SOURCES(X)
#undef X
        DECISION_SOURCE_COUNT
};
extern const struct choice decision_sources[DECISION_SOURCE_COUNT];

struct decision_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/decision.def"
    uint64_t set; /* bit MATTER_x, DECISION_x: field x has a value */
};

enum {
    DECISION_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) DECISION_##n,
#include "entity/decision.def"
#undef FIELD_NUMBER
    DECISION_N_FIELDS
};

extern const struct entity decision_entity;

#endif
