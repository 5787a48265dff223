/*
 * upgrade.c -- an older database brought to this program's schema, or left as it was.
 */
#include "store/internal.h"
#include "store/migrations.h"

enum err migrations_run(struct connection *c, const struct driver *d, int64_t from,
                        const struct migration *list, int n, struct fail *why)
{
    enum err err = OK;
    for (int i = 0; i < n && err == OK; i++)
        if (list[i].number > from)
            err = d->script(c, list[i].sql[d->dialect], why);
    return err;
}

static enum err note_version(struct connection *c, const struct driver *d, struct fail *why)
{
    struct arena a = {0};
    arena_init(&a, 64 * KIB);
    struct value arg = VALUE_OF_TEXT(str_fmt(&a, "%d", SCHEMA_VERSION));
    enum err err = d->run(c, S("UPDATE meta SET value = ?1 WHERE name = 'schema_version'"), &arg, 1,
                          NULL, NULL, NULL, why);
    arena_done(&a);
    return err;
}

static enum err migrate(struct connection *c, const struct driver *d, int64_t from,
                        struct fail *why)
{
    bool retry = false;
    enum err err = d->begin(c, true, why);
    if (err != OK)
        return err;
    err = migrations_run(c, d, from, migrations, n_migrations, why);
    if (err == OK)
        err = note_version(c, d, why);
    if (err == OK)
        err = d->commit(c, &retry, why);
    if (err != OK)
        d->rollback(c);
    return err;
}

static enum err upgrade(const struct store_options *o, const struct driver *d, struct connection *c,
                        struct str snapshot_folder, struct upgrade *out, struct fail *why)
{
    struct snapshot copy = {0};
    bool exists = false;
    int64_t from = 0;
    enum err err = store_is_made(c, d, &exists, why);
    if (err == OK && !exists)
        err = FAIL(why, ERR_NOT_FOUND, MSG_store_nothing_there, ARG_TEXT(o->where));
    if (err == OK)
        err =
            db_int(c, d, S("SELECT CAST(value AS bigint) FROM meta WHERE name = 'schema_version'"),
                   NULL, 0, &from, why);
    if (err == OK && from > SCHEMA_VERSION)
        err =
            FAIL(why, ERR_CONFLICT, MSG_store_other_schema, ARG_INT(from), ARG_INT(SCHEMA_VERSION));
    if (err == OK && from < SCHEMA_VERSION)
        err = backup_from(o->os, d, c, snapshot_folder, &copy, why);
    if (err == OK && from < SCHEMA_VERSION)
        err = migrate(c, d, from, why);
    if (err == OK)
        *out = (struct upgrade){.from = from, .to = SCHEMA_VERSION};
    return err;
}

enum err store_upgrade(const struct store_options *o, struct str snapshot_folder,
                       struct upgrade *out, struct fail *why)
{
    const struct driver *d = o->driver ? o->driver : driver_for(o->where);
    struct connection *c = NULL;
    enum err err = store_is_there(d, o->os, o->where, why);
    if (err == OK)
        err = d->connect(o->os, o->where, true, &c, why);
    if (err != OK)
        return err;
    err = upgrade(o, d, c, snapshot_folder, out, why);
    d->disconnect(c);
    return err;
}
