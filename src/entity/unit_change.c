/*
 * unit_change.c -- the fields of unit_change.def and the rules across them.
 */
#include "entity/unit_change.h"

#include "entity/document.h"
#include "entity/unit.h"

const struct choice unit_changes[UNIT_CHANGE_COUNT] = {UNIT_CHANGES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(unit_change, __VA_ARGS__, )
#include "entity/unit_change.def"
};

static bool has(const struct unit_change *row, int field)
{
    return (row->set >> field) & 1;
}

/* Which of the two units each kind of change speaks of. */
static const struct ends {
    bool from, to;
} ends[UNIT_CHANGE_COUNT] = {
    [UNIT_CHANGE_open] = {.to = true},
    [UNIT_CHANGE_rename] = {.from = true},
    [UNIT_CHANGE_recode] = {.from = true},
    [UNIT_CHANGE_move] = {.from = true, .to = true}, /* to: the new parent */
    [UNIT_CHANGE_merge] = {.from = true, .to = true},
    [UNIT_CHANGE_split] = {.from = true, .to = true},
    [UNIT_CHANGE_close] = {.from = true},
};

static void check(const void *row, struct problems *probs)
{
    const struct unit_change *c = row;
    if (!has(c, UNIT_CHANGE_change))
        return;
    bool has_from = has(c, UNIT_CHANGE_from_unit);
    bool has_to = has(c, UNIT_CHANGE_to_unit);
    if (ends[c->change].from && !has_from)
        PROBLEM(probs, S("from_unit"), S("missing"), MSG_problem_unit_change_from, ARG_NONE);
    if (ends[c->change].to && !has_to)
        PROBLEM(probs, S("to_unit"), S("missing"), MSG_problem_unit_change_to, ARG_NONE);
    if (has_from && has_to && c->from_unit == c->to_unit)
        PROBLEM(probs, S("to_unit"), S("itself"), MSG_problem_itself, ARG_NONE);
}

const struct entity unit_change_entity = {
    .name = S_("unit_change"),
    .plural = S_("unit_changes"),
    .title = MSG_entity_unit_change,
    .titles = MSG_entity_unit_changes,
    .topic = TOPIC_organisation,
    .about = MSG_entity_unit_change_about,
    .acts_only = WRITE_MAKE | WRITE_VOID, /* its note and its paper may be put right */
    .made_by = MSG_err_change_is_made,
    .is_taken_over = true,
    .fields = fields,
    .n_fields = UNIT_CHANGE_N_FIELDS,
    .size = sizeof(struct unit_change),
    .set_offset = offsetof(struct unit_change, set),
    .key = S_("changed_on,change,from_unit,to_unit"),
    .show = S_("change"),
    .sort = S_("-changed_on"),
    .check = check,
};
