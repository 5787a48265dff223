/*
 * write.c -- what a write may do: make, change and void records, run housekeeping, keep blobs.
 *
 * Every version of a row goes to its history in the same breath, and its canonical bytes to the
 * entry; tx_run() closes the entry. A failure in any step fails the write as a whole.
 */
#include "store/internal.h"
#include "store/statement_text.h"

struct view *tx_view(struct tx *tx)
{
    return &tx->view;
}

struct arena *tx_arena(struct tx *tx)
{
    return &tx->arena;
}

void tx_init(struct tx *tx, struct store *s, struct connection *c)
{
    *tx = (struct tx){.store = s, .c = c};
    arena_init(&tx->arena, 2048 * MIB);
    arena_init(&tx->scratch, 512 * MIB);
    tx->view = (struct view){.store = s, .c = c, .tx = tx};
    arena_init(&tx->view.scratch, 256 * MIB);
}

void tx_done(struct tx *tx)
{
    arena_done(&tx->view.scratch);
    arena_done(&tx->scratch);
    arena_done(&tx->arena);
}

/* --- ids -------------------------------------------------------------------------------------- */

static enum err take_id(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct ids *ids = ctx;
    (void)n_cols;
    (void)why;
    if (ids->n < IDS_DRAWN)
        ids->at[ids->n++] = row[0].i;
    return OK;
}

/* All that series can be about draws from one space, so those share what was drawn. */
static struct ids *ids_of(struct tx *tx, const struct entity *e)
{
    int i = entity_index(e);
    for (int k = 0; e->is_subject && k < i; k++)
        if (entities[k]->is_subject)
            i = k;
    return &tx->ids[i];
}

