/*
 * search.c -- the index of search, kept up in the transaction that writes the record.
 *
 * A row stands as long as what it is found by does, so rows with higher ids have newer texts. On
 * SQLite the full-text table has no texts of its own: it must be told what it forgets. Triggers
 * are off in this program (sqlite.c), so that is done here.
 */
#include "entity/searched.h"
#include "store/found.h"
#include "store/internal.h"

struct texts {
    struct str title, body;
};

static struct texts texts_of(struct arena *a, const struct entity *e, const struct value *v,
                             struct str extra)
{
    struct buf title = buf_on(a, SEARCHED_MAX);
    struct buf body = buf_on(a, SEARCHED_MAX);
    record_tokens(&title, &body, e, v, extra);
    return (struct texts){buf_str(&title), buf_str(&body)};
}

static bool is_searched(const struct entity *e)
{
    return !e->is_bulk && !e->is_base && entity_is_searched(e); /* a base by its kinds */
}

static bool has_words(const struct tx *tx)
{
    return tx->store->driver->dialect == DIALECT_SQLITE;
}

/* --- one row ---------------------------------------------------------------------------------- */

static enum err put_row(struct tx *tx, const struct value *args, struct fail *why)
{
    enum err err = db_run(tx->c, tx->store,
                          S("INSERT INTO search (entity, record, title, body) "
                            "VALUES (?1, ?2, ?3, ?4)"),
                          args, 4, why);
    if (err != OK || !has_words(tx))
        return err;
    return db_run(tx->c, tx->store,
                  S("INSERT INTO search_words (rowid, entity, title, body) SELECT id, entity, "
                    "title, body FROM search WHERE entity = ?1 AND record = ?2"),
                  args, 2, why);
}

enum err search_remove(struct tx *tx, const struct entity *e, int64_t id, struct fail *why)
{
    struct value args[] = {VALUE_OF_TEXT(e->name), VALUE_OF_INT(id)};
    enum err err = OK;
    if (!is_searched(e))
        return OK;
    if (has_words(tx))
        err = db_run(tx->c, tx->store,
                     S("INSERT INTO search_words (search_words, rowid, entity, title, body) SELECT "
                       "'delete', id, entity, title, body FROM search WHERE entity = ?1 AND record "
                       "= ?2"),
                     args, 2, why);
    if (err == OK)
        err = db_run(tx->c, tx->store, S("DELETE FROM search WHERE entity = ?1 AND record = ?2"),
                     args, 2, why);
    return err;
}

static void row_values(struct tx *tx, const struct entity *e, const struct record *r,
                       struct str extra, struct value *args)
{
    struct texts t = texts_of(&tx->scratch, e, r->v, extra);
    args[0] = VALUE_OF_TEXT(e->name);
    args[1] = VALUE_OF_INT(r->id);
    args[2] = VALUE_OF_TEXT(t.title);
    args[3] = VALUE_OF_TEXT(t.body);
}

enum err search_update(struct tx *tx, const struct entity *e, const struct record *r,
                       struct str extra, struct fail *why)
{
    struct value args[4];
    int64_t n_same = 0;
    if (!is_searched(e))
        return OK;
    row_values(tx, e, r, extra, args);
    enum err err = db_int(tx->c, tx->store->driver,
                          S("SELECT count(*) FROM search WHERE entity = ?1 AND record = ?2 AND "
                            "title = ?3 AND body = ?4"),
                          args, 4, &n_same, why);
    if (err != OK || n_same > 0)
        return err;
    err = search_remove(tx, e, r->id, why);
    return err == OK ? put_row(tx, args, why) : err;
}

/* --- many ------------------------------------------------------------------------------------- */

static enum err put_rows(struct tx *tx, const struct value *args, int n, struct fail *why)
{
    struct buf sql = buf_on(&tx->scratch, 16 * KIB);
    buf_add(&sql, S("INSERT INTO search (entity, record, title, body) VALUES "));
    for (int i = 0; i < n; i++)
        buf_fmt(&sql, "%s(?%d, ?%d, ?%d, ?%d)", i > 0 ? ", " : "", 4 * i + 1, 4 * i + 2, 4 * i + 3,
                4 * i + 4);
    return db_run(tx->c, tx->store, buf_str(&sql), args, 4 * n, why);
}

enum err search_insert(struct tx *tx, const struct entity *e, const struct record *r,
                       const struct str *extras, int n, struct fail *why)
{
    enum err err = OK;
    assert(n <= INSERT_ROWS);
    if (!is_searched(e))
        return OK;
    struct value *args = NEW(&tx->scratch, struct value, 4 * (ptrdiff_t)n);
    for (int i = 0; i < n; i++)
        row_values(tx, e, &r[i], extras[i], args + (ptrdiff_t)4 * i);
    if (n == INSERT_ROWS && !has_words(tx))
        return put_rows(tx, args, n, why);
    for (int i = 0; i < n && err == OK; i++)
        err = put_row(tx, args + (ptrdiff_t)4 * i, why);
    return err;
}

/* --- anew ------------------------------------------------------------------------------------- */

enum err search_fill_words(struct connection *c, const struct driver *d, struct fail *why)
{
    if (d->dialect != DIALECT_SQLITE)
        return OK;
    return d->run(c, S("INSERT INTO search_words (search_words) VALUES ('rebuild')"), NULL, 0, NULL,
                  NULL, NULL, why);
}

