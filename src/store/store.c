/*
 * store.c -- making, opening and closing a database; views; the two ways of writing.
 */
#include "base/text.h"
#include "store/internal.h"

enum { READERS = 8, WRITERS = 8, TRIES_MAX = 50 };

const struct driver *driver_for(struct str where)
{
    bool is_url = str_starts(where, S("postgres://")) || str_starts(where, S("postgresql://"));
    return is_url ? &driver_postgres : &driver_sqlite;
}

static const struct driver *find_driver(const struct store_options *o)
{
    return o->driver ? o->driver : driver_for(o->where);
}

const struct entity_sql *store_sql(const struct store *s, const struct entity *e)
{
    return &s->sql[entity_index(e)];
}

enum err db_run(struct connection *c, const struct store *s, struct str sql,
                const struct value *args, int n_args, struct fail *why)
{
    return s->driver->run(c, sql, args, n_args, NULL, NULL, NULL, why);
}

static enum err take_int(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    int64_t *out = ctx;
    (void)n_cols;
    (void)why;
    *out = row[0].i;
    return OK;
}

enum err db_int(struct connection *c, const struct driver *d, struct str sql,
                const struct value *args, int n_args, int64_t *out, struct fail *why)
{
    *out = 0;
    return d->run(c, sql, args, n_args, take_int, out, NULL, why);
}

/* --- create ----------------------------------------------------------------------------------- */

enum err store_is_made(struct connection *c, const struct driver *d, bool *out, struct fail *why)
{
    static const struct str tables[DIALECT_COUNT] = {
        S_("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'"),
        S_("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() "
           "AND table_name = 'meta'"),
    };
    int64_t n = 0;
    enum err err = db_int(c, d, tables[d->dialect], NULL, 0, &n, why);
    *out = n > 0;
    return err;
}

static enum err put_meta(struct connection *c, const struct driver *d, struct str name,
                         struct str value, struct fail *why)
{
    struct value args[] = {VALUE_OF_TEXT(name), VALUE_OF_TEXT(value)};
    return d->run(c,
                  S("INSERT INTO meta (name, value) VALUES (?1, ?2) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                  args, 2, NULL, NULL, NULL, why);
}

static enum err fill_meta(struct arena *a, struct connection *c, const struct store_options *o,
                          const struct driver *d, bool demo, struct fail *why)
{
    char id[16];
    o->os->random(o->os->ctx, id, sizeof id);
    const struct str rows[][2] = {
        {S_("schema_version"), str_fmt(a, "%d", SCHEMA_VERSION)},
        {S_("demo"), demo ? S("1") : S("0")},
        {S_("demo_clock"), S_("0")},
        {S_("installation"), hex_of(a, (struct str){id, sizeof id})},
        {S_("created"), str_fmt(a, "%lld", (long long)d->now(c))},
    };
    enum err err = OK;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rows) && err == OK; i++)
        err = put_meta(c, d, rows[i][0], rows[i][1], why);
    return err;
}

static enum err make_tables(struct arena *a, struct connection *c, const struct store_options *o,
                            const struct driver *d, bool demo, struct fail *why)
{
    struct buf schema = buf_on(a, 1 * MIB);
    bool retry = false;
    bool exists = false;
    schema_write(&schema, d->dialect);
    assert(!schema.full);
    enum err err = d->begin(c, true, why);
    if (err != OK)
        return err;
    err = store_is_made(c, d, &exists, why);
    if (err == OK && exists)
        err = FAIL(why, ERR_CONFLICT, MSG_store_exists_already,
                   ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, o->where)));
    if (err == OK)
        err = d->script(c, buf_str(&schema), why);
    if (err == OK)
        err = fill_meta(a, c, o, d, demo, why);
    if (err == OK)
        err = d->commit(c, &retry, why);
    if (err != OK)
        d->rollback(c);
    return err;
}

static bool is_folder(const struct driver *d)
{
    return d->dialect == DIALECT_SQLITE;
}

enum err store_create(const struct store_options *o, bool demo, struct fail *why)
{
    const struct driver *d = find_driver(o);
    struct connection *c = NULL;
    struct arena a = {0};
    arena_init(&a, 8 * MIB);
    enum err err = is_folder(d) ? o->os->make_dir(o->os->ctx, str_z(&a, o->where), why) : OK;
    if (err == OK)
        err = d->connect(o->os, o->where, true, &c, why);
    if (err == OK) {
        err = make_tables(&a, c, o, d, demo, why);
        d->disconnect(c);
    }
    arena_done(&a);
    return err;
}

/* --- open ------------------------------------------------------------------------------------- */

static enum err meta_int(struct store *s, struct connection *c, struct str name, int64_t *out,
                         struct fail *why)
{
    struct value arg = VALUE_OF_TEXT(name);
    return db_int(c, s->driver, S("SELECT CAST(value AS bigint) FROM meta WHERE name = ?1"), &arg,
                  1, out, why);
}

