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

static int sign_in_from(struct world *w, struct str host, struct str origin)
{
    struct header headers[] = {
        {S("Host"), host}, {S("Origin"), origin}, {S("Content-Type"), S("application/json")}};
    struct request req = {.method = METHOD_POST,
                          .path = S("/api/v1/session"),
                          .headers = headers,
                          .n_headers = ARRAY_LEN(headers),
                          .body = S("{\"login\":\"nobody\",\"password\":\"no such word\"}"),
                          .peer = S("192.0.2.1"),
                          .scheme = S("http")};
    return world_ask(w, &req).status;
}

/* Behind a proxy the Host may be another; what the operator said decides. */
TEST(forms_must_come_from_the_public_origin_if_one_is_given)
{
    struct world *w = world_make(DIALECT_SQLITE);
    struct web_options o = {.app = &w->app, .origin = S("https://ponan.example.gov.cn")};
    CHECK_INT(sign_in_from(w, S("ponan.test"), S("http://ponan.test")), 401);
    CHECK_INT(sign_in_from(w, S("ponan.test"), S("https://ponan.example.gov.cn")), 403);
    w->web = web_init(t_arena(), &o);
    CHECK_INT(sign_in_from(w, S("ponan.test"), S("http://ponan.test")), 403);
    CHECK_INT(sign_in_from(w, S("ponan.test"), S("https://ponan.example.gov.cn")), 401);
    world_done(w);
}
