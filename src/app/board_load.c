/*
 * board_load.c -- the rows of a board and their targets, read by a fixed number of statements;
 * their figures: board_series.c.
 *
 * What may be seen is decided once, for the subject: its rows are all or none.
 */
#include "app/board_load.h"

#include "app/rights.h"
#include "app/units.h"

int64_t choice_index(const struct choice *choices, int n, struct str code)
{
    int i = 0;
    while (i < n && !str_eq(choices[i].code, code))
        i++;
    return i;
}

struct str text_in(enum lang lang, const struct value *zh_en)
{
    const struct value *en = &zh_en[1];
    bool has_en = lang == LANG_EN && en->type == VALUE_TEXT && en->t.len > 0;
    const struct value *v = has_en ? en : zh_en;
    return v->type == VALUE_TEXT ? v->t : S("");
}

struct board_number number_of(const struct value *id, const struct value *value)
{
    return (struct board_number){
        .is_known = value->type == VALUE_INT,
        .value = {value->i},
        .id = id->i,
        .certainty = CERTAINTY_documented,
        .reason = S(""),
    };
}

/* Is a board about this subject the caller's to see? Its observations are, or none is. */
static bool subject_is_seen(const struct scope *scope, const struct unit_nodes *path,
                            int64_t subject)
{
    if (scope->all)
        return true;
    for (int i = 0; i < scope->n_relations; i++) {
        const struct relation *r = &scope->relations[i];
        bool is_of_unit = str_eq(r->column, S("owner")) || str_eq(r->column, S("subject"));
        if (is_of_unit && r->id == subject)
            return true;
    }
    for (int i = 0; i < scope->n_trees; i++)
        for (ptrdiff_t k = 0; k < path->n; k++)
            if (path->at[k].id == scope->trees[i])
                return true;
    return false;
}

enum err board_may_see(struct call *c, int64_t subject, struct fail *why)
{
    enum err err = must(c, RIGHT_VIEW, why);
    if (err != OK || c->who.is_system)
        return err;
    struct unit_nodes path = {0};
    err = unit_path(c, subject, &path, why);
    if (err != OK)
        return err;
    struct scope scope = scope_to_read(c, &observation_entity);
    if (!subject_is_seen(&scope, &path, subject))
        return FAIL(why, ERR_NOT_FOUND, MSG_board_no_unit, ARG_INT(subject));
    return OK;
}

static enum err load_unit(struct board_load *l, struct fail *why)
{
    struct board *b = l->board;
    struct value args[] = {VALUE_OF_INT(b->query.subject),
                           VALUE_OF_INT(period_last_day(b->query.period))};
    struct rows rows = {0};
    enum err err = view_query(l->c->view, l->c->a, STMT_board_unit, args, 2, &rows, why);
    if (err != OK)
        return err;
    if (rows.n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_board_no_unit, ARG_INT(b->query.subject));
    b->unit_code = rows_at(&rows, 0, 1)->t;
    b->unit_name = text_in(l->c->lang, rows_at(&rows, 0, 2));
    l->level =
        (enum unit_level)choice_index(unit_levels, UNIT_LEVEL_COUNT, rows_at(&rows, 0, 4)->t);
    return OK;
}

/* Columns of board_indicators from `at`, see statements.def. */
static void take_indicator(struct board_load *l, ptrdiff_t i, const struct value *at)
{
    enum lang lang = l->c->lang;
    l->is_cumulative[i] = at[9].i != 0;
    l->frequency[i] = (enum indicator_frequency)choice_index(indicator_frequencies,
                                                             INDICATOR_FREQUENCY_COUNT, at[10].t);
    l->source[i] = at[14].type == VALUE_INT ? at[14].i : 0;
    l->board->rows[i] = (struct board_row){
        .indicator = at[0].i,
        .code = at[1].t,
        .name = text_in(lang, &at[2]),
        .measure = text_in(lang, &at[4]),
        .decimals = (int)at[6].i,
        .direction = choice_index(indicator_directions, INDICATOR_DIRECTION_COUNT, at[7].t),
        .aggregation = choice_index(indicator_aggregations, INDICATOR_AGGREGATION_COUNT, at[8].t),
        .part_of = at[11].type == VALUE_INT ? at[11].i : 0,
        .source_unit = text_in(lang, &at[12]),
        .may_be_negative = at[16].i != 0,
        .period = board_period(l->frequency[i], l->is_cumulative[i], l->board->query.period),
    };
}

