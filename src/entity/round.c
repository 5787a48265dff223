/*
 * round.c -- the fields of round.def behind those of the spine.
 */
#include "entity/round.h"

#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("round")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("planned")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(round_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(round_matter, round, __VA_ARGS__, )
#include "entity/round.def"
};

const struct entity round_entity = {
    MATTER_ENTITY(round, struct round_matter, ROUND_N_FIELDS),
    .base = &matter_entity,
};
