/*
 * effect.c -- matters of a kind of two years as tables: what came of them.
 */
#include "app/effect.h"

#include "app/map.h"
#include "app/matter_reach.h"
#include "core/effect.h"
#include "entity/category.h"
#include "entity/commitment.h"
#include "entity/problem.h"
#include "entity/request.h"
#include "entity/supervision.h"
#include "entity/unit.h"

/* Columns of effect_problems and effect_matters, and of the two of what was reopened, in order. */
enum {
    COL_ID,
    COL_TITLE,
    COL_CATEGORY,
    COL_CATEGORY_ZH,
    COL_CATEGORY_EN,
    COL_LEAD,
    COL_LEAD_ZH,
    COL_LEAD_EN,
    COL_OPENED_ON,
    COL_CLOSED_ON,
    COL_PROJECT
};
enum { RE_CATEGORY, RE_LEAD, RE_MOVED_ON };

enum { OLDEST = 10 };

struct work {
    struct call *c;
    struct effect *e;
    const struct entity *kind;
    struct rows rows, reopened;
    struct effect_case *cases; /* one a row */
};

/* --- kinds ------------------------------------------------------------------------------------ */

static const struct entity *const kinds_counted[] = {&problem_entity, &supervision_entity,
                                                     &commitment_entity, &request_entity};

const struct entity *const *effect_kinds(ptrdiff_t *out_n)
{
    *out_n = ARRAY_LEN(kinds_counted);
    return kinds_counted;
}

static const struct entity *kind_of(struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(kinds_counted); i++)
        if (str_eq(kinds_counted[i]->name, name))
            return kinds_counted[i];
    return name.len == 0 ? &problem_entity : NULL;
}

/* Problems are found and solved, and have a category; other matters are entered and closed. */
static bool is_problems(const struct work *w)
{
    return w->kind == &problem_entity;
}

/* --- reading ---------------------------------------------------------------------------------- */

static int64_t id_of(const struct value *v)
{
    return v->type == VALUE_INT ? v->i : 0;
}

static enum err read_rows(struct work *w, struct fail *why)
{
    struct matter_reach reach = {0};
    enum err err = matter_reach(w->c, &reach, why);
    if (err != OK)
        return err;
    struct value args[] = {VALUE_OF_INT(reach.tree), VALUE_OF_INT(reach.unit),
                           VALUE_OF_INT(reach.sees_few), VALUE_OF_INT(w->e->last_from),
                           VALUE_OF_TEXT(w->kind->name)};
    bool is_of_problems = is_problems(w);
    int n_args = is_of_problems ? ARRAY_LEN(args) - 1 : ARRAY_LEN(args);
    enum statement cases = is_of_problems ? STMT_effect_problems : STMT_effect_matters;
    enum statement again = is_of_problems ? STMT_effect_reopened : STMT_effect_matters_reopened;
    err = view_query(w->c->view, w->c->a, cases, args, n_args, &w->rows, why);
    if (err == OK)
        err = view_query(w->c->view, w->c->a, again, args, n_args, &w->reopened, why);
    if (err != OK)
        return err;
    w->cases = NEW(w->c->a, struct effect_case, w->rows.n + 1);
    for (ptrdiff_t i = 0; i < w->rows.n; i++) {
        const struct value *closed = rows_at(&w->rows, i, COL_CLOSED_ON);
        w->cases[i] = (struct effect_case){
            .category = id_of(rows_at(&w->rows, i, COL_CATEGORY)),
            .unit = id_of(rows_at(&w->rows, i, COL_LEAD)),
            .project = id_of(rows_at(&w->rows, i, COL_PROJECT)),
            .opened_on = rows_at(&w->rows, i, COL_OPENED_ON)->i,
            .closed_on = closed->type == VALUE_INT ? closed->i : DATE_NONE,
        };
    }
    return OK;
}

/* --- figures ---------------------------------------------------------------------------------- */

