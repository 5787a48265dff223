/*
 * period.c -- runs of months within one year.
 */
#include "base/period.h"

#include "base/date.h"

struct period period_of(int year, int first, int last)
{
    return (struct period){(int64_t)year * 10000 + first * 100 + last};
}

int period_year(struct period p)
{
    return (int)(p.code / 10000);
}

int period_first(struct period p)
{
    return (int)(p.code / 100 % 100);
}

int period_last(struct period p)
{
    return (int)(p.code % 100);
}

bool period_valid(struct period p)
{
    return p.code >= 10000 && p.code <= 99991212 && period_first(p) >= 1 &&
           period_first(p) <= period_last(p) && period_last(p) <= 12;
}

int period_months(struct period p)
{
    return period_last(p) - period_first(p) + 1;
}

enum period_kind period_kind(struct period p)
{
    int n = period_months(p);
    bool is_aligned = (period_first(p) - 1) % n == 0;
    if (n == 1)
        return PERIOD_MONTH;
    if (n == 3 && is_aligned)
        return PERIOD_QUARTER;
    if (n == 6 && is_aligned)
        return PERIOD_HALF;
    return n == 12 ? PERIOD_YEAR : PERIOD_RUN;
}

/* The months behind "2006-": "05", "Q1", "H1", "01..05". */
static bool parse_months(struct str text, int64_t *first, int64_t *last)
{
    if (text.len == 2 && (text.s[0] == 'Q' || text.s[0] == 'H')) {
        int64_t months = text.s[0] == 'Q' ? 3 : 6;
        int64_t nth = text.s[1] - '0';
        *first = (nth - 1) * months + 1;
        *last = nth * months;
        return nth >= 1 && nth <= 12 / months;
    }
    if (text.len == 2 && str_digits(text, first)) {
        *last = *first;
        return true;
    }
    return text.len == 6 && str_eq(str_sub(text, 2, 4), S("..")) &&
           str_digits(str_sub(text, 0, 2), first) && str_digits(str_sub(text, 4, 6), last);
}

bool period_parse(struct str text, struct period *out)
{
    int64_t year = 0;
    int64_t first = 1;
    int64_t last = 12;
    if (text.len < 4 || !str_digits(str_sub(text, 0, 4), &year))
        return false;
    if (text.len > 4 &&
        (text.s[4] != '-' || !parse_months(str_sub(text, 5, text.len), &first, &last)))
        return false;
    struct period p = period_of((int)year, (int)first, (int)last);
    if (!period_valid(p))
        return false;
    *out = p;
    return true;
}

void period_write(struct buf *out, struct period p)
{
    int first = period_first(p);
    int last = period_last(p);
    buf_fmt(out, "%04d", period_year(p));
    switch (period_kind(p)) {
    case PERIOD_YEAR: return;
    case PERIOD_MONTH: buf_fmt(out, "-%02d", last); return;
    case PERIOD_QUARTER: buf_fmt(out, "-Q%d", last / 3); return;
    case PERIOD_HALF: buf_fmt(out, "-H%d", last / 6); return;
    case PERIOD_RUN: buf_fmt(out, "-%02d..%02d", first, last); return;
    }
}

struct str period_str(struct arena *a, struct period p)
{
    struct buf b = buf_on(a, 64);
    period_write(&b, p);
    return buf_str(&b);
}

struct period period_cumulative(struct period p)
{
    return period_of(period_year(p), 1, period_last(p));
}

struct period period_year_before(struct period p)
{
    struct period before = {.code = p.code - 10000};
    return period_valid(before) ? before : (struct period){0};
}

struct period period_whole_year(struct period p)
{
    return period_of(period_year(p), 1, 12);
}

int64_t period_first_day(struct period p)
{
    return date_of(period_year(p), period_first(p), 1);
}

int64_t period_last_day(struct period p)
{
    int days = date_days_in_month(period_year(p), period_last(p));
    return date_of(period_year(p), period_last(p), days);
}

int period_cmp(struct period a, struct period b)
{
    /* Year, last month, first month in one number: 2006-01..05 is 20060501. */
    int64_t x = period_year(a) * 10000 + period_last(a) * 100 + period_first(a);
    int64_t y = period_year(b) * 10000 + period_last(b) * 100 + period_first(b);
    return (x > y) - (x < y);
}
