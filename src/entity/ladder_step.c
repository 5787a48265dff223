/*
 * ladder_step.c -- the fields of ladder_step.def and the rule across them.
 */
#include "entity/ladder_step.h"

#include "entity/ladder.h"
#include "entity/term.h"

const struct choice step_colours[STEP_COLOUR_COUNT] = {STEP_COLOURS(CHOICE_ROW)};
const struct choice step_shapes[STEP_SHAPE_COUNT] = {STEP_SHAPES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(ladder_step_row, ladder_step, __VA_ARGS__, )
#include "entity/ladder_step.def"
};

static bool has(const struct ladder_step_row *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct ladder_step_row *l = row;
    bool has_both = has(l, LADDER_STEP_valid_from) && has(l, LADDER_STEP_valid_to);
    if (has_both && l->valid_to <= l->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_ladder_step_valid_from));
}

const struct entity ladder_step_entity = {
    .name = S_("ladder_step"),
    .plural = S_("ladder_steps"),
    .title = MSG_entity_ladder_step,
    .titles = MSG_entity_ladder_steps,
    .topic = TOPIC_rules,
    .about = MSG_entity_ladder_step_about,
    .fields = fields,
    .n_fields = LADDER_STEP_N_FIELDS,
    .size = sizeof(struct ladder_step_row),
    .set_offset = offsetof(struct ladder_step_row, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("code"),
    .check = check,
};
