/*
 * test_observation.c -- whose figure it is, when it is final, and what deserves a second look.
 */
#include "app/board.h"
#include "app/county.h"
#include "app/figures.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/target.h"

struct figures_of {
    struct counties t;
    int64_t monthly;   /* statistical, cumulative, two decimals, reported by the bureau */
    int64_t ledger;    /* its twin on the management basis */
    int64_t quarterly; /* not cumulative */
};

static struct figures_of figures_on(enum dialect dialect)
{
    struct figures_of f = {.t = test_counties(dialect)};
    int64_t county = f.t.county[ANJI];
    f.monthly = county_make(f.t.app, &indicator_entity, county,
                            text("code=inv;name_zh=投资;measure_zh=亿元;source_unit=#%lld",
                                 (long long)f.t.bureau[ANJI]));
    f.ledger = county_make(f.t.app, &indicator_entity, county,
                           "code=inv_m;name_zh=投资台账;measure_zh=亿元;basis=management");
    f.quarterly = county_make(f.t.app, &indicator_entity, county,
                              "code=q;name_zh=季度数;measure_zh=个;cumulative=no;frequency=quarter;"
                              "decimals=0");
    (void)county_make(f.t.app, &indicator_entity, county,
                      "code=net;name_zh=净增贷款;measure_zh=亿元;negative=yes");
    return f;
}

static enum err enter(struct figures_of *f, struct caller who, int64_t unit, const char *texts)
{
    int64_t id = 0;
    return county_create(f->t.app, who, &observation_entity, 0,
                         text("subject=#%lld;%s", (long long)unit, texts), &id);
}

TEST(nobody_enters_another_units_figure)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        struct caller head = caller_as(&f.t, ANJI, POST_ROLE_unit_head);
        struct caller reporter = caller_as(&f.t, ANJI, POST_ROLE_reporter);
        int64_t county = f.t.county[ANJI];
        int64_t town = f.t.town[ANJI];
        int64_t section = f.t.section[ANJI];
        const char *figure = "indicator=inv;period=2006-01..02;value=1";
        /* The county's figure: statistics, and the unit the indicator names as its source. */
        CHECK_INT(enter(&f, stats, county, figure), OK);
        CHECK_INT(enter(&f, head, county, "indicator=inv;period=2006-Q1;value=1"), OK);
        CHECK_INT(enter(&f, reporter, county, "indicator=inv;period=2006-01..04;value=1"), OK);
        CHECK_INT(enter(&f, head, county, "indicator=q;period=2006-Q1;value=1"), ERR_FORBIDDEN);
        CHECK_INT(enter(&f, caller_as(&f.t, ANJI, POST_ROLE_leader), county, figure),
                  ERR_FORBIDDEN);
        /* A township publishes no statistics, not even of itself (architecture.md 5.1): those are
         * the statistics office's and the source department's. Its ledger is its own. */
        struct caller mayor = {
            .account = head.account, .post = head.post, .unit = town, .role = POST_ROLE_unit_head};
        CHECK_INT(enter(&f, mayor, town, figure), ERR_FORBIDDEN);
        CHECK_INT(enter(&f, mayor, town, "indicator=q;period=2006-Q1;value=1"), ERR_FORBIDDEN);
        CHECK_INT(enter(&f, stats, town, figure), OK);
        CHECK_INT(enter(&f, head, town, "indicator=inv;period=2006-Q1;value=1"), OK);
        const char *ledger = "indicator=inv_m;basis=management;period=2006-01..02;value=1";
        CHECK_INT(enter(&f, mayor, town, ledger), OK);
        CHECK_INT(enter(&f, stats, town, ledger), ERR_FORBIDDEN);
        /* A ledger of a unit below may be kept by its head; its statistics may not. */
        CHECK_INT(enter(&f, head, section, "indicator=q;period=2006-Q1;value=1"), ERR_FORBIDDEN);
        CHECK_INT(
            enter(&f, head, section, "indicator=inv_m;basis=management;period=2006-01..02;value=1"),
            OK);
        CHECK_INT(enter(&f, stats, f.t.county[CHANGXING], figure), ERR_INVALID);
        test_app_close(f.t.app);
    }
}

