#include "t.h"

#include "core/effect.h"

static int64_t number(struct str text)
{
    int64_t n = 0;
    REQUIRE(str_digits(text, &n));
    return n;
}

static void percentile_case(const struct t_line *line)
{
    int64_t values[16];
    ptrdiff_t n = 0;
    for (struct str rest = line->col[0]; rest.len > 0;)
        values[n++] = number(str_cut(rest, ',', &rest));
    CHECK_INT(percentile_nearest(values, n, number(line->col[1])), number(line->col[2]));
}

TEST(percentiles_are_values_at_the_nearest_rank)
{
    t_cases("tests/cases/percentile.t", percentile_case);
}

static int64_t day(const char *text)
{
    return t_day(str_of(text));
}

/* Land (1) and funds (2), units 7 and 8, projects 30 and 31. */
static const struct effect_case *cases_of(ptrdiff_t *out_n)
{
    static struct effect_case at[5];
    at[0] = (struct effect_case){1, 7, 30, day("2006-06-01"), day("2006-06-05")}; /* 4 days, 2 */
    at[1] = (struct effect_case){1, 7, 30, day("2006-05-29"), day("2006-06-15")}; /* 17 days */
    at[2] = (struct effect_case){2, 8, 31, day("2006-03-01"), day("2006-06-20")}; /* 111 days */
    at[3] = (struct effect_case){2, 8, 31, day("2006-06-10"), DATE_NONE};
    at[4] = (struct effect_case){1, 7, 0, day("2005-12-20"), day("2005-12-30")};
    *out_n = ARRAY_LEN(at);
    return at;
}

TEST(a_span_counts_what_was_found_and_solved_in_it)
{
    ptrdiff_t n = 0;
    const struct effect_case *at = cases_of(&n);
    struct effect_span june = {day("2006-06-01"), day("2006-06-30")};
    struct effect_group all = {0};
    struct effect_figures f = effect_measure(t_arena(), &calendar_cn, at, n, &all, &june);
    CHECK_INT(f.found, 2);
    CHECK_INT(f.solved, 3);
    CHECK_INT(f.open, 1);
    CHECK_INT(f.median_days, 17);
    CHECK_INT(f.p80_days, 111);
    /* 2 and 5 June 2006 are a Friday and a Monday. */
    struct effect_group land = {.category = 1, .by_category = true};
    f = effect_measure(t_arena(), &calendar_cn, at, n, &land, &june);
    CHECK_INT(f.solved, 2);
    CHECK_INT(f.median_days, 4);
    CHECK_INT(f.median_working_days, 2);
}

TEST(where_nothing_was_solved_no_time_is_told)
{
    ptrdiff_t n = 0;
    const struct effect_case *at = cases_of(&n);
    struct effect_span april = {day("2006-04-01"), day("2006-04-30")};
    struct effect_group unit = {.unit = 8, .by_unit = true};
    struct effect_figures f = effect_measure(t_arena(), &calendar_cn, at, n, &unit, &april);
    CHECK_INT(f.solved, 0);
    CHECK_INT(f.open, 1);
    CHECK_INT(f.median_days, EFFECT_NONE_SOLVED);
    CHECK_INT(f.p80_working_days, EFFECT_NONE_SOLVED);
}

/* 30 has nothing open at the end of June; 31 still has; the one without a project is none. */
TEST(a_project_moves_again_when_its_last_problem_is_solved)
{
    ptrdiff_t n = 0;
    const struct effect_case *at = cases_of(&n);
    struct effect_span june = {day("2006-06-01"), day("2006-06-30")};
    struct effect_span week = {day("2006-06-01"), day("2006-06-07")};
    CHECK_INT(effect_moving(t_arena(), at, n, &june), 1);
    CHECK_INT(effect_moving(t_arena(), at, n, &week), 0);
}
