#include "t.h"

#include "core/judgement.h"

static struct maybe maybe(struct str text)
{
    struct decimal d = {0};
    if (str_eq(text, S("-")))
        return (struct maybe){0};
    REQUIRE(decimal_parse(text, &d));
    return MAYBE(d);
}

static void judge_case(const struct t_line *line)
{
    static const struct str measures[MEASURE_COUNT] = {
        [MEASURE_NONE] = S_("none"),       [MEASURE_GROWTH_GAP] = S_("gap"),
        [MEASURE_PLANNED] = S_("planned"), [MEASURE_LINEAR] = S_("linear"),
        [MEASURE_GROWTH] = S_("growth"),
    };
    struct judgement_input in = {
        .value = maybe(line->col[1]),
        .growth = maybe(line->col[2]),
        .target = maybe(line->col[3]),
        .planned = maybe(line->col[4]),
        .target_growth = maybe(line->col[5]),
        .lower_is_better = str_eq(line->col[6], S("lower")),
    };
    REQUIRE(period_parse(line->col[0], &in.period));
    struct judgement j = judge(&in, 4);
    CHECK_STR(j.is_result ? S("result") : S("shortcoming"), line->col[7]);
    CHECK_STR(measures[j.measure], line->col[8]);
    CHECK_STR(decimal_exact(t_arena(), j.ahead), line->col[9]);
}

TEST(figures_are_results_or_shortcomings_by_their_measure)
{
    t_cases("tests/cases/judgement.t", judge_case);
}

TEST(completion_and_share_are_known_beside_another_measure)
{
    struct judgement_input in = {
        .period = period_of(2006, 1, 5),
        .value = maybe(S("2303")),
        .growth = maybe(S("5")),
        .target = maybe(S("13500")),
        .target_growth = maybe(S("4")),
    };
    struct judgement j = judge(&in, 1);
    CHECK(j.measure == MEASURE_GROWTH_GAP);
    CHECK(j.completion.known && j.share.known);
    CHECK_STR(decimal_str(t_arena(), j.completion.value, 1), S("17.1"));
    CHECK_STR(decimal_str(t_arena(), j.share.value, 1), S("41.7"));
}

TEST(points_are_rounded_once_from_the_figures)
{
    /* 17.05 - 41.6667 = -24.6167 */
    struct judgement_input in = {
        .period = period_of(2006, 1, 5), .value = maybe(S("1705")), .target = maybe(S("10000"))};
    struct judgement j = judge(&in, 1);
    CHECK_STR(decimal_exact(t_arena(), j.actual), S("17.1"));
    CHECK_STR(decimal_exact(t_arena(), j.wanted), S("41.7"));
    CHECK_STR(decimal_exact(t_arena(), j.apart), S("-24.6"));
    /* 17.0499999 % is 17.0 %: rounding to 0.0001 first would make 17.05 and then 17.1 of it. */
    in.value = maybe(S("1704999.99"));
    in.target = maybe(S("10000000"));
    CHECK_STR(decimal_exact(t_arena(), judge(&in, 1).actual), S("17"));
}

TEST(what_is_too_large_to_compare_is_not_judged)
{
    struct decimal most = {.e4 = DECIMAL_MAX_E4};
    struct decimal least = {.e4 = -DECIMAL_MAX_E4};
    struct judgement_input in = {
        .period = period_of(2006, 1, 5), .growth = MAYBE(most), .target_growth = MAYBE(least)};
    CHECK(judge(&in, 1).measure == MEASURE_GROWTH);
    in.lower_is_better = true;
    CHECK(judge(&in, 1).measure == MEASURE_GROWTH);
    in.growth.known = false;
    CHECK(judge(&in, 1).measure == MEASURE_NONE);
}

TEST(the_furthest_behind_comes_first)
{
    struct judgement a = {.ahead = {-246074}};
    struct judgement b = {.ahead = {-138000}};
    CHECK(judgement_cmp(&a, &b) < 0);
    CHECK(judgement_cmp(&b, &a) > 0);
    CHECK_INT(judgement_cmp(&a, &a), 0);
}
