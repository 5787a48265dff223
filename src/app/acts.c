/*
 * acts.c -- the journal as people read it, newest first.
 */
#include "app/acts.h"

#include "app/rights.h"

/* Columns of journal_newest, in order. */
enum {
    COL_SEQ,
    COL_INSTANT,
    COL_ACCOUNT,
    COL_POST,
    COL_ON_BEHALF,
    COL_ACTION,
    COL_NOTE,
    COL_N_ROWS,
    COL_ROWS_HASH,
    COL_DIGEST,
    COL_ENTITY,
    COL_RECORD
};

static struct act_entry entry_of(const struct rows *rows, ptrdiff_t i)
{
    struct act_entry e = {
        .seq = rows_at(rows, i, COL_SEQ)->i,
        .instant = rows_at(rows, i, COL_INSTANT)->i,
        .account = rows_at(rows, i, COL_ACCOUNT)->i,
        .post = rows_at(rows, i, COL_POST)->i,
        .on_behalf = rows_at(rows, i, COL_ON_BEHALF)->i,
        .action = rows_at(rows, i, COL_ACTION)->t,
        .note = rows_at(rows, i, COL_NOTE)->t,
        .record = rows_at(rows, i, COL_RECORD)->i,
        .n_rows = rows_at(rows, i, COL_N_ROWS)->i,
    };
    struct str digest = rows_at(rows, i, COL_DIGEST)->t;
    struct str entity = rows_at(rows, i, COL_ENTITY)->t;
    if (digest.len == HASH_LEN)
        memcpy(e.digest.b, digest.s, HASH_LEN);
    if (entity.len > 0)
        e.e = entity_find(entity);
    return e;
}

enum err acts_list(struct call *c, int64_t below, int64_t limit, struct act_entries *out,
                   struct fail *why)
{
    int64_t as_of = view_as_of(c->view);
    int64_t end = as_of != 0 ? as_of + 1 : INT64_MAX;
    struct rows rows = {0};
    assert(limit >= 1 && limit <= 500);
    enum err err = must(c, RIGHT_RECORD, why);
    if (err != OK)
        return err;
    struct value args[] = {VALUE_OF_INT(below != 0 && below < end ? below : end),
                           VALUE_OF_INT(limit + 1), VALUE_OF_INT(c->county)};
    if (c->who.is_system)
        err = view_query(c->view, c->a, STMT_journal_newest, args, 2, &rows, why);
    else
        err = view_query(c->view, c->a, STMT_journal_reached, args, 3, &rows, why);
    if (err != OK)
        return err;
    ptrdiff_t n = rows.n > limit ? limit : rows.n;
    struct act_entry *at = NEW(c->a, struct act_entry, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        at[i] = entry_of(&rows, i);
    *out = (struct act_entries){at, n, rows.n > limit ? at[n - 1].seq : 0};
    return OK;
}
