/*
 * compared.c -- which units are compared, and their tables.
 */
#include "app/compared.h"

#include "app/matter_reach.h"
#include "app/refs.h"
#include "app/rules.h"
#include "core/effect.h"

/* A median of two would tell each of them the other's figure. */
enum { MEDIAN_FROM = 3 };

/* --- which units ------------------------------------------------------------------------------ */

static enum err unit_named(struct compared *w, struct lookups *l, struct str text,
                           const struct unit_info **out, struct fail *why)
{
    struct refs refs = refs_on(w->c, l, w->tree);
    refs_want(&refs, &unit_entity, text);
    enum err err = refs_resolve(&refs, why);
    if (err != OK)
        return err;
    const struct ref_answer *answer = refs_find(&refs, &unit_entity, text);
    *out = NULL;
    if (answer->state == REF_FOUND)
        err = lookup_unit(l, answer->id, out, why);
    if (err == OK && !*out)
        return FAIL(why, ERR_NOT_FOUND, MSG_load_no_unit, ARG_TEXT(text));
    return err;
}

/* The county for those who see its matters, else what the own unit stands below. */
static enum err usual_unit(struct compared *w, struct lookups *l, bool sees_all,
                           const struct unit_info **out, struct fail *why)
{
    const struct unit_info *own = NULL;
    enum err err = lookup_unit(l, sees_all ? w->tree : w->c->who.unit, &own, why);
    if (err != OK)
        return err;
    if (!own)
        return FAIL(why, ERR_NOT_FOUND, MSG_load_no_county, ARG_NONE);
    *out = own;
    if (sees_all || own->parent == 0)
        return OK;
    w->only = own->id;
    return lookup_unit(l, own->parent, out, why);
}

static enum err choose_unit(struct compared *w, struct str text, struct fail *why)
{
    struct matter_reach reach = {0};
    struct lookups l = lookups_on(w->c->a, w->c->view);
    const struct unit_info *unit = NULL;
    enum err err = matter_reach(w->c, &reach, why);
    if (err == OK)
        err = home_county(w->c, &w->tree, why);
    if (err != OK)
        return err;
    w->sees_few = reach.sees_few;
    bool sees_all = w->c->who.is_system || reach.tree == w->tree;
    err = text.len > 0 ? unit_named(w, &l, text, &unit, why)
                       : usual_unit(w, &l, sees_all, &unit, why);
    if (err != OK)
        return err;
    assert(unit); /* named, or the usual one */
    int64_t within = sees_all ? w->tree : reach.tree != 0 ? reach.tree : reach.unit;
    if (w->only == 0 && !unit_is_in(unit, within))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_other_unit, ARG_TEXT(unit->name[w->c->lang]));
    w->unit = unit->id;
    w->unit_name = unit->name[w->c->lang];
    return OK;
}

struct str compared_name(const struct call *c, const struct rows *rows, ptrdiff_t row, int zh)
{
    const struct value *english = rows_at(rows, row, zh + 1);
    if (c->lang == LANG_EN && english->type == VALUE_TEXT)
        return english->t;
    return rows_at(rows, row, zh)->t;
}

static enum unit_level level_of(struct str code)
{
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++)
        if (str_eq(unit_levels[i].code, code))
            return (enum unit_level)i;
    assert(false && "a level that units do not have");
    return UNIT_LEVEL_COUNT;
}

enum err compared_units(struct call *c, struct str unit, struct compared *out, struct fail *why)
{
    enum { ID, NAME, NAME_EN, LEVEL, HAS_BELOW };
    struct rows rows = {0};
    struct compared w = {.c = c, .line_of = map_on(c->a)};
    enum err err = choose_unit(&w, unit, why);
    struct value args[] = {VALUE_OF_INT(w.unit), VALUE_OF_INT(call_day(c))};
    if (err == OK)
        err = view_query(c->view, c->a, STMT_load_units, args, ARRAY_LEN(args), &rows, why);
    if (err != OK)
        return err;
    w.lines = NEW(c->a, struct compared_line, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct compared_line *line = &w.lines[w.n++];
        line->unit = rows_at(&rows, i, ID)->i;
        line->name = compared_name(c, &rows, i, NAME);
        line->level = level_of(rows_at(&rows, i, LEVEL)->t);
        line->has_below = rows_at(&rows, i, HAS_BELOW)->i != 0;
        line->is_shown = w.only == 0 || w.only == line->unit;
        *map_at_id(&w.line_of, line->unit) = w.n;
    }
    *out = w;
    return OK;
}

