#include "core/calendar.h"
#include "core/ladder.h"
#include "t.h"

static int step(struct str text)
{
    int64_t n = -1;
    REQUIRE(str_eq(text, S("-1")) || str_digits(text, &n));
    return (int)n;
}

static bool yes(struct str text)
{
    return str_eq(text, S("yes"));
}

static void step_case(const struct t_line *line)
{
    struct ladder l = {.n_steps = 3, .by_quality = yes(line->col[0])};
    struct ladder_place at = {.step = step(line->col[1]),
                              .due = t_day_or_none(line->col[2]),
                              .done_on = t_day_or_none(line->col[3]),
                              .is_poor = yes(line->col[4]),
                              .is_excused = yes(line->col[5])};
    CHECK_INT(ladder_step(&l, &at, t_day_or_none(line->col[6])), step(line->col[7]));
}

TEST(ladders_climb_as_the_published_rules_say)
{
    t_cases("tests/cases/ladder.t", step_case);
}

/* By hand: five working days from Tuesday 20 June 2006 end on Tuesday the 27th. */
TEST(a_step_gives_its_own_term)
{
    struct ladder l = {.n_steps = 1, .give = {{TERM_WORKING_DAYS, 5}}};
    CHECK_STR(date_str(t_arena(), ladder_due(&calendar_cn, &l, 0, t_day(S("2006-06-20")))),
              S("2006-06-27"));
}
