/*
 * supervision.h -- an item under supervision (督办事项): a paper or instruction that must be
 * answered.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef SUPERVISION_MATTER_H
#define SUPERVISION_MATTER_H

#include "entity/matter.h"

#define SUPERVISION_SOURCES(X)          \
    X(supervision, source, paper)       \
    X(supervision, source, instruction) \
    X(supervision, source, meeting)     \
    X(supervision, source, round)       \
    X(supervision, source, other)
enum supervision_source {
#define X(entity, field, code) SUPERVISION_SOURCE_##code,
    SUPERVISION_SOURCES(X)
#undef X
        SUPERVISION_SOURCE_COUNT
};
extern const struct choice supervision_sources[SUPERVISION_SOURCE_COUNT];

#define SUPERVISION_URGENCIES(X)    \
    X(supervision, urgency, normal) \
    X(supervision, urgency, prompt) \
    X(supervision, urgency, urgent) \
    X(supervision, urgency, extra)  \
    X(supervision, urgency, flash)
enum supervision_urgency {
#define X(entity, field, code) SUPERVISION_URGENCY_##code,
    SUPERVISION_URGENCIES(X)
#undef X
        SUPERVISION_URGENCY_COUNT
};
extern const struct choice supervision_urgencies[SUPERVISION_URGENCY_COUNT];

struct supervision_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/supervision.def"
    uint64_t set; /* bit MATTER_x, SUPERVISION_x: field x has a value */
};

enum {
    SUPERVISION_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) SUPERVISION_##n,
#include "entity/supervision.def"
#undef FIELD_NUMBER
    SUPERVISION_N_FIELDS
};

extern const struct entity supervision_entity;

#endif
