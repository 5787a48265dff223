/*
 * board_detail.c -- one indicator of a unit: its periods, its parts, and where each number is from.
 */
#include "app/board_load.h"
#include "app/map.h"
#include "app/rights.h"
#include "app/units.h"
#include "core/series.h"
#include "entity/document.h"

static enum err query(struct call *c, enum statement q, const struct value *args, int n_args,
                      struct rows *out, struct fail *why)
{
    return view_query(c->view, c->a, q, args, n_args, out, why);
}

/* The point of a period; the points are few and come nearly in order, so looked for from the end.
 */
static struct board_point *point_of(struct board_detail *d, struct period p)
{
    for (ptrdiff_t i = d->n_points; i > 0; i--)
        if (d->points[i - 1].period.code == p.code)
            return &d->points[i - 1];
    return NULL;
}

static struct board_point *point_need(struct board_detail *d, struct period p)
{
    struct board_point *found = point_of(d, p);
    if (found)
        return found;
    d->points[d->n_points] = (struct board_point){.period = p};
    return &d->points[d->n_points++];
}

/* Columns of board_points: indicator period kind id value status certainty reason. */
static void take_point(struct board_detail *d, const struct value *at)
{
    struct board_number n = number_of(&at[3], &at[4]);
    n.status = choice_index(observation_statuses, OBSERVATION_STATUS_COUNT, at[5].t);
    n.certainty = choice_index(certainties, CERTAINTY_COUNT, at[6].t);
    n.reason = at[7].type == VALUE_TEXT ? at[7].t : S("");
    int64_t kind = choice_index(observation_kinds, OBSERVATION_KIND_COUNT, at[2].t);
    if (kind == OBSERVATION_KIND_stated || kind == OBSERVATION_KIND_COUNT)
        return;
    struct board_point *p = point_need(d, (struct period){at[1].i});
    if (kind == OBSERVATION_KIND_actual)
        p->actual = n;
    else if (kind == OBSERVATION_KIND_growth)
        p->growth = n;
    else
        p->base = n;
}

/* Columns of board_point_targets: indicator period measure revision id value certainty; the
 * highest revision comes last. Only absolute ones are of the same unit as the points. */
static void take_point_target(struct board_detail *d, const struct value *at)
{
    if (!str_eq(at[2].t, target_measures[TARGET_MEASURE_absolute].code))
        return;
    struct board_number n = number_of(&at[4], &at[5]);
    n.certainty = choice_index(certainties, CERTAINTY_COUNT, at[6].t);
    point_need(d, (struct period){at[1].i})->target = n;
}

static int point_order(const void *a, const void *b)
{
    const struct board_point *x = a;
    const struct board_point *y = b;
    return period_cmp(x->period, y->period);
}

/* In order of time, each with the value of the year before. */
static void finish_points(struct board_detail *d)
{
    if (d->n_points > 0)
        qsort(d->points, (size_t)d->n_points, sizeof *d->points, point_order);
    for (ptrdiff_t i = 0; i < d->n_points; i++) {
        struct board_point *p = &d->points[i];
        const struct board_point *before = point_of(d, period_year_before(p->period));
        if (before)
            p->last_year = before->actual;
    }
}

static bool has_path(const struct board_detail *d, int year)
{
    for (ptrdiff_t i = 0; i < d->n_points; i++) {
        struct period p = d->points[i].period;
        if (period_year(p) == year && period_kind(p) != PERIOD_YEAR && d->points[i].target.is_known)
            return true;
    }
    return false;
}

/* A year's target without a path of its own is drawn as its linear schedule, months / 12. */
static void fill_schedule(struct board_detail *d, int year)
{
    const struct board_point *whole = point_of(d, period_whole_year(period_of(year, 1, 1)));
    if (!whole || !whole->target.is_known || has_path(d, year))
        return;
    for (ptrdiff_t i = 0; i < d->n_points; i++) {
        struct board_point *p = &d->points[i];
        const struct decimal year_months = DECIMAL_INT(12);
        const struct decimal months = DECIMAL_INT(period_last(p->period));
        struct board_number share = whole->target;
        if (period_year(p->period) == year && p != whole && period_first(p->period) == 1 &&
            decimal_muldiv(share.value, months, year_months, &share.value))
            p->target = share;
    }
}

static enum err load_points(struct call *c, const struct board_query *q, struct board_detail *d,
                            struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(q->subject), VALUE_OF_INT(d->row->indicator),
                           VALUE_OF_TEXT(bases[q->basis].code)};
    struct rows figures = {0};
    struct rows targets = {0};
    enum err err = query(c, STMT_board_points, args, 3, &figures, why);
    if (err == OK)
        err = query(c, STMT_board_point_targets, args, 3, &targets, why);
    if (err != OK)
        return err;
    d->points = NEW(c->a, struct board_point, figures.n + targets.n);
    for (ptrdiff_t i = 0; i < figures.n; i++)
        take_point(d, rows_at(&figures, i, 0));
    for (ptrdiff_t i = 0; i < targets.n; i++)
        take_point_target(d, rows_at(&targets, i, 0));
    finish_points(d);
    if (period_first(d->row->period) == 1)
        fill_schedule(d, period_year(d->row->period));
    return OK;
}

