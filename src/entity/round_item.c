/*
 * round_item.c -- the fields of round_item.def.
 */
#include "entity/round_item.h"

#include "entity/matter.h"

const struct choice round_item_origins[ROUND_ITEM_ORIGIN_COUNT] = {ROUND_ITEM_ORIGINS(CHOICE_ROW)};

const struct choice round_item_outcomes[ROUND_ITEM_OUTCOME_COUNT] = {
    ROUND_ITEM_OUTCOMES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(round_item, __VA_ARGS__, )
#include "entity/round_item.def"
};

const struct entity round_item_entity = {
    .name = S_("round_item"),
    .plural = S_("round_items"),
    .title = MSG_entity_round_item,
    .titles = MSG_entity_round_items,
    .topic = TOPIC_traces,
    .about = MSG_entity_round_item_about,
    .fields = fields,
    .n_fields = ROUND_ITEM_N_FIELDS,
    .size = sizeof(struct round_item),
    .set_offset = offsetof(struct round_item, set),
    .key = S_("round,matter"),
    .show = S_("round,position"),
    .sort = S_("position"),
};
