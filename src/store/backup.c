/*
 * backup.c -- copies in a folder: made online, verified, and made a database again.
 */
#include "base/text.h"
#include "store/copy.h"
#include "store/internal.h"

/* A folder with nothing of ours in it; *out is where its database goes. */
static enum err empty_folder(struct arena *a, const struct os *os, struct str folder,
                             struct str *out, struct fail *why)
{
    enum err err = os->make_dir(os->ctx, str_z(a, folder), why);
    *out = str_fmt(a, "%.*s/ponan.db", STR_ARG(folder));
    if (err == OK && os->exists(os->ctx, str_z(a, *out)))
        err = FAIL(why, ERR_CONFLICT, MSG_store_exists_already, ARG_TEXT(folder));
    return err;
}

/* --- verify ----------------------------------------------------------------------------------- */

static enum err take_finding(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    (void)ctx;
    (void)n_cols;
    if (row[0].type == VALUE_TEXT && str_eq(row[0].t, S("ok")))
        return OK;
    struct str said = row[0].type == VALUE_TEXT ? row[0].t : S("foreign key");
    return FAIL(why, ERR_CORRUPT, MSG_store_corrupt, ARG_TEXT(said));
}

static enum err take_snapshot(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct snapshot *out = ctx;
    (void)n_cols;
    (void)why;
    *out = (struct snapshot){.n_entries = row[0].i,
                             .seq = row[1].i,
                             .instant = row[2].i,
                             .schema_version = row[3].i,
                             .is_demo = row[4].i == 1};
    return OK;
}

static enum err look(const struct driver *d, struct connection *c, struct snapshot *out,
                     struct fail *why)
{
    return d->run(c,
                  S("SELECT (SELECT count(*) FROM journal), "
                    "(SELECT coalesce(max(seq), 0) FROM journal), "
                    "(SELECT coalesce(max(instant), 0) FROM journal), "
                    "(SELECT CAST(value AS bigint) FROM meta WHERE name = 'schema_version'), "
                    "(SELECT CAST(value AS bigint) FROM meta WHERE name = 'demo')"),
                  NULL, 0, take_snapshot, out, NULL, why);
}

/* Every page, index and reference of a copy, and what its journal ends with. */
static enum err check_copy(struct connection *c, struct snapshot *out, struct fail *why)
{
    static const struct str checks[] = {S_("PRAGMA integrity_check"),
                                        S_("PRAGMA foreign_key_check")};
    enum err err = OK;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(checks) && err == OK; i++)
        err = driver_sqlite.run(c, checks[i], NULL, 0, take_finding, NULL, NULL, why);
    return err == OK ? look(&driver_sqlite, c, out, why) : err;
}

enum err store_verify(const struct os *os, struct str folder, struct snapshot *out,
                      struct fail *why)
{
    struct connection *c = NULL;
    enum err err = store_is_there(&driver_sqlite, os, folder, why);
    if (err == OK)
        err = driver_sqlite.connect(os, folder, false, &c, why);
    if (err != OK)
        return err;
    err = check_copy(c, out, why);
    driver_sqlite.disconnect(c);
    return err;
}

/* --- backup ----------------------------------------------------------------------------------- */

static enum err copy_rows(const struct os *os, const struct side *from, struct str folder,
                          struct fail *why)
{
    struct side to = {.driver = &driver_sqlite};
    enum err err = driver_sqlite.connect(os, folder, true, &to.c, why);
    if (err != OK)
        return err;
    err = copy_all(from, &to, why);
    driver_sqlite.disconnect(to.c);
    return err;
}

enum err backup_from(const struct os *os, const struct driver *d, struct connection *c,
                     struct str folder, struct snapshot *out, struct fail *why)
{
    struct arena a = {0};
    struct side from = {.driver = d, .c = c};
    struct str path = S("");
    arena_init(&a, 1 * MIB);
    enum err err = empty_folder(&a, os, folder, &path, why);
    if (err == OK)
        err = d->copy_to ? d->copy_to(c, path, why) : copy_rows(os, &from, folder, why);
    arena_done(&a);
    return err == OK ? store_verify(os, folder, out, why) : err;
}

enum err store_backup(struct store *s, struct str folder, struct snapshot *out, struct fail *why)
{
    struct connection *c = NULL;
    enum err err = pool_take(&s->readers, &c, why);
    if (err != OK)
        return err;
    err = backup_from(s->os, s->driver, c, folder, out, why);
    pool_give(&s->readers, c);
    return err;
}

/* --- restore ---------------------------------------------------------------------------------- */

static enum err restore_file(const struct store_options *to, struct connection *from,
                             struct fail *why)
{
    struct arena a = {0};
    struct str path = S("");
    arena_init(&a, 1 * MIB);
    enum err err = empty_folder(&a, to->os, to->where, &path, why);
    if (err == OK)
        err = driver_sqlite.copy_to(from, path, why);
    arena_done(&a);
    return err;
}

static enum err restore_rows(const struct store_options *to, const struct driver *d,
                             struct connection *from, struct fail *why)
{
    struct side source = {.driver = &driver_sqlite, .c = from};
    struct side target = {.driver = d};
    bool exists = false;
    enum err err = d->connect(to->os, to->where, true, &target.c, why);
    if (err != OK)
        return err;
    err = store_is_made(target.c, d, &exists, why);
    if (err == OK && exists)
        err = FAIL(why, ERR_CONFLICT, MSG_store_exists_already,
                   ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, to->where)));
    if (err == OK)
        err = copy_all(&source, &target, why);
    d->disconnect(target.c);
    return err;
}

enum err store_restore(const struct store_options *to, struct str folder, struct snapshot *out,
                       struct fail *why)
{
    const struct driver *d = to->driver ? to->driver : driver_for(to->where);
    struct connection *from = NULL;
    struct snapshot copy = {0};
    enum err err = store_verify(to->os, folder, &copy, why);
    if (err == OK && copy.schema_version != SCHEMA_VERSION && d->dialect != DIALECT_SQLITE)
        err = FAIL(why, ERR_CONFLICT, MSG_store_other_schema, ARG_INT(copy.schema_version),
                   ARG_INT(SCHEMA_VERSION));
    if (err == OK)
        err = driver_sqlite.connect(to->os, folder, false, &from, why);
    if (err != OK)
        return err;
    err =
        d->dialect == DIALECT_SQLITE ? restore_file(to, from, why) : restore_rows(to, d, from, why);
    driver_sqlite.disconnect(from);
    if (err == OK)
        *out = copy;
    return err;
}
