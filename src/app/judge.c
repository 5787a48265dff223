/*
 * judge.c -- each row of a board measured and put into words. Derived only: nothing is stored.
 */
#include "app/board_load.h"
#include "core/series.h"
#include "core/wording.h"

enum { SENTENCE_MAX = 4096 };

static struct maybe maybe_of(const struct board_number *n)
{
    return (struct maybe){.known = n->is_known, .value = n->value};
}

static struct board_number computed(bool is_known, struct decimal value)
{
    return (struct board_number){.is_known = is_known, .value = value, .reason = S("")};
}

/* Growth as reported; where nobody reported it, as base or last year's value gives it. */
static void fill_growth(struct board_row *row, const struct board_number *last_year)
{
    if (!row->base.is_known)
        row->base = *last_year;
    struct decimal growth = {0};
    bool can = !row->growth.is_known && row->value.is_known && row->base.is_known;
    if (can && series_growth(row->value.value, row->base.value, 1, &growth)) {
        row->growth = computed(true, growth);
        row->growth.certainty = row->base.certainty;
    }
}

static void fill_shares(struct board_row *row)
{
    struct decimal share = {0};
    if (row->growth.is_known && row->growth_target.is_known)
        row->growth_gap.is_known =
            series_gap(row->growth.value, row->growth_target.value, &row->growth_gap.value);
    if (!row->target.is_known || !row->value.is_known)
        return;
    row->completion.is_known =
        series_completion(row->value.value, row->target.value, 1, &row->completion.value);
    row->schedule = computed(true, series_linear_share(row->period, 1));
    if (row->planned.is_known &&
        series_planned_share(row->planned.value, row->target.value, 1, &share)) {
        row->schedule = computed(true, share);
        row->schedule_is_planned = true;
    }
    /* Of the figures, not of the rounded shares, so that it is rounded once. */
    row->schedule_gap.is_known =
        row->schedule_is_planned
            ? series_planned_gap(row->value.value, row->planned.value, row->target.value, 1,
                                 &row->schedule_gap.value)
            : series_linear_gap(row->value.value, row->target.value, row->period, 1,
                                &row->schedule_gap.value);
}

static bool any_is(const struct board_row *row, int64_t certainty)
{
    const struct board_number *behind[] = {&row->value, &row->growth, &row->target,
                                           &row->growth_target, &row->planned};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(behind); i++)
        if (behind[i]->is_known && behind[i]->certainty == certainty)
            return true;
    return false;
}

static void add_gap(struct buf *out, enum lang lang, const struct board_row *row)
{
    wording_gap(out, lang, row->growth_gap.value, 1, true);
    if (!wording_is_near(row->growth_gap.value))
        return;
    struct buf exact = buf_on(out->a, SENTENCE_MAX);
    wording_points(&exact, lang, row->growth_gap.value, 1);
    struct message m = {.id = MSG_board_exact, .args = {ARG_TEXT(buf_str(&exact))}};
    message_write(out, lang, &m);
}

static void add_completion(struct buf *out, enum lang lang, const struct board_row *row)
{
    wording_completion(out, lang, row->completion.value, 1);
    if (!row->schedule_gap.is_known)
        return;
    struct judgement j = {
        .measure = row->schedule_is_planned ? MEASURE_PLANNED : MEASURE_LINEAR,
        .actual = row->completion.value,
        .wanted = row->schedule.value,
        .apart = row->schedule_gap.value,
    };
    buf_add(out, msg_text(lang, MSG_board_comma));
    wording_judgement(out, lang, &j, 1);
}

/* Inputs are there and the result is not: it has no meaning below 0, or does not fit a number. */
static bool completion_failed(const struct board_row *row)
{
    return row->target.is_known && row->value.is_known && !row->completion.is_known;
}

static bool growth_failed(const struct board_row *row)
{
    bool has_no_growth = !row->growth.is_known && row->value.is_known && row->base.is_known &&
                         row->base.value.e4 > 0;
    bool has_no_gap =
        row->growth.is_known && row->growth_target.is_known && !row->growth_gap.is_known;
    return has_no_growth || has_no_gap;
}

/* Why nothing was compared, or only growth with 0. */
static enum msg lacks(const struct board_row *row)
{
    if (completion_failed(row) && row->target.value.e4 <= 0)
        return MSG_board_target_low;
    if (completion_failed(row) || growth_failed(row))
        return MSG_board_too_large;
    if (row->growth.is_known)
        return MSG_board_no_target;
    return row->growth_target.is_known ? MSG_board_no_growth : MSG_board_no_measure;
}

static struct str sentence_of(const struct board_load *l, const struct board_row *row)
{
    enum lang lang = l->c->lang;
    struct buf out = buf_on(l->c->a, SENTENCE_MAX);
    if (!row->value.is_known && !row->growth.is_known)
        buf_add(&out, row->value.reason.len > 0
                          ? row->value.reason
                          : msg_text(lang, row->period.code == 0 ? MSG_board_not_due
                                                                 : MSG_board_missing));
    else if (row->growth_gap.is_known)
        add_gap(&out, lang, row);
    if (row->completion.is_known) {
        if (out.len > 0)
            buf_add(&out, msg_text(lang, MSG_board_comma));
        add_completion(&out, lang, row);
    }
    if (out.len == 0)
        buf_add(&out, msg_text(lang, lacks(row)));
    return buf_str(&out);
}

static void judge_row(struct board_load *l, ptrdiff_t i)
{
    struct board_row *row = &l->board->rows[i];
    fill_growth(row, &l->last_year[i]);
    fill_shares(row);
    struct judgement_input in = {
        .period = row->period.code ? row->period : l->board->query.period,
        .lower_is_better = row->direction == INDICATOR_DIRECTION_down,
        .value = maybe_of(&row->value),
        .growth = maybe_of(&row->growth),
        .target = maybe_of(&row->target),
        .planned = maybe_of(&row->planned),
        .target_growth = maybe_of(&row->growth_target),
    };
    row->judgement = judge(&in, 1);
    row->standing = row->judgement.is_result ? STANDING_RESULT : STANDING_SHORTCOMING;
    if (row->judgement.measure == MEASURE_NONE)
        row->standing = STANDING_UNJUDGED;
    if (!row->value.is_known && !row->growth.is_known)
        row->standing = STANDING_NO_FIGURE;
    row->is_implied = any_is(row, CERTAINTY_implied);
    row->is_synthetic = any_is(row, CERTAINTY_synthetic);
    row->sentence = sentence_of(l, row);
}

void board_judge(struct board_load *l)
{
    for (ptrdiff_t i = 0; i < l->board->n_rows; i++)
        judge_row(l, i);
}
