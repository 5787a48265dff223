#include "app/board.h"
#include "app/brief.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/post.h"
#include "entity/target.h"
#include "entity/unit.h"
#include "entity/unit_version.h"
#include "installation.h"

/* A county with two towns, and one indicator of each kind of judgement. */
struct county {
    struct app *app;
    int64_t unit, dipu, guishan, gdp, foreign, ledger, foreign_value;
};

static int64_t put(const struct county *x, const struct entity *e, const char *texts)
{
    struct shape s = entity_shape(e);
    return test_insert(x->app->store, &s, x->unit, texts);
}

static int64_t put_figure(const struct county *x, int64_t indicator, const char *rest)
{
    return put(x, &observation_entity,
               str_fmt(t_arena(), "subject=%lld;indicator=%lld;%s", (long long)x->unit,
                       (long long)indicator, rest)
                   .s);
}

static int64_t put_target(const struct county *x, int64_t indicator, const char *rest)
{
    return put(x, &target_entity,
               str_fmt(t_arena(), "subject=%lld;indicator=%lld;period=2006;%s", (long long)x->unit,
                       (long long)indicator, rest)
                   .s);
}

static struct county county_open(enum dialect d)
{
    struct county x = {.app = test_app(d)};
    x.unit = put(&x, &unit_entity, "code=330523;name_zh=安吉县;name_en=Anji County;level=county");
    const char *town = str_fmt(t_arena(), "parent=%lld;level=township", (long long)x.unit).s;
    x.dipu = put(&x, &unit_entity, str_fmt(t_arena(), "code=330523100;name_zh=递铺镇;%s", town).s);
    x.guishan =
        put(&x, &unit_entity, str_fmt(t_arena(), "code=330523204;name_zh=皈山乡;%s", town).s);
    x.gdp = put(&x, &indicator_entity,
                "code=gdp;name_zh=地区生产总值;measure_zh=亿元;frequency=quarter;position=1");
    x.foreign = put(&x, &indicator_entity,
                    "code=foreign_capital;name_zh=实际利用外资;measure_zh=万美元;decimals=0;"
                    "aggregation=reported;position=2");
    x.ledger = put(&x, &indicator_entity,
                   "code=ledger;name_zh=项目台账;measure_zh=亿元;basis=management;position=3");
    (void)put_figure(&x, x.gdp, "period=2006-Q1;kind=actual;value=16.69");
    (void)put_figure(&x, x.gdp, "period=2006-Q1;kind=growth;value=12.5");
    (void)put_target(&x, x.gdp, "measure=growth;value=12.5;certainty=implied");
    x.foreign_value = put_figure(&x, x.foreign, "period=2006-01..05;kind=actual;value=2303");
    (void)put_figure(&x, x.foreign, "period=2006-01..05;kind=growth;value=-17.9");
    (void)put_target(&x, x.foreign, "measure=absolute;value=13500;certainty=implied");
    return x;
}

static struct call call_at(const struct county *x, int64_t as_of)
{
    struct call c = {0};
    struct caller who = {.is_system = true};
    MUST_DO(call_begin(x->app, t_arena(), who, LANG_ZH, as_of, &c, &why));
    return c;
}

static struct board board_at(const struct county *x, int64_t as_of, const char *period)
{
    struct call c = call_at(x, as_of);
    struct board_query q = {.basis = BASIS_statistical};
    struct board b = {0};
    REQUIRE(period_parse(str_of(period), &q.period));
    MUST_DO(board_make(&c, &q, &b, &why));
    call_done(&c);
    return b;
}

TEST(a_board_has_each_indicator_with_its_figures_and_their_records)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        struct board b = board_at(&x, 0, "2006-05");
        CHECK_STR(b.unit_name, S("安吉县"));
        REQUIRE(b.n_rows == 2); /* the ledger is of the other basis */
        const struct board_row *gdp = board_find(&b, S("gdp"));
        const struct board_row *foreign = board_find(&b, S("foreign_capital"));
        REQUIRE(gdp && foreign);
        CHECK_INT(gdp->period.code, 20060103); /* quarterly: the last one that is over */
        CHECK_INT(gdp->standing, STANDING_RESULT);
        CHECK_STR(gdp->sentence, S("与年初目标持平"));
        CHECK_INT(foreign->value.id, x.foreign_value);
        CHECK_STR(decimal_exact(t_arena(), foreign->completion.value), S("17.1"));
        CHECK_STR(decimal_exact(t_arena(), foreign->schedule_gap.value), S("-24.6"));
        CHECK_INT(foreign->standing, STANDING_SHORTCOMING);
        CHECK(foreign->is_implied);
        CHECK(!foreign->is_synthetic);
        test_app_close(x.app);
    }
}

