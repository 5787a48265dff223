/*
 * load.c -- counts of the database put into a table for each kind of unit, with its median.
 */
#include "app/load.h"

#include "app/matter_reach.h"
#include "app/refs.h"
#include "app/rules.h"
#include "core/effect.h"
#include "core/term.h"
#include "entity/matter.h"
#include "entity/post.h"
#include "entity/unit.h"

/* A median of two would tell each of them the other's figure. */
enum { MEDIAN_FROM = 3 };

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
enum { N_MAX = FIGURES + MATTER_KIND_COUNT };

/* A unit's counts: the figures, then its open matters of each kind. */
struct line {
    int64_t unit;
    struct str name;
    enum unit_level level;
    bool has_below, is_shown;
    int64_t n[N_MAX];
};
struct work {
    struct call *c;
    struct load *out;
    struct lookups l;
    int64_t tree;  /* the county */
    int64_t shown; /* the one unit that is shown; 0: all */
    bool sees_few;
    struct line *lines;
    ptrdiff_t n_lines;
    struct map line_of; /* unit to index + 1 */
    struct report_column *columns;
    int at[N_MAX]; /* what each column shows, index into line.n */
    int n_columns;
};

/* --- which units ------------------------------------------------------------------------------ */

static enum err unit_named(struct work *w, struct str text, const struct unit_info **out,
                           struct fail *why)
{
    struct refs refs = refs_on(w->c, &w->l, w->tree);
    refs_want(&refs, &unit_entity, text);
    enum err err = refs_resolve(&refs, why);
    if (err != OK)
        return err;
    const struct ref_answer *answer = refs_find(&refs, &unit_entity, text);
    *out = NULL;
    if (answer->state == REF_FOUND)
        err = lookup_unit(&w->l, answer->id, out, why);
    if (err == OK && !*out)
        return FAIL(why, ERR_NOT_FOUND, MSG_load_no_unit, ARG_TEXT(text));
    return err;
}

/* The county for those who see its matters, else what the own unit stands below. */
static enum err usual_unit(struct work *w, bool sees_all, const struct unit_info **out,
                           struct fail *why)
{
    const struct unit_info *own = NULL;
    enum err err = lookup_unit(&w->l, sees_all ? w->tree : w->c->who.unit, &own, why);
    if (err != OK)
        return err;
    if (!own)
        return FAIL(why, ERR_NOT_FOUND, MSG_load_no_county, ARG_NONE);
    *out = own;
    if (sees_all || own->parent == 0)
        return OK;
    w->shown = own->id;
    return lookup_unit(&w->l, own->parent, out, why);
}

static enum err choose_unit(struct work *w, struct str text, struct fail *why)
{
    struct matter_reach reach = {0};
    const struct unit_info *unit = NULL;
    enum err err = matter_reach(w->c, &reach, why);
    if (err == OK)
        err = home_county(w->c, &w->tree, why);
    if (err != OK)
        return err;
    w->sees_few = reach.sees_few;
    bool sees_all = w->c->who.is_system || reach.tree == w->tree;
    err = text.len > 0 ? unit_named(w, text, &unit, why) : usual_unit(w, sees_all, &unit, why);
    if (err != OK)
        return err;
    int64_t within = sees_all ? w->tree : reach.tree != 0 ? reach.tree : reach.unit;
    if (w->shown == 0 && !unit_is_in(unit, within))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_other_unit, ARG_TEXT(unit->name[w->c->lang]));
    w->out->unit = unit->id;
    w->out->unit_name = unit->name[w->c->lang];
    return OK;
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct str name_in(enum lang lang, const struct rows *rows, ptrdiff_t row, int zh)
{
    const struct value *english = rows_at(rows, row, zh + 1);
    if (lang == LANG_EN && english->type == VALUE_TEXT)
        return english->t;
    return rows_at(rows, row, zh)->t;
}