/* Columns of board_parts: id code name_zh name_en kind observation value status certainty reason
 * target target_value target_certainty. A unit comes once for each figure, or once without. */
static void take_part(struct call *c, struct board_detail *d, const struct value *at)
{
    struct board_part *part = d->n_parts > 0 ? &d->parts[d->n_parts - 1] : NULL;
    if (!part || part->unit != at[0].i) {
        part = &d->parts[d->n_parts++];
        *part =
            (struct board_part){.unit = at[0].i, .code = at[1].t, .name = text_in(c->lang, &at[2])};
        part->target = number_of(&at[10], &at[11]);
        if (at[12].type == VALUE_TEXT)
            part->target.certainty = choice_index(certainties, CERTAINTY_COUNT, at[12].t);
    }
    if (at[4].type != VALUE_TEXT)
        return;
    struct board_number n = number_of(&at[5], &at[6]);
    n.status = choice_index(observation_statuses, OBSERVATION_STATUS_COUNT, at[7].t);
    n.certainty = choice_index(certainties, CERTAINTY_COUNT, at[8].t);
    n.reason = at[9].type == VALUE_TEXT ? at[9].t : S("");
    bool is_growth = str_eq(at[4].t, observation_kinds[OBSERVATION_KIND_growth].code);
    *(is_growth ? &part->growth : &part->value) = n;
}

/* A child that has no figure of its own shows the sum of what is below it. */
static enum err roll_up(struct call *c, const struct board_query *q, struct board_detail *d,
                        struct fail *why)
{
    struct rollup_query query_of = {.root = q->subject,
                                    .indicator = d->row->indicator,
                                    .basis = q->basis,
                                    .period = d->row->period};
    struct rollup up = {0};
    enum err err = unit_rollup(c, &query_of, &up, why);
    if (err != OK)
        return err;
    struct map place = map_on(c->a); /* unit to its part + 1 */
    for (ptrdiff_t k = 0; k < d->n_parts; k++)
        *map_at_id(&place, d->parts[k].unit) = k + 1;
    for (ptrdiff_t i = 0; i < up.n; i++) {
        const struct rollup_node *node = &up.at[i];
        const int64_t *part = node->unit.depth == 1 ? map_find_id(&place, node->unit.id) : NULL;
        const struct board_number sum = {
            .is_known = node->has_sum,
            .value = node->sum,
            .reason = node->is_large ? msg_text(c->lang, MSG_board_sum_too_large) : S(""),
        };
        if (node->unit.depth == 0)
            d->parts_sum = sum;
        if (part && !d->parts[*part - 1].value.is_known && (node->has_sum || node->is_large))
            d->parts[*part - 1].value = sum;
    }
    return OK;
}

static void fill_shares(struct board_detail *d)
{
    for (ptrdiff_t i = 0; i < d->n_parts; i++) {
        struct board_part *part = &d->parts[i];
        if (part->value.is_known && d->parts_sum.is_known)
            part->share.is_known =
                series_completion(part->value.value, d->parts_sum.value, 1, &part->share.value);
    }
}

static enum err load_parts(struct call *c, const struct board_query *q, struct board_detail *d,
                           struct fail *why)
{
    struct period p = d->row->period.code ? d->row->period : q->period;
    struct value args[] = {VALUE_OF_INT(q->subject),
                           VALUE_OF_INT(d->row->indicator),
                           VALUE_OF_TEXT(bases[q->basis].code),
                           VALUE_OF_INT(p.code),
                           VALUE_OF_INT(period_last_day(p)),
                           VALUE_OF_INT(period_whole_year(p).code)};
    struct rows rows = {0};
    enum err err = query(c, STMT_board_parts, args, 6, &rows, why);
    if (err != OK)
        return err;
    d->parts = NEW(c->a, struct board_part, rows.n);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        take_part(c, d, rows_at(&rows, i, 0));
    if (d->row->aggregation != INDICATOR_AGGREGATION_sum || d->row->period.code == 0)
        return OK;
    err = roll_up(c, q, d, why);
    fill_shares(d);
    return err;
}

static struct str text_or_none(const struct value *v)
{
    return v->type == VALUE_TEXT ? v->t : S("");
}

