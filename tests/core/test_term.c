#include "core/calendar.h"
#include "core/term.h"
#include "t.h"

enum { STOPS_MAX = 4 };

/* The first four columns of a case as a clock, whose stops live in `stops`. */
static struct term_clock clock_of(const struct t_line *line, struct term_stop stops[STOPS_MAX])
{
    static const struct str units[] = {[TERM_DAYS] = S_("days"),
                                       [TERM_WORKING_DAYS] = S_("working"),
                                       [TERM_MONTHS] = S_("months")};
    struct term_clock clock = {.start = t_day(line->col[2]), .stops = stops};
    while (!str_eq(line->col[0], units[clock.term.unit]))
        REQUIRE(++clock.term.unit < TERM_UNIT_COUNT);
    REQUIRE(str_digits(line->col[1], &clock.term.n));
    struct str rest = line->col[3];
    while (rest.len > 0) {
        struct str to = S("");
        struct str from = str_cut(str_cut(rest, ',', &rest), '.', &to);
        REQUIRE(clock.n_stops < STOPS_MAX && str_starts(to, S(".")));
        bool is_open = to.len == 1;
        stops[clock.n_stops++] =
            (struct term_stop){t_day(from), is_open ? DATE_NONE : t_day(str_sub(to, 1, to.len))};
    }
    return clock;
}

static void end_case(const struct t_line *line)
{
    struct term_stop stops[STOPS_MAX] = {0};
    struct term_clock clock = clock_of(line, stops);
    int64_t end = term_end(&calendar_cn, &clock);
    CHECK_STR(end == DATE_NONE ? S("open") : date_str(t_arena(), end), line->col[4]);
}

TEST(terms_end_as_the_laws_say)
{
    t_cases("tests/cases/term.t", end_case);
}

static void left_case(const struct t_line *line)
{
    struct term_stop stops[STOPS_MAX] = {0};
    struct term_clock clock = clock_of(line, stops);
    int64_t want = 0;
    REQUIRE(str_digits(line->col[5], &want));
    CHECK_INT(term_left(&calendar_cn, &clock, t_day(line->col[4])), want);
}

TEST(what_is_left_of_a_term_does_not_move_while_it_stands)
{
    t_cases("tests/cases/term_left.t", left_case);
}

TEST(a_term_is_a_positive_number_up_to_a_hundred_years)
{
    CHECK(term_valid((struct term){TERM_DAYS, 1}));
    CHECK(term_valid((struct term){TERM_WORKING_DAYS, TERM_MAX_DAYS}));
    CHECK(term_valid((struct term){TERM_MONTHS, TERM_MAX_MONTHS}));
    CHECK(!term_valid((struct term){TERM_DAYS, 0}));
    CHECK(!term_valid((struct term){TERM_DAYS, -5}));
    CHECK(!term_valid((struct term){TERM_DAYS, TERM_MAX_DAYS + 1}));
    CHECK(!term_valid((struct term){TERM_MONTHS, TERM_MAX_MONTHS + 1}));
}

TEST(a_term_past_the_last_day_there_is_ends_on_it)
{
    struct term_clock clock = {.term = {TERM_DAYS, 30}, .start = date_of(9999, 12, 20)};
    CHECK_INT(term_end(&calendar_cn, &clock), date_of(9999, 12, 31));
}

TEST(a_due_day_is_so_many_days_away)
{
    int64_t today = date_of(2006, 6, 20);
    struct term_distance d = term_distance(&calendar_cn, date_of(2006, 6, 30), today);
    CHECK(!d.is_overdue && !d.is_provisional);
    CHECK_INT(d.days, 10);
    CHECK_INT(d.working_days, 8);
    d = term_distance(&calendar_cn, today, today);
    CHECK(!d.is_overdue);
    CHECK_INT(d.days, 0);
    CHECK_INT(d.working_days, 0);
    d = term_distance(&calendar_cn, date_of(2006, 4, 28), today);
    CHECK(d.is_overdue);
    CHECK_INT(d.days, 53);
    CHECK_INT(d.working_days, 34); /* 29 and 30 April, 18 in May from the 8th, 14 in June */
    CHECK(term_distance(&calendar_cn, date_of(2027, 2, 1), today).is_provisional);
}