/* One id for the first row of an entity; a write that makes more draws many at once. */
static enum err next_id(struct tx *tx, const struct entity *e, int64_t *out, struct fail *why)
{
    struct ids *ids = ids_of(tx, e);
    if (ids->is_run && ids->n > 0) {
        *out = ++ids->at[0];
        return OK;
    }
    if (ids->used == ids->n) {
        struct value want = VALUE_OF_INT(ids->n == 0 ? 1 : IDS_DRAWN);
        *ids = (struct ids){.is_run = tx->store->driver->dialect == DIALECT_SQLITE};
        enum err err = tx->store->driver->run(tx->c, store_sql(tx->store, e)->draw_ids, &want, 1,
                                              take_id, ids, NULL, why);
        if (err != OK)
            return err;
        assert(ids->n > 0);
    }
    *out = ids->at[ids->used++];
    return OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

static struct value text_or_null(struct str s)
{
    return s.len > 0 ? VALUE_OF_TEXT(s) : VALUE_OF_NULL;
}

/* Arguments of insert and update of one table. */
static int row_args(struct value *args, const struct table_sql *t, const struct record *r,
                    struct str extra)
{
    int n = 0;
    args[n++] = VALUE_OF_INT(r->id);
    if (t->has_owner)
        args[n++] = r->owner == 0 ? VALUE_OF_NULL : VALUE_OF_INT(r->owner);
    args[n++] = VALUE_OF_INT(r->version);
    args[n++] = VALUE_OF_INT(r->seq);
    assert(t->n + 5 <= ARGS_MAX);
    for (int i = t->first; i < t->first + t->n; i++)
        args[n++] = r->v[i];
    if (t->has_extra)
        args[n++] = text_or_null(extra);
    return n;
}

/* A constraint's refusal, in the words of the entity. */
static enum err refused(const struct entity *e, enum err err, struct fail *why)
{
    if (err == ERR_CONFLICT && why->message.id == MSG_store_taken)
        return FAIL(why, ERR_CONFLICT, MSG_store_exists, ARG_MSG(e->title));
    if (err == ERR_CONFLICT && why->message.id == MSG_store_reference)
        return FAIL(why, ERR_CONFLICT, MSG_store_no_such_reference, ARG_MSG(e->title));
    return err;
}

/* Ids from the one space of all that series can be about. */
static enum err put_subjects(struct tx *tx, const struct entity *e, const int64_t *ids, int n,
                             struct fail *why)
{
    struct value args[ARGS_MAX];
    struct buf sql = buf_on(&tx->scratch, 16 * KIB);
    if (!e->is_subject)
        return OK;
    assert(n < ARGS_MAX);
    args[0] = VALUE_OF_TEXT(e->name);
    buf_add(&sql, S("INSERT INTO subject (entity, id) VALUES "));
    for (int i = 0; i < n; i++) {
        args[i + 1] = VALUE_OF_INT(ids[i]);
        buf_fmt(&sql, "%s(?1, ?%d)", i > 0 ? ", " : "", i + 2);
    }
    return db_run(tx->c, tx->store, buf_str(&sql), args, n + 1, why);
}

static struct value *value_named(const struct shape *s, struct value *v, struct str name)
{
    int i = shape_index(s, name);
    assert(i >= 0);
    return &v[i];
}

static bool is_unit(const struct entity *e)
{
    return str_eq(e->name, S("unit"));
}

static int64_t parent_of(const struct entity *e, struct value *v)
{
    struct shape s = entity_shape(e);
    return value_named(&s, v, S("parent"))->i; /* 0 where it is empty */
}

static void begin_call(struct tx *tx)
{
    assert(tx->act); /* housekeeping may not touch records */
    arena_reset(&tx->scratch);
    tx->is_written = true;
}

static struct value *copy_values(struct tx *tx, const struct shape *s, const struct value *v)
{
    struct value *copy = NEW(&tx->scratch, struct value, s->n + 1);
    for (int i = 0; i < s->n; i++)
        copy[i] = v[i];
    return copy;
}

/* A version's row in each table of its entity, by `insert` or `update`, and in the histories. */
static enum err put_rows(struct tx *tx, const struct entity *e, const struct record *r,
                         struct str extra, struct fail *why)
{
    const struct entity_sql *sql = store_sql(tx->store, e);
    struct value args[ARGS_MAX];
    for (int i = 0; i < sql->n_tables; i++) {
        const struct table_sql *t = &sql->tables[i];
        int n = row_args(args, t, r, extra);
        enum err err =
            db_run(tx->c, tx->store, r->version == 1 ? t->insert : t->update, args, n, why);
        if (err != OK)
            return refused(e, err, why);
        err = db_run(tx->c, tx->store, t->insert_past, args, n, why);
        if (err != OK)
            return err;
    }
    return OK;
}

enum err tx_insert(struct tx *tx, const struct shape *s, int64_t owner, const struct value *v,
                   int64_t *out_id, struct fail *why)
{
    const struct entity *e = s->e;
    assert(!e->is_base); /* it is written through its kinds */
    begin_call(tx);
    struct record r = {.owner = owner, .version = 1, .seq = tx->seq};
    r.v = copy_values(tx, s, v);
    struct str extra = record_extra_json(&tx->scratch, s, v);
    enum err err = next_id(tx, e, &r.id, why);
    if (err == OK)
        err = put_subjects(tx, e, &r.id, 1, why);
    if (err == OK)
        err = put_rows(tx, e, &r, extra, why);
    if (err == OK && is_unit(e))
        err = tree_insert(tx, r.id, parent_of(e, r.v), why);
    if (err == OK)
        err = search_insert(tx, e, &r, &extra, 1, why);
    if (err == OK)
        err = journal_row(tx, 'i', e, &r, extra, why);
    if (err == OK)
        *out_id = r.id;
    return err;
}

/* The rows of one statement a table: some, or one of them. */
static enum err insert_some(struct tx *tx, const struct entity *e, const struct record *r,
                            const struct str *extras, int n, struct fail *why)
{
    const struct entity_sql *sql = store_sql(tx->store, e);
    struct value *args = NEW(&tx->scratch, struct value, (ptrdiff_t)n * (e->n_fields + 5));
    enum err err = OK;
    for (int k = 0; k < sql->n_tables && err == OK; k++) {
        const struct table_sql *t = &sql->tables[k];
        int n_args = 0;
        for (int i = 0; i < n; i++)
            n_args += row_args(args + n_args, t, &r[i], extras[i]);
        err = db_run(tx->c, tx->store, n == INSERT_ROWS ? t->insert_rows : t->insert, args, n_args,
                     why);
    }
    return err == OK ? OK : refused(e, err, why);
}

/* A block: at most INSERT_ROWS rows, their history and what follows from each. */
static enum err insert_block(struct tx *tx, const struct shape *s, const struct new_row *rows,
                             int n, int64_t *out_ids, struct fail *why)
{
    struct record r[INSERT_ROWS];
    struct str extras[INSERT_ROWS];
    enum err err = OK;
    for (int i = 0; i < n && err == OK; i++) {
        r[i] = (struct record){.owner = rows[i].owner, .version = 1, .seq = tx->seq};
        r[i].v = copy_values(tx, s, rows[i].v);
        extras[i] = record_extra_json(&tx->scratch, s, rows[i].v);
        err = next_id(tx, s->e, &r[i].id, why);
        out_ids[i] = r[i].id;
    }
    if (err == OK)
        err = put_subjects(tx, s->e, out_ids, n, why);
    int step = tx->store->driver->inserts_many && n == INSERT_ROWS ? n : 1;
    for (int i = 0; i < n && err == OK; i += step)
        err = insert_some(tx, s->e, &r[i], &extras[i], step, why);
    for (int i = 0; i < n && err == OK; i++) {
        if (is_unit(s->e))
            err = tree_insert(tx, r[i].id, parent_of(s->e, r[i].v), why);
        if (err == OK)
            err = journal_row(tx, 'i', s->e, &r[i], extras[i], why);
    }
    return err == OK ? search_insert(tx, s->e, r, extras, n, why) : err;
}

enum err tx_insert_many(struct tx *tx, const struct shape *s, const struct new_row *rows,
                        ptrdiff_t n, int64_t *out_ids, struct fail *why)
{
    const struct entity_sql *sql = store_sql(tx->store, s->e);
    enum err err = OK;
    assert(!s->e->is_base);
    for (ptrdiff_t at = 0; at < n && err == OK; at += INSERT_ROWS) {
        int some = n - at < INSERT_ROWS ? (int)(n - at) : INSERT_ROWS;
        begin_call(tx);
        err = insert_block(tx, s, rows + at, some, out_ids + at, why);
    }
    if (err != OK || n == 0)
        return err;
    struct value args[] = {VALUE_OF_INT(out_ids[0]), VALUE_OF_INT(out_ids[n - 1]),
                           VALUE_OF_INT(tx->seq)};
    for (int k = 0; k < sql->n_tables && err == OK; k++)
        err = db_run(tx->c, tx->store, sql->tables[k].copy_past, args, 3, why);
    return err;
}

/* A row as it stands, with its extra column as text. */
struct standing {
    struct arena *a;
    const struct shape *s;
    struct record r;
    struct str extra;
    bool is_there;
};

static enum err take_standing(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct standing *st = ctx;
    st->is_there = true;
    st->extra = str_dup(st->a, row[n_cols - 1].t);
    struct value *v = NEW(st->a, struct value, st->s->n + 1);
    return record_of_row(st->a, st->s, row, v, &st->r, why);
}

static enum err stand(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                      struct standing *out, struct fail *why)
{
    struct value arg = VALUE_OF_INT(id);
    *out = (struct standing){.a = &tx->scratch, .s = s};
    enum err err = tx->store->driver->run(tx->c, store_sql(tx->store, s->e)->get, &arg, 1,
                                          take_standing, out, NULL, why);
    if (err != OK)
        return err;
    if (!out->is_there)
        return FAIL(why, ERR_NOT_FOUND, MSG_store_not_found, ARG_MSG(s->e->title));
    if (version != 0 && version != out->r.version)
        return FAIL(why, ERR_STALE, MSG_store_stale, ARG_MSG(s->e->title));
    return OK;
}

static enum err end_version(struct tx *tx, const struct entity *e, const struct record *r,
                            struct fail *why)
{
    const struct entity_sql *sql = store_sql(tx->store, e);
    struct value args[] = {VALUE_OF_INT(r->id), VALUE_OF_INT(r->version), VALUE_OF_INT(tx->seq)};
    enum err err = OK;
    for (int k = 0; k < sql->n_tables && err == OK; k++)
        err = db_run(tx->c, tx->store, sql->tables[k].end_past, args, 3, why);
    return err;
}

static bool is_same(const struct shape *s, const struct standing *st, const struct new_row *row,
                    struct str extra)
{
    if (row->owner != st->r.owner)
        return false;
    for (int i = 0; i < s->e->n_fields; i++)
        if (!value_eq(&st->r.v[i], &row->v[i]))
            return false;
    return str_eq(st->extra, extra);
}

/* The next version of a row that stands, and all that follows from it. */
static enum err write_version(struct tx *tx, const struct shape *s, const struct standing *st,
                              const struct new_row *row, struct str extra, struct fail *why)
{
    const struct entity *e = s->e;
    struct record r = {.id = st->r.id,
                       .owner = row->owner,
                       .version = st->r.version + 1,
                       .seq = tx->seq,
                       .v = copy_values(tx, s, row->v)};
    enum err err = end_version(tx, e, &st->r, why);
    if (err == OK)
        err = put_rows(tx, e, &r, extra, why);
    if (err == OK)
        err = search_update(tx, e, &r, extra, why);
    if (err == OK)
        err = journal_row(tx, 'u', e, &r, extra, why);
    if (err == OK && is_unit(e) && parent_of(e, st->r.v) != parent_of(e, r.v))
        err = tree_move(tx, r.id, parent_of(e, r.v), why);
    return err;
}

struct update_order {
    int64_t id, version;
    const int64_t *owner; /* NULL: as it was */
    const struct value *v;
};

static enum err update(struct tx *tx, const struct shape *s, const struct update_order *o,
                       struct fail *why)
{
    struct standing st;
    bool was_written = tx->is_written;
    begin_call(tx);
    enum err err = stand(tx, s, o->id, o->version, &st, why);
    if (err != OK)
        return err;
    struct new_row row = {.owner = o->owner ? *o->owner : st.r.owner, .v = o->v};
    struct str extra = record_extra_merge(&tx->scratch, s, row.v, st.extra);
    if (!is_same(s, &st, &row, extra))
        return write_version(tx, s, &st, &row, extra, why);
    tx->is_written = was_written;
    tx->was_unchanged = true;
    return OK;
}

enum err tx_update(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                   const struct value *v, struct fail *why)
{
    struct update_order o = {id, version, NULL, v};
    return update(tx, s, &o, why);
}

enum err tx_update_row(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                       const struct new_row *row, struct fail *why)
{
    struct update_order o = {id, version, &row->owner, row->v};
    return update(tx, s, &o, why);
}

static enum err remove_row(struct tx *tx, const struct entity *e, int64_t id, struct fail *why)
{
    const struct entity_sql *sql = store_sql(tx->store, e);
    struct value arg = VALUE_OF_INT(id);
    enum err err = OK;
    for (int k = sql->n_tables - 1; k >= 0 && err == OK; k--)
        err = db_run(tx->c, tx->store, sql->tables[k].remove, &arg, 1, why);
    if (err == OK && e->is_subject)
        err = db_run(tx->c, tx->store, S("DELETE FROM subject WHERE id = ?1"), &arg, 1, why);
    if (err == ERR_CONFLICT && why->message.id == MSG_store_reference)
        return FAIL(why, ERR_CONFLICT, MSG_store_in_use, ARG_MSG(e->title));
    return err;
}

enum err tx_void(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                 struct fail *why)
{
    const struct entity *e = s->e;
    struct standing st;
    begin_call(tx);
    enum err err = stand(tx, s, id, version, &st, why);
    if (err == OK)
        err = remove_row(tx, e, id, why);
    if (err == OK)
        err = end_version(tx, e, &st.r, why);
    if (err == OK && is_unit(e))
        err = tree_remove(tx, id, why);
    if (err == OK)
        err = search_remove(tx, e, id, why);
    if (err == OK)
        err = journal_row(tx, 'v', e, &st.r, st.extra, why);
    return err;
}

enum err tx_exec(struct tx *tx, enum statement q, const struct value *args, int n_args,
                 int64_t *out_changed, struct fail *why)
{
    tx->is_written = true;
    int64_t changed = 0;
    enum err err = tx->store->driver->run(tx->c, tx->store->statements[q][0], args, n_args, NULL,
                                          NULL, &changed, why);
    if (err == OK && out_changed)
        *out_changed = changed;
    return err;
}

/* --- the whole write -------------------------------------------------------------------------- */

/* A demo county's entries carry its own clock; nowhere else can anything be dated back. */
static enum err date_entry(struct tx *tx, struct fail *why)
{
    struct store *s = tx->store;
    enum err err = s->driver->draw(tx->c, &tx->seq, &tx->instant, why);
    if (err != OK)
        return err;
    if (!s->is_demo && tx->act->instant != 0)
        return FAIL(why, ERR_FORBIDDEN, MSG_store_not_demo, ARG_NONE);
    if (!s->is_demo)
        return OK;
    int64_t last = 0;
    err = db_int(tx->c, s->driver, S("SELECT instant FROM journal ORDER BY seq DESC LIMIT 1"), NULL,
                 0, &last, why);
    int64_t clock = atomic_load(&s->demo_clock);
    int64_t wanted = tx->act->instant != 0 ? tx->act->instant : clock;
    if (wanted == 0)
        wanted = tx->instant;
    tx->instant = wanted > last ? wanted : last;
    return err;
}

/* Before a demo's first entry stands one that says what it is: store_open() and checks look there.
 */
static enum err mark_demo(struct tx *tx, struct fail *why)
{
    static const struct act marking = {.action = S_(DEMO_ACTION), .note = S_("")};
    const struct act *act = tx->act;
    int64_t n = 0;
    enum err err = db_int(tx->c, tx->store->driver,
                          S("SELECT count(*) FROM (SELECT seq FROM journal LIMIT 1) AS one"), NULL,
                          0, &n, why);
    if (err != OK || n > 0)
        return err;
    err = date_entry(tx, why);
    tx->act = &marking;
    if (err == OK)
        err = journal_end(tx, why);
    tx->act = act;
    rows_out_done(&tx->rows);
    rows_out_init(&tx->rows);
    return err;
}

static void reset(struct tx *tx, const struct act *act)
{
    arena_reset(&tx->arena);
    arena_reset(&tx->scratch);
    tx->act = act;
    tx->seq = tx->instant = 0;
    tx->was_unchanged = tx->is_written = tx->is_tree_stale = false;
    tx->n_new_units = 0;
    tx->n_rows = 0;
    for (int i = 0; i < ENTITIES_MAX; i++)
        tx->ids[i] = (struct ids){0};
}

/* Draw a number, run the function, append the entry. */
static enum err run_entry(struct tx *tx, struct write_request *r, struct fail *why)
{
    rows_out_init(&tx->rows);
    enum err err = tx->store->is_demo ? mark_demo(tx, why) : OK;
    if (err == OK)
        err = date_entry(tx, why);
    if (err == OK)
        err = r->fn(tx, r->ctx, why);
    if (err == OK)
        err = tree_freshen(tx, why);
    r->receipt = (struct receipt){.seq = tx->seq, .instant = tx->instant};
    bool is_nothing = tx->was_unchanged && !tx->is_written;
    if (err == OK && !is_nothing)
        err = journal_end(tx, why);
    if (is_nothing)
        r->receipt.seq = 0;
    tx->n_rows = tx->rows.n_rows;
    rows_out_done(&tx->rows);
    return err;
}

enum err tx_run(struct tx *tx, struct write_request *r, struct fail *why)
{
    reset(tx, r->act);
    return r->act ? run_entry(tx, r, why) : r->fn(tx, r->ctx, why);
}