/* Columns of board_sources, see statements.def. */
static void take_source(struct call *c, struct board_source *s, const struct value *at)
{
    *s = (struct board_source){
        .id = at[0].i,
        .period = {at[1].i},
        .kind = choice_index(observation_kinds, OBSERVATION_KIND_COUNT, at[2].t),
        .status = choice_index(observation_statuses, OBSERVATION_STATUS_COUNT, at[4].t),
        .certainty = choice_index(certainties, CERTAINTY_COUNT, at[5].t),
        .value = number_of(&at[0], &at[3]),
        .source = text_or_none(&at[7]),
        .note = text_or_none(&at[8]),
        .document = at[9].type == VALUE_INT ? at[9].i : 0,
        .document_title = text_or_none(&at[10]),
        .reported_by = text_in(c->lang, &at[11]),
        .on_behalf_of = text_in(c->lang, &at[13]),
        .version = at[15].i,
        .seq = at[16].i,
        .instant = at[17].i,
    };
    s->value.reason = text_or_none(&at[6]);
    s->value.status = s->status;
    s->value.certainty = s->certainty;
}

static enum err load_sources(struct call *c, const struct board_query *q, struct board_detail *d,
                             struct fail *why)
{
    enum { SOURCES_MAX = 40 };
    struct value args[] = {VALUE_OF_INT(q->subject), VALUE_OF_INT(d->row->indicator),
                           VALUE_OF_TEXT(bases[q->basis].code), VALUE_OF_INT(SOURCES_MAX + 1)};
    struct rows rows = {0};
    enum err err = query(c, STMT_board_sources, args, 4, &rows, why);
    if (err != OK)
        return err;
    d->sources = NEW(c->a, struct board_source, rows.n);
    d->n_sources = rows.n < SOURCES_MAX ? rows.n : SOURCES_MAX;
    d->has_more_sources = rows.n > SOURCES_MAX;
    d->sources_of = q->subject;
    for (ptrdiff_t i = 0; i < d->n_sources; i++)
        take_source(c, &d->sources[i], rows_at(&rows, i, 0));
    return OK;
}

static enum err load_definition(struct call *c, struct board_detail *d, struct fail *why)
{
    struct value id = VALUE_OF_INT(d->row->indicator);
    struct rows rows = {0};
    enum err err = query(c, STMT_board_definition, &id, 1, &rows, why);
    d->definition = err == OK && rows.n > 0 ? text_or_none(rows_at(&rows, 0, 0)) : S("");
    return err;
}

/* A paper that the caller may not open is named and leads nowhere. */
static enum err keep_readable(struct call *c, struct board_detail *d, struct fail *why)
{
    struct value *ids = NEW(c->a, struct value, d->n_sources + 1);
    struct shape shape = entity_shape(&document_entity);
    struct scope scope = scope_to_read(c, &document_entity);
    struct condition where = {.column = S("id"), .op = OP_IN, .values = ids};
    struct select q = {
        .shape = &shape, .where = &where, .n_where = 1, .scope = &scope, .limit = d->n_sources + 1};
    struct page found = {0};
    for (ptrdiff_t i = 0; i < d->n_sources; i++)
        if (d->sources[i].document != 0)
            ids[where.n_values++] = VALUE_OF_INT(d->sources[i].document);
    bool may_read = may(c, right_to_read(&document_entity));
    enum err err =
        where.n_values > 0 && may_read ? view_select(c->view, c->a, &q, &found, why) : OK;
    for (ptrdiff_t i = 0; err == OK && i < d->n_sources; i++) {
        bool is_found = false;
        for (ptrdiff_t k = 0; k < found.n; k++)
            is_found = is_found || found.at[k].id == d->sources[i].document;
        if (!is_found)
            d->sources[i].document = 0;
    }
    return err;
}

static enum err load_detail(struct board_load *l, struct str indicator, struct board_detail *d,
                            struct fail *why)
{
    d->row = board_find(&d->board, indicator);
    if (!d->row)
        return FAIL(why, ERR_NOT_FOUND, MSG_board_no_indicator, ARG_TEXT(indicator));
    d->source_unit = d->row->source_unit;
    struct board_query q = d->board.query;
    q.subject = l->figures_of[d->row - d->board.rows];
    enum err err = load_definition(l->c, d, why);
    if (err == OK)
        err = load_points(l->c, &q, d, why);
    if (err == OK)
        err = load_parts(l->c, &q, d, why);
    if (err == OK)
        err = load_sources(l->c, &q, d, why);
    if (err == OK)
        err = keep_readable(l->c, d, why);
    return err;
}

enum err board_detail(struct call *c, const struct board_query *q, struct str indicator,
                      struct board_detail *out, struct fail *why)
{
    struct board_detail d = {0};
    struct board_load load = {.c = c, .board = &d.board};
    enum err err = board_load(&load, q, why);
    if (err != OK)
        return err;
    board_judge(&load);
    board_doubt(&load);
    err = load_detail(&load, indicator, &d, why);
    if (err == OK)
        *out = d;
    return err;
}
