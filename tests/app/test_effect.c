/*
 * test_effect.c -- what came of problems, counted by hand, on both engines; who sees how much.
 */
#include "app/county.h"
#include "app/effect.h"
#include "app/matters.h"
#include "core/flow.h"
#include "entity/category.h"
#include "entity/problem.h"
#include "entity/supervision.h"

struct scene {
    struct counties t;
    int64_t land, funds;
    int64_t today;
};

/* A problem of the bureau, raised and closed so many days ago (closed -1: it is open). Only the
 * past is made past the store: it takes moves of past days. */
static int64_t add(const struct scene *s, int county, int64_t category, int opened, int closed)
{
    struct app *app = s->t.app;
    int64_t id = county_make(app, &problem_entity, s->t.bureau[county],
                             text("title=难题%d;category=#%lld;lead=#%lld", opened,
                                  (long long)category, (long long)s->t.bureau[county]));
    test_tamper(app, text("UPDATE matter SET state = '%s', opened_on = %lld, closed_on = %s "
                          "WHERE id = %lld",
                          closed < 0 ? "working" : "closed", (long long)s->today - opened,
                          closed < 0 ? "NULL" : text("%lld", (long long)s->today - closed),
                          (long long)id));
    return id;
}

static struct scene scene_of(enum dialect d)
{
    struct scene s = {.t = test_counties(d)};
    struct call c = county_call(s.t.app, caller_system());
    s.today = c.today;
    call_done(&c);
    s.land = county_make(s.t.app, &category_entity, s.t.county[ANJI], "code=td;name_zh=土地");
    s.funds = county_make(s.t.app, &category_entity, s.t.county[ANJI], "code=zj;name_zh=资金");
    return s;
}

static struct effect effect_as(const struct scene *s, struct caller who)
{
    struct effect e = {0};
    struct call c = county_call(s->t.app, who);
    MUST_DO(effect_make(&c, &(struct effect_query){0}, &e, &why));
    call_done(&c);
    return e;
}

static void raise(const struct scene *s, int64_t matter)
{
    ptrdiff_t n = 0;
    int64_t id = 0;
    struct call c = county_call(s->t.app, caller_system());
    struct move_order o = {
        .matter = matter, .move = S("submit"), .in = county_inputs("measure=一户一策", &n)};
    o.n_in = n;
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

/* The cell of a table, by its code, row and column; -1: nothing is said. */
static int64_t cell(const struct effect *e, const char *table, ptrdiff_t row, const char *column)
{
    for (int i = 0; i < e->report.n_tables; i++) {
        const struct report_table *t = &e->report.tables[i];
        for (int k = 0; str_eq(t->code, str_of(table)) && k < t->n_columns; k++)
            if (str_eq(t->columns[k].code, str_of(column))) {
                REQUIRE(row < t->n_rows);
                return t->rows[row].cells[k].is_known ? t->rows[row].cells[k].n : -1;
            }
    }
    t_differs(__FILE__, __LINE__, "no %s in %s", column, table);
    return -1;
}

static ptrdiff_t n_rows(const struct effect *e, int table)
{
    return e->report.tables[table].n_rows;
}

/* Both of last year's days and of this year's lie far enough from New Year on any day of the year
 * that 400 and 366 days ago are in the year before, or earlier. */
TEST(problems_are_counted_by_what_became_of_them)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        struct caller office = caller_as(&s.t, ANJI, POST_ROLE_promotion);
        (void)add(&s, ANJI, s.land, 30, 0);
        (void)add(&s, ANJI, s.land, 10, 0);
        (void)add(&s, ANJI, s.funds, 900, 0);
        (void)add(&s, ANJI, s.funds, 800, -1);
        (void)add(&s, ANJI, s.funds, 2000, 1900); /* over before these two years */
        (void)add(&s, CHANGXING, s.land, 5, 0);   /* another county's */
        struct effect e = effect_as(&s, office);
        CHECK_INT(cell(&e, "totals", 0, "solved"), 3);
        CHECK_INT(cell(&e, "totals", 0, "open"), 1);
        CHECK_INT(cell(&e, "totals", 0, "median_days"), 30);
        CHECK_INT(cell(&e, "totals", 0, "p80_days"), 900);
        CHECK_INT(cell(&e, "totals", 1, "solved"), 0);
        CHECK_INT(cell(&e, "totals", 1, "median_days"), -1);
        CHECK_INT(n_rows(&e, 1), 2);
        CHECK_INT(cell(&e, "units", 0, "solved"), 3);
        CHECK_INT(n_rows(&e, 3), 1);
        CHECK_INT(cell(&e, "oldest", 0, "days"), 800);
        test_app_close(s.t.app);
    }
}

