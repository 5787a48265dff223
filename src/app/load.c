/*
 * load.c -- counts of the database, put to the units they are of.
 */
#include "app/load.h"

#include "app/compared.h"
#include "app/rights.h"
#include "core/calendar.h"
#include "core/term.h"
#include "entity/matter.h"
#include "entity/post.h"

enum figure { OPEN, NEAR, OVERDUE, LONGEST, JOINT, CLOSED, LATE, RETURNED, FIGURES };
static const struct report_column figure_columns[FIGURES] = {
    [OPEN] = {S_("open"), MSG_load_open, REPORT_NUMBER},
    [NEAR] = {S_("near"), MSG_load_near, REPORT_NUMBER},
    [OVERDUE] = {S_("overdue"), MSG_load_overdue, REPORT_NUMBER},
    [LONGEST] = {S_("longest_overdue_days"), MSG_load_longest, REPORT_NUMBER},
    [JOINT] = {S_("joint"), MSG_load_joint, REPORT_NUMBER},
    [CLOSED] = {S_("closed"), MSG_load_closed, REPORT_NUMBER},
    [LATE] = {S_("closed_late"), MSG_load_late, REPORT_NUMBER},
    [RETURNED] = {S_("returned"), MSG_load_returned, REPORT_NUMBER},
};
/* Behind them the open matters of each kind. */
enum { N_MAX = FIGURES + MATTER_KIND_COUNT };
static_assert((int)N_MAX <= (int)COMPARED_FIGURES, "raise COMPARED_FIGURES");

struct work {
    struct call *c;
    struct load *out;
    struct compared units;
};

/* --- reading ---------------------------------------------------------------------------------- */

static int kind_at(struct str code)
{
    for (int i = 0; i < MATTER_KIND_COUNT; i++)
        if (str_eq(matter_kinds[i].code, code))
            return i;
    assert(false && "a kind that matters do not have");
    return 0;
}

static int64_t last_near(const struct work *w)
{
    return calendar_add(&calendar_cn, call_day(w->c), TERM_NEAR_WORKING_DAYS);
}

static enum err read_open(struct work *w, struct fail *why)
{
    enum { UNIT, KIND, N_OPEN, N_NEAR, N_OVERDUE, OLDEST };
    struct rows rows = {0};
    int64_t today = call_day(w->c);
    struct value args[] = {VALUE_OF_INT(w->units.tree), VALUE_OF_INT(w->units.sees_few),
                           VALUE_OF_INT(w->units.unit), VALUE_OF_INT(today),
                           VALUE_OF_INT(last_near(w))};
    enum err err =
        view_query(w->c->view, w->c->a, STMT_load_open, args, ARRAY_LEN(args), &rows, why);
    for (ptrdiff_t i = 0; i < w->units.n; i++)
        w->units.lines[i].n[LONGEST] = COMPARED_NONE;
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct compared_line *line = compared_line(&w->units, rows_at(&rows, i, UNIT)->i);
        if (!line)
            continue;
        const struct value *oldest = rows_at(&rows, i, OLDEST);
        line->n[FIGURES + kind_at(rows_at(&rows, i, KIND)->t)] = rows_at(&rows, i, N_OPEN)->i;
        line->n[OPEN] += rows_at(&rows, i, N_OPEN)->i;
        line->n[NEAR] += rows_at(&rows, i, N_NEAR)->i;
        line->n[OVERDUE] += rows_at(&rows, i, N_OVERDUE)->i;
        if (oldest->type == VALUE_INT && oldest->i < today && today - oldest->i > line->n[LONGEST])
            line->n[LONGEST] = today - oldest->i;
    }
    return err;
}

/* A statement whose rows are a unit and counts, put into these figures of its line. */
struct counted {
    enum statement statement;
    int n_args;
    enum figure figures[2];
    int n_figures;
};

static enum err read_counts(struct work *w, const struct counted *of, struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(w->units.tree), VALUE_OF_INT(w->units.sees_few),
                           VALUE_OF_INT(w->units.unit), VALUE_OF_INT(w->out->from),
                           VALUE_OF_INT(w->out->to)};
    enum err err = view_query(w->c->view, w->c->a, of->statement, args, of->n_args, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct compared_line *line = compared_line(&w->units, rows_at(&rows, i, 0)->i);
        for (int k = 0; line && k < of->n_figures; k++)
            line->n[of->figures[k]] = rows_at(&rows, i, k + 1)->i;
    }
    return err;
}

static enum err read_all(struct work *w, struct fail *why)
{
    static const struct counted counts[] = {
        {STMT_load_joint, 3, {JOINT}, 1},
        {STMT_load_closed, 5, {CLOSED, LATE}, 2},
        {STMT_load_returned, 5, {RETURNED}, 1},
    };
    enum err err = read_open(w, why);
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(counts); i++)
        err = read_counts(w, &counts[i], why);
    return err;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* The figures, and a column for each kind of matter that any unit has open. */
