/*
 * term.c -- the fields of term.def and the rule across them.
 */
#include "entity/term.h"

#include "entity/matter.h"
#include "entity/supervision.h"

const struct choice term_steps[TERM_STEP_COUNT] = {TERM_STEPS(SHARED_CHOICE_ROW)};
const struct choice term_units[TERM_UNITS_COUNT] = {TERM_UNITS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(term_row, term, __VA_ARGS__, )
#include "entity/term.def"
};

static bool has(const struct term_row *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct term_row *t = row;
    bool has_both = has(t, TERM_valid_from) && has(t, TERM_valid_to);
    if (has_both && t->valid_to <= t->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_term_valid_from));
    bool is_of_urgency =
        t->step == TERM_STEP_due && has(t, TERM_kind) && t->kind == MATTER_KIND_supervision;
    if (has(t, TERM_urgency) && !is_of_urgency)
        PROBLEM(probs, S("urgency"), S("kind"), MSG_problem_term_urgency, ARG_NONE);
}

const struct entity term_entity = {
    .name = S_("term"),
    .plural = S_("terms"),
    .title = MSG_entity_term,
    .titles = MSG_entity_terms,
    .topic = TOPIC_rules,
    .about = MSG_entity_term_about,
    .fields = fields,
    .n_fields = TERM_N_FIELDS,
    .size = sizeof(struct term_row),
    .set_offset = offsetof(struct term_row, set),
    .key = S_("step,kind,urgency,valid_from"),
    .key_is_owners = true,
    .show = S_("step"),
    .sort = S_("step"),
    .check = check,
};
