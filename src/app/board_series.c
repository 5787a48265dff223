/*
 * board_series.c -- the figures of a board's rows: those of the period and of the year before it
 * whole, with the record each comes from, and the values on the way as a bare trend.
 *
 * Statements give them in the order of their keys; each is dealt out to its row.
 */
#include "app/board_load.h"

int board_frequency_months(enum indicator_frequency f)
{
    static const int months[INDICATOR_FREQUENCY_COUNT] = {
        [INDICATOR_FREQUENCY_month] = 1,
        [INDICATOR_FREQUENCY_quarter] = 3,
        [INDICATOR_FREQUENCY_half] = 6,
        [INDICATOR_FREQUENCY_year] = 12,
    };
    return months[f];
}

struct period board_period(enum indicator_frequency f, bool cumulative, struct period p)
{
    int step = board_frequency_months(f);
    int last = period_last(p) / step * step;
    if (last == 0)
        return (struct period){0};
    return period_of(period_year(p), cumulative ? 1 : last - step + 1, last);
}

/* --- the row of an indicator ------------------------------------------------------------------ */

static int compare_places(const void *a, const void *b)
{
    int64_t x = ((const struct board_place *)a)->indicator;
    int64_t y = ((const struct board_place *)b)->indicator;
    return (x > y) - (x < y);
}

