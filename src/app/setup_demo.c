/*
 * setup_demo.c -- a demo county from its files, in the order in which things happened.
 *
 * Rows of a file that follow one another with the same `@at` and `@post` are one group. Groups of
 * all files are ordered by their instant; of the same instant, by file and row. A group without
 * `@at` follows the one before it.
 */
#include "app/presets.h"
#include "app/rules.h"
#include "app/setup_parts.h"
#include "format/csv.h"

enum { FILE_ROWS_MAX = 100000 };

struct demo {
    struct call *c;
    const struct setup_file *file;
    const struct entity *e;
    struct arena scratch; /* all groups */
    const struct str *headings;
    ptrdiff_t n_headings;
    int at_column, post_column; /* -1: the file has none */
    struct demo_group *groups;
    ptrdiff_t n_groups, room;
};

/* "demo/anji-2006/07-observation.csv" is about observations. */
static const struct entity *entity_of(struct str name)
{
    struct str rest = name;
    while (rest.len > 0)
        name = str_cut(rest, '/', &rest);
    (void)str_cut(name, '-', &rest);
    return entity_find(str_cut(rest, '.', &name));
}

/* --- groups ----------------------------------------------------------------------------------- */

static struct str cell(const struct row *row, int column)
{
    return column >= 0 && column < row->n_cells ? str_trim(row->cells[column]) : S("");
}

/* The end of a day, or the instant itself; of the group before where none is given. */
static enum err read_instant(const struct demo *d, const struct row *row, int64_t *out,
                             struct fail *why)
{
    struct str at = cell(row, d->at_column);
    int64_t date = 0;
    *out = d->n_groups > 0 ? d->groups[d->n_groups - 1].instant : 0;
    if (at.len == 0)
        return OK;
    if (date_parse(at, &date))
        *out = instant_of_day_end(date) - 1;
    else if (!instant_parse(at, out))
        return FAIL(why, ERR_INVALID, MSG_err_demo_at, ARG_TEXT(d->file->name), ARG_INT(row->n),
                    ARG_TEXT(at));
    return OK;
}

static struct demo_group *group_made(struct demo *d, const struct row *row, int64_t instant)
{
    if (d->n_groups == d->room) {
        ptrdiff_t room = d->room > 0 ? d->room * 2 : 64;
        struct demo_group *at = NEW(&d->scratch, struct demo_group, room);
        for (ptrdiff_t i = 0; i < d->n_groups; i++)
            at[i] = d->groups[i];
        d->groups = at;
        d->room = room;
    }
    struct demo_group *g = &d->groups[d->n_groups++];
    *g = (struct demo_group){.file = d->file,
                             .e = d->e,
                             .headings = d->headings,
                             .n_headings = d->n_headings,
                             .at = str_dup(&d->scratch, cell(row, d->at_column)),
                             .post = str_dup(&d->scratch, cell(row, d->post_column)),
                             .instant = instant,
                             .first_row = row->n};
    return g;
}

/* The group in hand, if the row belongs to it. */
static struct demo_group *group_of(const struct demo *d, const struct row *row)
{
    struct demo_group *g = d->n_groups > 0 ? &d->groups[d->n_groups - 1] : NULL;
    bool is_same = g && g->file == d->file && str_eq(g->at, cell(row, d->at_column)) &&
                   str_eq(g->post, cell(row, d->post_column));
    return is_same ? g : NULL;
}

static void put_row(struct demo *d, struct demo_group *g, const struct row *row)
{
    struct demo_row *r = NEW(&d->scratch, struct demo_row, 1);
    struct str *cells = NEW(&d->scratch, struct str, d->n_headings + 1);
    for (ptrdiff_t i = 0; i < d->n_headings && i < row->n_cells; i++)
        cells[i] = str_dup(&d->scratch, row->cells[i]);
    *r = (struct demo_row){.cells = cells};
    *(g->last ? &g->last->next : &g->first) = r;
    g->last = r;
}

