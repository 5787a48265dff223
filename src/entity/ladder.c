/*
 * ladder.c -- the fields of ladder.def and the rule across them.
 */
#include "entity/ladder.h"

#include "entity/matter.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(ladder_row, ladder, __VA_ARGS__, )
#include "entity/ladder.def"
};

static bool has(const struct ladder_row *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct ladder_row *l = row;
    bool has_both = has(l, LADDER_valid_from) && has(l, LADDER_valid_to);
    if (has_both && l->valid_to <= l->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_ladder_valid_from));
}

const struct entity ladder_entity = {
    .name = S_("ladder"),
    .plural = S_("ladders"),
    .title = MSG_entity_ladder,
    .titles = MSG_entity_ladders,
    .topic = TOPIC_rules,
    .about = MSG_entity_ladder_about,
    .fields = fields,
    .n_fields = LADDER_N_FIELDS,
    .size = sizeof(struct ladder_row),
    .set_offset = offsetof(struct ladder_row, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("code"),
    .check = check,
};