TEST(looking_back_gives_the_figure_and_the_sentence_of_then)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        struct shape s = entity_shape(&observation_entity);
        struct receipt done = test_update(x.app->store, &s, x.foreign_value, "value=2700");
        struct board now = board_at(&x, 0, "2006-05");
        struct board then = board_at(&x, done.seq - 1, "2006-05");
        CHECK_HAS(board_find(&now, S("foreign_capital"))->sentence, S("完成年度目标的20.0%"));
        CHECK_HAS(board_find(&then, S("foreign_capital"))->sentence, S("完成年度目标的17.1%"));
        CHECK_INT(then.as_of, done.seq - 1);
        test_app_close(x.app);
    }
}

TEST(the_highest_revision_of_a_target_counts)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        (void)put_target(&x, x.foreign, "measure=absolute;revision=2;value=10000");
        struct board b = board_at(&x, 0, "2006-05");
        const struct board_row *row = board_find(&b, S("foreign_capital"));
        CHECK_STR(decimal_exact(t_arena(), row->target.value), S("10000"));
        CHECK(!row->is_implied);
        test_app_close(x.app);
    }
}

TEST(a_path_by_month_is_the_schedule_where_there_is_one)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        (void)put(&x, &target_entity,
                  str_fmt(t_arena(),
                          "subject=%lld;indicator=%lld;period=2006-01..05;measure=absolute;"
                          "value=2000",
                          (long long)x.unit, (long long)x.foreign)
                      .s);
        struct board b = board_at(&x, 0, "2006-05");
        const struct board_row *row = board_find(&b, S("foreign_capital"));
        CHECK(row->schedule_is_planned);
        CHECK_INT(row->standing, STANDING_RESULT);
        test_app_close(x.app);
    }
}

TEST(a_spark_ends_with_the_period_and_leaves_gaps_open)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        (void)put_figure(&x, x.foreign, "period=2006-01..03;kind=actual;value=1320");
        (void)put_figure(&x, x.foreign, "period=2005-01..05;kind=actual;value=2805");
        struct board b = board_at(&x, 0, "2006-05");
        const struct board_row *row = board_find(&b, S("foreign_capital"));
        CHECK_STR(decimal_exact(t_arena(), row->spark[BOARD_SPARK - 1].value), S("2303"));
        CHECK(!row->spark[BOARD_SPARK - 2].is_known);
        CHECK_STR(decimal_exact(t_arena(), row->spark[BOARD_SPARK - 3].value), S("1320"));
        CHECK_STR(decimal_exact(t_arena(), row->spark[0].value), S("2805"));
        CHECK_STR(decimal_exact(t_arena(), row->base.value), S("2805")); /* last year's */
        test_app_close(x.app);
    }
}

TEST(an_indicator_shows_its_periods_its_parts_and_its_sources)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        (void)put(&x, &observation_entity,
                  str_fmt(t_arena(),
                          "subject=%lld;indicator=%lld;period=2006-01..05;kind=actual;value=900",
                          (long long)x.dipu, (long long)x.foreign)
                      .s);
        struct shape s = entity_shape(&observation_entity);
        (void)test_update(x.app->store, &s, x.foreign_value, "source=外经贸局月报");
        struct call c = call_at(&x, 0);
        struct board_query q = {.subject = x.unit, .period = period_of(2006, 5, 5)};
        struct board_detail detail = {0};
        MUST_DO(board_detail(&c, &q, S("foreign_capital"), &detail, &why));
        call_done(&c);
        REQUIRE(detail.n_points == 2); /* the period and the year's target */
        CHECK_STR(decimal_exact(t_arena(), detail.points[0].actual.value), S("2303"));
        CHECK_STR(decimal_exact(t_arena(), detail.points[0].growth.value), S("-17.9"));
        CHECK_STR(decimal_exact(t_arena(), detail.points[1].target.value), S("13500"));
        /* By the linear schedule five months are 13500 * 5 / 12. */
        CHECK_STR(decimal_exact(t_arena(), detail.points[0].target.value), S("5625"));
        REQUIRE(detail.n_parts == 2);
        CHECK_STR(detail.parts[0].name, S("递铺镇"));
        CHECK_STR(decimal_exact(t_arena(), detail.parts[0].value.value), S("900"));
        CHECK(!detail.parts[1].value.is_known);
        REQUIRE(detail.n_sources == 2);
        CHECK_STR(detail.sources[0].source, S("外经贸局月报"));
        CHECK_INT(detail.sources[0].version, 2);
        CHECK(detail.sources[0].instant > 0);
        test_app_close(x.app);
    }
}