TEST(who_reported_is_set_by_the_program_and_names_the_post_acted_for)
{
    struct figures_of f = figures_on(DIALECT_SQLITE);
    struct caller deputy = caller_as(&f.t, ANJI, POST_ROLE_statistics);
    int64_t id = 0;
    deputy.on_behalf = deputy.post;
    CHECK_INT(county_create(f.t.app, deputy, &observation_entity, 0,
                            "subject=330523;indicator=inv;period=2006-Q1;value=1", &id),
              OK);
    struct str post = str_of(text("%lld", (long long)deputy.post));
    CHECK_STR(county_field(f.t.app, deputy, &observation_entity, id, "reported_by"), post);
    CHECK_STR(county_field(f.t.app, deputy, &observation_entity, id, "on_behalf_of"), post);
    CHECK_INT(county_create(f.t.app, deputy, &observation_entity, 0,
                            "subject=330523;indicator=inv;period=2006-H1;value=1;reported_by=1",
                            &id),
              ERR_INVALID);
    CHECK_STR(county_problem(), S("system"));
    test_app_close(f.t.app);
}

TEST(only_statistics_makes_a_figure_final_and_changes_a_final_one)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        struct caller mayor = caller_as(&f.t, ANJI, POST_ROLE_unit_head);
        int64_t id = 0;
        mayor.unit = f.t.town[ANJI];
        const char *figure =
            text("subject=#%lld;indicator=inv_m;basis=management;period=2006-Q1;value=1.5",
                 (long long)f.t.town[ANJI]);
        CHECK_INT(county_create(f.t.app, mayor, &observation_entity, 0,
                                text("%s;status=final", figure), &id),
                  ERR_INVALID);
        CHECK_INT(county_create(f.t.app, mayor, &observation_entity, 0, figure, &id), OK);
        CHECK_INT(county_update(f.t.app, mayor, &observation_entity, id, "value=1.6"), OK);
        /* Statistics judges the figure and does not touch it. */
        CHECK_INT(county_update(f.t.app, stats, &observation_entity, id, "status=final"), OK);
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "reported_by"),
                  str_of(text("%lld", (long long)mayor.post)));
        CHECK_INT(county_update(f.t.app, stats, &observation_entity, id, "value=1.7"),
                  ERR_FORBIDDEN);
        CHECK_INT(county_update(f.t.app, mayor, &observation_entity, id, "value=1.7"), ERR_INVALID);
        CHECK_INT(county_update(f.t.app, stats, &observation_entity, id, "status=provisional"), OK);
        CHECK_INT(county_update(f.t.app, mayor, &observation_entity, id, "value=1.7"), OK);
        test_app_close(f.t.app);
    }
}

static struct figures_of *shared;

static void check_figure(const struct t_line *line)
{
    REQUIRE(line->n_cols == 4);
    struct caller who = caller_system();
    const char *basis = str_eq(line->col[0], S("inv_m")) ? ";basis=management" : "";
    enum err err = enter(shared, who, shared->t.county[ANJI],
                         text("indicator=%.*s;period=%.*s;value=%.*s%s", STR_ARG(line->col[0]),
                              STR_ARG(line->col[1]), STR_ARG(line->col[2]), basis));
    CHECK_STR(err == OK ? S("ok") : county_problem(), line->col[3]);
}

TEST(a_period_and_a_value_fit_their_indicator)
{
    struct figures_of f = figures_on(DIALECT_SQLITE);
    shared = &f;
    t_cases("tests/cases/observation.t", check_figure);
    test_app_close(f.t.app);
}

TEST(growth_that_the_values_do_not_give_is_a_doubt_and_no_refusal)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        int64_t county = f.t.county[ANJI];
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2005-01..05;value=14.29"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2006-01..05;value=15.83"), OK);
        /* 15.83 / 14.29 is +10.8 % (the speech's growth of fixed-asset investment). */
        CHECK_INT(
            enter(&f, stats, county, "indicator=inv;period=2006-01..05;kind=growth;value=10.8"),
            OK);
        CHECK_STR(county_problem(), S(""));
        CHECK_INT(
            enter(&f, stats, county, "indicator=inv;period=2006-01..05;kind=base;value=12.00"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2007-01..05;value=20.00"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2007-01..05;kind=growth;value=5"),
                  OK);
        CHECK_STR(county_problem(), S("doubtful"));
        CHECK_HAS(county_said(), S("26.3"));
        test_app_close(f.t.app);
    }
}