/* A demo that has no entry yet gets its own with the first write (write.c). */
static enum err is_demo_on_record(struct store *s, struct connection *c, bool *out,
                                  struct fail *why)
{
    int64_t n_others = 0;
    enum err err = db_int(c, s->driver,
                          S("SELECT count(*) FROM journal WHERE seq = (SELECT min(seq) FROM "
                            "journal) AND action <> '" DEMO_ACTION "'"),
                          NULL, 0, &n_others, why);
    *out = n_others == 0;
    return err;
}

static enum err read_meta(struct store *s, struct connection *c, struct fail *why)
{
    int64_t version = 0;
    int64_t demo = 0;
    int64_t clock = 0;
    bool exists = false;
    bool is_on_record = false;
    enum err err = store_is_made(c, s->driver, &exists, why);
    if (err == OK && !exists)
        err = FAIL(why, ERR_NOT_FOUND, MSG_store_nothing_there,
                   ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, s->where)));
    if (err == OK)
        err = meta_int(s, c, S("schema_version"), &version, why);
    if (err == OK && version != SCHEMA_VERSION)
        err = FAIL(why, ERR_CONFLICT, MSG_store_other_schema, ARG_INT(version),
                   ARG_INT(SCHEMA_VERSION));
    if (err == OK)
        err = meta_int(s, c, S("demo"), &demo, why);
    if (err == OK)
        err = meta_int(s, c, S("demo_clock"), &clock, why);
    if (err == OK && demo == 1)
        err = is_demo_on_record(s, c, &is_on_record, why);
    s->is_demo = demo == 1 && is_on_record;
    atomic_store(&s->demo_clock, clock);
    return err;
}

static void prepare_texts(struct store *s)
{
    for (int i = 0; entities[i]; i++) {
        assert(i < ENTITIES_MAX);
        schema_entity_sql(&s->arena, s->driver->dialect, entities[i], &s->sql[i]);
    }
    statements_prepare(s);
}

enum err store_is_there(const struct driver *d, const struct os *os, struct str where,
                        struct fail *why)
{
    if (!is_folder(d))
        return OK;
    struct arena a = {0};
    arena_init(&a, 64 * KIB);
    bool is_there = os->exists(os->ctx, str_z(&a, str_fmt(&a, "%.*s/ponan.db", STR_ARG(where))));
    arena_done(&a);
    return is_there ? OK : FAIL(why, ERR_NOT_FOUND, MSG_store_nothing_there, ARG_TEXT(where));
}

static enum err start(struct store *s, const struct store_options *o, struct fail *why)
{
    struct connection *c = NULL;
    enum err err = store_is_there(s->driver, s->os, s->where, why);
    if (err == OK)
        err = pool_take(&s->readers, &c, why);
    if (err != OK)
        return err;
    err = read_meta(s, c, why);
    pool_give(&s->readers, c);
    if (err == OK)
        prepare_texts(s);
    if (err == OK && s->driver->one_writer)
        err = writer_start(s, o->one_by_one, why);
    return err;
}

enum err store_open(const struct store_options *o, struct store **out, struct fail *why)
{
    const struct driver *d = find_driver(o);
    struct arena arena = {0};
    arena_init(&arena, 64 * MIB);
    struct store *s = NEW(&arena, struct store, 1);
    s->os = o->os;
    s->driver = d;
    s->where = str_dup(&arena, o->where);
    s->arena = arena;
    struct store_options kept = *o;
    kept.where = s->where;
    pool_init(&s->readers, &kept, d, false, o->n_readers > 0 ? o->n_readers : READERS);
    pool_init(&s->writers, &kept, d, true, WRITERS);
    enum err err = start(s, &kept, why);
    if (err != OK) {
        store_close(s);
        return err;
    }
    *out = s;
    return OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->writer)
        writer_stop(s->writer);
    pool_done(&s->writers);
    pool_done(&s->readers);
    struct arena arena = s->arena;
    arena_done(&arena);
}

/* --- clock ------------------------------------------------------------------------------------ */

bool store_is_demo(const struct store *s)
{
    return s->is_demo;
}

int64_t store_now(struct store *s)
{
    int64_t clock = atomic_load(&s->demo_clock);
    return s->is_demo && clock != 0 ? clock : s->os->now(s->os->ctx);
}

struct clock_change {
    struct store *store;
    int64_t instant;
};

static enum err keep_clock(struct tx *tx, void *ctx, struct fail *why)
{
    const struct clock_change *change = ctx;
    struct str text = str_fmt(tx_arena(tx), "%lld", (long long)change->instant);
    return put_meta(tx->c, tx->store->driver, S("demo_clock"), text, why);
}

enum err store_set_clock(struct store *s, int64_t instant, struct fail *why)
{
    struct clock_change change = {.store = s, .instant = instant};
    if (!s->is_demo)
        return FAIL(why, ERR_FORBIDDEN, MSG_store_not_demo, ARG_NONE);
    enum err err = store_keep(s, keep_clock, &change, why);
    if (err == OK)
        atomic_store(&s->demo_clock, instant);
    return err;
}