/* By position, code and id; who has no position comes first. */
static int compare_indicators(const void *a, const void *b)
{
    const struct value *const *x = a;
    const struct value *const *y = b;
    const struct value *p = &(*x)[15];
    const struct value *q = &(*y)[15];
    if (p->type != q->type)
        return p->type == VALUE_NULL ? -1 : 1;
    if (p->i != q->i)
        return p->i < q->i ? -1 : 1;
    int order = str_cmp((*x)[1].t, (*y)[1].t);
    return order != 0 ? order : ((*x)[0].i > (*y)[0].i) - ((*x)[0].i < (*y)[0].i);
}

static const struct value **in_order(struct arena *a, const struct rows *rows)
{
    const struct value **at = NEW(a, const struct value *, rows->n + 1);
    for (ptrdiff_t i = 0; i < rows->n; i++)
        at[i] = rows_at(rows, i, 0);
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    qsort(at, (size_t)rows->n, sizeof *at, compare_indicators);
    return at;
}

static enum err load_indicators(struct board_load *l, struct fail *why)
{
    struct board *b = l->board;
    struct value args[] = {VALUE_OF_INT(b->query.subject),
                           VALUE_OF_TEXT(bases[b->query.basis].code),
                           VALUE_OF_INT(period_last_day(b->query.period))};
    struct rows rows = {0};
    enum err err = view_query(l->c->view, l->c->a, STMT_board_indicators, args, 3, &rows, why);
    if (err != OK)
        return err;
    b->n_rows = rows.n;
    b->rows = NEW(l->c->a, struct board_row, rows.n);
    l->is_cumulative = NEW(l->c->a, bool, rows.n);
    l->frequency = NEW(l->c->a, enum indicator_frequency, rows.n);
    l->source = NEW(l->c->a, int64_t, rows.n);
    l->figures_of = NEW(l->c->a, int64_t, rows.n);
    l->last_year = NEW(l->c->a, struct board_number, rows.n);
    l->revisions = NEW(l->c->a, struct board_revisions, rows.n);
    const struct value **at = in_order(l->c->a, &rows);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        take_indicator(l, i, at[i]);
    board_places(l);
    return OK;
}

/* Does the row want the sum of the units below? Not where somebody said why there is no figure. */
static bool wants_sum(const struct board_row *row)
{
    return row->aggregation == INDICATOR_AGGREGATION_sum && row->value.id == 0 &&
           row->period.code != 0;
}

static void take_sum(const struct board_load *l, struct board_row *row, const struct unit_sum *sum)
{
    row->n_missing = sum->n_missing;
    row->is_too_large = sum->is_large;
    if (sum->is_large)
        row->value.reason = msg_text(l->c->lang, MSG_board_sum_too_large);
    if (sum->n_units == 0 || sum->is_large)
        return;
    row->n_summed = sum->n_units;
    row->value = (struct board_number){.is_known = true, .value = sum->total, .reason = S("")};
    if (sum->n_implied > 0)
        row->value.certainty = CERTAINTY_implied;
    if (sum->n_synthetic > 0)
        row->value.certainty = CERTAINTY_synthetic;
    row->spark[BOARD_SPARK - 1] = (struct board_spark){true, row->value.value};
}

