/*
 * upgrade.c -- an older database brought to this program's schema, or left as it was.
 */
#include "base/text.h"
#include "store/internal.h"
#include "store/migrations.h"

enum err migrations_run(struct connection *c, const struct driver *d, int64_t from,
                        const struct migration_list *list, struct fail *why)
{
    enum err err = OK;
    for (int i = 0; i < list->n && err == OK; i++)
        if (list->at[i].number > from)
            err = d->script(c, list->at[i].sql[d->dialect], why);
    return err;
}

static enum err note_version(struct connection *c, const struct driver *d, int64_t version,
                             struct fail *why)
{
    struct arena a = {0};
    arena_init(&a, 64 * KIB);
    struct value arg = VALUE_OF_TEXT(str_fmt(&a, "%lld", (long long)version));
    enum err err = d->run(c, S("UPDATE meta SET value = ?1 WHERE name = 'schema_version'"), &arg, 1,
                          NULL, NULL, NULL, why);
    arena_done(&a);
    return err;
}

static enum err migrate(struct connection *c, const struct driver *d, const struct upgrade *way,
                        const struct migration_list *list, struct fail *why)
{
    bool retry = false;
    enum err err = d->begin(c, true, why);
    if (err != OK)
        return err;
    err = migrations_run(c, d, way->from, list, why);
    if (err == OK)
        err = note_version(c, d, way->to, why);
    if (err == OK)
        err = d->commit(c, &retry, why);
    if (err != OK)
        d->rollback(c);
    return err;
}

/* From the version the database says it has. */
static enum err find_way(const struct store_options *o, const struct driver *d,
                         struct connection *c, struct upgrade *way, struct fail *why)
{
    bool exists = false;
    enum err err = store_is_made(c, d, &exists, why);
    if (err == OK && !exists)
        err = FAIL(why, ERR_NOT_FOUND, MSG_store_nothing_there,
                   ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, o->where)));
    if (err == OK)
        err =
            db_int(c, d, S("SELECT CAST(value AS bigint) FROM meta WHERE name = 'schema_version'"),
                   NULL, 0, &way->from, why);
    if (err == OK && way->from > way->to)
        err = FAIL(why, ERR_CONFLICT, MSG_store_other_schema, ARG_INT(way->from), ARG_INT(way->to));
    return err;
}

enum err upgrade_along(const struct store_options *o, const struct migration_list *list,
                       struct str snapshot_folder, struct upgrade *out, struct fail *why)
{
    const struct driver *d = o->driver ? o->driver : driver_for(o->where);
    struct connection *c = NULL;
    struct snapshot copy = {0};
    struct upgrade way = {.to = list->at[list->n - 1].number};
    enum err err = store_is_there(d, o->os, o->where, why);
    if (err == OK)
        err = d->connect(o->os, o->where, true, &c, why);
    if (err != OK)
        return err;
    err = find_way(o, d, c, &way, why);
    if (err == OK && way.from < way.to)
        err = backup_from(o->os, d, c, snapshot_folder, &copy, why);
    if (err == OK && way.from < way.to)
        err = migrate(c, d, &way, list, why);
    if (err == OK)
        *out = way;
    d->disconnect(c);
    return err;
}

enum err store_upgrade(const struct store_options *o, struct str snapshot_folder,
                       struct upgrade *out, struct fail *why)
{
    const struct migration_list all = {.at = migrations, .n = n_migrations};
    return upgrade_along(o, &all, snapshot_folder, out, why);
}