/* --- views ------------------------------------------------------------------------------------ */

enum err view_open(struct store *s, int64_t as_of, struct view **out, struct fail *why)
{
    struct connection *c = NULL;
    enum err err = pool_take(&s->readers, &c, why);
    if (err != OK)
        return err;
    err = s->driver->begin(c, false, why);
    if (err != OK) {
        pool_give(&s->readers, c);
        return err;
    }
    struct arena scratch = {0};
    arena_init(&scratch, 256 * MIB);
    struct arena home = {0};
    arena_init(&home, 64 * KIB);
    struct view *v = NEW(&home, struct view, 1);
    *v = (struct view){.scratch = scratch, .home = home, .store = s, .c = c, .as_of = as_of};
    *out = v;
    return OK;
}

/* Is this the only view, so that the log can be emptied? */
static void settle(struct store *s, struct connection *c)
{
    if (!atomic_load(&s->is_unsettled) || pool_lent(&s->readers) > 1)
        return;
    if (s->driver->settle(c))
        atomic_store(&s->is_unsettled, false);
}

void store_settle(struct store *s)
{
    struct connection *c = NULL;
    struct fail ignored = {0};
    if (!s->driver->settle)
        return;
    atomic_store(&s->is_unsettled, true);
    if (pool_lent(&s->readers) > 0 || pool_take(&s->readers, &c, &ignored) != OK)
        return; /* the last view to close will do it */
    settle(s, c);
    pool_give(&s->readers, c);
}

void view_close(struct view *v)
{
    if (!v)
        return;
    assert(!v->tx); /* a write's view is the write's */
    struct store *s = v->store;
    s->driver->rollback(v->c);
    settle(s, v->c);
    pool_give(&s->readers, v->c);
    arena_done(&v->scratch);
    struct arena home = v->home;
    arena_done(&home);
}

int store_open_views(struct store *s)
{
    return pool_lent(&s->readers);
}

int64_t view_as_of(const struct view *v)
{
    return v->as_of;
}

void view_set_as_of(struct view *v, int64_t as_of)
{
    v->as_of = as_of;
}

enum err view_seq_at_day(struct view *v, int64_t date, int64_t *out, struct fail *why)
{
    struct value arg = VALUE_OF_INT(instant_of_day_end(date));
    int64_t horizon = 0;
    int64_t seq = 0;
    enum err err = view_horizon(v, &horizon, why);
    if (err == OK)
        err = db_int(v->c, v->store->driver,
                     S("SELECT seq FROM journal WHERE instant < ?1 ORDER BY instant DESC, seq DESC "
                       "LIMIT 1"),
                     &arg, 1, &seq, why);
    if (err == OK)
        *out = seq < horizon ? seq : horizon;
    return err;
}

enum err view_horizon(struct view *v, int64_t *out, struct fail *why)
{
    return v->store->driver->horizon(v->c, out, why);
}

/* --- writes ----------------------------------------------------------------------------------- */

static enum err try_once(struct store *s, struct tx *tx, struct write_request *r, bool *out_retry,
                         struct fail *why)
{
    const struct driver *d = s->driver;
    *out_retry = false;
    enum err err = d->begin(tx->c, true, why);
    if (err != OK)
        return err;
    err = tx_run(tx, r, why);
    if (err == OK)
        err = d->commit(tx->c, out_retry, why);
    else
        *out_retry = d->must_retry(tx->c);
    if (err != OK)
        d->rollback(tx->c);
    return err;
}

/* Where several may write at once: in the caller's thread, again if another came between. */
static enum err write_here(struct store *s, struct write_request *r, struct fail *why)
{
    struct tx tx;
    struct connection *c = NULL;
    bool retry = true;
    enum err err = pool_take(&s->writers, &c, why);
    if (err != OK)
        return err;
    tx_init(&tx, s, c);
    for (int i = 0; i < TRIES_MAX && retry; i++) {
        if (i > 0)
            s->driver->stand_back(c, i);
        err = try_once(s, &tx, r, &retry, why);
    }
    if (retry)
        err = FAIL(why, ERR_UNAVAILABLE, MSG_store_busy, ARG_NONE);
    tx_done(&tx);
    pool_give(&s->writers, c);
    return err;
}

static enum err write_somewhere(struct store *s, struct write_request *r, struct fail *why)
{
    if (!s->writer)
        return write_here(s, r, why);
    r->why = why;
    writer_do(s->writer, r);
    return r->err;
}

enum err store_write(struct store *s, const struct act *act, write_fn *fn, void *ctx,
                     struct receipt *out, struct fail *why)
{
    struct write_request r = {.act = act, .fn = fn, .ctx = ctx};
    enum err err = write_somewhere(s, &r, why);
    if (err == OK && out)
        *out = r.receipt;
    return err;
}

enum err store_keep(struct store *s, write_fn *fn, void *ctx, struct fail *why)
{
    struct write_request r = {.fn = fn, .ctx = ctx};
    return write_somewhere(s, &r, why);
}
