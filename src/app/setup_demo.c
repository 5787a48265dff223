/*
 * setup_demo.c -- a demo county from its files, each through the same import as a user's file.
 *
 * Rows that follow one another with the same `@at` and `@post` are one entry: made on that instant
 * of the demo's clock, by the holder of that post and with that post's rights.
 */
#include "app/lookup.h"
#include "app/secret.h"
#include "app/setup.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "format/csv.h"

static const int64_t demo_link_lasts = (int64_t)7 * 24 * 3600 * 1000000;

enum { GROUP_MAX = 64 << 20, FILE_ROWS_MAX = 100000 };

struct demo {
    struct call *c;
    const struct setup_file *file;
    const struct entity *e;
    struct buf group; /* headings and rows of the group in hand */
    struct csv_writer w;
    struct str *headings;
    ptrdiff_t n_headings;
    int at_column, post_column; /* -1: the file has none */
    struct str at, post;        /* of the group */
    int64_t first_row, n_rows;
    int64_t last_instant;
    struct arena scratch;
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

static enum err bad_file(const struct demo *d, int64_t row, const struct fail *cause,
                         struct fail *why)
{
    struct str words = message_str(d->c->a, d->c->lang, &cause->message);
    return FAIL(why, ERR_INVALID, MSG_err_demo_file, ARG_TEXT(d->file->name), ARG_INT(row),
                ARG_TEXT(words));
}

/* --- in whose name ---------------------------------------------------------------------------- */

static enum err one_record(struct call *c, const struct entity *e, struct condition *where,
                           struct record *out, struct fail *why)
{
    struct page page = {0};
    struct shape *shape = NEW(c->a, struct shape, 1);
    *shape = entity_shape(e);
    struct select q = {.shape = shape, .where = where, .n_where = 1, .limit = 1};
    enum err err = view_select(c->view, c->a, &q, &page, why);
    if (err != OK)
        return err;
    if (page.n == 0) {
        (void)FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(e->title));
        return ERR_NOT_FOUND;
    }
    *out = page.at[0];
    return OK;
}

static enum err caller_of_post(struct call *c, struct str code, struct caller *out,
                               struct fail *why)
{
    struct record post = {0};
    struct record holding = {0};
    struct post row = {0};
    struct value of_code = VALUE_OF_TEXT(code);
    struct condition by_code = {
        .column = S("code"), .op = OP_EQ, .values = &of_code, .n_values = 1};
    enum err err = one_record(c, &post_entity, &by_code, &post, why);
    if (err != OK)
        return err;
    struct value of_post = VALUE_OF_INT(post.id);
    struct condition by_post = {
        .column = S("post"), .op = OP_EQ, .values = &of_post, .n_values = 1};
    err = one_record(c, &holding_entity, &by_post, &holding, why);
    if (err != OK)
        return err;
    assert(post.v && holding.v); /* both were found */
    record_to_struct(&post_entity, post.v, &row);
    *out = (struct caller){.account = holding.v[HOLDING_account].i,
                           .post = post.id,
                           .unit = row.unit,
                           .role = (enum post_role)row.role};
    return OK;
}

/* --- groups ----------------------------------------------------------------------------------- */

/* The words of the first row that was turned down. */
static enum err told_rejected(const struct demo *d, struct call *c, const struct preview *p,
                              struct fail *why)
{
    struct preview_rows rows = {0};
    struct preview_part part = {.state = ROW_REJECT, .from_line = 1, .limit = 1};
    enum err err = import_rows(c, p, &part, &rows, why);
    if (err != OK || rows.n == 0 || rows.at[0].n_problems == 0)
        return err;
    const struct problem *p0 = &rows.at[0].problems[0];
    struct str words = message_str(c->a, c->lang, &p0->message);
    return FAIL(why, ERR_INVALID, MSG_err_demo_file, ARG_TEXT(d->file->name),
                ARG_INT(d->first_row + rows.at[0].line - 2),
                ARG_TEXT(str_fmt(c->a, "%.*s: %.*s", STR_ARG(p0->field), STR_ARG(words))));
}

