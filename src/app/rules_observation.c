/*
 * rules_observation.c -- figures: who may enter which, and which deserve a second look.
 *
 * Nobody enters another unit's figure, that is one that another post is to report. Statistical
 * figures are what the statistics office publishes: those of a county and of all in it are its
 * statistics posts' or the source department's. On the management basis a unit's are its own.
 * Deputies and secretaries act as the post and are recorded. Only statistics makes a figure final,
 * and only statistics changes a final one.
 */
#include "app/rules.h"
#include "entity/choices.h"
#include "entity/observation.h"

static bool is_choice(const struct value *v, const struct choice *choice)
{
    return v->type == VALUE_TEXT && str_eq(v->t, choice->code);
}

/* The posts that publish an indicator's figures: of statistics, and of the department it names. */
static bool is_publisher(const struct call *c, const struct indicator *row)
{
    bool is_source = ((row->set >> INDICATOR_source_unit) & 1) && row->source_unit == c->who.unit;
    return is_source || c->who.role == POST_ROLE_statistics;
}

static bool is_to_report(const struct call *c, const struct unit_info *subject,
                         const struct indicator *row, bool is_statistical)
{
    /* A county of a city has statistics of its own. */
    if (is_statistical)
        return subject->county == c->county && is_publisher(c, row);
    if (level_is_area(subject->level))
        return subject->id == c->county && is_publisher(c, row);
    /* A unit's ledger may be kept by the unit above it. */
    return subject->id == c->who.unit ||
           (c->who.role == POST_ROLE_unit_head && unit_is_in(subject, c->who.unit));
}

/* Statistics may judge a figure of its area (status, with a reason) without touching it. */
static bool is_only_judged(const struct change *ch)
{
    static const int untouched[] = {OBSERVATION_value, OBSERVATION_source, OBSERVATION_certainty};
    if (!ch->old)
        return false;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(untouched); i++)
        if (change_alters(ch, untouched[i]))
            return false;
    return true;
}

enum err observation_may_write(struct change *ch, struct fail *why)
{
    const struct call *c = ch->c;
    const struct value *v = ch->v;
    const struct unit_info *subject = NULL;
    const struct indicator_info *indicator = NULL;
    enum err err = lookup_unit(ch->l, v[OBSERVATION_subject].i, &subject, why);
    if (err == OK)
        err = lookup_indicator(ch->l, v[OBSERVATION_indicator].i, &indicator, why);
    if (err != OK)
        return err;
    if (!subject || !indicator)
        return OK; /* references that are wrong are problems already */
    bool is_statistics = c->who.role == POST_ROLE_statistics && unit_is_in(subject, c->county);
    if (is_statistics && is_only_judged(ch))
        return OK;
    bool is_statistical = is_choice(&v[OBSERVATION_basis], &bases[BASIS_statistical]);
    if (is_to_report(c, subject, &indicator->row, is_statistical))
        return OK;
    return FAIL(why, ERR_FORBIDDEN, MSG_err_other_figure, ARG_TEXT(subject->name[c->lang]),
                ARG_TEXT(c->lang == LANG_EN && indicator->row.name_en.len > 0
                             ? indicator->row.name_en
                             : indicator->row.name_zh));
}

enum err observation_may_void(struct change *ch, struct fail *why)
{
    bool is_final =
        is_choice(&ch->v[OBSERVATION_status], &observation_statuses[OBSERVATION_STATUS_final]);
    if (is_final && !may(ch->c, RIGHT_STATISTICS))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_final_figure, ARG_NONE);
    return OK;
}

static bool fits_frequency(struct period p, const struct indicator *row)
{
    static const int steps[INDICATOR_FREQUENCY_COUNT] = {
        [INDICATOR_FREQUENCY_month] = 1,
        [INDICATOR_FREQUENCY_quarter] = 3,
        [INDICATOR_FREQUENCY_half] = 6,
        [INDICATOR_FREQUENCY_year] = 12,
    };
    int step = steps[row->frequency];
    if (period_last(p) % step != 0)
        return false;
    if (row->cumulative)
        return period_first(p) == 1;
    /* January and February are published as one (domain.md, 3.2). */
    bool is_merged = step == 1 && period_first(p) == 1 && period_last(p) == 2;
    return is_merged || period_months(p) == step;
}

static bool is_in_force(const struct indicator *row, struct period p)
{
    bool is_over = ((row->set >> INDICATOR_valid_to) & 1) && row->valid_to <= period_last_day(p);
    return !is_over && row->valid_from <= period_last_day(p);
}

