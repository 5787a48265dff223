/*
 * term.c -- terms counted day by day, so that days of rest and stopped days need no formula.
 */
#include "core/term.h"

#include "core/calendar.h"

bool term_valid(struct term t)
{
    return t.n > 0 && t.n <= (t.unit == TERM_MONTHS ? TERM_MAX_MONTHS : TERM_MAX_DAYS);
}

/* A day on which the clock stands. *forever: it stands from then on. */
static bool is_stopped(const struct term_clock *clock, int64_t day, bool *forever)
{
    bool stopped = false;
    for (ptrdiff_t i = 0; i < clock->n_stops; i++) {
        const struct term_stop *stop = &clock->stops[i];
        if (day < stop->from)
            continue;
        if (stop->to == DATE_NONE)
            *forever = true;
        stopped = stopped || stop->to == DATE_NONE || day <= stop->to;
    }
    return stopped;
}

/* The term in days: of a month term, those until the same day of the month in which it ends. */
static int64_t days_of(const struct term_clock *clock)
{
    if (clock->term.unit != TERM_MONTHS)
        return clock->term.n;
    return date_add_months(clock->start, (int)clock->term.n) - clock->start;
}

/* Does the day use up a day of the term? */
static bool day_counts(const struct calendar *c, const struct term_clock *clock, int64_t day,
                       bool *forever)
{
    return !is_stopped(clock, day, forever) &&
           (clock->term.unit != TERM_WORKING_DAYS || calendar_is_working(c, day));
}

int64_t term_end(const struct calendar *c, const struct term_clock *clock)
{
    assert(term_valid(clock->term));
    int64_t day = clock->start;
    int64_t left = days_of(clock);
    while (left > 0) {
        bool forever = false;
        day++;
        if (!date_in_range(day))
            return day - 1;
        if (day_counts(c, clock, day, &forever))
            left--;
        else if (forever)
            return DATE_NONE;
    }
    return calendar_next(c, day);
}

int64_t term_left(const struct calendar *c, const struct term_clock *clock, int64_t today)
{
    assert(term_valid(clock->term));
    int64_t left = days_of(clock);
    for (int64_t day = clock->start + 1; day <= today && left > 0; day++) {
        bool forever = false;
        if (day_counts(c, clock, day, &forever))
            left--;
        else if (forever)
            break;
    }
    return left;
}

struct term_distance term_distance(const struct calendar *c, int64_t due, int64_t today)
{
    int64_t first = due < today ? due : today;
    int64_t last = due < today ? today : due;
    return (struct term_distance){
        .is_overdue = due < today,
        .days = last - first,
        .working_days = calendar_count(c, first, last),
        .is_provisional = calendar_is_provisional(c, first, last),
    };
}
