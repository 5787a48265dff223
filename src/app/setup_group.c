/*
 * setup_group.c -- one group of a demo county's rows: made on its instant of the demo's clock, by
 * the holder of its post and with that post's rights.
 *
 * Records come through the import that a user's file takes, in one entry; moves of matters are made
 * one by one, as a person makes them.
 */
#include "app/lookup.h"
#include "app/matters.h"
#include "app/setup_parts.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "format/csv.h"

enum { GROUP_MAX = 64 << 20, CALL_MAX = 512 << 20 };

enum err demo_bad_row(struct call *c, const struct setup_file *file, int64_t row,
                      const struct message *cause, struct fail *why)
{
    struct str words = message_str(c->a, c->lang, cause);
    return FAIL(why, ERR_INVALID, MSG_err_demo_file, ARG_TEXT(file->name), ARG_INT(row),
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

/* --- records ---------------------------------------------------------------------------------- */

/* The words of the first row that was turned down. */
static enum err told_rejected(const struct demo_group *g, struct call *c, const struct preview *p,
                              struct fail *why)
{
    struct preview_rows rows = {0};
    struct preview_part part = {.state = ROW_REJECT, .from_line = 1, .limit = 1};
    enum err err = import_rows(c, p, &part, &rows, why);
    if (err != OK || rows.n == 0 || rows.at[0].n_problems == 0)
        return err;
    const struct problem *p0 = &rows.at[0].problems[0];
    struct str words = message_str(c->a, c->lang, &p0->message);
    return FAIL(why, ERR_INVALID, MSG_err_demo_file, ARG_TEXT(g->file->name),
                ARG_INT(g->first_row + rows.at[0].line - 2),
                ARG_TEXT(str_fmt(c->a, "%.*s: %.*s", STR_ARG(p0->field), STR_ARG(words))));
}

static struct str group_text(const struct demo_group *g, struct arena *a)
{
    struct buf b = buf_on(a, GROUP_MAX);
    struct csv_writer w = csv_writer_on(&b, false);
    for (ptrdiff_t i = 0; i < g->n_headings; i++)
        csv_cell(&w, g->headings[i]);
    csv_end_row(&w);
    for (const struct demo_row *r = g->first; r; r = r->next) {
        for (ptrdiff_t i = 0; i < g->n_headings; i++)
            csv_cell(&w, r->cells[i]);
        csv_end_row(&w);
    }
    return buf_str(&b);
}

static enum err write_records(const struct demo_group *g, struct call *c, struct fail *why)
{
    struct preview p = {0};
    struct receipt receipt = {0};
    struct fail cause = {0};
    struct import_file file = {.e = g->e, .file_name = g->file->name, .bytes = group_text(g, c->a)};
    enum err err = import_preview(c, &file, NULL, &p, &cause);
    /* A column that would be passed over is a mistake in a file of ours: said, not swallowed. */
    bool is_unsure = c->problems.n > 0 && (err == OK || err == ERR_INVALID);
    if (is_unsure)
        cause.message = c->problems.at[0].message;
    if (err != OK || is_unsure)
        return demo_bad_row(c, g->file, g->first_row, &cause.message, why);
    if (p.n[ROW_REJECT] > 0)
        return told_rejected(g, c, &p, why);
    return import_commit(c, p.id, &p.digest, NULL, &receipt, why);
}

/* --- moves ------------------------------------------------------------------------------------ */

static enum err matter_by_code(struct call *c, struct str code, int64_t *out, struct fail *why)
{
    struct value of_code = VALUE_OF_TEXT(code);
    struct condition by_code = {
        .column = S("code"), .op = OP_EQ, .values = &of_code, .n_values = 1};
    struct record matter = {0};
    enum err err = one_record(c, &matter_entity, &by_code, &matter, why);
    *out = matter.id;
    return err;
}

/* "甲;乙": an input each. */
static ptrdiff_t put_inputs(struct str field, struct str text, struct input *to)
{
    ptrdiff_t n = 0;
    while (text.len > 0)
        to[n++] = (struct input){.field = field, .text = str_cut(text, ';', &text)};
    return n;
}

/* The columns of a row: the matter's code, the move's, and what is given with it. */
static enum err read_order(const struct demo_group *g, const struct demo_row *r, struct call *c,
                           struct move_order *out, struct fail *why)
{
    enum { SEVERAL_MAX = 50 };
    struct input *in = NEW(c->a, struct input, g->n_headings + SEVERAL_MAX);
    struct str code = S("");
    *out = (struct move_order){.in = in};
    for (ptrdiff_t i = 0; i < g->n_headings; i++) {
        struct str name = g->headings[i];
        struct str text = r->cells[i];
        if (str_eq(name, S("matter")))
            code = text;
        else if (str_eq(name, S("move")))
            out->move = text;
        else if (str_eq(name, S("joint")))
            out->n_in += put_inputs(name, text, &in[out->n_in]);
        else if (!str_starts(name, S("@")) && text.len > 0)
            in[out->n_in++] = (struct input){.field = name, .text = text};
    }
    return matter_by_code(c, code, &out->matter, why);
}

static enum err write_moves(const struct demo_group *g, struct call *c, struct fail *why)
{
    int64_t row = g->first_row;
    for (const struct demo_row *r = g->first; r; r = r->next, row++) {
        struct move_order order = {0};
        struct fail cause = {0};
        int64_t made = 0;
        enum err err = read_order(g, r, c, &order, &cause);
        if (err == OK)
            err = matter_move(c, &order, &made, &cause);
        if (err != OK)
            return demo_bad_row(c, g->file, row,
                                c->problems.n > 0 ? &c->problems.at[0].message : &cause.message,
                                why);
    }
    return OK;
}

/* --- a group ---------------------------------------------------------------------------------- */

enum err demo_group_write(struct call *c, const struct demo_group *g, struct fail *why)
{
    struct call inside = {0};
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    enum err err = g->instant ? store_set_clock(c->app->store, g->instant, why) : OK;
    if (err == OK && g->post.len > 0) {
        err = call_refresh(c, why);
        if (err == OK)
            err = caller_of_post(c, g->post, &who, why);
    }
    if (err != OK)
        return err;
    struct arena a;
    who.is_replay = true;
    arena_init(&a, CALL_MAX);
    err = call_begin(c->app, &a, who, c->lang, 0, &inside, why);
    if (err == OK) {
        bool is_move = g->e == &matter_move_entity;
        err = is_move ? write_moves(g, &inside, why) : write_records(g, &inside, why);
        call_done(&inside);
    }
    arena_done(&a);
    return err;
}
