/*
 * quiet.c -- when a message may reach a person.
 */
#include "core/quiet.h"

#include "core/calendar.h"

#define HOUR ((int64_t)3600 * 1000000)

static int64_t at_hour(int64_t date, int hour)
{
    return instant_of_day_end(date - 1) + hour * HOUR;
}

static int hour_of(int64_t instant)
{
    return (int)((instant - at_hour(instant_date(instant), 0)) / HOUR);
}

static bool is_quiet_hour(const struct quiet *q, int hour)
{
    if (q->from < q->to)
        return hour >= q->from && hour < q->to;
    return q->from > q->to && (hour >= q->from || hour < q->to);
}

static bool is_quiet_day(const struct calendar *c, const struct quiet *q, int64_t date)
{
    return q->rests && !calendar_is_working(c, date);
}

/* The end of the quiet hours that last at `t`. */
static int64_t quiet_end(const struct quiet *q, int64_t t)
{
    int64_t date = instant_date(t);
    return at_hour(hour_of(t) < q->to ? date : date + 1, q->to);
}

static int64_t ready_at_once(const struct calendar *c, const struct quiet *q, int64_t told)
{
    int64_t t = told;
    for (;;) {
        int64_t date = instant_date(t);
        if (is_quiet_day(c, q, date))
            t = at_hour(calendar_next(c, date), 0);
        else if (is_quiet_hour(q, hour_of(t)))
            t = quiet_end(q, t);
        else
            return t;
    }
}

static int64_t ready_in_the_morning(const struct calendar *c, const struct quiet *q, int64_t told)
{
    int morning = is_quiet_hour(q, QUIET_MORNING) ? q->to : QUIET_MORNING;
    int64_t date = instant_date(told);
    while (is_quiet_day(c, q, date) || at_hour(date, morning) < told)
        date++;
    return at_hour(date, morning);
}

int64_t quiet_ready(const struct calendar *c, const struct quiet *q, int64_t told)
{
    switch (q->pace) {
    case PACE_AT_ONCE: return ready_at_once(c, q, told);
    case PACE_DIGEST: return ready_in_the_morning(c, q, told);
    case PACE_NONE:
    case PACE_COUNT: break;
    }
    return INT64_MAX;
}
