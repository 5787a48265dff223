/*
 * check.c -- the order of a check, its findings, and the journal's rows as a stream.
 */
#include "app/check_parts.h"
#include "store/found.h"

enum { PARTS_AT_ONCE = 16, ARENA_MAX = 1024 * 1024 * 1024 };

void check_found(struct check *c, struct str where, struct str code, int64_t about, enum msg id,
                 const struct message_arg *args)
{
    struct problems *findings = &c->out->findings;
    ptrdiff_t before = findings->n;
    problem_add(findings, where, code, id, args);
    if (findings->n > before)
        findings->at[before].row = about;
}

enum err check_progress(struct check *c, enum msg step, int64_t done, int64_t all, struct fail *why)
{
    const struct progress *p = c->o->progress;
    if (!p || !p->fn || p->fn(p->ctx, step, done, all))
        return OK;
    return FAIL(why, ERR_UNAVAILABLE, MSG_app_check_stopped, ARG_NONE);
}

/* --- the journal's rows ------------------------------------------------------------------------
 */

enum { PART_SEQ, PART_NUMBER, PART_BYTES };

void parts_open(struct parts *p, struct check *c)
{
    *p = (struct parts){.c = c, .part = -1};
    arena_init(&p->a, ARENA_MAX);
}

void parts_close(struct parts *p)
{
    arena_done(&p->a);
}

static enum err parts_load(struct parts *p, struct fail *why)
{
    const struct value args[] = {VALUE_OF_INT(p->seq), VALUE_OF_INT(p->part),
                                 VALUE_OF_INT(PARTS_AT_ONCE)};
    arena_reset(&p->a);
    p->at = 0;
    enum err err = view_query(p->c->v, &p->a, STMT_journal_parts, args, 3, &p->rows, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < p->rows.n; i++) {
        struct value *bytes = &p->rows.at[i * p->rows.n_cols + PART_BYTES];
        bytes->t = entry_part(&p->a, bytes->t);
    }
    p->is_over = p->rows.n == 0;
    if (!p->is_over) {
        p->seq = rows_at(&p->rows, p->rows.n - 1, PART_SEQ)->i;
        p->part = rows_at(&p->rows, p->rows.n - 1, PART_NUMBER)->i;
    }
    return OK;
}

enum err parts_peek(struct parts *p, int64_t *out_seq, struct str *out, struct fail *why)
{
    enum err err = OK;
    if (!p->is_over && p->at == p->rows.n)
        err = parts_load(p, why);
    if (err != OK)
        return err;
    *out_seq = p->is_over ? 0 : rows_at(&p->rows, p->at, PART_SEQ)->i;
    *out = p->is_over ? S("") : rows_at(&p->rows, p->at, PART_BYTES)->t;
    return OK;
}

void parts_take(struct parts *p)
{
    p->at++;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

/* Columns of record_counts. */
enum { COUNT_ENTRIES, COUNT_LEAVES, COUNT_HEADS, COUNT_BLOBS };

static enum err count(struct check *c, struct arena *a, struct fail *why)
{
    struct rows rows = {0};
    enum err err = view_query(c->v, a, STMT_record_counts, NULL, 0, &rows, why);
    if (err != OK)
        return err;
    c->n_entries = rows_at(&rows, 0, COUNT_ENTRIES)->i;
    c->n_leaves = rows_at(&rows, 0, COUNT_LEAVES)->i;
    c->n_heads = rows_at(&rows, 0, COUNT_HEADS)->i;
    c->n_blobs = rows_at(&rows, 0, COUNT_BLOBS)->i;
    return OK;
}

static enum err check_all(struct check *c, struct arena *a, struct fail *why)
{
    static enum err (*const parts[])(struct check *, struct fail *) = {
        check_store, check_marks, check_chain, check_versions,
        check_tree,  check_blobs, check_keys,  check_search};
    c->ledger = ledger_make(a);
    enum err err = count(c, a, why);
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(parts); i++)
        err = parts[i](c, why);
    /* Where the engine has said what is damaged, the rest may be beyond reading: that is known. */
    return err == ERR_CORRUPT && c->out->findings.n_all > 0 ? OK : err;
}

static enum err rebuild_in(struct tx *tx, void *ctx, struct fail *why)
{
    (void)ctx;
    return tx_search_rebuild(tx, why);
}

enum err check_repair(struct app *app, struct fail *why)
{
    return store_keep(app->store, rebuild_in, NULL, why);
}

enum err check_record(struct app *app, struct arena *a, const struct check_options *o,
                      struct check_report *out, struct fail *why)
{
    struct check_report report = {.findings = problems_on(a)};
    struct check c = {.app = app, .o = o, .out = &report};
    struct arena work;
    enum err err = view_open(app->store, 0, &c.v, why);
    if (err != OK)
        return err;
    arena_init(&work, ARENA_MAX);
    err = check_all(&c, &work, why);
    arena_done(&work);
    view_close(c.v);
    if (err == OK) {
        report.last.signer = str_dup(a, report.last.signer);
        *out = report;
    }
    return err;
}