TEST(a_target_set_anew_is_a_revision_more_and_the_old_one_stays)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        int64_t first = 0;
        int64_t second = 0;
        CHECK_INT(
            county_create(f.t.app, stats, &target_entity, 0,
                          "subject=330523;indicator=inv;period=2006;measure=absolute;value=16.5",
                          &first),
            OK);
        CHECK_INT(
            county_create(f.t.app, stats, &target_entity, 0,
                          "subject=330523;indicator=inv;period=2006;measure=absolute;value=15",
                          &second),
            OK);
        CHECK_STR(county_field(f.t.app, stats, &target_entity, first, "value"), S("16.5"));
        CHECK_STR(county_field(f.t.app, stats, &target_entity, first, "revision"), S("1"));
        CHECK_STR(county_field(f.t.app, stats, &target_entity, second, "revision"), S("2"));
        test_app_close(f.t.app);
    }
}

TEST(another_number_in_the_grid_does_not_keep_where_the_old_one_came_from)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        int64_t id = 0;
        int64_t n = 0;
        struct period month = {0};
        CHECK(period_parse(S("2006-05"), &month));
        CHECK_INT(county_create(f.t.app, stats, &observation_entity, 0,
                                text("subject=#%lld;indicator=inv;period=2006-01..05;value=1.6;"
                                     "source=讲话;note=摘录;certainty=synthetic",
                                     (long long)f.t.county[ANJI]),
                                &id),
                  OK);
        struct figure_input same = {.code = S("inv"), .value = S("1.60"), .status = S("final")};
        struct call c = county_call(f.t.app, stats);
        MUST_DO(figures_save(&c, month, &same, 1, &n, &why));
        call_done(&c);
        CHECK_INT(n, 1); /* its status */
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "source"), S("讲话"));
        struct figure_input other = {.code = S("inv"), .value = S("1.7"), .status = S("final")};
        c = county_call(f.t.app, stats);
        MUST_DO(figures_save(&c, month, &other, 1, &n, &why));
        call_done(&c);
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "source"), S(""));
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "note"), S(""));
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "certainty"),
                  S("reported"));
        test_app_close(f.t.app);
    }
}

TEST(documented_is_a_figure_whose_paper_is_named)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        int64_t id = 0;
        CHECK_INT(county_create(f.t.app, stats, &observation_entity, 0,
                                "subject=330523;indicator=inv;period=2006-Q1;value=1", &id),
                  OK);
        CHECK_STR(county_field(f.t.app, stats, &observation_entity, id, "certainty"),
                  S("reported"));
        CHECK_INT(county_update(f.t.app, stats, &observation_entity, id, "certainty=documented"),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("no_source"));
        CHECK_INT(county_update(f.t.app, stats, &observation_entity, id,
                                "certainty=documented;source=统计月报"),
                  OK);
        test_app_close(f.t.app);
    }
}

static void check_deadlines(const struct figures_owed *seen, const struct figures_owed *then)
{
    REQUIRE(seen->n == then->n);
    for (ptrdiff_t i = 0; i < seen->n; i++) {
        CHECK_INT(seen->at[i].due, then->at[i].due);
        CHECK_INT(seen->at[i].days_left, then->at[i].days_left);
    }
}

/* Twenty days later, looking back: the deadline is as far away as it was on that day. */
TEST(looking_back_counts_the_days_to_a_deadline_from_that_day)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct call c = county_call(f.t.app, caller_as(&f.t, ANJI, POST_ROLE_statistics));
        struct figures_owed then = {0};
        struct figures_owed seen = {0};
        int64_t day = c.today;
        CHECK_INT(call_day(&c), day);
        MUST_DO(figures_owed(&c, &then, &why));
        REQUIRE(then.n > 0);
        c.today = day + 20;
        MUST_DO(figures_owed(&c, &seen, &why));
        CHECK(seen.n > 0 && seen.at[0].days_left != then.at[0].days_left);
        MUST_DO(call_look_back(&c, day, &why));
        CHECK_INT(call_day(&c), day);
        MUST_DO(figures_owed(&c, &seen, &why));
        check_deadlines(&seen, &then);
        call_done(&c);
        test_app_close(f.t.app);
    }
}

