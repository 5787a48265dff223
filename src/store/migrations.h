/*
 * migrations.h -- from each released schema to the next, as written in migrations/.
 *
 * All of them from the first on give the schema that the tables give (schema.h); a test says so.
 * A file is frozen once released. Until then tools/migration.sh writes the newest one anew from the
 * tables.
 */
#ifndef MIGRATIONS_H
#define MIGRATIONS_H

#include "store/driver.h"

struct migration {
    int64_t number;
    struct str name;
    struct str sql[DIALECT_COUNT];
};
extern const struct migration migrations[]; /* made by tools/migrations.py, in order */
extern const int n_migrations;

struct migration_list {
    const struct migration *at;
    int n;
};
/* Run those above `from` in the open transaction of c. */
MUST_USE enum err migrations_run(struct connection *c, const struct driver *d, int64_t from,
                                 const struct migration_list *list, struct fail *why);
/* store_upgrade() to the end of a list that tests choose. */
MUST_USE enum err upgrade_along(const struct store_options *o, const struct migration_list *list,
                                struct str snapshot_folder, struct upgrade *out, struct fail *why);

#endif
