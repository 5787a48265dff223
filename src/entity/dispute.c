/*
 * dispute.c -- the fields of dispute.def behind those of the spine.
 */
#include "entity/dispute.h"

#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice dispute_topics[DISPUTE_TOPIC_COUNT] = {DISPUTE_TOPICS(CHOICE_ROW)};

const struct choice dispute_channels[DISPUTE_CHANNEL_COUNT] = {DISPUTE_CHANNELS(CHOICE_ROW)};

#define MATTER_KIND       S_("dispute")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("received")
#define MATTER_SEEN_BY    S_("few")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(dispute_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(dispute_matter, dispute, __VA_ARGS__, )
#include "entity/dispute.def"
};

const struct entity dispute_entity = {
    MATTER_ENTITY(dispute, struct dispute_matter, DISPUTE_N_FIELDS),
    .base = &matter_entity,
};
