/*
 * target.c -- the fields of target.def and the rules across them.
 */
#include "entity/target.h"

#include "entity/choices.h"
#include "entity/document.h"
#include "entity/indicator.h"
#include "entity/unit.h"

const struct choice target_measures[TARGET_MEASURE_COUNT] = {TARGET_MEASURES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(target, __VA_ARGS__, )
#include "entity/target.def"
};

static bool has(const struct target *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct target *t = row;
    bool has_both = has(t, TARGET_measure) && has(t, TARGET_value);
    /* Nothing falls by more than the whole of itself. */
    if (has_both && t->measure == TARGET_MEASURE_growth && t->value.e4 < -100 * DECIMAL_ONE)
        PROBLEM(probs, S("value"), S("range"), MSG_problem_growth_low, ARG_NONE);
}

const struct entity target_entity = {
    .name = S_("target"),
    .plural = S_("targets"),
    .title = MSG_entity_target,
    .titles = MSG_entity_targets,
    .topic = TOPIC_figures,
    .about = MSG_entity_target_about,
    .fields = fields,
    .n_fields = TARGET_N_FIELDS,
    .size = sizeof(struct target),
    .set_offset = offsetof(struct target, set),
    .key = S_("subject,period,indicator,basis,measure,revision"),
    .show = S_("subject,indicator,period,measure"),
    .sort = S_("-period"),
    .check = check,
};
