/*
 * installation.c -- installations for tests of the record.
 */
#include "app/installation.h"

static struct app *open_app(const struct store_options *o, struct str keys)
{
    struct app *app = NEW(t_arena(), struct app, 1);
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

struct app *test_app_beside(const struct app *app)
{
    struct store_options o = {.os = &os_real, .where = app->where};
    struct str erased = keyring_erased_path(app->keys);
    return open_app(&o, str_sub(erased, 0, erased.len - S(".erased").len));
}

void test_app_close(struct app *app)
{
    store_close(app->store);
    keyring_close(app->keys);
}

static const struct driver *driver_of(const struct app *app)
{
    return str_starts(app->where, S("postgres")) ? &driver_postgres : &driver_sqlite;
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
