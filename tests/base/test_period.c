#include "base/date.h"
#include "base/period.h"
#include "t.h"

static void period_case(const struct t_line *line)
{
    struct period p = {42};
    if (str_eq(line->col[1], S("refused"))) {
        CHECK(!period_parse(line->col[0], &p));
        CHECK_INT(p.code, 42);
        return;
    }
    REQUIRE(period_parse(line->col[0], &p));
    CHECK(period_valid(p));
    CHECK_STR(period_str(t_arena(), p), line->col[1]);
    CHECK_STR(str_fmt(t_arena(), "%" PRId64, p.code), line->col[2]);
    CHECK_STR(str_fmt(t_arena(), "%d", (int)period_kind(p)), line->col[3]);
    CHECK_STR(date_str(t_arena(), period_first_day(p)), line->col[4]);
    CHECK_STR(date_str(t_arena(), period_last_day(p)), line->col[5]);
}

TEST(a_period_is_read_in_all_its_forms_and_written_in_one)
{
    t_cases("tests/cases/period.t", period_case);
}

TEST(every_run_of_months_reads_back_the_same)
{
    for (int first = 1; first <= 12; first++) {
        for (int last = first; last <= 12; last++) {
            struct period p = period_of(2006, first, last);
            struct period back = {0};
            REQUIRE(period_parse(period_str(t_arena(), p), &back));
            CHECK_INT(back.code, p.code);
            CHECK_INT(period_first(p), first);
            CHECK_INT(period_last(p), last);
            CHECK_INT(period_year(p), 2006);
            CHECK_INT(period_months(p), last - first + 1);
        }
    }
}

TEST(a_code_that_is_no_run_of_months_is_not_valid)
{
    static const int64_t bad[] = {0,        -20060105, 112,      9999,     20060013, 20060500,
                                  20060113, 20061301,  20060501, 99991300, 100000101};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(!period_valid((struct period){bad[i]}));
}

TEST(a_period_leads_to_its_cumulative_its_year_and_the_year_before)
{
    struct period may = period_of(2006, 5, 5);
    CHECK_STR(period_str(t_arena(), period_cumulative(may)), S("2006-01..05"));
    CHECK_STR(period_str(t_arena(), period_cumulative(period_of(2006, 4, 6))), S("2006-H1"));
    CHECK_STR(period_str(t_arena(), period_whole_year(may)), S("2006"));
    CHECK_STR(period_str(t_arena(), period_year_before(may)), S("2005-05"));
    CHECK_STR(period_str(t_arena(), period_year_before(period_of(2006, 1, 5))), S("2005-01..05"));
    CHECK_INT(period_year_before(period_of(1, 1, 12)).code, 0);
}

TEST(periods_are_ordered_by_year_then_last_month_then_first)
{
    static const struct period in_order[] = {{20051212}, {20060101}, {20060102}, {20060202},
                                             {20060103}, {20060303}, {20060112}, {20061212}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(in_order); i++)
        for (ptrdiff_t j = 0; j < ARRAY_LEN(in_order); j++)
            CHECK_INT(period_cmp(in_order[i], in_order[j]), (i > j) - (i < j));
}

static void words_case(const struct t_line *line)
{
    struct period p = {0};
    REQUIRE(period_parse(line->col[0], &p));
    for (int i = 0; i < 4; i++) {
        struct buf b = buf_on(t_arena(), 200);
        period_show(&b, i < 2 ? LANG_ZH : LANG_EN, p, i % 2 == 1);
        CHECK_STR(buf_str(&b), line->col[1 + i]);
    }
}

TEST(periods_are_named_as_officials_name_them)
{
    t_cases("tests/cases/period_show.t", words_case);
}
