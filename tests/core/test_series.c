#include "core/series.h"
#include "t.h"

static struct decimal dec(struct str text)
{
    struct decimal d = {0};
    REQUIRE(decimal_parse(text, &d));
    return d;
}

static int small(struct str text)
{
    int64_t n = 0;
    REQUIRE(str_digits(text, &n));
    return (int)n;
}

static struct period period(struct str text)
{
    struct period p = {0};
    REQUIRE(period_parse(text, &p));
    return p;
}

/* `ok` and the result against the column: a number with `places`, or the word for none. */
static void check_result(bool ok, struct decimal got, int places, struct str want)
{
    if (str_eq(want, S("undefined")) || str_eq(want, S("unknown"))) {
        CHECK(!ok);
        CHECK_INT(got.e4, 42); /* untouched */
        return;
    }
    CHECK(ok);
    CHECK_STR(places < 0 ? decimal_exact(t_arena(), got) : decimal_str(t_arena(), got, places),
              want);
}

static void value_case(const struct t_line *line)
{
    struct series_point points[8] = {0};
    ptrdiff_t n = 0;
    struct str rest = line->col[0];
    while (rest.len > 0) {
        struct str value = S("");
        struct str name = str_cut(str_cut(rest, ',', &rest), '=', &value);
        REQUIRE(n < ARRAY_LEN(points));
        points[n++] = (struct series_point){period(name), dec(value)};
    }
    struct decimal got = {.e4 = 42};
    bool ok = series_value(points, n, period(line->col[1]), &got);
    check_result(ok, got, -1, line->col[2]);
}

TEST(single_and_cumulative_values_follow_from_one_another)
{
    t_cases("tests/cases/series_value.t", value_case);
}

static void growth_case(const struct t_line *line)
{
    struct decimal got = {.e4 = 42};
    int places = small(line->col[2]);
    bool ok = series_growth(dec(line->col[0]), dec(line->col[1]), places, &got);
    check_result(ok, got, places, line->col[3]);
}

TEST(growth_is_rounded_once)
{
    t_cases("tests/cases/growth.t", growth_case);
}

TEST(a_base_follows_from_value_and_growth)
{
    struct decimal base = {.e4 = 42};
    CHECK(!series_base(DECIMAL_INT(1), DECIMAL_INT(-100), &base));
    CHECK(!series_base(DECIMAL_INT(1), DECIMAL_INT(-101), &base));
    CHECK_INT(base.e4, 42);
    CHECK(series_base(dec(S("16.69")), dec(S("12.5")), &base));
    CHECK_STR(decimal_exact(t_arena(), base), S("14.8356"));
}

static void completion_case(const struct t_line *line)
{
    struct decimal got = {.e4 = 42};
    int places = small(line->col[2]);
    bool ok = series_completion(dec(line->col[0]), dec(line->col[1]), places, &got);
    check_result(ok, got, places, line->col[3]);
}

TEST(completion_is_value_over_target)
{
    t_cases("tests/cases/completion.t", completion_case);
}

TEST(a_gap_is_a_difference_in_points)
{
    struct decimal gap = {0};
    CHECK(series_gap(dec(S("10.8")), dec(S("24.6")), &gap));
    CHECK_STR(decimal_exact(t_arena(), gap), S("-13.8"));
    CHECK(series_gap(dec(S("15.4")), dec(S("22.2")), &gap));
    CHECK_STR(decimal_exact(t_arena(), gap), S("-6.8"));
    CHECK(series_gap(dec(S("12.5")), dec(S("12.5")), &gap));
    CHECK_INT(gap.e4, 0);
}

TEST(a_schedule_is_linear_or_planned)
{
    struct decimal share = {0};
    CHECK_STR(decimal_str(t_arena(), series_linear_share(period_of(2006, 1, 5), 1), 1), S("41.7"));
    CHECK_STR(decimal_str(t_arena(), series_linear_share(period_of(2006, 5, 5), 2), 2), S("41.67"));
    CHECK_STR(decimal_str(t_arena(), series_linear_share(period_of(2006, 1, 12), 1), 1),
              S("100.0"));
    CHECK(series_planned_share(dec(S("4.125")), dec(S("16.5")), 1, &share));
    CHECK_STR(decimal_str(t_arena(), share, 1), S("25.0"));
    CHECK(!series_planned_share(dec(S("4.125")), dec(S("0")), 1, &share));
}