static void check_period(struct change *ch, const struct indicator *row)
{
    const struct value *v = change_value(ch, OBSERVATION_period);
    if (v->type != VALUE_INT)
        return;
    struct period p = {v->i};
    struct problems *probs = &ch->c->problems;
    if (!fits_frequency(p, row))
        PROBLEM(probs, S("period"), S("frequency"),
                row->cumulative ? MSG_problem_period_cumulative : MSG_problem_period_frequency,
                ARG_MSG(indicator_frequencies[row->frequency].label));
    if (!is_in_force(row, p))
        PROBLEM(probs, S("period"), S("not_in_force"), MSG_problem_not_in_force,
                ARG_DATE(row->valid_from));
    /* A running total is a forecast, not a figure, until its last month has begun. */
    if (period_first_day(period_of(period_year(p), period_last(p), period_last(p))) > ch->c->today)
        PROBLEM(probs, S("period"), S("future"), MSG_problem_period_future, ARG_NONE);
}

static void check_value(struct change *ch, const struct indicator *row)
{
    const struct value *v = change_value(ch, OBSERVATION_value);
    bool is_growth =
        is_choice(change_value(ch, OBSERVATION_kind), &observation_kinds[OBSERVATION_KIND_growth]);
    if (v->type != VALUE_INT || is_growth)
        return;
    struct decimal value = {v->i};
    if (decimal_cmp(decimal_round(value, (int)row->decimals), value) != 0)
        PROBLEM(&ch->c->problems, S("value"), S("decimals"), MSG_problem_decimals,
                ARG_INT(row->decimals));
}

/* A profit may be a loss and prices may fall; an amount invested is never below 0. */
static void check_sign(struct change *ch, const struct indicator *row)
{
    const struct value *v = change_value(ch, OBSERVATION_value);
    const struct value *kind = change_value(ch, OBSERVATION_kind);
    bool is_amount = is_choice(kind, &observation_kinds[OBSERVATION_KIND_actual]) ||
                     is_choice(kind, &observation_kinds[OBSERVATION_KIND_base]);
    if (is_amount && v->type == VALUE_INT && v->i < 0 && !row->negative)
        PROBLEM(&ch->c->problems, S("value"), S("negative"), MSG_problem_negative, ARG_NONE);
}

static void check_status(struct change *ch)
{
    const struct value *status = change_value(ch, OBSERVATION_status);
    const struct choice *final = &observation_statuses[OBSERVATION_STATUS_final];
    if (may(ch->c, RIGHT_STATISTICS))
        return;
    if (ch->old && is_choice(&ch->old->v[OBSERVATION_status], final))
        PROBLEM(&ch->c->problems, S("status"), S("final"), MSG_problem_final_changed, ARG_NONE);
    else if (is_choice(status, final))
        PROBLEM(&ch->c->problems, S("status"), S("final"), MSG_problem_only_statistics, ARG_NONE);
}

static enum err check_subject(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    const struct unit_info *unit = NULL;
    bool is_known =
        v[OBSERVATION_subject].type == VALUE_INT && v[OBSERVATION_period].type == VALUE_INT;
    if (!is_known)
        return OK;
    enum err err = lookup_unit(ch->l, v[OBSERVATION_subject].i, &unit, why);
    if (err != OK || !unit)
        return err;
    struct period p = {v[OBSERVATION_period].i};
    if (unit->closed_on != DATE_NONE && unit->closed_on <= period_first_day(p))
        PROBLEM(&ch->c->problems, S("subject"), S("closed"), MSG_problem_unit_closed,
                ARG_TEXT(unit->name[ch->c->lang]), ARG_DATE(unit->closed_on));
    return OK;
}

/* Whose figure it is: the post that entered it, or changed it last. */
static void set_reporter(struct change *ch)
{
    const struct caller *who = &ch->c->who;
    if (ch->old && is_only_judged(ch))
        return;
    if (ch->old && who->post == 0)
        return;
    ch->v[OBSERVATION_reported_by] = who->post ? VALUE_OF_INT(who->post) : VALUE_OF_NULL;
    ch->v[OBSERVATION_on_behalf_of] = who->on_behalf ? VALUE_OF_INT(who->on_behalf) : VALUE_OF_NULL;
}

/* --- growth as reported against a recomputation ----------------------------------------------- */

