/*
 * date.c -- the Gregorian calendar by counting, and instants at +08:00.
 *
 * Years are counted from 1 March, so that the leap day ends a year, in eras of 400 years.
 */
#include "base/date.h"

enum {
    DAYS_PER_ERA = 146097,   /* of 400 years */
    DAYS_TO_1970 = 719468,   /* from 0000-03-01 */
    FIRST_DATE = -719162,    /* 0001-01-01 */
    LAST_DATE = 2932896,     /* 9999-12-31 */
    CHINA_SECONDS = 8 * 3600 /* China Standard Time, ahead of UTC */
};

#define MICROS_PER_SECOND ((int64_t)1000000)
#define MICROS_PER_DAY    (86400 * MICROS_PER_SECOND)

static int64_t floor_div(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= date_days_in_month(year, month);
}

bool date_in_range(int64_t date)
{
    return date >= FIRST_DATE && date <= LAST_DATE;
}

int64_t date_of(int year, int month, int day)
{
    assert(date_valid(year, month, day));
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

struct ymd date_ymd(int64_t date)
{
    assert(date_in_range(date));
    int64_t days = date + DAYS_TO_1970;
    int64_t era = days / DAYS_PER_ERA;
    int64_t doe = days - era * DAYS_PER_ERA; /* day of era */
    int64_t year_of_era = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t day_of_year = doe - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (struct ymd){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = (int)month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
    };
}

int date_weekday(int64_t date)
{
    /* 1970-01-01 was a Thursday. */
    return (int)(date - 4 - 7 * floor_div(date - 4, 7)) + 1;
}

int64_t date_add_months(int64_t date, int months)
{
    struct ymd from = date_ymd(date);
    int64_t month = (int64_t)from.year * 12 + from.month - 1 + months;
    int64_t year = floor_div(month, 12);
    if (year < 1)
        return FIRST_DATE;
    if (year > 9999)
        return LAST_DATE;
    struct ymd to = {.year = (int)year, .month = (int)(month - year * 12) + 1};
    int days = date_days_in_month(to.year, to.month);
    to.day = from.day < days ? from.day : days;
    return date_of(to.year, to.month, to.day);
}

/* Exactly `n` digits at the head of *text, which moves behind them. */
static bool take_digits(struct str *text, ptrdiff_t n, int *out)
{
    int64_t number = 0;
    if (text->len < n || !str_digits(str_sub(*text, 0, n), &number))
        return false;
    *out = (int)number;
    *text = str_sub(*text, n, text->len);
    return true;
}

static bool take_byte(struct str *text, char c)
{
    if (text->len < 1 || text->s[0] != c)
        return false;
    *text = str_sub(*text, 1, text->len);
    return true;
}

static bool take_date(struct str *text, int64_t *out)
{
    struct ymd d = {0};
    bool ok = take_digits(text, 4, &d.year) && take_byte(text, '-') &&
              take_digits(text, 2, &d.month) && take_byte(text, '-') &&
              take_digits(text, 2, &d.day) && date_valid(d.year, d.month, d.day);
    if (ok)
        *out = date_of(d.year, d.month, d.day);
    return ok;
}

bool date_parse(struct str text, int64_t *out)
{
    int64_t date = 0;
    if (!take_date(&text, &date) || text.len > 0)
        return false;
    *out = date;
    return true;
}

void date_write(struct buf *out, int64_t date)
{
    if (date == DATE_NONE)
        return;
    struct ymd d = date_ymd(date);
    buf_fmt(out, "%04d-%02d-%02d", d.year, d.month, d.day);
}

struct str date_str(struct arena *a, int64_t date)
{
    struct buf b = buf_on(a, 64);
    date_write(&b, date);
    return buf_str(&b);
}

int64_t instant_date(int64_t instant)
{
    return floor_div(instant + CHINA_SECONDS * MICROS_PER_SECOND, MICROS_PER_DAY);
}

int64_t instant_of_day_end(int64_t date)
{
    assert(date_in_range(date));
    return (date + 1) * MICROS_PER_DAY - CHINA_SECONDS * MICROS_PER_SECOND;
}

void instant_write(struct buf *out, int64_t instant)
{
    int64_t date = instant_date(instant);
    int64_t of_day = instant + CHINA_SECONDS * MICROS_PER_SECOND - date * MICROS_PER_DAY;
    int second = (int)(of_day / MICROS_PER_SECOND);
    int micros = (int)(of_day % MICROS_PER_SECOND);
    date_write(out, date);
    buf_fmt(out, "T%02d:%02d:%02d.%06d+08:00", second / 3600, second / 60 % 60, second % 60,
            micros);
}

struct str instant_str(struct arena *a, int64_t instant)
{
    struct buf b = buf_on(a, 64);
    instant_write(&b, instant);
    return buf_str(&b);
}

/* "09:30:00" with up to six decimals, as microseconds since midnight. */
static bool take_time(struct str *text, int64_t *out)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    bool ok = take_digits(text, 2, &hour) && take_byte(text, ':') &&
              take_digits(text, 2, &minute) && take_byte(text, ':') &&
              take_digits(text, 2, &second) && hour <= 23 && minute <= 59 && second <= 59;
    if (!ok)
        return false;
    int64_t micros = (hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND;
    int64_t unit = MICROS_PER_SECOND;
    if (take_byte(text, '.')) {
        int digit = 0;
        while (unit > 1 && take_digits(text, 1, &digit)) {
            unit /= 10;
            micros += digit * unit;
        }
        if (unit == MICROS_PER_SECOND)
            return false;
    }
    *out = micros;
    return true;
}

/* "Z" or "+08:00", as microseconds ahead of UTC. */
static bool take_offset(struct str *text, int64_t *out)
{
    if (take_byte(text, 'Z')) {
        *out = 0;
        return true;
    }
    int hour = 0;
    int minute = 0;
    bool is_behind = take_byte(text, '-');
    bool ok = (is_behind || take_byte(text, '+')) && take_digits(text, 2, &hour) &&
              take_byte(text, ':') && take_digits(text, 2, &minute) && hour <= 23 && minute <= 59;
    if (!ok)
        return false;
    int64_t offset = (hour * 3600 + minute * 60) * MICROS_PER_SECOND;
    *out = is_behind ? -offset : offset;
    return true;
}

bool instant_parse(struct str text, int64_t *out)
{
    int64_t date = 0;
    int64_t of_day = 0;
    int64_t offset = 0;
    bool ok = take_date(&text, &date) && take_byte(&text, 'T') && take_time(&text, &of_day) &&
              take_offset(&text, &offset) && text.len == 0;
    if (!ok)
        return false;
    int64_t instant = date * MICROS_PER_DAY + of_day - offset;
    if (!date_in_range(instant_date(instant)))
        return false;
    *out = instant;
    return true;
}
