/*
 * escalation.h -- the steps that a matter has taken on its ladder, one row each.
 */
#ifndef ESCALATION_H
#define ESCALATION_H

#include "entity/entity.h"

/* Why: chosen at the start; a day passed; an answer sent back. */
#define ESCALATION_CAUSES(X)    \
    X(escalation, cause, entry) \
    X(escalation, cause, late)  \
    X(escalation, cause, quality)
enum escalation_cause {
#define X(entity, field, code) ESCALATION_CAUSE_##code,
    ESCALATION_CAUSES(X)
#undef X
        ESCALATION_CAUSE_COUNT
};
extern const struct choice escalation_causes[ESCALATION_CAUSE_COUNT];

struct escalation_row {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/escalation.def"
    uint64_t set; /* bit ESCALATION_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ESCALATION_##n,
#include "entity/escalation.def"
#undef FIELD_NUMBER
    ESCALATION_N_FIELDS
};

extern const struct entity escalation_entity;

#endif