/* Another figure of the same subject, indicator and basis; *out is false if there is none. */
static enum err other_figure(struct change *ch, struct period period, enum observation_kind kind,
                             struct decimal *out_value, bool *out, struct fail *why)
{
    const struct value *v = ch->v;
    /* In the order of observation_entity.key. */
    struct value key[] = {v[OBSERVATION_subject],
                          VALUE_OF_INT(period.code),
                          v[OBSERVATION_indicator],
                          v[OBSERVATION_basis],
                          VALUE_OF_TEXT(observation_kinds[kind].code),
                          VALUE_OF_NULL};
    struct shape shape = entity_shape(&observation_entity);
    struct record found = {0};
    *out = false;
    enum err err = view_find(ch->c->view, ch->c->a, &shape, 0, key, &found, why);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK && found.v[OBSERVATION_value].type == VALUE_INT) {
        *out = true;
        out_value->e4 = found.v[OBSERVATION_value].i;
    }
    return err;
}

/* Comparable base if there is one, else the value a year before. */
static enum err growth_base(struct change *ch, struct period p, struct decimal *out_value,
                            bool *out, struct fail *why)
{
    enum err err = other_figure(ch, p, OBSERVATION_KIND_base, out_value, out, why);
    if (err != OK || *out)
        return err;
    return other_figure(ch, period_year_before(p), OBSERVATION_KIND_actual, out_value, out, why);
}

/* Constant prices and changes of scope are good reasons for a difference, so it is a doubt only. */
static void compare_growth(struct change *ch, struct decimal actual, struct decimal base,
                           struct decimal growth)
{
    struct decimal times = {0};
    struct decimal gap = {0};
    const struct decimal hundred = DECIMAL_INT(100);
    const int64_t tolerance_e4 = 1000; /* 0.1 percentage points: one place of what is published */
    if (!decimal_muldiv(actual, hundred, base, &times) || !decimal_sub(times, hundred, &times) ||
        !decimal_sub(times, growth, &gap))
        return;
    if (gap.e4 > tolerance_e4 || gap.e4 < -tolerance_e4)
        change_doubt(
            ch, S("value"), MSG_problem_growth_differs,
            (struct message_arg[MESSAGE_ARGS]){ARG_TEXT(decimal_str(ch->c->a, times, 1)),
                                               ARG_TEXT(decimal_str(ch->c->a, growth, 1))});
}

static enum err check_growth(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    bool is_growth = is_choice(&v[OBSERVATION_kind], &observation_kinds[OBSERVATION_KIND_growth]);
    bool is_actual = is_choice(&v[OBSERVATION_kind], &observation_kinds[OBSERVATION_KIND_actual]);
    bool is_comparable = (is_growth || is_actual) && v[OBSERVATION_value].type == VALUE_INT &&
                         v[OBSERVATION_period].type == VALUE_INT &&
                         v[OBSERVATION_subject].type == VALUE_INT;
    if (!is_comparable)
        return OK;
    struct period p = {v[OBSERVATION_period].i};
    struct decimal mine = {v[OBSERVATION_value].i};
    struct decimal other = {0};
    struct decimal base = {0};
    bool has_other = false;
    bool has_base = false;
    enum err err =
        other_figure(ch, p, is_growth ? OBSERVATION_KIND_actual : OBSERVATION_KIND_growth, &other,
                     &has_other, why);
    if (err == OK && has_other)
        err = growth_base(ch, p, &base, &has_base, why);
    if (err == OK && has_base && base.e4 > 0)
        compare_growth(ch, is_growth ? other : mine, base, is_growth ? mine : other);
    return err;
}

enum err observation_check(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    const struct indicator_info *indicator = NULL;
    set_reporter(ch);
    check_status(ch);
    enum err err = check_subject(ch, why);
    if (err != OK || v[OBSERVATION_indicator].type != VALUE_INT)
        return err;
    err = lookup_indicator(ch->l, v[OBSERVATION_indicator].i, &indicator, why);
    if (err != OK || !indicator)
        return err;
    if (!is_choice(&v[OBSERVATION_basis], &bases[indicator->row.basis]))
        PROBLEM(&ch->c->problems, S("basis"), S("basis"), MSG_problem_basis,
                ARG_MSG(bases[indicator->row.basis].label));
    check_period(ch, &indicator->row);
    check_value(ch, &indicator->row);
    check_sign(ch, &indicator->row);
    return ch->is_bulk ? OK : check_growth(ch, why);
}