static int64_t last_entry(struct app *app)
{
    return test_number(app, "SELECT max(seq) FROM journal");
}

/* What is entered later does not count where one looks back: one problem then, two now. */
TEST(looking_back_gives_the_figures_of_then)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        struct caller office = caller_as(&s.t, ANJI, POST_ROLE_promotion);
        const char *by = text("lead=#%lld;opened_on=%s", (long long)s.t.bureau[ANJI],
                              text("%.*s", STR_ARG(date_str(t_arena(), s.today))));
        int64_t first =
            county_make(s.t.app, &problem_entity, s.t.bureau[ANJI], text("title=甲;%s", by));
        raise(&s, first);
        int64_t then = last_entry(s.t.app);
        int64_t second =
            county_make(s.t.app, &problem_entity, s.t.bureau[ANJI], text("title=乙;%s", by));
        raise(&s, second);
        struct effect now = effect_as(&s, office);
        struct effect e = {0};
        struct call c = {0};
        MUST_DO(call_begin(s.t.app, t_arena(), office, LANG_EN, then, &c, &why));
        MUST_DO(effect_make(&c, &(struct effect_query){0}, &e, &why));
        call_done(&c);
        CHECK_INT(cell(&now, "totals", 0, "found"), 2);
        CHECK_INT(cell(&e, "totals", 0, "found"), 1);
        CHECK_INT(cell(&e, "oldest", 0, "days"), 0);
        CHECK_INT(n_rows(&e, 3), 1);
        test_app_close(s.t.app);
    }
}

/* A problem opened and closed on days of the calendar, past the store. */
static void add_on(const struct scene *s, int64_t category, const char *opened, const char *closed)
{
    int64_t id = add(s, ANJI, category, 0, 0);
    test_tamper(s->t.app, text("UPDATE matter SET opened_on = %lld, closed_on = %lld WHERE id = "
                               "%lld",
                               (long long)t_day(str_of(opened)), (long long)t_day(str_of(closed)),
                               (long long)id));
}

/* By hand, for the whole year 2025 beside 2024. Land: found 2 in 2025, 1 in 2024; solved after 10
 * and 30 days in 2025, after 20 in 2024. Funds: found 1 in 2024, solved in 2025 after 30 days, from
 * 20 December to 19 January. */
TEST(a_year_stands_beside_the_same_days_of_the_year_before)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        struct effect e = {0};
        struct effect_query q = {.year = 2025};
        add_on(&s, s.land, "2025-03-01", "2025-03-11");
        add_on(&s, s.land, "2025-05-01", "2025-05-31");
        add_on(&s, s.land, "2024-06-01", "2024-06-21");
        add_on(&s, s.funds, "2024-12-20", "2025-01-19");
        struct call c = county_call(s.t.app, caller_as(&s.t, ANJI, POST_ROLE_promotion));
        MUST_DO(effect_make(&c, &q, &e, &why));
        call_done(&c);
        CHECK_INT(cell(&e, "totals", 0, "found"), 2);
        CHECK_INT(cell(&e, "totals", 0, "solved"), 3);
        CHECK_INT(cell(&e, "totals", 0, "median_days"), 30);
        CHECK_INT(cell(&e, "totals", 1, "found"), 2);
        CHECK_INT(cell(&e, "totals", 1, "solved"), 1);
        CHECK_INT(cell(&e, "totals", 1, "open"), 1);
        CHECK_INT(cell(&e, "totals", 1, "median_days"), 20);
        /* Land has the most, so it stands first. */
        CHECK_INT(cell(&e, "categories", 0, "found"), 2);
        CHECK_INT(cell(&e, "categories", 0, "median_days"), 10);
        CHECK_INT(cell(&e, "categories", 0, "found_before"), 1);
        CHECK_INT(cell(&e, "categories", 0, "solved_before"), 1);
        CHECK_INT(cell(&e, "categories", 0, "median_days_before"), 20);
        CHECK_INT(cell(&e, "categories", 1, "found"), 0);
        CHECK_INT(cell(&e, "categories", 1, "found_before"), 1);
        CHECK_INT(cell(&e, "categories", 1, "solved_before"), 0);
        CHECK_INT(cell(&e, "categories", 1, "median_days_before"), -1);
        test_app_close(s.t.app);
    }
}

