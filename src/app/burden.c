/*
 * burden.c -- what was done and told, day by day, weighed with what it takes to fill in.
 */
#include "app/burden.h"

#include "app/compared.h"
#include "app/matters.h"
#include "base/text.h"
#include "core/flow.h"
#include "entity/complaint.h"
#include "entity/observation.h"

enum figure { FIELDS, MOVES, FORMS, NUMBERS, MESSAGES, PAPERS, FIGURES };
static const struct report_column figure_columns[FIGURES] = {
    [FIELDS] = {S_("fields"), MSG_burden_fields, REPORT_NUMBER},
    [MOVES] = {S_("fields_of_moves"), MSG_burden_moves, REPORT_NUMBER},
    [FORMS] = {S_("fields_of_records"), MSG_burden_forms, REPORT_NUMBER},
    [NUMBERS] = {S_("figures"), MSG_burden_figures, REPORT_NUMBER},
    [MESSAGES] = {S_("notices"), MSG_burden_messages, REPORT_NUMBER},
    [PAPERS] = {S_("papers"), MSG_burden_papers, REPORT_NUMBER},
};
enum { MONTHS = 12 };

/* Where a count goes: to the unit's line, or to the month its day is in. */
struct work {
    struct call *c;
    struct compared units;
    int64_t parent, own; /* arguments: units right below this one; or this one alone (other: 0) */
    int64_t from, to;
    int64_t months[MONTHS][FIGURES];
    int64_t first_of[MONTHS]; /* their first days */
    bool by_month;
};

/* --- weights ---------------------------------------------------------------------------------- */

/* Inputs that the move out of that state asks for. */
static int64_t asked_by_move(struct str kind, struct str was, struct str move)
{
    const struct flow *flow = flow_of(kind);
    enum matter_state from = matter_state_find(was);
    const struct flow_move *m = flow && from != STATE_COUNT ? flow_move(flow, from, move) : NULL;
    int64_t n = 0;
    for (int i = 0; m && i < INPUT_COUNT; i++)
        n += (m->asks & (1U << i)) != 0;
    return n;
}

/* Fields that a record of the entity must have and that people give. */
static int64_t asked_by_form(const struct entity *e)
{
    int64_t n = 0;
    for (int i = 0; i < e->n_fields; i++)
        n += e->fields[i].required && !(e->fields[i].flags & FIELD_SYSTEM);
    return n;
}

/* --- reading ---------------------------------------------------------------------------------- */

static int month_of(const struct work *w, int64_t day)
{
    int at = MONTHS - 1;
    while (at > 0 && w->first_of[at] > day)
        at--;
    return at;
}

/* The figures that a count of this unit and day belongs to; NULL: none. */
static int64_t *figures_at(struct work *w, int64_t unit, int64_t day)
{
    if (w->by_month)
        return w->months[month_of(w, day)];
    struct compared_line *line = compared_line(&w->units, unit);
    return line ? line->n : NULL;
}

static void add(struct work *w, const struct rows *rows, ptrdiff_t row, enum figure figure,
                int64_t n)
{
    int64_t *figures = figures_at(w, rows_at(rows, row, 0)->i, rows_at(rows, row, 1)->i);
    if (!figures)
        return;
    figures[figure] += n;
    if (figure == MOVES || figure == FORMS || figure == NUMBERS)
        figures[FIELDS] += n;
}

static enum err read_rows(struct work *w, enum statement s, struct rows *out, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(w->parent), VALUE_OF_INT(w->own), VALUE_OF_INT(w->from),
                           VALUE_OF_INT(w->to), VALUE_OF_INT(w->by_month)};
    return view_query(w->c->view, w->c->a, s, args, ARRAY_LEN(args), out, why);
}

