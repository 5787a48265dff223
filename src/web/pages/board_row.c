/*
 * board_row.c -- a row of a board as pages show it.
 */
#include "web/pages/board_row.h"

#include "entity/observation.h"
#include "entity/target.h"

/* The target as it is set: an amount in the indicator's unit, or a growth in %. */
struct view_figure target_figure(struct exchange *x, const struct board_row *row)
{
    if (row->target.is_known || !row->growth_target.is_known)
        return figure_on(x, &row->target, row->decimals, &target_entity);
    struct view_figure f = percent_on(x, &row->growth_target, &target_entity);
    f.text = STR_CAT(x->a, words(x, MSG_web_indicators_grow_by), f.text, S("%"));
    return f;
}

/* How much of the year's target is done, or how far growth is from its target. */
struct view_figure against_figure(struct exchange *x, const struct board_row *row)
{
    if (row->completion.is_known) {
        struct view_figure f = figure_on(x, &row->completion, 1, NULL);
        f.text = STR_CAT(x->a, f.text, S("%"));
        return f;
    }
    struct view_figure f = figure_on(x, &row->growth_gap, 1, NULL);
    if (f.is_known && row->growth_gap.value.e4 == 0)
        f.text = words(x, MSG_web_indicators_even);
    else if (f.is_known)
        f.text = STR_CAT(x->a, f.text, words(x, MSG_web_indicators_points));
    return f;
}

struct str indicator_address(struct exchange *x, const struct choice_of_board *choice,
                             struct str code)
{
    struct address to = choice_address(x, STR_CAT(x->a, S("/indicators/"), code), choice);
    address_put(&to, S("period"), choice_month(x, choice->q.period));
    return address_str(&to);
}

struct view_indicator_row board_row_view(struct exchange *x, const struct choice_of_board *choice,
                                         const struct board_row *row)
{
    bool is_own = period_last(row->period) == period_last(choice->q.period);
    return (struct view_indicator_row){
        .code = row->code,
        .name = row->name,
        .address = indicator_address(x, choice, row->code),
        .period = is_own ? S("") : period_words(x, row->period),
        .measure = row->measure,
        .is_part = row->part_of != 0,
        .value = figure_on(x, &row->value, row->decimals, &observation_entity),
        .growth = percent_on(x, &row->growth, &observation_entity),
        .target = target_figure(x, row),
        .against = against_figure(x, row),
        .light = light_of(row->standing),
        .sentence = row->sentence,
        .n_doubts = row->n_doubts,
        .spark = spark_on(x, row),
    };
}
