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

/* Run those above `from` in the open transaction of c. */
MUST_USE enum err migrations_run(struct connection *c, const struct driver *d, int64_t from,
                                 const struct migration *list, int n, struct fail *why);

#endif