/* The tree is read only where some row wants a sum. */
static enum err load_sums(struct board_load *l, struct fail *why)
{
    struct board *b = l->board;
    struct unit_sum *sums = NEW(l->c->a, struct unit_sum, b->n_rows + 1);
    struct board_row **rows = NEW(l->c->a, struct board_row *, b->n_rows + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        struct board_row *row = &b->rows[i];
        if (l->figures_of[i] != l->reading || !wants_sum(row))
            continue;
        sums[n] = (struct unit_sum){.indicator = row->indicator, .period = row->period};
        rows[n++] = row;
    }
    enum err err = units_sum(l->c, l->reading, b->query.basis, sums, n, why);
    for (ptrdiff_t k = 0; err == OK && k < n; k++)
        take_sum(l, rows[k], &sums[k]);
    return err;
}

/* Columns of board_targets: indicator period measure revision id value certainty. */
static struct board_number target_of(const struct value *at)
{
    struct board_number n = number_of(&at[4], &at[5]);
    n.certainty = choice_index(certainties, CERTAINTY_COUNT, at[6].t);
    return n;
}

/* Revisions are counted from 1, and the highest stays. */
static void take_revision(struct board_number *to, int64_t *revision, const struct value *at)
{
    if (at[3].i < *revision)
        return;
    *revision = at[3].i;
    *to = target_of(at);
}

static enum err take_target(void *ctx, const struct value *at, int n_cols, struct fail *why)
{
    struct board_load *l = ctx;
    (void)n_cols, (void)why;
    ptrdiff_t i = board_place(l, at[0].i);
    if (i < 0)
        return OK;
    struct board_row *row = &l->board->rows[i];
    struct period p = {at[1].i};
    bool is_growth = str_eq(at[2].t, target_measures[TARGET_MEASURE_growth].code);
    bool is_year = period_kind(p) == PERIOD_YEAR;
    if (is_year && is_growth)
        take_revision(&row->growth_target, &l->revisions[i].growth_target, at);
    else if (is_year)
        take_revision(&row->target, &l->revisions[i].target, at);
    else if (!is_growth && row->period.code != 0 && p.code == period_cumulative(row->period).code)
        take_revision(&row->planned, &l->revisions[i].planned, at);
    return OK;
}

static enum err load_targets(struct board_load *l, struct fail *why)
{
    const struct board_query *q = &l->board->query;
    int64_t year = (int64_t)period_year(q->period) * 10000;
    struct value args[] = {VALUE_OF_INT(l->reading), VALUE_OF_TEXT(bases[q->basis].code),
                           VALUE_OF_INT(year), VALUE_OF_INT(year + 9999)};
    return view_run(l->c->view, STMT_board_targets, args, ARRAY_LEN(args), take_target, l, why);
}

/* The numbers of the rows that show this unit's. */
static enum err load_numbers(struct board_load *l, int64_t subject, struct fail *why)
{
    l->reading = subject;
    enum err err = board_series(l, why);
    if (err == OK)
        err = load_sums(l, why);
    return err == OK ? load_targets(l, why) : err;
}

enum err board_load(struct board_load *l, const struct board_query *q, struct fail *why)
{
    struct board *b = l->board;
    *b = (struct board){.query = *q, .as_of = view_as_of(l->c->view), .as_of_instant = l->c->as_of};
    int64_t lender = 0;
    enum err err = OK;
    if (b->query.subject == 0)
        err = board_home(l->c, &b->query.subject, why);
    if (err == OK)
        err = board_may_see(l->c, b->query.subject, why);
    if (err == OK)
        err = load_unit(l, why);
    if (err == OK)
        err = load_indicators(l, why);
    if (err == OK)
        err = board_lend(l, &lender, why);
    if (err == OK)
        err = load_numbers(l, b->query.subject, why);
    if (err == OK && lender != 0)
        err = load_numbers(l, lender, why);
    if (err == OK)
        board_keep(l);
    return err;
}
