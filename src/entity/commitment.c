/*
 * commitment.c -- the fields of commitment.def behind those of the spine, and the rules across
 * them.
 */
#include "entity/commitment.h"

#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice commitment_sources[COMMITMENT_SOURCE_COUNT] = {COMMITMENT_SOURCES(CHOICE_ROW)};

#define MATTER_KIND       S_("commitment")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("working")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(commitment_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(commitment_matter, commitment, __VA_ARGS__, )
#include "entity/commitment.def"
};

const struct entity commitment_entity = {
    MATTER_ENTITY(commitment, struct commitment_matter, COMMITMENT_N_FIELDS),
    .base = &matter_entity,
};