/* Some rows of an entity, read before they are put. */
struct batch {
    struct arena *a;
    struct shape s;
    struct record r[INSERT_ROWS];
    struct str extras[INSERT_ROWS];
    int n;
};

static enum err take_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct batch *b = ctx;
    struct value *v = NEW(b->a, struct value, b->s.n + 1);
    assert(b->n < INSERT_ROWS);
    b->extras[b->n] = str_dup(b->a, row[n_cols - 1].t);
    return record_of_row(b->a, &b->s, row, v, &b->r[b->n++], why);
}

static enum err fill_entity(struct tx *tx, const struct entity *e, struct fail *why)
{
    struct batch b = {.a = &tx->scratch, .s = entity_shape(e)};
    int64_t after = 0;
    enum err err = OK;
    do {
        struct value arg = VALUE_OF_INT(after);
        arena_reset(&tx->scratch);
        b.n = 0;
        struct str sql =
            str_fmt(&tx->scratch, "SELECT %.*s FROM %.*s AS r WHERE id > ?1 ORDER BY id LIMIT %d",
                    STR_ARG(store_sql(tx->store, e)->columns),
                    STR_ARG(store_sql(tx->store, e)->now), INSERT_ROWS);
        err = tx->store->driver->run(tx->c, sql, &arg, 1, take_row, &b, NULL, why);
        if (err == OK && b.n > 0) {
            after = b.r[b.n - 1].id;
            err = search_insert(tx, e, b.r, b.extras, b.n, why);
        }
    } while (err == OK && b.n == INSERT_ROWS);
    return err;
}

enum err tx_search_rebuild(struct tx *tx, struct fail *why)
{
    tx->is_written = true;
    enum err err = OK;
    if (has_words(tx))
        err = db_run(tx->c, tx->store,
                     S("INSERT INTO search_words (search_words) VALUES ('delete-all')"), NULL, 0,
                     why);
    if (err == OK)
        err = db_run(tx->c, tx->store, S("DELETE FROM search"), NULL, 0, why);
    for (int i = 0; entities[i] && err == OK; i++)
        if (is_searched(entities[i]))
            err = fill_entity(tx, entities[i], why);
    return err;
}

/* --- checking --------------------------------------------------------------------------------- */

struct comparing {
    struct arena a; /* of one row */
    const struct entity *e;
    int64_t n_faults;
};

/* Columns of the record, then title and body as the index has them, empty if it has none. */
static enum err compare_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    enum { ROW_HEAD = 4 };
    struct comparing *c = ctx;
    (void)why;
    arena_reset(&c->a);
    struct texts t = texts_of(&c->a, c->e, &row[ROW_HEAD], row[n_cols - 3].t);
    const struct value *title = &row[n_cols - 2];
    const struct value *body = &row[n_cols - 1];
    bool is_same = title->type == VALUE_TEXT && body->type == VALUE_TEXT &&
                   str_eq(title->t, t.title) && str_eq(body->t, t.body);
    c->n_faults += !is_same;
    return OK;
}

/* What is indexed and should not be: rows of no record, and on SQLite words of no row. */
static enum err count_excess(struct view *v, const struct entity *e, int64_t *out, struct fail *why)
{
    struct value args[] = {
        VALUE_OF_TEXT(e->name),
        VALUE_OF_TEXT(str_fmt(&v->scratch, "entity : \"%.*s\"", STR_ARG(e->name)))};
    struct str sql = str_fmt(&v->scratch,
                             "SELECT count(*) FROM search AS s WHERE s.entity = ?1 AND NOT EXISTS "
                             "(SELECT 1 FROM %.*s AS r WHERE r.id = s.record)",
                             STR_ARG(store_sql(v->store, e)->now));
    int64_t n_words = 0;
    enum err err = db_int(v->c, v->store->driver, sql, args, 1, out, why);
    if (err != OK || v->store->driver->dialect != DIALECT_SQLITE)
        return err;
    err = db_int(v->c, v->store->driver,
                 S("SELECT abs((SELECT count(*) FROM search WHERE entity = ?1) - (SELECT count(*) "
                   "FROM search_words WHERE search_words MATCH ?2))"),
                 args, 2, &n_words, why);
    *out += n_words;
    return err;
}

enum err view_search_faults(struct view *v, const struct entity *e, int64_t *out, struct fail *why)
{
    struct comparing c = {.e = e};
    int64_t n_excess = 0;
    *out = 0;
    if (!is_searched(e))
        return OK;
    arena_reset(&v->scratch);
    struct str sql = str_fmt(
        &v->scratch,
        "SELECT %.*s, search_title, search_body FROM %.*s AS r LEFT JOIN (SELECT record AS "
        "search_record, title AS search_title, body AS search_body FROM search WHERE entity = ?1) "
        "AS p ON p.search_record = r.id",
        STR_ARG(store_sql(v->store, e)->columns), STR_ARG(store_sql(v->store, e)->now));
    struct value arg = VALUE_OF_TEXT(e->name);
    arena_init(&c.a, 64 * MIB);
    enum err err = v->store->driver->run(v->c, sql, &arg, 1, compare_row, &c, NULL, why);
    arena_done(&c.a);
    if (err == OK)
        err = count_excess(v, e, &n_excess, why);
    *out = c.n_faults + n_excess;
    return err;
}
