#include "core/calendar.h"
#include "t.h"

static const struct calendar *const cn = &calendar_cn;

static void day_case(const struct t_line *line)
{
    bool works = calendar_is_working(cn, t_day(line->col[0]));
    CHECK_STR(works ? S("work") : S("rest"), line->col[1]);
}

TEST(days_are_worked_as_the_notices_say)
{
    t_cases("tests/cases/calendar.t", day_case);
}

static void add_case(const struct t_line *line)
{
    int64_t got = calendar_add(cn, t_day(line->col[0]), t_number(line->col[1]));
    CHECK_STR(date_str(t_arena(), got), line->col[2]);
}

TEST(working_days_are_added_over_holidays)
{
    t_cases("tests/cases/calendar_add.t", add_case);
}

static void count_case(const struct t_line *line)
{
    int64_t got = calendar_count(cn, t_day(line->col[0]), t_day(line->col[1]));
    CHECK_INT(got, t_number(line->col[2]));
}

TEST(working_days_are_counted_over_holidays)
{
    t_cases("tests/cases/calendar_count.t", count_case);
}

/* From the start of 2005 to that of 2028, day by day. */
static void check_counts(const struct calendar *c)
{
    int64_t from = date_of(2005, 1, 1);
    int64_t latest = from;
    int64_t n = 0;
    for (int64_t date = from + 1; date <= date_of(2028, 1, 1); date++) {
        bool works = calendar_is_working(c, date);
        n += works;
        REQUIRE(calendar_count(c, from, date) == n);
        REQUIRE(calendar_count(c, date, from) == -n);
        REQUIRE(calendar_next(c, date) == (works ? date : calendar_add(c, date, 1)));
        if (!works)
            continue;
        REQUIRE(calendar_add(c, latest, 1) == date);
        REQUIRE(latest == from || calendar_add(c, date, -1) == latest);
        latest = date;
    }
}

TEST(counting_agrees_with_looking_at_each_day)
{
    static const struct calendar plain = {.first_year = 1, .last_year = 0};
    check_counts(&calendar_cn);
    check_counts(&plain);
}

TEST(the_calendar_covers_2006_to_2026_and_says_where_it_ends)
{
    CHECK_INT(cn->first_year, 2006);
    CHECK_INT(cn->last_year, 2026);
    CHECK(!calendar_is_provisional(cn, date_of(2006, 1, 1), date_of(2026, 12, 31)));
    CHECK(calendar_is_provisional(cn, date_of(2026, 12, 31), date_of(2027, 1, 1)));
    CHECK(calendar_is_provisional(cn, date_of(2005, 12, 31), date_of(2006, 1, 1)));
}

/* Reads ..."date": "2024-01-01"... "isOffDay": true... of the public data set into `works`. */
static void read_year(int year, bool *works, int64_t first, int64_t n)
{
    const char *path =
        str_z(t_arena(), str_fmt(t_arena(), "%s/cn-holidays/%d.json", t_data(), year));
    FILE *f = fopen(path, "rb");
    REQUIRE(f != NULL);
    char *text = NEW(t_arena(), char, 64 * KIB);
    size_t len = fread(text, 1, (size_t)(64 * KIB), f);
    (void)fclose(f);
    struct str rest = {text, (ptrdiff_t)len};
    for (;;) {
        ptrdiff_t at = str_find(rest, S("\"date\": \""));
        if (at < 0)
            break;
        rest = str_sub(rest, at + 9, rest.len);
        int64_t date = t_day(str_sub(rest, 0, 10));
        ptrdiff_t off = str_find(rest, S("\"isOffDay\": "));
        REQUIRE(off > 0 && date >= first && date < first + n);
        works[date - first] = !str_starts(str_sub(rest, off + 12, rest.len), S("true"));
    }
}

TEST(the_calendar_agrees_with_the_public_data_set_on_every_day_of_twenty_years)
{
    if (!t_data())
        t_skip("no folder of public data (PONAN_DATA): cn-holidays is not compared");
    int64_t first = date_of(2006, 12, 30);
    int64_t n = date_of(2026, 12, 31) - first + 1;
    bool *works = NEW(t_arena(), bool, n);
    for (int64_t i = 0; i < n; i++)
        works[i] = date_weekday(first + i) <= 5;
    for (int year = 2007; year <= 2026; year++)
        read_year(year, works, first, n);
    for (int64_t i = 0; i < n; i++)
        if (calendar_is_working(cn, first + i) != works[i])
            t_differs(__FILE__, __LINE__, "%.*s differs from the data set",
                      STR_ARG(date_str(t_arena(), first + i)));
}