static struct compared_columns columns_of(const struct work *w)
{
    struct report_column *columns = NEW(w->c->a, struct report_column, N_MAX);
    int *at = NEW(w->c->a, int, N_MAX);
    int n = 0;
    for (int k = 0; k < N_MAX; k++) {
        bool is_used = k < FIGURES;
        for (ptrdiff_t i = 0; i < w->units.n; i++)
            is_used = is_used || w->units.lines[i].n[k] > 0;
        if (!is_used)
            continue;
        at[n] = k;
        columns[n++] =
            k < FIGURES
                ? figure_columns[k]
                : (struct report_column){matter_kinds[k - FIGURES].code,
                                         entity_find(matter_kinds[k - FIGURES].code)->titles,
                                         REPORT_NUMBER};
    }
    return (struct compared_columns){.columns = columns, .at = at, .n = n};
}

static const struct report_column post_columns[] = {
    {S_("open"), MSG_load_open, REPORT_NUMBER},
    {S_("near"), MSG_load_near, REPORT_NUMBER},
    {S_("overdue"), MSG_load_overdue, REPORT_NUMBER},
};

/* Is the caller to see what each post has: the head, of the own unit and nobody else's? */
static bool sees_posts(const struct work *w)
{
    return heads_own_unit(w->c) &&
           (w->out->unit == w->c->who.unit || w->units.only == w->c->who.unit);
}

static enum err post_table(struct work *w, struct report_table *out, struct fail *why)
{
    enum { ID, NAME, NAME_EN, FIRST };
    struct rows found = {0};
    int64_t today = call_day(w->c);
    struct value args[] = {VALUE_OF_INT(w->c->who.unit), VALUE_OF_INT(today),
                           VALUE_OF_INT(last_near(w))};
    enum err err = view_query(w->c->view, w->c->a, STMT_load_posts, args, 3, &found, why);
    if (err != OK)
        return err;
    struct report_row *rows = NEW(w->c->a, struct report_row, found.n + 1);
    for (ptrdiff_t i = 0; i < found.n; i++) {
        struct report_cell *cells = NEW(w->c->a, struct report_cell, ARRAY_LEN(post_columns));
        int64_t id = rows_at(&found, i, ID)->i;
        for (int k = 0; k < ARRAY_LEN(post_columns); k++)
            cells[k] = REPORT_N(rows_at(&found, i, FIRST + k)->i);
        rows[i] = (struct report_row){.name = id != 0 ? compared_name(w->c, &found, i, NAME)
                                                      : msg_text(w->c->lang, MSG_load_no_post),
                                      .e = id != 0 ? &post_entity : NULL,
                                      .id = id,
                                      .cells = cells};
    }
    *out = (struct report_table){.code = S("posts"),
                                 .title = MSG_load_posts,
                                 .name = MSG_load_post,
                                 .note = MSG_load_posts_note,
                                 .columns = post_columns,
                                 .n_columns = ARRAY_LEN(post_columns),
                                 .rows = rows,
                                 .n_rows = found.n};
    return OK;
}

/* --- the whole -------------------------------------------------------------------------------- */

static enum err put_tables(struct work *w, struct fail *why)
{
    struct report_table *tables = NEW(w->c->a, struct report_table, COMPARED_TABLES + 1);
    struct compared_columns columns = columns_of(w);
    int n = compared_tables(&w->units, &columns, tables);
    if (n > 0)
        tables[n - 1].note = MSG_load_note;
    enum err err = sees_posts(w) ? post_table(w, &tables[n++], why) : OK;
    if (err == OK)
        w->out->report = (struct report){.tables = tables, .n_tables = n};
    return err;
}

/* Units below that have units below them. */
static void put_choices(struct work *w)
{
    struct load_choice *at = NEW(w->c->a, struct load_choice, w->units.n + 1);
    for (ptrdiff_t i = 0; i < w->units.n; i++) {
        const struct compared_line *line = &w->units.lines[i];
        if (line->is_shown && line->has_below && line->unit != w->out->unit)
            at[w->out->n_choices++] = (struct load_choice){line->unit, line->name};
    }
    w->out->choices = at;
}

enum err load_make(struct call *c, struct str unit, struct load *out, struct fail *why)
{
    struct load made = {.to = call_day(c)};
    struct work w = {.c = c, .out = &made};
    enum err err = compared_units(c, unit, &w.units, why);
    if (err != OK)
        return err;
    made.from = date_of(date_ymd(made.to).year, 1, 1);
    made.unit = w.units.unit;
    made.unit_name = w.units.unit_name;
    err = read_all(&w, why);
    if (err == OK)
        err = put_tables(&w, why);
    if (err != OK)
        return err;
    put_choices(&w);
    *out = made;
    return OK;
}