TEST(points_to_a_schedule_are_one_fraction)
{
    struct decimal gap = {.e4 = 42};
    struct period may = period_of(2006, 1, 5);
    CHECK(series_linear_gap(dec(S("2303")), dec(S("13500")), may, 1, &gap));
    CHECK_STR(decimal_exact(t_arena(), gap), S("-24.6"));
    CHECK(series_linear_gap(dec(S("8.38")), dec(S("16.5")), may, 4, &gap));
    CHECK_STR(decimal_exact(t_arena(), gap), S("9.1212"));
    CHECK(series_planned_gap(dec(S("2303")), dec(S("2000")), dec(S("13500")), 4, &gap));
    CHECK_STR(decimal_exact(t_arena(), gap), S("2.2444")); /* the shares differ by 2.2445 */
    gap.e4 = 42;
    CHECK(!series_linear_gap(dec(S("1")), dec(S("0")), may, 1, &gap));
    CHECK(!series_planned_gap(dec(S("1")), dec(S("1")), dec(S("0")), 1, &gap));
    CHECK_INT(gap.e4, 42);
}

static void needed_case(const struct t_line *line)
{
    struct decimal got = {.e4 = 42};
    int places = small(line->col[3]);
    bool ok =
        series_needed_rate(dec(line->col[0]), dec(line->col[1]), small(line->col[2]), places, &got);
    check_result(ok, got, places, line->col[4]);
}

TEST(the_needed_rate_is_the_exact_root)
{
    t_cases("tests/cases/needed_rate.t", needed_case);
}

static void residual_case(const struct t_line *line)
{
    struct series_figure total = {dec(line->col[0]), dec(line->col[1])};
    struct series_figure part = {dec(line->col[2]), dec(line->col[3])};
    struct series_figure rest = {.growth.e4 = 42};
    int places = small(line->col[4]);
    bool ok = series_residual(total, part, places, &rest);
    bool is_defined = !str_eq(line->col[5], S("undefined"));
    check_result(ok, rest.growth, places, line->col[is_defined ? 6 : 5]);
    if (is_defined)
        CHECK_STR(decimal_exact(t_arena(), rest.value), line->col[5]);
}

TEST(the_rest_of_a_total_has_its_own_growth)
{
    t_cases("tests/cases/residual.t", residual_case);
}

TEST(a_reported_growth_is_compared_and_never_corrected)
{
    struct series_figure gdp = {dec(S("16.69")), dec(S("12.5"))};
    struct decimal again = {0};
    struct decimal tolerance = dec(S("0.1"));
    CHECK(!series_growth_differs(gdp, dec(S("14.8356")), tolerance, &again));
    CHECK_STR(decimal_str(t_arena(), again, 1), S("12.5"));
    CHECK(series_growth_differs(gdp, dec(S("14.5")), tolerance, &again)); /* 15.1034 */
    CHECK_STR(decimal_exact(t_arena(), again), S("15.1034"));
    CHECK(series_growth_differs(gdp, dec(S("15.5")), tolerance, &again));
    /* Exactly at the tolerance is no disagreement: 10.1 against 10 and 9.9 against 10. */
    struct series_figure up = {dec(S("110.1")), dec(S("10"))};
    struct series_figure down = {dec(S("109.9")), dec(S("10"))};
    CHECK(!series_growth_differs(up, dec(S("100")), tolerance, &again));
    CHECK(!series_growth_differs(down, dec(S("100")), tolerance, &again));
    /* Without a base there is nothing to compare with. */
    again.e4 = 42;
    CHECK(!series_growth_differs(gdp, dec(S("0")), tolerance, &again));
    CHECK_INT(again.e4, 42);
    struct series_figure wild = {dec(S("900000000000")), dec(S("-900000000000000"))};
    CHECK(series_growth_differs(wild, dec(S("1")), tolerance, &again));
}

static void same_digits_case(const struct t_line *line)
{
    bool same = series_same_digits(dec(line->col[0]), dec(line->col[1]));
    CHECK_STR(same ? S("same") : S("apart"), line->col[2]);
}

TEST(a_value_that_repeats_its_growth_is_noticed)
{
    t_cases("tests/cases/same_digits.t", same_digits_case);
}

static void slip_case(const struct t_line *line)
{
    int64_t times = -1;
    bool is_slip = series_is_slip(dec(line->col[0]), dec(line->col[1]), &times);
    struct str want = line->col[2];
    CHECK_INT(is_slip, !str_eq(want, S("none")));
    CHECK_STR(is_slip ? str_fmt(t_arena(), "%lld", (long long)times) : S("none"), want);
}

TEST(a_slip_of_unit_or_point_is_told_by_its_size)
{
    t_cases("tests/cases/slip.t", slip_case);
}
