/*
 * test_quiet.c -- messages wait for their hour, as the cases say.
 */
#include "t.h"

#include "core/calendar.h"
#include "core/quiet.h"

static int64_t instant_of(struct str text)
{
    int64_t at = 0;
    REQUIRE(instant_parse(str_fmt(t_arena(), "%.*s:00+08:00", STR_ARG(text)), &at));
    return at;
}

static void quiet_case(const struct t_line *line)
{
    static const struct str paces[PACE_COUNT] = {S_("none"), S_("at_once"), S_("digest")};
    struct quiet q = {.from = (int)t_number(line->col[1]),
                      .to = (int)t_number(line->col[2]),
                      .rests = str_eq(line->col[3], S("yes"))};
    while (q.pace < PACE_COUNT && !str_eq(paces[q.pace], line->col[0]))
        q.pace++;
    REQUIRE(q.pace < PACE_COUNT);
    int64_t got = quiet_ready(&calendar_cn, &q, instant_of(line->col[4]));
    bool is_never = str_eq(line->col[5], S("never"));
    int64_t want = is_never ? INT64_MAX : instant_of(line->col[5]);
    if (got != want)
        t_differs("tests/cases/quiet.t", line->n, "it may be sent at %s",
                  is_never ? "some time" : str_z(t_arena(), instant_str(t_arena(), got)));
}

TEST(messages_wait_for_their_hour)
{
    t_cases("tests/cases/quiet.t", quiet_case);
}

/* Whatever is preferred, nothing is sent before it was told, in quiet hours or on a day of rest. */
TEST(no_message_goes_in_a_quiet_hour)
{
    int64_t told = instant_of(S("2006-04-27T00:00"));
    const int64_t step = (int64_t)37 * 60 * 1000000; /* odd, so that all minutes occur */
    for (int i = 0; i < 2000; i++, told += step) {
        struct quiet q = {.pace = i % 2 ? PACE_AT_ONCE : PACE_DIGEST,
                          .from = i % 24,
                          .to = i / 24 % 24,
                          .rests = i % 3 != 0};
        int64_t at = quiet_ready(&calendar_cn, &q, told);
        int64_t day = instant_date(at);
        int64_t hour = (at - instant_of_day_end(day - 1)) / ((int64_t)3600 * 1000000);
        bool is_over_midnight = q.from > q.to;
        bool is_in =
            is_over_midnight ? hour >= q.from || hour < q.to : hour >= q.from && hour < q.to;
        CHECK(at >= told);
        CHECK(!is_in);
        CHECK(!q.rests || calendar_is_working(&calendar_cn, day));
    }
}
