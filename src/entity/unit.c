/*
 * unit.c -- the fields of unit.def and the rules across them.
 */
#include "entity/unit.h"

#include "entity/choices.h"

const struct choice unit_levels[UNIT_LEVEL_COUNT] = {UNIT_LEVELS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(unit, __VA_ARGS__, )
#include "entity/unit.def"
};

static bool has(const struct unit *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct unit *u = row;
    if (has(u, UNIT_closed_on) && has(u, UNIT_valid_from) && u->closed_on <= u->valid_from)
        PROBLEM(probs, S("closed_on"), S("order"), MSG_problem_after, ARG_MSG(MSG_unit_valid_from));
}

const struct entity unit_entity = {
    .name = S_("unit"),
    .plural = S_("units"),
    .title = MSG_entity_unit,
    .titles = MSG_entity_units,
    .topic = TOPIC_organisation,
    .about = MSG_entity_unit_about,
    .fields = fields,
    .n_fields = UNIT_N_FIELDS,
    .size = sizeof(struct unit),
    .set_offset = offsetof(struct unit, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("code"),
    .is_subject = true,
    .check = check,
};
