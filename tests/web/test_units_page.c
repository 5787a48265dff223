/*
 * test_units_page.c -- pages of units stay small however many units there are.
 */
#include "entity/post.h"
#include "entity/unit.h"
#include "t.h"
#include "web/world.h"

enum { BELOW = 10000, PAGE_MAX = 60 * 1024, LINES_MAX = 60 };

static enum err many_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct world *w = ctx;
    struct shape s = entity_shape(&unit_entity);
    struct new_row *rows = NEW(tx_arena(tx), struct new_row, BELOW);
    int64_t *ids = NEW(tx_arena(tx), int64_t, BELOW);
    for (int i = 0; i < BELOW; i++) {
        struct str texts =
            str_fmt(tx_arena(tx), "code=330523%06d;name_zh=试验乡镇%d;level=township;parent=%lld",
                    i, i, (long long)w->county);
        rows[i] = (struct new_row){.owner = w->county, .v = test_values(&s, texts.s)};
    }
    return tx_insert_many(tx, &s, rows, BELOW, ids, why);
}

static struct world *wide_world(enum dialect dialect)
{
    struct world *w = world_make(dialect);
    struct act act = {.action = S("import")};
    struct receipt receipt = {0};
    MUST_DO(store_write(w->app.store, &act, many_in, w, &receipt, &why));
    return w;
}

static struct str page_of(struct world *w, enum post_role role, struct str path, struct str query)
{
    struct header headers[] = {
        {S("Host"), S("ponan.test")},
        {S("Authorization"), str_fmt(t_arena(), "Bearer %.*s", STR_ARG(w->tokens[role]))}};
    struct request req = {.method = METHOD_GET,
                          .path = path,
                          .query = query,
                          .headers = headers,
                          .n_headers = 2,
                          .peer = S("192.0.2.1"),
                          .scheme = S("http")};
    struct response got = world_ask(w, &req);
    CHECK_INT(got.status, 200);
    return str_dup(t_arena(), got.body);
}

static int64_t times(struct str text, struct str part)
{
    int64_t n = 0;
    for (ptrdiff_t at = str_find(text, part); at >= 0; at = str_find(text, part), n++)
        text = str_sub(text, at + part.len, text.len);
    return n;
}

static void check_small(struct str page)
{
    CHECK(page.len > 1000 && page.len < PAGE_MAX);
    CHECK(times(page, S("class=\"code\"")) < LINES_MAX);
}

TEST(pages_of_ten_thousand_units_are_small)
{
    for (FOR_EACH_DIALECT(d)) {
        struct world *w = wide_world(d);
        struct str unit = str_fmt(t_arena(), "/units/%lld", (long long)w->county);
        struct str page = page_of(w, POST_ROLE_leader, S("/units"), S(""));
        check_small(page);
        CHECK_HAS(page, S("试验乡镇0"));
        CHECK_HAS(page, S("&amp;after=0."));
        check_small(page_of(w, POST_ROLE_leader, unit, S("")));
        page = page_of(w, POST_ROLE_leader, S("/units"), S("q=试验乡镇"));
        check_small(page);
        CHECK_HAS(page, S("after="));
        page = page_of(w, POST_ROLE_leader, S("/units"), S("q=330523009999"));
        CHECK_HAS(page, S("试验乡镇9999"));
        CHECK_INT(times(page, S("class=\"code\"")), 1);
        page =
            page_of(w, POST_ROLE_sysadmin, str_fmt(t_arena(), "%.*s/change", STR_ARG(unit)), S(""));
        check_small(page);
        CHECK_HAS(page, S("name=\"other_code\""));
        world_done(w);
    }
}