#define COLUMNS_OF(found, solved, still_open)                                       \
    {S_("found"), MSG_effect_##found, REPORT_NUMBER},                               \
        {S_("solved"), MSG_effect_##solved, REPORT_NUMBER},                         \
        {S_("open"), MSG_effect_##still_open, REPORT_NUMBER},                       \
        {S_("reopened"), MSG_effect_reopened, REPORT_NUMBER},                       \
        {S_("median_days"), MSG_effect_median_days, REPORT_NUMBER},                 \
        {S_("median_working_days"), MSG_effect_median_working_days, REPORT_NUMBER}, \
        {S_("p80_days"), MSG_effect_p80_days, REPORT_NUMBER},                       \
    {                                                                               \
        S_("p80_working_days"), MSG_effect_p80_working_days, REPORT_NUMBER          \
    }
#define BEFORE_OF(found, solved)                                          \
    {S_("found_before"), MSG_effect_##found, REPORT_NUMBER},              \
        {S_("solved_before"), MSG_effect_##solved, REPORT_NUMBER},        \
    {                                                                     \
        S_("median_days_before"), MSG_effect_median_before, REPORT_NUMBER \
    }
/* The totals stand in two rows, this year and the last, so they have projects in place of "before".
 */
#define MOVING_OF                                               \
    {                                                           \
        S_("projects_moving"), MSG_effect_moving, REPORT_NUMBER \
    }
enum { COLUMNS_OF_SPAN = 8, COLUMNS_OF_GROUP = COLUMNS_OF_SPAN + 3 };
static const struct report_column columns[2][COLUMNS_OF_GROUP] = {
    {COLUMNS_OF(entered, closed, not_closed), BEFORE_OF(entered_before, closed_before)},
    {COLUMNS_OF(found, solved, open), BEFORE_OF(found_before, solved_before)},
};
static const struct report_column total_columns[2][COLUMNS_OF_SPAN + 1] = {
    {COLUMNS_OF(entered, closed, not_closed), MOVING_OF},
    {COLUMNS_OF(found, solved, open), MOVING_OF},
};

static struct report_cell days_cell(int64_t days)
{
    if (days == EFFECT_NONE_SOLVED)
        return (struct report_cell){0};
    return REPORT_N(days);
}

static int64_t reopened_of(const struct work *w, const struct effect_group *g,
                           const struct effect_span *span)
{
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < w->reopened.n; i++) {
        int64_t on = rows_at(&w->reopened, i, RE_MOVED_ON)->i;
        bool is_of =
            (!g->by_category || id_of(rows_at(&w->reopened, i, RE_CATEGORY)) == g->category) &&
            (!g->by_unit || id_of(rows_at(&w->reopened, i, RE_LEAD)) == g->unit);
        n += is_of && span->from <= on && on <= span->to;
    }
    return n;
}

static struct effect_figures measure(const struct work *w, const struct effect_group *g,
                                     const struct effect_span *span)
{
    return effect_measure(w->c->a, &calendar_cn, w->cases, w->rows.n, g, span);
}

static void put_span(const struct work *w, const struct effect_group *g,
                     const struct effect_span *span, struct report_cell *to)
{
    struct effect_figures f = measure(w, g, span);
    to[0] = REPORT_N(f.found);
    to[1] = REPORT_N(f.solved);
    to[2] = REPORT_N(f.open);
    to[3] = REPORT_N(reopened_of(w, g, span));
    to[4] = days_cell(f.median_days);
    to[5] = days_cell(f.median_working_days);
    to[6] = days_cell(f.p80_days);
    to[7] = days_cell(f.p80_working_days);
}

static struct effect_span this_span(const struct work *w)
{
    return (struct effect_span){w->e->from, w->e->to};
}

static struct effect_span last_span(const struct work *w)
{
    return (struct effect_span){w->e->last_from, w->e->last_to};
}

/* --- tables ----------------------------------------------------------------------------------- */

static struct report_row total_row(const struct work *w, struct effect_span span, enum msg name)
{
    static const struct effect_group all = {0};
    struct report_cell *cells = NEW(w->c->a, struct report_cell, COLUMNS_OF_SPAN + 1);
    struct message said = {.id = name, .args = {ARG_DATE(span.from), ARG_DATE(span.to)}};
    put_span(w, &all, &span, cells);
    cells[COLUMNS_OF_SPAN] = REPORT_N(effect_moving(w->c->a, w->cases, w->rows.n, &span));
    return (struct report_row){.name = message_str(w->c->a, w->c->lang, &said), .cells = cells};
}

static struct report_table totals(const struct work *w)
{
    struct report_row *rows = NEW(w->c->a, struct report_row, 2);
    rows[0] = total_row(w, this_span(w), MSG_effect_this_year);
    rows[1] = total_row(w, last_span(w), MSG_effect_last_year);
    return (struct report_table){.code = S("totals"),
                                 .title = MSG_effect_totals,
                                 .name = MSG_effect_span,
                                 .note = is_problems(w) ? MSG_effect_note : MSG_effect_note_of,
                                 .columns = total_columns[is_problems(w)],
                                 .n_columns = COLUMNS_OF_SPAN + 1,
                                 .rows = rows,
                                 .n_rows = 2};
}

static struct report_row group_row(const struct work *w, const struct effect_group *g)
{
    struct report_cell *cells = NEW(w->c->a, struct report_cell, COLUMNS_OF_GROUP);
    struct effect_span now = this_span(w);
    struct effect_span before = last_span(w);
    struct effect_figures last = measure(w, g, &before);
    put_span(w, g, &now, cells);
    cells[COLUMNS_OF_SPAN] = REPORT_N(last.found);
    cells[COLUMNS_OF_SPAN + 1] = REPORT_N(last.solved);
    cells[COLUMNS_OF_SPAN + 2] = days_cell(last.median_days);
    return (struct report_row){.cells = cells};
}

static struct str name_at(const struct work *w, ptrdiff_t row, int zh, enum msg none)
{
    const struct value *name = rows_at(&w->rows, row, zh);
    const struct value *english = rows_at(&w->rows, row, zh + 1);
    if (w->c->lang == LANG_EN && english->type == VALUE_TEXT)
        name = english;
    return name->type == VALUE_TEXT ? name->t : msg_text(w->c->lang, none);
}

/* What the tables by category and by unit differ in. */
struct grouping {
    int col, col_zh;
    enum msg none;
    const struct entity *e;
};

static struct effect_group group_of(const struct grouping *by, int64_t id)
{
    bool is_unit = by->col == COL_LEAD;
    return (struct effect_group){
        .by_unit = is_unit, .by_category = !is_unit, .unit = id, .category = id};
}

static int most_first(const void *a, const void *b)
{
    const struct report_row *x = a;
    const struct report_row *y = b;
    int64_t more = (y->cells[0].n + y->cells[2].n) - (x->cells[0].n + x->cells[2].n);
    return more != 0 ? (more > 0) - (more < 0) : (x->id > y->id) - (x->id < y->id);
}

/* A row for each category (unit) that a problem names, most problems first. */
static const struct report_row *group_rows(const struct work *w, const struct grouping *by,
                                           ptrdiff_t *out_n)
{
    struct report_row *rows = NEW(w->c->a, struct report_row, w->rows.n + 1);
    struct map seen = map_on(w->c->a);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < w->rows.n; i++) {
        int64_t id = id_of(rows_at(&w->rows, i, by->col));
        struct effect_group g = group_of(by, id);
        int64_t *is_there = map_at_id(&seen, id);
        if (*is_there)
            continue;
        *is_there = 1;
        rows[n] = group_row(w, &g);
        rows[n].name = name_at(w, i, by->col_zh, by->none);
        rows[n].e = id != 0 ? by->e : NULL;
        rows[n++].id = id;
    }
    qsort(rows, (size_t)n, sizeof *rows, most_first);
    *out_n = n;
    return rows;
}

static struct report_table by_group(const struct work *w, const struct grouping *by)
{
    bool is_unit = by->col == COL_LEAD;
    struct report_table t = {.code = is_unit ? S("units") : S("categories"),
                             .title = is_unit ? MSG_effect_by_unit : MSG_effect_by_category,
                             .name = is_unit ? MSG_matter_lead : MSG_problem_category,
                             .empty = is_problems(w) ? MSG_effect_none : MSG_effect_none_of,
                             .columns = columns[is_problems(w)],
                             .n_columns = COLUMNS_OF_GROUP};
    t.rows = group_rows(w, by, &t.n_rows);
    return t;
}

static const struct report_column oldest_columns[] = {
    {S_("category"), MSG_problem_category, REPORT_TEXT},
    {S_("lead"), MSG_matter_lead, REPORT_TEXT},
    {S_("opened_on"), MSG_matter_opened_on, REPORT_DAY},
    {S_("days"), MSG_effect_open_days, REPORT_NUMBER},
    {S_("working_days"), MSG_effect_open_working_days, REPORT_NUMBER},
};

/* The rows come in order of the day they were raised on. */
static struct report_table oldest(const struct work *w)
{
    struct report_row *rows = NEW(w->c->a, struct report_row, OLDEST);
    ptrdiff_t n = 0;
    int skipped = is_problems(w) ? 0 : 1; /* the category */
    for (ptrdiff_t i = 0; i < w->rows.n && n < OLDEST; i++) {
        int64_t opened = w->cases[i].opened_on;
        if (w->cases[i].closed_on != DATE_NONE)
            continue;
        struct report_cell *cells = NEW(w->c->a, struct report_cell, ARRAY_LEN(oldest_columns));
        int64_t today = call_day(w->c);
        cells[0] = REPORT_T(name_at(w, i, COL_CATEGORY_ZH, MSG_effect_no_category));
        cells[1] = REPORT_T(name_at(w, i, COL_LEAD_ZH, MSG_effect_no_lead));
        cells[2] = REPORT_N(opened);
        cells[3] = REPORT_N(today - opened);
        cells[4] = REPORT_N(calendar_count(&calendar_cn, opened, today));
        rows[n++] = (struct report_row){.name = rows_at(&w->rows, i, COL_TITLE)->t,
                                        .e = w->kind,
                                        .id = rows_at(&w->rows, i, COL_ID)->i,
                                        .cells = cells + skipped};
    }
    return (struct report_table){.code = S("oldest"),
                                 .title = MSG_effect_oldest,
                                 .name = MSG_matter_title,
                                 .empty = is_problems(w) ? MSG_effect_none_open
                                                         : MSG_effect_none_open_of,
                                 .columns = oldest_columns + skipped,
                                 .n_columns = ARRAY_LEN(oldest_columns) - skipped,
                                 .rows = rows,
                                 .n_rows = n};
}

/* --- the whole -------------------------------------------------------------------------------- */

/* The year up to its end or the day looked at, and the same days a year before. */
static enum err set_spans(struct call *c, int64_t year, struct effect *e, struct fail *why)
{
    enum { FIRST_YEAR = 1949 };
    int64_t today = call_day(c);
    int this_year = date_ymd(today).year;
    e->year = year != 0 ? year : this_year;
    if (e->year < FIRST_YEAR || e->year > this_year) {
        PROBLEM(&c->problems, S("year"), S("range"), MSG_problem_range, ARG_INT(FIRST_YEAR),
                ARG_INT(this_year));
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    }
    int at = (int)e->year;
    int64_t end = date_of(at, 12, 31);
    e->from = date_of(at, 1, 1);
    e->to = today < end ? today : end;
    e->last_from = date_of(at - 1, 1, 1);
    e->last_to = date_add_months(e->to, -12);
    return OK;
}

enum err effect_make(struct call *c, const struct effect_query *q, struct effect *out,
                     struct fail *why)
{
    static const struct grouping by_category = {COL_CATEGORY, COL_CATEGORY_ZH,
                                                MSG_effect_no_category, &category_entity};
    static const struct grouping by_unit = {COL_LEAD, COL_LEAD_ZH, MSG_effect_no_lead,
                                            &unit_entity};
    enum { TABLES = 4 };
    struct work w = {.c = c, .e = out, .kind = kind_of(q->kind)};
    if (!w.kind) {
        PROBLEM(&c->problems, S("kind"), S("choice"), MSG_problem_effect_kind, ARG_TEXT(q->kind));
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    }
    out->kind = w.kind->name;
    enum err err = set_spans(c, q->year, out, why);
    if (err == OK)
        err = read_rows(&w, why);
    if (err != OK)
        return err;
    struct report_table *tables = NEW(c->a, struct report_table, TABLES);
    int n = 0;
    tables[n++] = totals(&w);
    if (is_problems(&w))
        tables[n++] = by_group(&w, &by_category);
    tables[n++] = by_group(&w, &by_unit);
    tables[n++] = oldest(&w);
    out->report = (struct report){.tables = tables, .n_tables = n};
    return OK;
}
