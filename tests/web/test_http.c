/*
 * The conversations of tests/http, each in a county of its own, on both databases.
 */
#include "t.h"
#include "web/conversation.h"

#include <dirent.h>

enum { SCRIPTS_MAX = 100 };

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_script(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), S(".http"));
}

static void hold_all(enum dialect dialect)
{
    struct dirent **found = NULL;
    int n = scandir(SOURCE_ROOT "/tests/http", &found, is_script, by_name);
    REQUIRE(n > 0 && n < SCRIPTS_MAX);
    for (int i = 0; i < n; i++) {
        struct world *w = world_make(dialect);
        struct str path = str_fmt(t_arena(), "tests/http/%s", found[i]->d_name);
        conversation_run(w, str_z(t_arena(), path));
        world_done(w);
        free(found[i]); /* scandir() allocates */
    }
    free(found);
}

TEST(conversations_go_as_written_on_sqlite)
{
    hold_all(DIALECT_SQLITE);
}

TEST(conversations_go_as_written_on_postgres)
{
    hold_all(DIALECT_POSTGRES);
}
