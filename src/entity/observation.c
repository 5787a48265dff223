/*
 * observation.c -- the fields of observation.def and the rules across them.
 */
#include "entity/observation.h"

#include "entity/choices.h"
#include "entity/document.h"
#include "entity/indicator.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice observation_kinds[OBSERVATION_KIND_COUNT] = {OBSERVATION_KINDS(CHOICE_ROW)};

const struct choice observation_statuses[OBSERVATION_STATUS_COUNT] = {
    OBSERVATION_STATUSES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(observation, __VA_ARGS__, )
#include "entity/observation.def"
};

static bool has(const struct observation *row, int field)
{
    return (row->set >> field) & 1;
}

static void check_missing(const struct observation *o, struct problems *probs)
{
    if (has(o, OBSERVATION_value))
        PROBLEM(probs, S("value"), S("not_wanted"), MSG_problem_missing_has_value, ARG_NONE);
    if (!has(o, OBSERVATION_reason))
        PROBLEM(probs, S("reason"), S("missing"), MSG_problem_missing_needs_reason, ARG_NONE);
}

static void check_document(const struct observation *o, struct problems *probs)
{
    bool is_stated = o->kind == OBSERVATION_KIND_stated;
    if (is_stated && !has(o, OBSERVATION_document))
        PROBLEM(probs, S("document"), S("missing"), MSG_problem_stated_needs_document, ARG_NONE);
    /* The document is part of a stated figure's key; another kind has one current row only. */
    if (!is_stated && has(o, OBSERVATION_document))
        PROBLEM(probs, S("document"), S("not_wanted"), MSG_problem_only_stated_document, ARG_NONE);
}

/* Whoever says that a paper documents it names the paper. */
static void check_certainty(const struct observation *o, struct problems *probs)
{
    bool is_documented = has(o, OBSERVATION_certainty) && o->certainty == CERTAINTY_documented;
    if (is_documented && !has(o, OBSERVATION_source) && !has(o, OBSERVATION_document))
        PROBLEM(probs, S("certainty"), S("no_source"), MSG_problem_documented_needs_source,
                ARG_NONE);
}

static void check(const void *row, struct problems *probs)
{
    const struct observation *o = row;
    bool is_missing = has(o, OBSERVATION_status) && o->status == OBSERVATION_STATUS_missing;
    if (is_missing)
        check_missing(o, probs);
    else if (!has(o, OBSERVATION_value))
        PROBLEM(probs, S("value"), S("missing"), MSG_problem_value_or_missing, ARG_NONE);
    check_certainty(o, probs);
    if (!has(o, OBSERVATION_kind))
        return;
    check_document(o, probs);
    bool is_growth = o->kind == OBSERVATION_KIND_growth && has(o, OBSERVATION_value);
    if (is_growth && o->value.e4 < -100 * DECIMAL_ONE)
        PROBLEM(probs, S("value"), S("range"), MSG_problem_growth_low, ARG_NONE);
}

const struct entity observation_entity = {
    .name = S_("observation"),
    .plural = S_("observations"),
    .title = MSG_entity_observation,
    .titles = MSG_entity_observations,
    .topic = TOPIC_figures,
    .about = MSG_entity_observation_about,
    .fields = fields,
    .n_fields = OBSERVATION_N_FIELDS,
    .size = sizeof(struct observation),
    .set_offset = offsetof(struct observation, set),
    .key = S_("subject,period,indicator,basis,kind,document"),
    .show = S_("subject,indicator,period,kind"),
    .sort = S_("-period"),
    .covered = S_("subject, period, indicator, value"), /* trends: statements_board.c */
    .covered_where = S_("kind = 'actual'"),
    .is_bulk = true,
    .check = check,
};