struct compared_line *compared_line(const struct compared *all, int64_t unit)
{
    const int64_t *at = map_find_id(&all->line_of, unit);
    return at ? &all->lines[*at - 1] : NULL;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* One level's table in the making. */
struct making {
    const struct compared *all;
    const struct compared_columns *columns;
    enum unit_level level;
};

/* Enterprises have no such work as a rule: one that has stands there, the others do not. */
static bool is_counted(const struct compared_line *line)
{
    bool has_any = line->level != UNIT_LEVEL_enterprise;
    for (int k = 0; k < COMPARED_FIGURES; k++)
        has_any = has_any || line->n[k] > 0;
    return has_any;
}

static bool is_of(const struct making *m, const struct compared_line *line)
{
    return line->unit != m->all->unit && line->level == m->level && is_counted(line);
}

static struct report_row row_of(const struct making *m, const struct compared_line *line)
{
    const struct compared_columns *columns = m->columns;
    struct report_cell *cells = NEW(m->all->c->a, struct report_cell, columns->n + 1);
    for (int k = 0; k < columns->n; k++)
        if (line->n[columns->at[k]] != COMPARED_NONE)
            cells[k] = REPORT_N(line->n[columns->at[k]]);
    return (struct report_row){
        .name = line->name, .e = &unit_entity, .id = line->unit, .cells = cells};
}

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Of one column; nothing where a unit has nothing to say. */
static struct report_cell median_of(const struct making *m, int figure, int64_t *room)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < m->all->n; i++)
        if (is_of(m, &m->all->lines[i]))
            room[n++] = m->all->lines[i].n[figure];
    qsort(room, (size_t)n, sizeof *room, rising);
    if (n == 0 || room[0] == COMPARED_NONE)
        return (struct report_cell){0};
    return REPORT_N(percentile_nearest(room, n, 50));
}

static struct report_row median_row(const struct making *m, ptrdiff_t n)
{
    struct call *c = m->all->c;
    struct report_cell *cells = NEW(c->a, struct report_cell, m->columns->n + 1);
    int64_t *room = NEW(c->a, int64_t, m->all->n + 1);
    for (int k = 0; k < m->columns->n; k++)
        cells[k] = median_of(m, m->columns->at[k], room);
    struct message name = {.id = MSG_load_median, .args = {ARG_INT(n)}};
    return (struct report_row){.name = message_str(c->a, c->lang, &name), .cells = cells};
}

static int most_first(const void *a, const void *b)
{
    const struct report_row *x = a;
    const struct report_row *y = b;
    int64_t more = y->cells[0].n - x->cells[0].n;
    return more != 0 ? (more > 0) - (more < 0) : (x->id > y->id) - (x->id < y->id);
}

static struct report_table table_on(const struct compared_columns *columns, struct str code,
                                    enum msg title)
{
    return (struct report_table){.code = code,
                                 .title = title,
                                 .name = MSG_load_unit,
                                 .empty = MSG_load_none,
                                 .columns = columns->columns,
                                 .n_columns = columns->n};
}

static const enum msg level_titles[UNIT_LEVEL_COUNT] = {
#define X(entity, field, code) [UNIT_LEVEL_##code] = MSG_load_level_##code,
    UNIT_LEVELS(X)
#undef X
};

static struct report_table level_table(const struct making *m)
{
    struct report_table t =
        table_on(m->columns, unit_levels[m->level].code, level_titles[m->level]);
    struct report_row *rows = NEW(m->all->c->a, struct report_row, m->all->n + 2);
    ptrdiff_t n_all = 0;
    ptrdiff_t first = 0;
    for (ptrdiff_t i = 0; i < m->all->n; i++)
        n_all += is_of(m, &m->all->lines[i]);
    if (n_all >= MEDIAN_FROM)
        rows[first++] = median_row(m, n_all);
    t.n_rows = first;
    for (ptrdiff_t i = 0; i < m->all->n; i++)
        if (is_of(m, &m->all->lines[i]) && m->all->lines[i].is_shown)
            rows[t.n_rows++] = row_of(m, &m->all->lines[i]);
    qsort(&rows[first], (size_t)(t.n_rows - first), sizeof *rows, most_first);
    t.n_rows = t.n_rows > first ? t.n_rows : 0; /* a median of nothing that is shown */
    t.rows = rows;
    return t;
}

static struct report_table self_table(const struct making *m)
{
    struct report_table t = table_on(m->columns, S("self"), MSG_load_self);
    struct report_row *rows = NEW(m->all->c->a, struct report_row, 1);
    const struct compared_line *self = compared_line(m->all, m->all->unit);
    if (self && self->is_shown)
        rows[t.n_rows++] = row_of(m, self);
    t.rows = rows;
    return t;
}

int compared_tables(const struct compared *all, const struct compared_columns *columns,
                    struct report_table *out)
{
    struct making m = {.all = all, .columns = columns};
    int n = 0;
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++) {
        m.level = (enum unit_level)i;
        out[n] = level_table(&m);
        n += out[n].n_rows > 0;
    }
    out[n] = self_table(&m);
    return n + (out[n].n_rows > 0);
}