TEST(only_months_in_which_a_figure_ends_have_a_brief)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        struct caller stats = caller_as(&f.t, ANJI, POST_ROLE_statistics);
        int64_t county = f.t.county[ANJI];
        struct board_query q = {.subject = county};
        bool months[13];
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2006-01..02;value=1"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2006-01..05;value=2"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=q;period=2006-Q1;value=3"), OK);
        CHECK_INT(enter(&f, stats, county, "indicator=inv;period=2005-01..04;value=1"), OK);
        CHECK_INT(
            enter(&f, stats, county, "indicator=inv;period=2006-01..04;status=missing;reason=未报"),
            OK);
        struct call c = county_call(f.t.app, stats);
        MUST_DO(board_months(&c, &q, 2006, months, &why));
        for (int month = 0; month <= 12; month++)
            CHECK_INT(months[month], month == 2 || month == 3 || month == 5);
        call_done(&c);
        test_app_close(f.t.app);
    }
}

/* The grid of May 2006 as statistics sends it for "inv", nothing else typed. */
static enum err send(struct figures_of *f, enum post_role role, const char *value,
                     const char *growth)
{
    struct call c = county_call(f->t.app, caller_as(&f->t, ANJI, role));
    struct figure_input in = {.code = S("inv"),
                              .value = str_of(value),
                              .growth = str_of(growth),
                              .status = S("provisional"),
                              .reason = S("")};
    struct fail why = {0};
    int64_t n = 0;
    enum err err = figures_save(&c, period_of(2006, 5, 5), &in, 1, &n, &why);
    call_done(&c);
    return err;
}

/* "value growth", "-" where there is none. */
static struct str stored(struct figures_of *f)
{
    struct call c = county_call(f->t.app, caller_as(&f->t, ANJI, POST_ROLE_statistics));
    struct figures all = {0};
    struct str text = S("");
    MUST_DO(figures_read(&c, period_of(2006, 5, 5), &all, &why));
    for (ptrdiff_t i = 0; i < all.n; i++) {
        const struct figure_cell *a = &all.at[i].actual;
        const struct figure_cell *g = &all.at[i].growth;
        if (str_eq(all.at[i].code, S("inv")))
            text = str_fmt(t_arena(), "%.*s %.*s",
                           STR_ARG(a->is_known ? decimal_exact(t_arena(), a->value) : S("-")),
                           STR_ARG(g->is_known ? decimal_exact(t_arena(), g->value) : S("-")));
    }
    call_done(&c);
    return text;
}

TEST(a_growth_that_is_emptied_in_the_grid_is_taken_back_and_may_be_entered_again)
{
    for (FOR_EACH_DIALECT(d)) {
        struct figures_of f = figures_on(d);
        CHECK_INT(send(&f, POST_ROLE_statistics, "15.83", "10.8"), OK);
        CHECK_STR(stored(&f), S("15.83 10.8"));
        CHECK_INT(send(&f, POST_ROLE_statistics, "15.83", ""), OK);
        CHECK_STR(stored(&f), S("15.83 -"));
        CHECK_INT(send(&f, POST_ROLE_statistics, "15.83", "10.9"), OK);
        CHECK_STR(stored(&f), S("15.83 10.9"));
        /* The value itself is not emptied: that there is none has a status and a reason. */
        CHECK_INT(send(&f, POST_ROLE_statistics, "", "10.9"), ERR_INVALID);
        CHECK_STR(stored(&f), S("15.83 10.9"));
        test_app_close(f.t.app);
    }
}

TEST(only_statistics_empties_a_final_growth)
{
    struct figures_of f = figures_on(DIALECT_SQLITE);
    CHECK_INT(send(&f, POST_ROLE_unit_head, "15.83", "10.8"), OK);
    test_tamper(f.t.app, "UPDATE observation SET status = 'final' WHERE kind = 'growth'");
    CHECK_INT(send(&f, POST_ROLE_unit_head, "15.83", ""), ERR_INVALID);
    CHECK_STR(stored(&f), S("15.83 10.8"));
    CHECK_INT(send(&f, POST_ROLE_statistics, "15.83", ""), OK);
    CHECK_STR(stored(&f), S("15.83 -"));
    test_app_close(f.t.app);
}