TEST(what_a_unit_has_no_figure_of_is_the_sum_of_those_right_below)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        const char *ledger = "basis=management;period=2006-01..05;kind=actual;certainty=synthetic";
        for (int i = 0; i < 2; i++)
            (void)put(&x, &observation_entity,
                      str_fmt(t_arena(), "subject=%lld;indicator=%lld;value=%d.25;%s",
                              (long long)(i ? x.guishan : x.dipu), (long long)x.ledger, i + 1,
                              ledger)
                          .s);
        struct call c = call_at(&x, 0);
        struct board_query q = {.period = period_of(2006, 1, 5), .basis = BASIS_management};
        struct board b = {0};
        MUST_DO(board_make(&c, &q, &b, &why));
        call_done(&c);
        REQUIRE(b.n_rows == 1);
        CHECK_STR(decimal_exact(t_arena(), b.rows[0].value.value), S("3.5"));
        CHECK_INT(b.rows[0].value.id, 0);
        CHECK_INT(b.rows[0].n_summed, 2);
        CHECK(b.rows[0].is_synthetic);
        test_app_close(x.app);
    }
}

/* "code:sentence" of each row of a unit's board. */
static struct str rows_of(const struct county *x, int64_t subject, int64_t basis)
{
    struct call c = call_at(x, 0);
    struct board_query q = {.subject = subject, .period = period_of(2006, 1, 5), .basis = basis};
    struct board b = {0};
    struct buf out = buf_on(t_arena(), 64 * KIB);
    MUST_DO(board_make(&c, &q, &b, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < b.n_rows; i++)
        buf_fmt(&out, "%s%.*s=%.*s", i > 0 ? " " : "", STR_ARG(b.rows[i].code),
                STR_ARG(b.rows[i].value.is_known ? decimal_exact(t_arena(), b.rows[i].value.value)
                                                 : S("-")));
    return buf_str(&out);
}

TEST(a_board_names_only_what_its_unit_answers_for)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        const char *below = str_fmt(t_arena(), "parent=%lld", (long long)x.unit).s;
        int64_t bureau = put(
            &x, &unit_entity,
            str_fmt(t_arena(), "code=330523-wjm;name_zh=外经贸局;level=department;%s", below).s);
        int64_t other =
            put(&x, &unit_entity,
                str_fmt(t_arena(), "code=330523-jsj;name_zh=建设局;level=department;%s", below).s);
        struct shape s = entity_shape(&indicator_entity);
        (void)test_update(x.app->store, &s, x.foreign,
                          str_fmt(t_arena(), "source_unit=%lld", (long long)bureau).s);
        /* The county: all, with figures or without. */
        CHECK_STR(rows_of(&x, x.unit, BASIS_statistical), S("gdp=16.69 foreign_capital=2303"));
        CHECK_STR(rows_of(&x, x.unit, BASIS_management), S("ledger=-"));
        /* A township: what it reports for itself; no department's figures. */
        CHECK_STR(rows_of(&x, x.dipu, BASIS_statistical), S(""));
        CHECK_STR(rows_of(&x, x.dipu, BASIS_management), S("ledger=-"));
        /* ... and what it has a figure or a target of. */
        (void)put(&x, &target_entity,
                  str_fmt(t_arena(),
                          "subject=%lld;indicator=%lld;period=2006;measure=absolute;value=10",
                          (long long)x.dipu, (long long)x.gdp)
                      .s);
        CHECK_STR(rows_of(&x, x.dipu, BASIS_statistical), S("gdp=-"));
        CHECK_STR(rows_of(&x, x.guishan, BASIS_statistical), S(""));
        /* A department: the county's figures that it reports. */
        CHECK_STR(rows_of(&x, bureau, BASIS_statistical), S("foreign_capital=2303"));
        CHECK_STR(rows_of(&x, other, BASIS_statistical), S(""));
        test_app_close(x.app);
    }
}