void board_places(struct board_load *l)
{
    ptrdiff_t n = l->board->n_rows;
    l->places = NEW(l->c->a, struct board_place, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        l->places[i] = (struct board_place){l->board->rows[i].indicator, i};
    qsort(l->places, (size_t)n, sizeof *l->places, compare_places);
}

static ptrdiff_t shown_row(const struct board_load *l, ptrdiff_t place)
{
    ptrdiff_t row = l->places[place].row;
    return l->figures_of[row] == l->reading ? row : -1;
}

ptrdiff_t board_place(struct board_load *l, int64_t indicator)
{
    ptrdiff_t n = l->board->n_rows;
    if (l->next_place < n && l->places[l->next_place].indicator == indicator)
        return shown_row(l, l->next_place++);
    ptrdiff_t low = 0;
    for (ptrdiff_t high = n; low < high;) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (l->places[middle].indicator < indicator)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < n && l->places[low].indicator == indicator;
    l->next_place = low + is_there;
    return is_there ? shown_row(l, low) : -1;
}

/* --- trends ----------------------------------------------------------------------------------- */

/* Where a period stands in the sparks of such rows: -1 if it does not. */
static int spark_place(const struct board_load *l, enum indicator_frequency f, bool cumulative,
                       struct period p)
{
    struct period own = board_period(f, cumulative, l->board->query.period);
    if (own.code == 0)
        return -1;
    int step = board_frequency_months(f);
    int months = (period_year(own) - period_year(p)) * 12 + period_last(own) - period_last(p);
    struct period same = board_period(f, cumulative, p);
    bool fits = months >= 0 && months % step == 0 && same.code == p.code;
    int place = BOARD_SPARK - 1 - months / step;
    return fits && place >= 0 ? place : -1;
}

static void find_places(struct board_load *l, struct period p)
{
    l->spark.period = p;
    for (int f = 0; f < INDICATOR_FREQUENCY_COUNT; f++)
        for (int cumulative = 0; cumulative < 2; cumulative++)
            l->spark.at[f][cumulative] =
                spark_place(l, (enum indicator_frequency)f, cumulative == 1, p);
}

/* Columns of board_trends: indicator period value. */
static enum err take_trend(void *ctx, const struct value *at, int n_cols, struct fail *why)
{
    struct board_load *l = ctx;
    (void)n_cols, (void)why;
    ptrdiff_t i = board_place(l, at[0].i);
    if (i < 0 || at[2].type != VALUE_INT)
        return OK;
    if (at[1].i != l->spark.period.code)
        find_places(l, (struct period){at[1].i});
    int place = l->spark.at[l->frequency[i]][l->is_cumulative[i]];
    if (place >= 0)
        l->board->rows[i].spark[place] = (struct board_spark){true, {at[2].i}};
    return OK;
}

static enum err load_trends(struct board_load *l, struct fail *why)
{
    const struct board_query *q = &l->board->query;
    int month = period_last(q->period);
    int quarter = month / 3 * 3;
    int half = month / 6 * 6;
    int64_t year = (int64_t)period_year(q->period) * 10000;
    /* Of last year, from the month that the slowest figure shown is compared with. */
    int64_t from = year - 10000 + 100 + (quarter > 0 ? quarter : month);
    if (half > 0 && half < quarter)
        from = year - 10000 + 100 + half;
    struct value args[] = {VALUE_OF_INT(l->reading), VALUE_OF_INT(from), VALUE_OF_INT(year + 1300)};
    return view_run(l->c->view, STMT_board_trends, args, ARRAY_LEN(args), take_trend, l, why);
}

/* --- figures of the period, and of last year's -------------------------------------------------
 */

static struct board_number figure_of(struct board_load *l, const struct value *at)
{
    struct board_number n = number_of(&at[3], &at[4]);
    n.status = choice_index(observation_statuses, OBSERVATION_STATUS_COUNT, at[5].t);
    n.certainty = choice_index(certainties, CERTAINTY_COUNT, at[6].t);
    n.reason = at[7].type == VALUE_TEXT ? str_dup(l->c->a, at[7].t) : S("");
    return n;
}

static void add_stated(struct board_load *l, struct board_stated s)
{
    if (l->n_stated == l->room_stated) {
        l->room_stated = l->room_stated * 2 + 8;
        struct board_stated *more = NEW(l->c->a, struct board_stated, l->room_stated);
        if (l->n_stated > 0)
            memcpy(more, l->stated, (size_t)l->n_stated * sizeof *more);
        l->stated = more;
    }
    l->stated[l->n_stated++] = s;
}

/* Columns of board_figures: indicator period kind id value status certainty reason. */
static enum err take_figure(void *ctx, const struct value *at, int n_cols, struct fail *why)
{
    struct board_load *l = ctx;
    (void)n_cols, (void)why;
    ptrdiff_t i = board_place(l, at[0].i);
    struct board_row *row = i >= 0 ? &l->board->rows[i] : NULL;
    if (!row || row->period.code == 0)
        return OK;
    int64_t kind = choice_index(observation_kinds, OBSERVATION_KIND_COUNT, at[2].t);
    bool is_now = at[1].i == row->period.code;
    if (!is_now &&
        (kind != OBSERVATION_KIND_actual || at[1].i != period_year_before(row->period).code))
        return OK;
    struct board_number n = figure_of(l, at);
    if (!is_now)
        l->last_year[i] = n;
    else if (kind == OBSERVATION_KIND_actual)
        row->value = n;
    else if (kind == OBSERVATION_KIND_growth)
        row->growth = n;
    else if (kind == OBSERVATION_KIND_base)
        row->base = n;
    else if (kind == OBSERVATION_KIND_stated)
        add_stated(l, (struct board_stated){row->indicator, n});
    return OK;
}

/* Arguments of board_figures: two periods a frequency, single and cumulative, now and a year
 * before; 0 where no row has such a one. */
enum { MONTH_ARGS = 3 + 4, SLOW_ARGS = 3 + 4 * (INDICATOR_FREQUENCY_COUNT - 1) };
struct figure_args {
    struct value month[MONTH_ARGS], slow[SLOW_ARGS];
    bool has_slow;
};

static struct figure_args figure_args(const struct board_load *l)
{
    const struct board_query *q = &l->board->query;
    struct figure_args args = {0};
    for (int i = 0; i < SLOW_ARGS; i++)
        args.slow[i] = VALUE_OF_INT(0);
    args.slow[0] = VALUE_OF_INT(l->reading);
    args.slow[1] = VALUE_OF_TEXT(bases[q->basis].code);
    args.slow[2] = VALUE_OF_INT((int64_t)period_year(q->period) * 10000);
    for (int i = 0; i < MONTH_ARGS; i++)
        args.month[i] = args.slow[i];
    for (ptrdiff_t i = 0; i < l->board->n_rows; i++) {
        struct period own = l->board->rows[i].period;
        bool is_slow = l->frequency[i] != INDICATOR_FREQUENCY_month;
        struct value *at =
            is_slow ? &args.slow[3 + 4 * ((int)l->frequency[i] - 1)] : &args.month[3];
        if (own.code == 0)
            continue;
        args.has_slow = args.has_slow || is_slow;
        at[2 * l->is_cumulative[i]] = VALUE_OF_INT(own.code);
        at[2 * l->is_cumulative[i] + 1] = VALUE_OF_INT(period_year_before(own).code);
    }
    return args;
}

static enum err load_figures(struct board_load *l, struct fail *why)
{
    struct view *v = l->c->view;
    struct figure_args args = figure_args(l);
    enum err err = view_run(v, STMT_board_figures, args.month, MONTH_ARGS, take_figure, l, why);
    if (err == OK && args.has_slow)
        err = view_run(v, STMT_board_figures_slow, args.slow, SLOW_ARGS, take_figure, l, why);
    return err;
}

enum err board_series(struct board_load *l, struct fail *why)
{
    enum err err = load_figures(l, why);
    return err == OK ? load_trends(l, why) : err;
}