/* Of items under supervision those closed count as solved; they have no category. */
TEST(other_kinds_are_counted_when_they_are_asked_for)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        struct effect e = {0};
        struct fail why = {0};
        struct effect_query q = {.kind = S("supervision")};
        (void)add(&s, ANJI, s.land, 10, 0);
        int64_t id = county_make(s.t.app, &supervision_entity, s.t.bureau[ANJI],
                                 text("title=督办;lead=#%lld", (long long)s.t.bureau[ANJI]));
        test_tamper(s.t.app, text("UPDATE matter SET state = 'closed', opened_on = %lld, closed_on "
                                  "= %lld WHERE id = %lld",
                                  (long long)s.today - 4, (long long)s.today, (long long)id));
        struct call c = county_call(s.t.app, caller_as(&s.t, ANJI, POST_ROLE_promotion));
        CHECK_INT(effect_make(&c, &q, &e, &why), OK);
        CHECK_INT(cell(&e, "totals", 0, "solved"), 1);
        CHECK_INT(cell(&e, "totals", 0, "median_days"), 4);
        CHECK_INT(cell(&e, "units", 0, "solved"), 1);
        CHECK_INT(e.report.n_tables, 3);
        q.kind = S("round");
        CHECK_INT(effect_make(&c, &q, &e, &why), ERR_INVALID);
        call_done(&c);
        test_app_close(s.t.app);
    }
}

TEST(problems_for_few_count_for_the_two_offices_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct scene s = scene_of(d);
        int64_t id = add(&s, ANJI, s.land, 10, 0);
        test_tamper(s.t.app,
                    text("UPDATE matter SET visibility = 'few' WHERE id = %lld", (long long)id));
        struct effect office = effect_as(&s, caller_as(&s.t, ANJI, POST_ROLE_promotion));
        struct effect leader = effect_as(&s, caller_as(&s.t, ANJI, POST_ROLE_leader));
        CHECK_INT(cell(&office, "totals", 0, "solved"), 1);
        CHECK_INT(cell(&leader, "totals", 0, "solved"), 0);
        test_app_close(s.t.app);
    }
}

/* The statement names the moves that reopen; the flow says which those are. */
TEST(the_moves_that_reopen_a_problem_are_two)
{
    const struct flow *f = flow_of(S("problem"));
    for (int i = 0; i < f->n_moves; i++) {
        struct str code = f->moves[i].code;
        bool is_named = str_eq(code, S("reopen")) || str_eq(code, S("not_solved"));
        CHECK_INT(f->moves[i].effect == EFFECT_REOPEN, is_named);
    }
}

TEST(a_year_to_come_has_no_effect_yet)
{
    struct scene s = scene_of(DIALECT_SQLITE);
    struct effect e = {0};
    struct fail why = {0};
    struct effect_query ahead = {.year = date_ymd(s.today).year + 1};
    struct call c = county_call(s.t.app, caller_as(&s.t, ANJI, POST_ROLE_promotion));
    CHECK_INT(effect_make(&c, &ahead, &e, &why), ERR_INVALID);
    call_done(&c);
    struct call auditor = county_call(s.t.app, caller_as(&s.t, ANJI, POST_ROLE_auditor));
    CHECK_INT(effect_make(&auditor, &(struct effect_query){0}, &e, &why), ERR_FORBIDDEN);
    call_done(&auditor);
    test_app_close(s.t.app);
}