TEST(a_brief_asks_a_unit_for_nothing_that_others_owe)
{
    struct county x = county_open(DIALECT_SQLITE);
    struct call c = call_at(&x, 0);
    struct board_query q = {
        .subject = x.dipu, .period = period_of(2006, 1, 5), .basis = BASIS_management};
    struct brief b = {0};
    MUST_DO(brief_make(&c, &q, &b, &why));
    struct str text = brief_text(t_arena(), &b);
    CHECK_HAS(text, S("项目台账"));
    CHECK(str_find(text, S("地区生产总值")) < 0);
    q.basis = BASIS_statistical;
    MUST_DO(brief_make(&c, &q, &b, &why));
    CHECK_INT(b.sections[BRIEF_NEXT].n_items, 0);
    call_done(&c);
    test_app_close(x.app);
}

/* An indicator of its own with one figure of the year's first five months. */
static int64_t put_indicator(const struct county *x, const char *code)
{
    int64_t id = put(x, &indicator_entity,
                     str_fmt(t_arena(), "code=%s;name_zh=%s;measure_zh=亿元", code, code).s);
    (void)put_figure(x, id, "period=2006-01..05;kind=actual;value=5");
    return id;
}

TEST(a_figure_with_nothing_to_hold_it_against_is_neither_praised_nor_blamed)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        (void)put_indicator(&x, "bare");
        (void)put_target(&x, put_indicator(&x, "aimed"), "measure=growth;value=10");
        struct board b = board_at(&x, 0, "2006-05");
        const struct board_row *bare = board_find(&b, S("bare"));
        const struct board_row *aimed = board_find(&b, S("aimed"));
        REQUIRE(bare && aimed);
        CHECK_INT(bare->standing, STANDING_UNJUDGED);
        CHECK_STR(bare->sentence, S("没有年度目标和增速，无法评价"));
        CHECK_INT(aimed->standing, STANDING_UNJUDGED);
        CHECK_STR(aimed->sentence, S("有增速目标，没有报增速，无法评价"));
        test_app_close(x.app);
    }
}

TEST(one_early_figure_does_not_move_the_last_period_on)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        struct period last = {0};
        (void)put_indicator(&x, "one");
        (void)put_indicator(&x, "two");
        (void)put_figure(&x, x.foreign, "period=2006-01..06;kind=actual;value=2700");
        struct call c = call_at(&x, 0);
        MUST_DO(board_last_period(&c, x.unit, BASIS_statistical, &last, &why));
        CHECK_INT(last.code, 20060105);
        call_done(&c);
        test_app_close(x.app);
    }
}

TEST(the_last_period_is_that_of_the_latest_month_with_a_figure)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        struct call c = call_at(&x, 0);
        struct period last = {0};
        MUST_DO(board_last_period(&c, x.unit, BASIS_statistical, &last, &why));
        CHECK_INT(last.code, 20060105);
        MUST_DO(board_last_period(&c, x.unit, BASIS_management, &last, &why));
        CHECK_INT(last.code, 20060105); /* of the other basis */
        MUST_DO(board_last_period(&c, x.guishan, BASIS_statistical, &last, &why));
        CHECK_INT(last.code, 0);
        call_done(&c);
        test_app_close(x.app);
    }
}

TEST(the_only_county_is_home_and_units_are_found_by_code)
{
    for (FOR_EACH_DIALECT(d)) {
        struct county x = county_open(d);
        struct call c = call_at(&x, 0);
        int64_t home = 0;
        MUST_DO(board_home(&c, &home, &why));
        CHECK_INT(home, x.unit);
        int64_t town = 0;
        MUST_DO(board_unit(&c, S("330523204"), &town, &why));
        CHECK_INT(town, x.guishan);
        struct fail why = {0};
        CHECK_INT(board_unit(&c, S("1"), &town, &why), ERR_NOT_FOUND);
        call_done(&c);
        test_app_close(x.app);
    }
}