static enum err row_take(struct demo *d, const struct row *row, struct fail *why)
{
    struct demo_group *g = group_of(d, row);
    int64_t instant = 0;
    enum err err = g ? OK : read_instant(d, row, &instant, why);
    if (err != OK)
        return err;
    put_row(d, g ? g : group_made(d, row, instant), row);
    return OK;
}

static void headings_take(struct demo *d, const struct row *row)
{
    struct str *headings = NEW(&d->scratch, struct str, row->n_cells + 1);
    d->at_column = -1;
    d->post_column = -1;
    d->headings = headings;
    d->n_headings = row->n_cells;
    for (ptrdiff_t i = 0; i < row->n_cells; i++) {
        headings[i] = str_dup(&d->scratch, str_trim(row->cells[i]));
        if (str_eq(headings[i], S("@at")))
            d->at_column = (int)i;
        if (str_eq(headings[i], S("@post")))
            d->post_column = (int)i;
    }
}

static enum err file_read(struct demo *d, struct fail *why)
{
    struct csv csv = {0};
    struct row row = {0};
    struct csv_options options = {.limits = {.rows = FILE_ROWS_MAX}};
    struct problems faults = problems_on(d->c->a);
    bool more = false;
    enum err err = csv_open(&csv, d->c->a, d->file->bytes, &options, &faults, why);
    if (err == OK)
        err = csv_next(&csv, &more, &row, why);
    if (err != OK || !more)
        return err;
    headings_take(d, &row);
    while (err == OK && more) {
        err = csv_next(&csv, &more, &row, why);
        if (err == OK && more)
            err = row_take(d, &row, why);
    }
    if (err == OK && faults.n > 0)
        return demo_bad_row(d->c, d->file, faults.at[0].row, &faults.at[0].message, why);
    return err;
}

/* --- the course of things --------------------------------------------------------------------- */

/* By instant; those of one instant stay as they stand. */
static void order_groups(struct demo *d)
{
    for (ptrdiff_t i = 1; i < d->n_groups; i++) {
        struct demo_group moved = d->groups[i];
        ptrdiff_t to = i;
        for (; to > 0 && d->groups[to - 1].instant > moved.instant; to--)
            d->groups[to] = d->groups[to - 1];
        d->groups[to] = moved;
    }
}

static enum err files_read(struct demo *d, const struct setup_file *files, ptrdiff_t n_files,
                           struct fail *why)
{
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < n_files; i++) {
        d->file = &files[i];
        d->e = entity_of(files[i].name);
        err = d->e ? file_read(d, why)
                   : FAIL(why, ERR_INVALID, MSG_err_demo_name, ARG_TEXT(files[i].name));
    }
    return err;
}

static enum err presets_in(struct tx *tx, void *ctx, struct fail *why)
{
    const int64_t *county = ctx;
    return presets_put(tx, *county, why);
}

/* Files of a county alone bring it; of several the presets are nobody's. */
static enum err put_presets(struct call *c, struct fail *why)
{
    int64_t county = 0;
    struct receipt receipt = {0};
    struct act act = call_act(c, ACT_first_run, S("presets"));
    enum err err = call_refresh(c, why);
    if (err == OK)
        err = home_county(c, &county, why);
    return err == OK && county != 0 ? call_write(c, &act, presets_in, &county, &receipt, why) : err;
}

enum err setup_demo(struct call *c, const struct setup_file *files, ptrdiff_t n_files,
                    const struct progress *progress, struct fail *why)
{
    enum { FILES_MAX = 128 << 20 };
    if (!store_is_demo(c->app->store))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_not_demo, ARG_NONE);
    struct demo d = {.c = c};
    arena_init(&d.scratch, FILES_MAX);
    enum err err = files_read(&d, files, n_files, why);
    order_groups(&d);
    for (ptrdiff_t i = 0; err == OK && i < d.n_groups; i++) {
        err = demo_group_write(c, &d.groups[i], why);
        if (progress && progress->fn)
            (void)progress->fn(progress->ctx, MSG_step_demo, i + 1, d.n_groups);
    }
    arena_done(&d.scratch);
    return err == OK ? put_presets(c, why) : err;
}