static enum err read_moves(struct work *w, struct fail *why)
{
    enum { UNIT, DAY, KIND, WAS, MOVE, N };
    struct rows rows = {0};
    enum err err = read_rows(w, STMT_burden_moves, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        add(w, &rows, i, MOVES,
            rows_at(&rows, i, N)->i * asked_by_move(rows_at(&rows, i, KIND)->t,
                                                    rows_at(&rows, i, WAS)->t,
                                                    rows_at(&rows, i, MOVE)->t));
    return err;
}

/* Records entered, by the record; figures are one field each. */
static enum err read_forms(struct work *w, struct fail *why)
{
    enum { UNIT, DAY, ENTITY, N };
    struct rows rows = {0};
    enum err err = read_rows(w, STMT_burden_forms, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        const struct entity *e = entity_find(rows_at(&rows, i, ENTITY)->t);
        int64_t n = rows_at(&rows, i, N)->i;
        if (e == &observation_entity)
            add(w, &rows, i, NUMBERS, n);
        else if (e && e != &complaint_entity) /* nobody is asked for those */
            add(w, &rows, i, FORMS, n * asked_by_form(e));
    }
    return err;
}

static enum err read_counts(struct work *w, enum statement s, enum figure figure, struct fail *why)
{
    enum { UNIT, DAY, N };
    struct rows rows = {0};
    enum err err = read_rows(w, s, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        add(w, &rows, i, figure, rows_at(&rows, i, N)->i);
    return err;
}

static enum err read_all(struct work *w, struct fail *why)
{
    enum err err = read_moves(w, why);
    if (err == OK)
        err = read_forms(w, why);
    if (err == OK)
        err = read_counts(w, STMT_burden_messages, MESSAGES, why);
    return err == OK ? read_counts(w, STMT_burden_papers, PAPERS, why) : err;
}

/* --- tables ----------------------------------------------------------------------------------- */

static struct report_table month_table(struct work *w)
{
    struct report_row *rows = NEW(w->c->a, struct report_row, MONTHS);
    for (int i = 0; i < MONTHS; i++) {
        int at = MONTHS - 1 - i; /* the newest first */
        struct ymd d = date_ymd(w->first_of[at]);
        struct buf name = buf_on(w->c->a, 64);
        struct report_cell *cells = NEW(w->c->a, struct report_cell, FIGURES);
        period_show(&name, w->c->lang, period_of(d.year, d.month, d.month), true);
        for (int k = 0; k < FIGURES; k++)
            cells[k] = REPORT_N(w->months[at][k]);
        rows[i] = (struct report_row){.name = buf_str(&name), .cells = cells};
    }
    return (struct report_table){.code = S("months"),
                                 .title = MSG_burden_months,
                                 .name = MSG_burden_month,
                                 .columns = figure_columns,
                                 .n_columns = FIGURES,
                                 .rows = rows,
                                 .n_rows = MONTHS};
}

static enum err make_months(struct work *w, struct fail *why)
{
    int64_t first = w->first_of[MONTHS - 1];
    for (int i = 0; i < MONTHS; i++)
        w->first_of[i] = date_add_months(first, i - (MONTHS - 1));
    w->from = w->first_of[0];
    w->parent = 0;
    w->own = w->c->who.unit;
    w->by_month = true;
    return read_all(w, why);
}

static enum err read_month(struct call *c, struct str text, struct period *out, struct fail *why)
{
    struct ymd d = date_ymd(call_day(c));
    struct period now = period_of(d.year, d.month, d.month);
    *out = now;
    if (text.len == 0)
        return OK;
    if (period_parse(text, out) && period_months(*out) == 1 && period_cmp(*out, now) <= 0)
        return OK;
    PROBLEM(&c->problems, S("month"), S("malformed"), MSG_burden_period, ARG_TEXT(text));
    return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
}

enum err burden_make(struct call *c, struct str month, struct burden *out, struct fail *why)
{
    static const int at[FIGURES] = {FIELDS, MOVES, FORMS, NUMBERS, MESSAGES, PAPERS};
    static const struct compared_columns columns = {figure_columns, at, FIGURES};
    struct burden made = {0};
    struct work w = {.c = c};
    enum err err = compared_units(c, S(""), &w.units, why);
    if (err == OK)
        err = read_month(c, month, &made.month, why);
    if (err != OK)
        return err;
    struct report_table *tables = NEW(c->a, struct report_table, COMPARED_TABLES + 1);
    w.first_of[MONTHS - 1] = w.from = period_first_day(made.month);
    w.to = period_last_day(made.month);
    if (w.to > call_day(c))
        w.to = call_day(c);
    w.parent = w.units.unit;
    err = read_all(&w, why);
    int n = err == OK ? compared_tables(&w.units, &columns, tables) : 0;
    if (err == OK && c->who.unit != 0) {
        err = make_months(&w, why);
        tables[n++] = month_table(&w);
    }
    if (err != OK)
        return err;
    if (n > 0)
        tables[n - 1].note = MSG_burden_note;
    made.report = (struct report){.tables = tables, .n_tables = n};
    *out = made;
    return OK;
}