static int choice_at(const struct choice *choices, int n, struct str code)
{
    for (int i = 0; i < n; i++)
        if (str_eq(choices[i].code, code))
            return i;
    assert(false && "a code that its entity does not have");
    return 0;
}

static enum err read_units(struct work *w, struct fail *why)
{
    enum { ID, NAME, NAME_EN, LEVEL, HAS_BELOW };
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(w->out->unit), VALUE_OF_INT(call_day(w->c))};
    enum err err = view_query(w->c->view, w->c->a, STMT_load_units, args, 2, &rows, why);
    if (err != OK)
        return err;
    w->lines = NEW(w->c->a, struct line, rows.n + 1);
    w->line_of = map_on(w->c->a);
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct line *line = &w->lines[w->n_lines++];
        line->unit = rows_at(&rows, i, ID)->i;
        line->name = name_in(w->c->lang, &rows, i, NAME);
        line->level =
            (enum unit_level)choice_at(unit_levels, UNIT_LEVEL_COUNT, rows_at(&rows, i, LEVEL)->t);
        line->has_below = rows_at(&rows, i, HAS_BELOW)->i != 0;
        line->is_shown = w->shown == 0 || w->shown == line->unit;
        *map_at_id(&w->line_of, line->unit) = w->n_lines;
    }
    return OK;
}

/* NULL for a unit that was not there yet, or no longer, on the day looked at. */
static struct line *line_at(struct work *w, const struct rows *rows, ptrdiff_t row)
{
    const int64_t *at = map_find_id(&w->line_of, rows_at(rows, row, 0)->i);
    return at ? &w->lines[*at - 1] : NULL;
}

