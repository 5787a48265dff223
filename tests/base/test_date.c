#include "base/date.h"
#include "t.h"

static void known_case(const struct t_line *line)
{
    int64_t date = t_day(line->col[0]);
    CHECK_INT(date, t_number(line->col[1]));
    CHECK_INT(date_weekday(date), t_number(line->col[2]));
}

TEST(known_days_have_their_number_and_weekday)
{
    t_cases("tests/cases/date_known.t", known_case);
}

TEST(every_day_there_is_follows_the_one_before)
{
    int64_t last = date_of(9999, 12, 31);
    struct ymd before = date_ymd(date_of(1, 1, 1));
    for (int64_t date = date_of(1, 1, 2); date <= last; date++) {
        struct ymd now = date_ymd(date);
        bool is_next_day =
            now.year == before.year && now.month == before.month && now.day == before.day + 1;
        bool is_next_month = now.day == 1 &&
                             now.year * 12 + now.month == before.year * 12 + before.month + 1 &&
                             before.day == date_days_in_month(before.year, before.month);
        REQUIRE(is_next_day || is_next_month);
        REQUIRE(date_of(now.year, now.month, now.day) == date);
        before = now;
    }
    CHECK(date_in_range(last));
    CHECK(!date_in_range(last + 1));
    CHECK(!date_in_range(date_of(1, 1, 1) - 1));
    CHECK(!date_in_range(DATE_NONE));
}

static void parse_case(const struct t_line *line)
{
    int64_t date = 42;
    if (str_eq(line->col[1], S("refused"))) {
        CHECK(!date_parse(line->col[0], &date));
        CHECK_INT(date, 42);
        return;
    }
    REQUIRE(date_parse(line->col[0], &date));
    struct ymd d = date_ymd(date);
    CHECK_INT(d.year, t_number(line->col[1]));
    CHECK_INT(d.month, t_number(line->col[2]));
    CHECK_INT(d.day, t_number(line->col[3]));
    CHECK_STR(date_str(t_arena(), date), line->col[0]);
}

TEST(a_date_has_one_written_form)
{
    t_cases("tests/cases/date_parse.t", parse_case);
    CHECK_STR(date_str(t_arena(), DATE_NONE), S(""));
}

static void add_months_case(const struct t_line *line)
{
    int64_t got = date_add_months(t_day(line->col[0]), (int)t_number(line->col[1]));
    CHECK_STR(date_str(t_arena(), got), line->col[2]);
}

TEST(a_month_later_is_the_same_day_or_the_last_of_its_month)
{
    t_cases("tests/cases/date_add_months.t", add_months_case);
}

static void instant_case(const struct t_line *line)
{
    int64_t instant = 42;
    if (str_eq(line->col[1], S("refused"))) {
        CHECK(!instant_parse(line->col[0], &instant));
        CHECK_INT(instant, 42);
        return;
    }
    REQUIRE(instant_parse(line->col[0], &instant));
    CHECK_STR(instant_str(t_arena(), instant), line->col[1]);
    int64_t back = 0;
    REQUIRE(instant_parse(line->col[1], &back));
    CHECK_INT(back, instant);
}

TEST(an_instant_is_read_with_any_offset_and_shown_at_china_time)
{
    t_cases("tests/cases/instant.t", instant_case);
}

TEST(a_day_ends_at_midnight_in_china)
{
    int64_t last = 0;
    REQUIRE(instant_parse(S("2006-06-20T23:59:59.999999+08:00"), &last));
    CHECK_INT(instant_of_day_end(date_of(2006, 6, 20)), last + 1);
    CHECK_INT(instant_date(last), date_of(2006, 6, 20));
    CHECK_INT(instant_date(last + 1), date_of(2006, 6, 21));
    CHECK_INT(instant_date(0), 0);
    CHECK_INT(instant_date(-(int64_t)8 * 3600 * 1000000 - 1), -1);
}
