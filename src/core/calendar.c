/*
 * calendar.c -- weekdays by arithmetic, exceptions by binary search.
 */
#include "core/calendar.h"

/* How many days of the table come before `date`. */
static ptrdiff_t days_before(const struct calendar *c, int64_t date)
{
    ptrdiff_t low = 0;
    ptrdiff_t high = c->n;
    while (low < high) {
        ptrdiff_t mid = low + (high - low) / 2;
        if (c->days[mid].date < date)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

bool calendar_is_working(const struct calendar *c, int64_t date)
{
    ptrdiff_t at = days_before(c, date);
    if (at < c->n && c->days[at].date == date)
        return c->days[at].is_work;
    return date_weekday(date) <= 5;
}

bool calendar_is_provisional(const struct calendar *c, int64_t from, int64_t to)
{
    return date_ymd(from).year < c->first_year || date_ymd(to).year > c->last_year;
}

int64_t calendar_add(const struct calendar *c, int64_t date, int64_t n)
{
    int64_t step = n < 0 ? -1 : 1;
    while (n != 0 && date_in_range(date + step)) {
        date += step;
        if (calendar_is_working(c, date))
            n -= step;
    }
    return date;
}

/* Days from Monday to Friday in 0001-01-01 .. date; that first day was a Monday. */
static int64_t weekdays_until(int64_t date)
{
    int64_t days = date - date_of(1, 1, 1) + 1;
    int64_t rest = days % 7;
    return days / 7 * 5 + (rest < 5 ? rest : 5);
}

/* Working days that the table's days before `date` add to what their weekdays say. */
static int64_t gained_before(const struct calendar *c, int64_t date)
{
    ptrdiff_t at = days_before(c, date);
    if (at < c->n)
        return c->days[at].gained;
    if (c->n == 0)
        return 0;
    const struct calendar_day *last = &c->days[c->n - 1];
    return last->gained + (last->is_work ? 1 : -1);
}

int64_t calendar_count(const struct calendar *c, int64_t from, int64_t to)
{
    return weekdays_until(to) - weekdays_until(from) + gained_before(c, to + 1) -
           gained_before(c, from + 1);
}

int64_t calendar_next(const struct calendar *c, int64_t date)
{
    return calendar_is_working(c, date) ? date : calendar_add(c, date, 1);
}