static enum err read_open(struct work *w, struct fail *why)
{
    enum { KIND = 1, N_OPEN, N_NEAR, N_OVERDUE, OLDEST };
    struct rows rows = {0};
    int64_t today = call_day(w->c);
    int64_t near = calendar_add(&calendar_cn, today, TERM_NEAR_WORKING_DAYS);
    struct value args[] = {VALUE_OF_INT(w->tree), VALUE_OF_INT(w->sees_few),
                           VALUE_OF_INT(w->out->unit), VALUE_OF_INT(today), VALUE_OF_INT(near)};
    enum err err = view_query(w->c->view, w->c->a, STMT_load_open, args, 5, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct line *line = line_at(w, &rows, i);
        if (!line)
            continue;
        const struct value *oldest = rows_at(&rows, i, OLDEST);
        int kind = choice_at(matter_kinds, MATTER_KIND_COUNT, rows_at(&rows, i, KIND)->t);
        line->n[FIGURES + kind] = rows_at(&rows, i, N_OPEN)->i;
        line->n[OPEN] += rows_at(&rows, i, N_OPEN)->i;
        line->n[NEAR] += rows_at(&rows, i, N_NEAR)->i;
        line->n[OVERDUE] += rows_at(&rows, i, N_OVERDUE)->i;
        if (oldest->type == VALUE_INT && today - oldest->i > line->n[LONGEST])
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
    struct value args[] = {VALUE_OF_INT(w->tree), VALUE_OF_INT(w->sees_few),
                           VALUE_OF_INT(w->out->unit), VALUE_OF_INT(w->out->from),
                           VALUE_OF_INT(w->out->to)};
    enum err err = view_query(w->c->view, w->c->a, of->statement, args, of->n_args, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct line *line = line_at(w, &rows, i);
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
    enum err err = read_units(w, why);
    if (err == OK)
        err = read_open(w, why);
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(counts); i++)
        err = read_counts(w, &counts[i], why);
    return err;
}

/* --- tables of units -------------------------------------------------------------------------- */

/* The figures, and a column for each kind of matter that any unit has open. */
static void put_columns(struct work *w)
{
    w->columns = NEW(w->c->a, struct report_column, N_MAX);
    for (int k = 0; k < N_MAX; k++) {
        bool is_used = k < FIGURES;
        for (ptrdiff_t i = 0; i < w->n_lines; i++)
            is_used = is_used || w->lines[i].n[k] > 0;
        if (!is_used)
            continue;
        w->at[w->n_columns] = k;
        w->columns[w->n_columns++] =
            k < FIGURES
                ? figure_columns[k]
                : (struct report_column){matter_kinds[k - FIGURES].code,
                                         entity_find(matter_kinds[k - FIGURES].code)->titles,
                                         REPORT_NUMBER};
    }
}

/* Enterprises lead nothing as a rule: one that does stands there, the others do not. */
static bool is_counted(const struct line *line)
{
    return line->level != UNIT_LEVEL_enterprise || line->n[OPEN] + line->n[JOINT] > 0 ||
           line->n[CLOSED] > 0;
}

static bool is_of(const struct work *w, const struct line *line, enum unit_level level)
{
    return line->unit != w->out->unit && line->level == level && is_counted(line);
}

static struct report_row row_of(const struct work *w, const struct line *line)
{
    struct report_cell *cells = NEW(w->c->a, struct report_cell, w->n_columns + 1);
    for (int k = 0; k < w->n_columns; k++)
        if (w->at[k] != LONGEST || line->n[OVERDUE] > 0)
            cells[k] = REPORT_N(line->n[w->at[k]]);
    return (struct report_row){
        .name = line->name, .e = &unit_entity, .id = line->unit, .cells = cells};
}

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static struct report_row median_row(const struct work *w, enum unit_level level)
{
    struct report_cell *cells = NEW(w->c->a, struct report_cell, w->n_columns + 1);
    int64_t *all = NEW(w->c->a, int64_t, w->n_lines + 1);
    ptrdiff_t n = 0;
    for (int k = 0; k < w->n_columns; k++) {
        n = 0;
        for (ptrdiff_t i = 0; i < w->n_lines; i++)
            if (is_of(w, &w->lines[i], level))
                all[n++] = w->lines[i].n[w->at[k]];
        qsort(all, (size_t)n, sizeof *all, rising);
        if (w->at[k] != LONGEST)
            cells[k] = REPORT_N(percentile_nearest(all, n, 50));
    }
    struct message name = {.id = MSG_load_median, .args = {ARG_INT(n)}};
    return (struct report_row){.name = message_str(w->c->a, w->c->lang, &name), .cells = cells};
}

static int most_first(const void *a, const void *b)
{
    const struct report_row *x = a;
    const struct report_row *y = b;
    int64_t more = y->cells[OPEN].n - x->cells[OPEN].n;
    return more != 0 ? (more > 0) - (more < 0) : (x->id > y->id) - (x->id < y->id);
}

static struct report_table table_on(const struct work *w, struct str code, enum msg title)
{
    return (struct report_table){.code = code,
                                 .title = title,
                                 .name = MSG_load_unit,
                                 .empty = MSG_load_none,
                                 .columns = w->columns,
                                 .n_columns = w->n_columns};
}

static const enum msg level_titles[UNIT_LEVEL_COUNT] = {
#define X(entity, field, code) [UNIT_LEVEL_##code] = MSG_load_level_##code,
    UNIT_LEVELS(X)
#undef X
};

/* Units of one level, most open matters first, behind the median of all of them. */
static struct report_table level_table(const struct work *w, enum unit_level level)
{
    struct report_table t = table_on(w, unit_levels[level].code, level_titles[level]);
    struct report_row *rows = NEW(w->c->a, struct report_row, w->n_lines + 2);
    ptrdiff_t n_all = 0;
    ptrdiff_t first = 0;
    for (ptrdiff_t i = 0; i < w->n_lines; i++)
        n_all += is_of(w, &w->lines[i], level);
    if (n_all >= MEDIAN_FROM)
        rows[first++] = median_row(w, level);
    t.n_rows = first;
    for (ptrdiff_t i = 0; i < w->n_lines; i++)
        if (is_of(w, &w->lines[i], level) && w->lines[i].is_shown)
            rows[t.n_rows++] = row_of(w, &w->lines[i]);
    qsort(&rows[first], (size_t)(t.n_rows - first), sizeof *rows, most_first);
    t.n_rows = t.n_rows > first ? t.n_rows : 0; /* a median of nothing that is shown */
    t.rows = rows;
    return t;
}

static struct report_table self_table(const struct work *w)
{
    struct report_table t = table_on(w, S("self"), MSG_load_self);
    struct report_row *rows = NEW(w->c->a, struct report_row, 1);
    for (ptrdiff_t i = 0; i < w->n_lines; i++)
        if (w->lines[i].unit == w->out->unit && w->lines[i].is_shown)
            rows[t.n_rows++] = row_of(w, &w->lines[i]);
    t.rows = rows;
    return t;
}

/* --- posts ------------------------------------------------------------------------------------ */

static const struct report_column post_columns[] = {
    {S_("open"), MSG_load_open, REPORT_NUMBER},
    {S_("near"), MSG_load_near, REPORT_NUMBER},
    {S_("overdue"), MSG_load_overdue, REPORT_NUMBER},
};

/* Is the caller to see what each post has: the head, of the own unit and nobody else's? */
static bool sees_posts(const struct work *w)
{
    return heads_own_unit(w->c) && (w->out->unit == w->c->who.unit || w->shown == w->c->who.unit);
}

static enum err post_table(struct work *w, struct report_table *out, struct fail *why)
{
    enum { ID, NAME, NAME_EN, FIRST };
    struct rows found = {0};
    int64_t today = call_day(w->c);
    int64_t near = calendar_add(&calendar_cn, today, TERM_NEAR_WORKING_DAYS);
    struct value args[] = {VALUE_OF_INT(w->c->who.unit), VALUE_OF_INT(today), VALUE_OF_INT(near)};
    enum err err = view_query(w->c->view, w->c->a, STMT_load_posts, args, 3, &found, why);
    if (err != OK)
        return err;
    struct report_row *rows = NEW(w->c->a, struct report_row, found.n + 1);
    for (ptrdiff_t i = 0; i < found.n; i++) {
        struct report_cell *cells = NEW(w->c->a, struct report_cell, ARRAY_LEN(post_columns));
        int64_t id = rows_at(&found, i, ID)->i;
        for (int k = 0; k < ARRAY_LEN(post_columns); k++)
            cells[k] = REPORT_N(rows_at(&found, i, FIRST + k)->i);
        rows[i] = (struct report_row){.name = id != 0 ? name_in(w->c->lang, &found, i, NAME)
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
    struct report_table *tables = NEW(w->c->a, struct report_table, UNIT_LEVEL_COUNT + 2);
    int n = 0;
    put_columns(w);
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++) {
        tables[n] = level_table(w, (enum unit_level)i);
        n += tables[n].n_rows > 0;
    }
    tables[n] = self_table(w);
    n += tables[n].n_rows > 0;
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
    struct load_choice *at = NEW(w->c->a, struct load_choice, w->n_lines + 1);
    for (ptrdiff_t i = 0; i < w->n_lines; i++) {
        const struct line *line = &w->lines[i];
        if (line->is_shown && line->has_below && line->unit != w->out->unit)
            at[w->out->n_choices++] = (struct load_choice){line->unit, line->name};
    }
    w->out->choices = at;
}

enum err load_make(struct call *c, struct str unit, struct load *out, struct fail *why)
{
    struct load made = {.to = call_day(c)};
    struct work w = {.c = c, .out = &made, .l = lookups_on(c->a, c->view)};
    made.from = date_of(date_ymd(made.to).year, 1, 1);
    enum err err = choose_unit(&w, unit, why);
    if (err == OK)
        err = read_all(&w, why);
    if (err == OK)
        err = put_tables(&w, why);
    if (err != OK)
        return err;
    put_choices(&w);
    *out = made;
    return OK;
}
