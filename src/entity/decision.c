/*
 * decision.c -- the fields of decision.def behind those of the spine.
 */
#include "entity/decision.h"

#include "entity/document.h"
#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice decision_sources[DECISION_SOURCE_COUNT] = {DECISION_SOURCES(CHOICE_ROW)};

#define MATTER_KIND       S_("decision")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(decision_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(decision_matter, decision, __VA_ARGS__, )
#include "entity/decision.def"
};

const struct entity decision_entity = {
    MATTER_ENTITY(decision, struct decision_matter, DECISION_N_FIELDS),
    .base = &matter_entity,
};
