/*
 * indicator.c -- the fields of indicator.def and the rules across them.
 */
#include "entity/indicator.h"

#include "entity/choices.h"
#include "entity/unit.h"

const struct choice indicator_directions[INDICATOR_DIRECTION_COUNT] = {
    INDICATOR_DIRECTIONS(CHOICE_ROW)};

const struct choice indicator_aggregations[INDICATOR_AGGREGATION_COUNT] = {
    INDICATOR_AGGREGATIONS(CHOICE_ROW)};

const struct choice indicator_frequencies[INDICATOR_FREQUENCY_COUNT] = {
    INDICATOR_FREQUENCIES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(indicator, __VA_ARGS__, )
#include "entity/indicator.def"
};

static bool has(const struct indicator *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct indicator *x = row;
    bool has_both = has(x, INDICATOR_valid_from) && has(x, INDICATOR_valid_to);
    if (has_both && x->valid_to <= x->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_after,
                ARG_MSG(MSG_indicator_valid_from));
}

const struct entity indicator_entity = {
    .name = S_("indicator"),
    .plural = S_("indicators"),
    .title = MSG_entity_indicator,
    .titles = MSG_entity_indicators,
    .topic = TOPIC_figures,
    .about = MSG_entity_indicator_about,
    .fields = fields,
    .n_fields = INDICATOR_N_FIELDS,
    .size = sizeof(struct indicator),
    .set_offset = offsetof(struct indicator, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("position"),
    .check = check,
};
