/*
 * test_units_large.c -- a county's page costs the same in a country as in a database of its own.
 *
 * What is compared is the quickest of many readings, so that a busy machine does not decide; a
 * reading that went over the whole country would take hundreds of times as long.
 */
#include "app/county.h"
#include "app/units.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"

enum { CITIES = 11, AREAS = 9, TOWNS = 15, READINGS = 40, ROWS_MAX = 16384 };

/* Provinces with CITIES cities of AREAS counties of TOWNS townships, and a figure for each of the
 * last, in one write. */
struct country {
    struct app *app;
    int n_provinces;
    int64_t indicator;
    int64_t county; /* one in the middle */
    int64_t n_towns;
};

struct layer {
    struct new_row *rows;
    int64_t *ids;
    ptrdiff_t n;
};

static struct layer layer_of(struct tx *tx, const struct layer *above, int each, const char *level)
{
    struct shape s = entity_shape(&unit_entity);
    struct arena *a = tx_arena(tx);
    ptrdiff_t n = above ? above->n * each : each;
    struct layer l = {.rows = NEW(a, struct new_row, n), .ids = NEW(a, int64_t, n), .n = n};
    REQUIRE(n <= ROWS_MAX);
    for (ptrdiff_t i = 0; i < n; i++) {
        const char *texts =
            text("code=%s-%d;name_zh=%s %d;level=%s", level, (int)i, level, (int)i, level);
        if (above)
            texts = text("%s;parent=%lld", texts, (long long)above->ids[i / each]);
        l.rows[i].v = test_values(&s, texts);
    }
    MUST_DO(tx_insert_many(tx, &s, l.rows, n, l.ids, &why));
    return l;
}

static void figures_of(struct tx *tx, const struct country *l, const struct layer *towns)
{
    struct shape s = entity_shape(&observation_entity);
    struct arena *a = tx_arena(tx);
    struct new_row *rows = NEW(a, struct new_row, towns->n);
    int64_t *ids = NEW(a, int64_t, towns->n);
    for (ptrdiff_t i = 0; i < towns->n; i++)
        rows[i] = (struct new_row){
            .owner = towns->ids[i],
            .v = test_values(&s, text("subject=%lld;indicator=%lld;period=2005;value=1.5",
                                      (long long)towns->ids[i], (long long)l->indicator))};
    MUST_DO(tx_insert_many(tx, &s, rows, towns->n, ids, &why));
}

static enum err country_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct country *l = ctx;
    (void)why;
    struct layer provinces = layer_of(tx, NULL, l->n_provinces, "province");
    bool is_small = l->n_provinces == 1;
    struct layer cities = layer_of(tx, &provinces, is_small ? 1 : CITIES, "city");
    struct layer areas = layer_of(tx, &cities, is_small ? 1 : AREAS, "county");
    struct layer towns = layer_of(tx, &areas, TOWNS, "township");
    figures_of(tx, l, &towns);
    l->county = areas.ids[areas.n / 2];
    l->n_towns = towns.n;
    return OK;
}

static struct country country_made(enum dialect dialect, int n_provinces)
{
    struct country l = {.app = test_app(dialect), .n_provinces = n_provinces};
    struct act act = {.action = S("import")};
    struct receipt receipt = {0};
    int64_t top = county_make(l.app, &unit_entity, 0, "code=top;name_zh=top;level=nation");
    l.indicator = county_make(l.app, &indicator_entity, top,
                              "code=output;name_zh=产值;measure_zh=亿元;aggregation=sum;"
                              "cumulative=no;frequency=year");
    MUST_DO(store_write(l.app->store, &act, country_in, &l, &receipt, &why));
    /* As PostgreSQL does by itself within a minute. */
    if (dialect == DIALECT_POSTGRES)
        test_tamper(l.app, "ANALYZE");
    return l;
}

static void read_page(struct call *c, const struct country *l)
{
    struct unit_nodes below = {0};
    struct unit_nodes path = {0};
    struct rollup sums = {0};
    struct rollup_query q = {
        .root = l->county, .indicator = l->indicator, .basis = BASIS_statistical};
    REQUIRE(period_parse(S("2005"), &q.period));
    MUST_DO(units_at(c, l->county, c->today, 1, &below, &why));
    MUST_DO(unit_path(c, l->county, &path, &why));
    MUST_DO(unit_rollup(c, &q, &sums, &why));
    CHECK_INT(below.n, TOWNS + 1);
    CHECK_INT(path.n, 3);
    CHECK_INT(sums.n, TOWNS + 1);
    CHECK_STR(decimal_str(c->a, sums.at[0].sum, 1), S("22.5")); /* 15 times 1.5 */
}

/* Microseconds of the quickest reading. */
static int64_t quickest(const struct country *l)
{
    int64_t best = INT64_MAX;
    struct arena a;
    struct call c = county_call(l->app, caller_system());
    arena_init(&a, 64 * MIB);
    c.a = &a;
    for (int i = 0; i < READINGS; i++) {
        int64_t begun = os_real.ticks(NULL);
        read_page(&c, l);
        int64_t took = os_real.ticks(NULL) - begun;
        best = took < best ? took : best;
        arena_reset(&a);
    }
    arena_done(&a);
    call_done(&c);
    return best;
}