static enum err group_write(const struct demo *d, struct call *c, struct fail *why)
{
    struct preview p = {0};
    struct receipt receipt = {0};
    struct fail cause = {0};
    struct import_file file = {.e = d->e, .file_name = d->file->name, .bytes = buf_str(&d->group)};
    enum err err = import_preview(c, &file, NULL, &p, &cause);
    /* A column that would be passed over is a mistake in a file of ours: said, not swallowed. */
    bool is_unsure = c->problems.n > 0 && (err == OK || err == ERR_INVALID);
    if (is_unsure)
        cause.message = c->problems.at[0].message;
    if (err != OK || is_unsure)
        return bad_file(d, d->first_row, &cause, why);
    if (p.n[ROW_REJECT] > 0)
        return told_rejected(d, c, &p, why);
    return import_commit(c, p.id, &p.digest, NULL, &receipt, why);
}

static enum err group_clock(struct demo *d, struct fail *why)
{
    int64_t instant = 0;
    int64_t date = 0;
    if (d->at.len == 0)
        return OK;
    if (date_parse(d->at, &date))
        instant = instant_of_day_end(date) - 1;
    else if (!instant_parse(d->at, &instant))
        return FAIL(why, ERR_INVALID, MSG_err_demo_at, ARG_TEXT(d->file->name),
                    ARG_INT(d->first_row), ARG_TEXT(d->at));
    if (instant <= d->last_instant)
        return OK; /* entries never go back: it stays where it is */
    d->last_instant = instant;
    return store_set_clock(d->c->app->store, instant, why);
}

static enum err group_end(struct demo *d, struct fail *why)
{
    struct call c = {0};
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    if (d->n_rows == 0)
        return OK;
    enum err err = group_clock(d, why);
    if (err == OK && d->post.len > 0) {
        err = call_refresh(d->c, why);
        if (err == OK)
            err = caller_of_post(d->c, d->post, &who, why);
    }
    if (err != OK)
        return err;
    struct arena a;
    arena_init(&a, 512 * MIB);
    err = call_begin(d->c->app, &a, who, d->c->lang, 0, &c, why);
    if (err == OK) {
        err = group_write(d, &c, why);
        call_done(&c);
    }
    arena_done(&a);
    d->n_rows = 0;
    return err;
}

static void group_begin(struct demo *d, const struct row *row, struct str at, struct str post)
{
    arena_reset(&d->scratch);
    d->group = buf_on(&d->scratch, GROUP_MAX);
    d->w = csv_writer_on(&d->group, false);
    d->at = str_dup(&d->scratch, at);
    d->post = str_dup(&d->scratch, post);
    d->first_row = row->n;
    for (ptrdiff_t i = 0; i < d->n_headings; i++)
        csv_cell(&d->w, d->headings[i]);
    csv_end_row(&d->w);
}

static struct str cell(const struct row *row, int column)
{
    return column >= 0 && column < row->n_cells ? str_trim(row->cells[column]) : S("");
}

static enum err row_take(struct demo *d, const struct row *row, struct fail *why)
{
    struct str at = cell(row, d->at_column);
    struct str post = cell(row, d->post_column);
    bool is_same = d->n_rows > 0 && str_eq(at, d->at) && str_eq(post, d->post);
    if (!is_same) {
        enum err err = group_end(d, why);
        if (err != OK)
            return err;
        group_begin(d, row, at, post);
    }
    for (ptrdiff_t i = 0; i < row->n_cells; i++)
        csv_cell(&d->w, row->cells[i]);
    csv_end_row(&d->w);
    d->n_rows++;
    return OK;
}

