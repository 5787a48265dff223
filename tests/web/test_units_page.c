/*
 * test_units_page.c -- pages of units stay small however many units there are.
 */
#include "entity/indicator.h"
#include "entity/observation.h"
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

/* Every second unit has a figure of an indicator that adds up. */
static enum err figures_in(struct tx *tx, void *ctx, struct fail *why)
{
    const int64_t *jobs = ctx;
    struct shape s = entity_shape(&observation_entity);
    struct new_row *rows = NEW(tx_arena(tx), struct new_row, BELOW / 2);
    int64_t *ids = NEW(tx_arena(tx), int64_t, BELOW / 2);
    for (int i = 0; i < BELOW / 2; i++) {
        struct str texts = str_fmt(
            tx_arena(tx), "subject=%lld;indicator=%lld;period=2006-Q1;basis=statistical;value=2",
            (long long)jobs[1] + 2 * (long long)i, (long long)jobs[0]);
        rows[i] = (struct new_row){.owner = jobs[1], .v = test_values(&s, texts.s)};
    }
    return tx_insert_many(tx, &s, rows, BELOW / 2, ids, why);
}

static struct world *wide_world(enum dialect dialect)
{
    struct world *w = world_make(dialect);
    struct act act = {.action = S("import")};
    struct receipt receipt = {0};
    MUST_DO(store_write(w->app.store, &act, many_in, w, &receipt, &why));
    return w;
}

/* The first of the many: they were made one after the other. */
static int64_t first_below(struct world *w)
{
    struct rows rows = {0};
    struct view *v = NULL;
    MUST_DO(view_open(w->app.store, 0, &v, &why));
    MUST_DO(view_query(v, t_arena(), STMT_board_unit_by_code, &VALUE_OF_TEXT(S("330523000000")), 1,
                       &rows, &why));
    view_close(v);
    REQUIRE(rows.n == 1);
    return rows_at(&rows, 0, 0)->i;
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

TEST(the_table_of_units_of_an_indicator_is_shown_a_page_at_a_time_and_summed_whole)
{
    for (FOR_EACH_DIALECT(d)) {
        struct world *w = wide_world(d);
        struct act act = {.action = S("import")};
        struct receipt receipt = {0};
        int64_t ids[] = {0, 0};
        ids[0] = world_record(w, &indicator_entity, w->county,
                              "code=jobs;name_zh=新增就业;measure_zh=人;frequency=quarter;"
                              "aggregation=sum;decimals=0");
        ids[1] = first_below(w);
        MUST_DO(store_write(w->app.store, &act, figures_in, ids, &receipt, &why));
        struct str page = page_of(w, POST_ROLE_leader, S("/indicators/jobs"), S("period=2006-03"));
        CHECK(page.len > 1000 && page.len < PAGE_MAX);
        CHECK_HAS(page, S("1 to 30 of 5000 units"));
        CHECK_HAS(page, S("10,000"));
        /* The town of the world has none. */
        CHECK_HAS(page, S("the sum of 5000 units below; 5001 have no figure"));
        ptrdiff_t at = str_find(page, S("parts_after="));
        REQUIRE(at > 0);
        struct str rest = S("");
        struct str after = str_cut(str_sub(page, at, page.len), '#', &rest);
        page = page_of(w, POST_ROLE_leader, S("/indicators/jobs"),
                       str_fmt(t_arena(), "period=2006-03&%.*s", STR_ARG(after)));
        CHECK(page.len > 1000 && page.len < PAGE_MAX);
        CHECK_HAS(page, S("31 to 60 of 5000 units"));
        CHECK_HAS(page, S("10,000"));
        world_done(w);
    }
}
