/*
 * installation.c -- installations for tests of the record.
 */
#include "app/installation.h"

#include "app/protect.h"
#include "entity/account.h"
#include "postgres.h"

struct installation {
    struct app app; /* first: an app of ours is an installation */
    struct str keys;
};

static struct app *open_app(const struct store_options *o, struct str keys)
{
    struct installation *made = NEW(t_arena(), struct installation, 1);
    struct app *app = &made->app;
    made->keys = keys;
    app->os = &os_real;
    app->where = str_dup(t_arena(), o->where);
    app->store = test_reopen(o);
    MUST_DO(keyring_open(&os_real, keys, &app->keys, &why));
    return app;
}

struct app *test_app(enum dialect dialect)
{
    static int n_made;
    struct store_options o = test_options(dialect);
    struct str keys = str_fmt(t_arena(), "%s/keys-%d", t_folder(), ++n_made);
    MUST_DO(store_create(&o, false, &why));
    MUST_DO(keyring_create(&os_real, keys, os_real.now(NULL), &why));
    return open_app(&o, keys);
}

static struct str keys_of(const struct app *app)
{
    return ((const struct installation *)app)->keys;
}

const char *test_app_keys(const struct app *app)
{
    return str_z(t_arena(), keys_of(app));
}

struct app *test_app_beside(const struct app *app)
{
    struct store_options o = {.os = &os_real, .where = app->where};
    return open_app(&o, keys_of(app));
}

static const struct driver *driver_of(const struct app *app)
{
    return str_starts(app->where, S("postgres")) ? &driver_postgres : &driver_sqlite;
}

/* Nobody has it open, so all of it stands in one file. */
static struct str copy_folder(struct str from)
{
    struct str to = str_of(test_where(DIALECT_SQLITE));
    struct str bytes = S("");
    const char *db = str_fmt(t_arena(), "%.*s/ponan.db", STR_ARG(from)).s;
    MUST_DO(os_real.read_file(NULL, t_arena(), db, 64 * MIB, &bytes, &why));
    MUST_DO(os_real.make_dir(NULL, to.s, &why));
    db = str_fmt(t_arena(), "%.*s/ponan.db", STR_ARG(to)).s;
    MUST_DO(os_real.write_file(NULL, db, bytes, 0600, &why));
    return to;
}

struct app *test_app_copy(const struct app *closed)
{
    bool is_folder = driver_of(closed) == &driver_sqlite;
    struct store_options o = {.os = &os_real};
    o.where = is_folder ? copy_folder(closed->where) : str_of(postgres_copy(closed->where.s));
    return open_app(&o, keys_of(closed));
}

void test_app_close(struct app *app)
{
    store_close(app->store);
    keyring_close(app->keys);
}

static enum err keep_number(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    int64_t *out = ctx;
    (void)n_cols;
    (void)why;
    *out = row[0].i;
    return OK;
}

static int64_t run(const struct app *app, const char *sql)
{
    const struct driver *d = driver_of(app);
    struct connection *c = NULL;
    int64_t n = 0;
    MUST_DO(d->connect(&os_real, app->where, true, &c, &why));
    MUST_DO(d->run(c, str_of(sql), NULL, 0, keep_number, &n, NULL, &why));
    d->disconnect(c);
    return n;
}

void test_tamper(const struct app *app, const char *sql)
{
    (void)run(app, sql);
}

int64_t test_number(const struct app *app, const char *sql)
{
    return run(app, sql);
}

enum err test_write_account(struct tx *tx, void *ctx, struct fail *why)
{
    struct test_account *w = ctx;
    struct shape s = entity_shape(&account_entity);
    struct record_key key = {0};
    const char *texts = str_fmt(t_arena(), "login=%s;name=经办人", w->login ? w->login : "zhang").s;
    struct value *v = test_values(&s, texts);
    enum err err = protect_key(w->app, tx_view(tx), S("account"), w->id, &key, why);
    if (err != OK)
        return err;
    w->sealed = str_dup(t_arena(), protect_seal(w->app, tx_arena(tx), &key, S("account"),
                                                S("phone"), S(TEST_PHONE)));
    v[ACCOUNT_phone] = VALUE_OF_TEXT(w->sealed);
    if (w->id == 0)
        err = tx_insert(tx, &s, 0, v, &w->id, why);
    else
        err = tx_update(tx, &s, w->id, 0, v, why);
    return err == OK ? protect_keep(w->app, tx, &key, S("account"), w->id, why) : err;
}

struct test_account test_account(const struct app *app)
{
    struct test_account w = {.app = app};
    const struct act act = {.action = S("create")};
    MUST_DO(store_write(app->store, &act, test_write_account, &w, NULL, &why));
    return w;
}