static void headings_take(struct demo *d, const struct row *row)
{
    d->at_column = -1;
    d->post_column = -1;
    d->n_headings = row->n_cells;
    d->headings = NEW(d->c->a, struct str, row->n_cells + 1);
    for (ptrdiff_t i = 0; i < row->n_cells; i++) {
        d->headings[i] = str_dup(d->c->a, str_trim(row->cells[i]));
        if (str_eq(d->headings[i], S("@at")))
            d->at_column = (int)i;
        if (str_eq(d->headings[i], S("@post")))
            d->post_column = (int)i;
    }
}

static enum err file_load(struct demo *d, struct fail *why)
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
    if (err == OK)
        err = group_end(d, why);
    if (err == OK && faults.n > 0) {
        struct fail cause = {.message = faults.at[0].message};
        return bad_file(d, faults.at[0].row, &cause, why);
    }
    return err;
}

enum err setup_demo(struct call *c, const struct setup_file *files, ptrdiff_t n_files,
                    const struct progress *progress, struct fail *why)
{
    if (!store_is_demo(c->app->store))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_not_demo, ARG_NONE);
    struct demo d = {.c = c};
    enum err err = OK;
    arena_init(&d.scratch, 2 * GROUP_MAX);
    for (ptrdiff_t i = 0; err == OK && i < n_files; i++) {
        d.file = &files[i];
        d.e = entity_of(files[i].name);
        if (!d.e)
            err = FAIL(why, ERR_INVALID, MSG_err_demo_name, ARG_TEXT(files[i].name));
        else
            err = file_load(&d, why);
        if (progress && progress->fn)
            (void)progress->fn(progress->ctx, MSG_step_demo, i + 1, n_files);
    }
    arena_done(&d.scratch);
    return err == OK ? call_refresh(c, why) : err;
}

/* --- a link for each post --------------------------------------------------------------------- */

struct demo_links {
    struct call *c;
    const struct rows *posts; /* of STMT_demo_posts */
    const struct setup_link *links;
};

static enum err links_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct demo_links *d = ctx;
    int64_t now = d->c->app->os->now(d->c->app->os->ctx);
    struct value over = VALUE_OF_INT(now);
    enum err err = tx_exec(tx, STMT_link_sweep, &over, 1, NULL, why);
    for (ptrdiff_t i = 0; err == OK && i < d->posts->n; i++) {
        struct value link[] = {token_hash(tx_arena(tx), d->links[i].token),
                               *rows_at(d->posts, i, 0), VALUE_OF_TEXT(S("sign_in")),
                               VALUE_OF_INT(now), VALUE_OF_INT(now + demo_link_lasts)};
        err = tx_exec(tx, STMT_link_add, link, ARRAY_LEN(link), NULL, why);
    }
    return err;
}

enum err setup_demo_links(struct call *c, struct setup_links *out, struct fail *why)
{
    struct rows rows = {0};
    struct receipt receipt = {0};
    if (!store_is_demo(c->app->store))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_not_demo, ARG_NONE);
    enum err err =
        view_query(c->view, c->a, STMT_demo_posts, &VALUE_OF_INT(c->today), 1, &rows, why);
    if (err != OK)
        return err;
    struct setup_link *links = NEW(c->a, struct setup_link, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct str zh = rows_at(&rows, i, 3)->t;
        struct str en = rows_at(&rows, i, 4)->t;
        links[i] = (struct setup_link){.login = rows_at(&rows, i, 1)->t,
                                       .name = rows_at(&rows, i, 2)->t,
                                       .post_name = {zh, en.len > 0 ? en : zh},
                                       .token = token_make(c->app->os, c->a)};
    }
    struct demo_links d = {.c = c, .posts = &rows, .links = links};
    struct act act = call_act(c, S("link"), S("demo"));
    err = call_write(c, &act, links_in, &d, &receipt, why);
    if (err == OK)
        *out = (struct setup_links){.at = links, .n = rows.n};
    return err;
}
