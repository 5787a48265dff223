/*
 * calendar.h -- working days: weekends, and the days that the State Council's notices move.
 *
 * A calendar is data. The product's own, `calendar_cn`, is made from rules/calendar/cn.csv. In a
 * year that it does not cover, weekends alone are days of rest, and the result is provisional: the
 * notice for that year may still change it.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "base/date.h"

/* A day that is not what its weekday says. */
struct calendar_day {
    int64_t date;
    int64_t gained; /* working days gained by the days in the table before this one */
    bool is_work;   /* a worked Saturday or Sunday, else a day of rest from Monday to Friday */
};

struct calendar {
    const struct calendar_day *days; /* by date */
    ptrdiff_t n;
    int first_year, last_year; /* the years covered */
};

extern const struct calendar calendar_cn;

bool calendar_is_working(const struct calendar *c, int64_t date);
/* Is any day from `from` to `to` (both included) in a year that the calendar does not cover? */
bool calendar_is_provisional(const struct calendar *c, int64_t from, int64_t to);
/* The n-th working day after `date`, or before it if n is below 0; `date` itself if n is 0. */
int64_t calendar_add(const struct calendar *c, int64_t date, int64_t n);
/* Working days after `from`, up to and with `to`; below 0 if `to` is earlier. */
int64_t calendar_count(const struct calendar *c, int64_t from, int64_t to);
/* `date` if it is a working day, else the first one after it. */
int64_t calendar_next(const struct calendar *c, int64_t date);

#endif
