/*
 * where.c -- fresh databases for tests, on both engines.
 */
#include "store/where.h"

#include "postgres.h"
#include "t.h"

const char *test_where(enum dialect dialect)
{
    static int n_folders;
    if (dialect == DIALECT_POSTGRES)
        return postgres_fresh();
    return str_fmt(t_arena(), "%s/db-%d", t_folder(), ++n_folders).s;
}