TEST(a_county_is_read_as_quickly_in_a_country_as_alone)
{
    enum { AS_QUICK = 4, SLACK_US = 2000 };
    for (FOR_EACH_DIALECT(d)) {
        struct country alone = country_made(d, 1);
        struct country large = country_made(d, 6);
        CHECK_INT(alone.n_towns, TOWNS);
        CHECK_INT(large.n_towns, 6 * CITIES * AREAS * TOWNS);
        int64_t limit = AS_QUICK * quickest(&alone) + SLACK_US;
        int64_t took = quickest(&large);
        if (took > limit)
            t_differs(__FILE__, __LINE__, "%lld us in the country, at most %lld wanted",
                      (long long)took, (long long)limit);
        test_app_close(alone.app);
        test_app_close(large.app);
    }
}

/* The same sums by key, for a county, and by the whole column, for the country. */
TEST(a_country_adds_up_from_its_townships)
{
    struct country l = country_made(DIALECT_SQLITE, 2);
    struct rollup sums = {0};
    struct rollup_query q = {.indicator = l.indicator, .basis = BASIS_statistical};
    REQUIRE(period_parse(S("2005"), &q.period));
    struct call c = county_call(l.app, caller_system());
    MUST_DO(unit_rollup(&c, &q, &sums, &why));
    call_done(&c);
    struct decimal all = {0};
    for (ptrdiff_t i = 0; i < sums.n; i++)
        if (sums.at[i].unit.level == UNIT_LEVEL_province)
            CHECK(decimal_add(all, sums.at[i].sum, &all));
    /* 2 x 11 x 9 x 15 townships of 1.5 */
    CHECK_STR(decimal_str(t_arena(), all, 1), S("4455.0"));
    CHECK_INT(sums.n, 1 + 2 + 22 + 198 + 2970);
    test_app_close(l.app);
}

/* --- one level of a very wide tree ------------------------------------------------------------ */

enum { WIDE = 10000, A_PAGE = 50 };

struct wide {
    struct app *app;
    int64_t parent;
    int64_t first; /* of the units below, which have neither position nor order of their ids */
};

static enum err wide_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct wide *w = ctx;
    struct shape s = entity_shape(&unit_entity);
    struct new_row *rows = NEW(tx_arena(tx), struct new_row, WIDE);
    int64_t *ids = NEW(tx_arena(tx), int64_t, WIDE);
    for (int i = 0; i < WIDE; i++)
        rows[i] = (struct new_row){
            .owner = w->parent,
            .v = test_values(&s, text("code=%05d;name_zh=%d;level=township;parent=%lld",
                                      WIDE - 1 - i, i, (long long)w->parent))};
    enum err err = tx_insert_many(tx, &s, rows, WIDE, ids, why);
    w->first = ids[WIDE - 1];
    return err;
}

static struct wide wide_made(enum dialect dialect)
{
    struct wide w = {.app = test_app(dialect)};
    struct act act = {.action = S("import")};
    struct receipt receipt = {0};
    w.parent = county_make(w.app, &unit_entity, 0, "code=top;name_zh=top;level=city");
    MUST_DO(store_write(w.app->store, &act, wide_in, &w, &receipt, &why));
    (void)county_make(
        w.app, &unit_entity, 0,
        text("code=a;name_zh=village;level=village;parent=#%lld", (long long)w.first));
    return w;
}

TEST(a_level_of_ten_thousand_is_read_page_by_page_each_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct wide w = wide_made(d);
        struct call c = county_call(w.app, caller_system());
        struct unit_below_query q = {.parent = w.parent, .date = c.today, .limit = A_PAGE};
        struct unit_below page = {0};
        int64_t n = 0;
        int n_pages = 0;
        do {
            MUST_DO(units_below(&c, &q, &page, &why));
            CHECK(page.units.n == A_PAGE);
            for (ptrdiff_t i = 0; i < page.units.n; i++, n++) {
                CHECK_STR(page.units.at[i].code, str_of(text("%05d", (int)n)));
                CHECK(page.units.at[i].has_below == (n == 0));
            }
            q.after = page.next;
            n_pages++;
        } while (page.next.len > 0 && n_pages < WIDE);
        CHECK_INT(n, WIDE);
        CHECK_INT(n_pages, WIDE / A_PAGE);
        call_done(&c);
        test_app_close(w.app);
    }
}

TEST(a_page_of_a_level_begins_where_it_is_told_or_is_refused)
{
    struct wide w = wide_made(DIALECT_SQLITE);
    struct call c = county_call(w.app, caller_system());
    struct unit_below page = {0};
    struct fail no = {0};
    struct unit_below_query q = {
        .parent = w.parent, .date = c.today, .limit = A_PAGE, .after = S("0.1")};
    CHECK_INT(units_below(&c, &q, &page, &no), ERR_USAGE);
    q.after = S("no.1.00001");
    CHECK_INT(units_below(&c, &q, &page, &no), ERR_USAGE);
    q.after = S("0.999999999.09998");
    MUST_DO(units_below(&c, &q, &page, &why));
    CHECK_INT(page.units.n, 1);
    CHECK_STR(page.next, S(""));
    q = (struct unit_below_query){.date = c.today, .limit = A_PAGE};
    MUST_DO(units_below(&c, &q, &page, &why)); /* the machine has no county: what is on top */
    CHECK_INT(page.units.n, 1);
    CHECK_INT(page.units.at[0].id, w.parent);
    CHECK(page.units.at[0].has_below);
    call_done(&c);
    test_app_close(w.app);
}
