/*
 * date.h -- civil dates and instants. Dates never pass through a time zone.
 *
 * A date is an int64_t of days since 1970-01-01 in the proleptic Gregorian calendar, years 1..9999.
 * An instant is an int64_t of microseconds since 1970-01-01T00:00Z. The product's days end at
 * 24:00 +08:00 (China Standard Time), whatever the machine's zone is.
 */
#ifndef DATE_H
#define DATE_H

#include "base/base.h"

#define DATE_NONE INT64_MIN

struct ymd {
    int year, month, day;
};

int64_t date_of(int year, int month, int day); /* the caller has checked them */
struct ymd date_ymd(int64_t date);
bool date_valid(int year, int month, int day);
/* Is it within years 1..9999? What comes from outside as a number is asked first. */
bool date_in_range(int64_t date);
int date_days_in_month(int year, int month);
int date_weekday(int64_t date); /* 1 Monday .. 7 Sunday */
/* Same day of a later (or earlier) month; past its end, the last day of that month.
 * Stops at the first and the last day there is. */
int64_t date_add_months(int64_t date, int months);

/* "2006-06-20" exactly. */
bool date_parse(struct str text, int64_t *out);
void date_write(struct buf *out, int64_t date); /* "2006-06-20"; nothing for DATE_NONE */
struct str date_str(struct arena *a, int64_t date);

int64_t instant_date(int64_t instant);    /* the day at +08:00 */
int64_t instant_of_day_end(int64_t date); /* first instant after the day at +08:00 */
/* "2006-06-20T09:30:00.123456+08:00"; parse reads any offset, with 1..6 decimals or none. */
void instant_write(struct buf *out, int64_t instant);
struct str instant_str(struct arena *a, int64_t instant);
bool instant_parse(struct str text, int64_t *out);

#endif
