/*
 * commitment.c -- the fields of commitment.def behind those of the spine, and the rules across
 * them.
 */
#include "entity/commitment.h"

#include "entity/post.h"
#include "entity/unit.h"

const struct choice commitment_sources[COMMITMENT_SOURCE_COUNT] = {COMMITMENT_SOURCES(CHOICE_ROW)};

#define MATTER_KIND       S_("commitment")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("working")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(commitment_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(commitment_matter, commitment, __VA_ARGS__, )
#include "entity/commitment.def"
};

const struct entity commitment_entity = {
    .name = S_("commitment"),
    .plural = S_("commitments"),
    .title = MSG_entity_commitment,
    .titles = MSG_entity_commitments,
    .about = MSG_entity_commitment_about,
    .fields = fields,
    .n_fields = COMMITMENT_N_FIELDS,
    .base = &matter_entity,
    .size = sizeof(struct commitment_matter),
    .set_offset = offsetof(struct commitment_matter, set),
    .key = S_("code"),
    .key_is_owners = true,
    .key_is_optional = true,
    .show = S_("title"),
    .sort = S_("-id"),
    .is_subject = true,
};
