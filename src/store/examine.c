/*
 * examine.c -- what the engine itself says of its pages, indexes and references.
 *
 * SQLite: each table with its indexes, then the file as a whole, then references; all that
 * store_verify() asks of a copy. PostgreSQL keeps references itself; its indexes are looked at by
 * its extension amcheck, where that is installed and may be used.
 */
#include "store/internal.h"

enum { INDEXES_MAX = 10 * 1000 };

struct examining {
    struct store *s;
    struct connection *c;
    const struct examine *e;
    struct arena a;
    struct rows names;
};

static enum err take_name(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct examining *x = ctx;
    (void)why;
    for (int i = 0; i < n_cols && x->names.n < INDEXES_MAX; i++) {
        struct value *to = &x->names.at[x->names.n++];
        *to = row[i];
        to->t = str_dup(&x->a, row[i].t);
    }
    return OK;
}

/* The texts of a list, one or two a row. */
static enum err list_names(struct examining *x, struct str sql, struct fail *why)
{
    x->names = (struct rows){.at = NEW(&x->a, struct value, INDEXES_MAX), .n_cols = 1};
    return x->s->driver->run(x->c, sql, NULL, 0, take_name, x, NULL, why);
}

/* A row of an examiner: "ok", a sentence, or the table of a reference that leads nowhere. */
static enum err take_said(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct examining *x = ctx;
    struct fail said = {0};
    (void)n_cols;
    if (row[0].type != VALUE_TEXT || str_eq(row[0].t, S("ok")))
        return OK;
    enum err err = FAIL(&said, ERR_CORRUPT, MSG_store_corrupt, ARG_TEXT(row[0].t));
    assert(err == ERR_CORRUPT);
    return x->e->found(x->e->ctx, &said.message, why);
}

/* What the engine cannot read at all is a finding too, and the examination goes on. */
static enum err ask(struct examining *x, struct str sql, struct fail *why)
{
    struct fail said = {0};
    enum err err = x->s->driver->run(x->c, sql, NULL, 0, take_said, x, NULL, &said);
    if (err == ERR_CORRUPT)
        return x->e->found(x->e->ctx, &said.message, why);
    if (err != OK)
        *why = said;
    return err;
}

static enum err examine_sqlite(struct examining *x, struct fail *why)
{
    static const struct str whole[] = {S_("PRAGMA quick_check"), S_("PRAGMA foreign_key_check")};
    enum err err = list_names(x,
                              S("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT "
                                "LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY "
                                "name"),
                              why);
    ptrdiff_t all = x->names.n + ARRAY_LEN(whole);
    for (ptrdiff_t i = 0; err == OK && i < all; i++) {
        ptrdiff_t last = i - x->names.n;
        struct str sql =
            last >= 0 ? whole[last]
                      : str_fmt(&x->a, "PRAGMA integrity_check('%.*s')", STR_ARG(x->names.at[i].t));
        err = x->e->step(x->e->ctx, i, all, why);
        if (err == OK)
            err = ask(x, sql, why);
    }
    return err;
}

/* Where the examiner is, quoted; nothing where there is none that we may call. */
static const struct str amcheck_sql =
    S_("SELECT CAST(quote_ident(n.nspname) AS text) FROM pg_proc p JOIN pg_namespace n ON n.oid = "
       "p.pronamespace WHERE p.proname = 'bt_index_check' AND p.pronargs = 2 AND "
       "has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE') LIMIT 1");
static const struct str indexes_sql =
    S_("SELECT CAST(CAST(CAST(c.oid AS regclass) AS text) AS text) FROM pg_class c JOIN pg_am m ON "
       "m.oid = c.relam JOIN pg_index i ON i.indexrelid = c.oid WHERE m.amname = 'btree' AND "
       "i.indisvalid AND c.relnamespace = CAST(CAST(current_schema() AS text) AS regnamespace) "
       "ORDER BY c.relname");

static enum err examine_postgres(struct examining *x, bool *out, struct fail *why)
{
    enum err err = list_names(x, amcheck_sql, why);
    struct str schema = x->names.n > 0 ? x->names.at[0].t : S("");
    *out = schema.len > 0;
    if (err != OK || !*out)
        return err;
    err = list_names(x, indexes_sql, why);
    for (ptrdiff_t i = 0; err == OK && i < x->names.n; i++) {
        struct str sql =
            str_fmt(&x->a, "SELECT 'ok' FROM (SELECT %.*s.bt_index_check('%.*s', true)) AS done",
                    STR_ARG(schema), STR_ARG(x->names.at[i].t));
        err = x->e->step(x->e->ctx, i, x->names.n, why);
        if (err == OK)
            err = ask(x, sql, why);
    }
    return err;
}

enum err store_examine(struct store *s, const struct examine *e, bool *out, struct fail *why)
{
    struct examining x = {.s = s, .e = e};
    bool is_examined = true;
    enum err err = pool_take(&s->readers, &x.c, why);
    if (err != OK)
        return err;
    arena_init(&x.a, 16 * MIB);
    err = s->driver->dialect == DIALECT_SQLITE ? examine_sqlite(&x, why)
                                               : examine_postgres(&x, &is_examined, why);
    arena_done(&x.a);
    pool_give(&s->readers, x.c);
    if (err == OK)
        *out = is_examined;
    return err;
}
