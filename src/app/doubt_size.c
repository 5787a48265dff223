/*
 * doubt_size.c -- figures of the wrong size: typed in another unit, with the point elsewhere, or a
 * running total below what it was.
 *
 * A size is off by so much that it does not matter how sure the other number is, so sums and
 * made-up figures are held against each other too.
 */
#include "app/board_load.h"
#include "core/series.h"

/* The figure a period before, of the same year where totals run; not known in a year's first. */
static struct board_number before_of(const struct board_load *l, ptrdiff_t i)
{
    const struct board_row *row = &l->board->rows[i];
    const struct board_spark *spark = &row->spark[BOARD_SPARK - 2];
    bool begins = period_last(row->period) <= board_frequency_months(l->frequency[i]);
    bool is_comparable = spark->is_known && !(l->is_cumulative[i] && begins);
    return (struct board_number){.is_known = is_comparable, .value = spark->value};
}

/* What the year's target wants by now, for a figure that is over the whole year's. */
static struct board_number wanted_of(const struct board_row *row)
{
    struct board_number wanted = row->planned;
    const struct decimal year_months = DECIMAL_INT(12);
    bool is_over = row->target.is_known && row->value.is_known &&
                   decimal_cmp(row->value.value, row->target.value) > 0;
    if (!wanted.is_known)
        wanted.is_known = period_first(row->period) == 1 &&
                          decimal_muldiv(row->target.value, DECIMAL_INT(period_last(row->period)),
                                         year_months, &wanted.value);
    wanted.is_known = wanted.is_known && is_over;
    wanted.id = row->target.id;
    return wanted;
}

static bool doubt_scale(const struct board_load *l, struct board_row *row,
                        const struct board_number *beside, enum msg what)
{
    int64_t times = 0;
    if (!beside->is_known || !series_is_slip(row->value.value, beside->value, &times))
        return false;
    struct str number = decimal_str(l->c->a, beside->value, row->decimals);
    struct message against = {.id = what, .args = {ARG_TEXT(number), ARG_TEXT(row->measure)}};
    struct message m = {
        .id = decimal_cmp(row->value.value, beside->value) > 0 ? MSG_board_doubt_large
                                                               : MSG_board_doubt_small,
        .args = {ARG_TEXT(message_str(l->c->a, l->c->lang, &against)), ARG_INT(times)}};
    struct doubt d = {.kind = DOUBT_SCALE, .ids = {row->value.id}};
    board_add_doubt(l, row, d, &m);
    return true;
}

static void doubt_fell(const struct board_load *l, struct board_row *row,
                       const struct board_number *before)
{
    if (!before->is_known || decimal_cmp(row->value.value, before->value) >= 0)
        return;
    struct message m = {.id = MSG_board_doubt_fell,
                        .args = {ARG_TEXT(decimal_str(l->c->a, before->value, row->decimals)),
                                 ARG_TEXT(row->measure)}};
    struct doubt d = {.kind = DOUBT_FELL, .ids = {row->value.id}};
    board_add_doubt(l, row, d, &m);
}

void board_doubt_size(const struct board_load *l, ptrdiff_t i)
{
    struct board_row *row = &l->board->rows[i];
    if (!row->value.is_known || row->period.code == 0)
        return;
    struct board_number before = before_of(l, i);
    struct board_number wanted = wanted_of(row);
    /* The best measure there is says it, once. */
    if (row->base.is_known)
        (void)doubt_scale(l, row, &row->base, MSG_board_beside_last_year);
    else if (!doubt_scale(l, row, &before, MSG_board_beside_before))
        (void)doubt_scale(l, row, &wanted, MSG_board_beside_target);
    if (l->is_cumulative[i] && !row->may_be_negative)
        doubt_fell(l, row, &before);
}
