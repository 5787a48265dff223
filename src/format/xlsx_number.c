/*
 * xlsx_number.c -- numbers of workbooks in decimal arithmetic.
 */
#include "format/xlsx_number.h"

#include "base/date.h"

enum { DIGITS_MAX = 15, PLAIN_MAX = 40, EXPONENT_MAX = 400, DAY_SECONDS = 86400 };

static const struct xlsx_section exact = {.look = XLSX_LOOK_EXACT};

/* --- reading ---------------------------------------------------------------------------------- */

static int64_t power_of_ten(int n)
{
    int64_t power = 1;
    while (n-- > 0)
        power *= 10;
    return power;
}

/* n / divisor, half away from zero. */
static int64_t divided(int64_t n, int64_t divisor)
{
    int64_t half = divisor / 2;
    return (n < 0 ? n - half : n + half) / divisor;
}

/* The digits of a number, of which the first 16 decide; the rest can only move it by less. */
struct digits {
    int64_t n;
    int kept;     /* significant digits in n */
    int exponent; /* of n's last digit */
    bool any, point;
};

static bool digit_take(struct digits *d, char c)
{
    if (c == '.' && !d->point) {
        d->point = true;
        return true;
    }
    if (c < '0' || c > '9')
        return false;
    d->any = true;
    bool is_kept = d->kept <= DIGITS_MAX;
    if (is_kept) {
        d->n = d->n * 10 + (c - '0');
        d->kept += d->n > 0;
    }
    d->exponent += !is_kept && d->exponent < EXPONENT_MAX;
    d->exponent -= d->point && d->exponent > -EXPONENT_MAX;
    return true;
}

/* "E-2", "" */
static bool exponent_parse(struct str text, int *out)
{
    *out = 0;
    if (text.len == 0)
        return true;
    if (text.s[0] != 'e' && text.s[0] != 'E')
        return false;
    bool is_negative = text.len > 1 && text.s[1] == '-';
    bool is_signed = text.len > 1 && (is_negative || text.s[1] == '+');
    int64_t n = 0;
    if (!str_digits(str_sub(text, is_signed ? 2 : 1, text.len), &n) || n > EXPONENT_MAX)
        return false;
    *out = (int)(is_negative ? -n : n);
    return true;
}

static int digits_of(int64_t n)
{
    int digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static void number_trim(struct xlsx_number *n)
{
    while (n->mantissa != 0 && n->mantissa % 10 == 0) {
        n->mantissa /= 10;
        n->exponent++;
    }
    if (n->mantissa == 0)
        n->exponent = 0;
}

bool xlsx_number_parse(struct str text, struct xlsx_number *out)
{
    text = str_trim(text);
    bool is_negative = str_starts(text, S("-"));
    ptrdiff_t at = is_negative || str_starts(text, S("+"));
    struct digits d = {0};
    while (at < text.len && digit_take(&d, text.s[at]))
        at++;
    int exponent = 0;
    if (!d.any || !exponent_parse(str_sub(text, at, text.len), &exponent))
        return false;
    struct xlsx_number n = {.mantissa = d.n, .exponent = d.exponent + exponent};
    if (d.kept > DIGITS_MAX) {
        n.mantissa = divided(n.mantissa, 10);
        n.exponent++;
    }
    number_trim(&n);
    n.is_long = n.exponent >= 0 && digits_of(n.mantissa) + n.exponent > DIGITS_MAX;
    if (is_negative)
        n.mantissa = -n.mantissa;
    *out = n;
    return true;
}

/* --- showing numbers -------------------------------------------------------------------------- */

static void put_zeros(struct buf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_byte(out, '0');
}

/* |mantissa| * 10^exponent in plain digits; at least `digits` before the point and `places`
 * behind. */
static void put_plain(struct buf *out, int64_t mantissa, int exponent, int digits, int places)
{
    int64_t unit = exponent < 0 && exponent >= -18 ? power_of_ten(-exponent) : 1;
    int64_t whole = exponent < -18 ? 0 : mantissa / unit;
    int zeros = exponent > 0 && whole > 0 ? exponent : 0;
    put_zeros(out, digits - digits_of(whole) - zeros);
    buf_int(out, whole);
    put_zeros(out, zeros);
    if (exponent >= 0 && places == 0)
        return;
    int64_t part = exponent < 0 ? mantissa - (exponent < -18 ? 0 : whole * unit) : 0;
    int room = exponent < 0 ? -exponent : 0;
    buf_byte(out, '.');
    if (room > 0) {
        put_zeros(out, room - digits_of(part));
        buf_int(out, part);
    }
    put_zeros(out, places - room);
}

static void put_exact(struct buf *out, const struct xlsx_number *n, int digits)
{
    int64_t mantissa = n->mantissa < 0 ? -n->mantissa : n->mantissa;
    if (n->mantissa < 0)
        buf_byte(out, '-');
    if (n->exponent > PLAIN_MAX || n->exponent < -PLAIN_MAX) {
        buf_int(out, mantissa);
        buf_fmt(out, "E%+d", n->exponent);
        return;
    }
    put_plain(out, mantissa, n->exponent, digits, 0);
}

static struct xlsx_number rounded(const struct xlsx_number *n, int places)
{
    struct xlsx_number r = *n;
    int drop = -places - n->exponent;
    if (drop <= 0)
        return r;
    r.mantissa = drop > DIGITS_MAX + 1 ? 0 : divided(n->mantissa, power_of_ten(drop));
    r.exponent = -places;
    return r;
}

static enum xlsx_shown show_fixed(struct buf *out, const struct xlsx_number *n,
                                  const struct xlsx_section *s)
{
    enum { HELD = 4 };
    struct xlsx_number shown = *n;
    if (s->percent && n->mantissa != 0)
        shown.exponent += 2;
    if (shown.exponent > PLAIN_MAX) {
        put_exact(out, &shown, 1);
        return XLSX_SHOWN;
    }
    struct xlsx_number r = rounded(&shown, s->places);
    bool is_changed = shown.exponent < -s->places;
    if (r.mantissa < 0)
        buf_byte(out, '-');
    put_plain(out, r.mantissa < 0 ? -r.mantissa : r.mantissa, r.exponent, s->digits, s->places);
    if (s->percent)
        buf_byte(out, '%');
    return is_changed && shown.exponent >= -HELD ? XLSX_ROUNDED : XLSX_SHOWN;
}

/* --- showing moments -------------------------------------------------------------------------- */

/* A number of days as whole ones and seconds, rounded to the second. False if it is none. */
static bool split_days(const struct xlsx_number *n, int64_t *out_days, int64_t *out_seconds)
{
    enum { DAYS_MAX = 3000000, SMALL = -17 };
    if (n->mantissa < 0 || n->exponent > 7)
        return false;
    struct xlsx_number near = n->exponent < SMALL ? rounded(n, -SMALL) : *n;
    int64_t unit = near.exponent < 0 ? power_of_ten(-near.exponent) : 1;
    int128 scaled = (int128)near.mantissa * (near.exponent > 0 ? power_of_ten(near.exponent) : 1);
    int128 seconds = (scaled * DAY_SECONDS * 2 + unit) / ((int128)unit * 2);
    if (seconds > (int128)DAYS_MAX * DAY_SECONDS)
        return false;
    *out_days = (int64_t)(seconds / DAY_SECONDS);
    *out_seconds = (int64_t)(seconds % DAY_SECONDS);
    return true;
}

/*
 * The date of a day number. Day 1 of the one system is 1900-01-01, and day 60 a 29 February that
 * 1900 did not have (Lotus 1-2-3 thought so); day 0 of the other is 1904-01-01.
 */
static bool date_of_days(int64_t days, bool is_1904, int64_t *out)
{
    enum { LEAP_BUG = 60 };
    if (!is_1904 && (days < 1 || days == LEAP_BUG))
        return false;
    if (is_1904)
        *out = date_of(1904, 1, 1) + days;
    else
        *out = date_of(1899, 12, 31) + days - (days > LEAP_BUG);
    return date_in_range(*out);
}

static void put_two(struct buf *out, int64_t n)
{
    buf_fmt(out, "%02lld", (long long)n);
}

static void put_time(struct buf *out, int64_t seconds, unsigned parts)
{
    put_two(out, seconds / 3600);
    buf_byte(out, ':');
    put_two(out, seconds / 60 % 60);
    if (parts & XLSX_SECOND) {
        buf_byte(out, ':');
        put_two(out, seconds % 60);
    }
}

static void put_date(struct buf *out, int64_t date, unsigned parts)
{
    struct ymd d = date_ymd(date);
    bool is_whole = (parts & XLSX_DAY) || !(parts & XLSX_YEAR);
    buf_fmt(out, "%04d", d.year);
    if (!is_whole && !(parts & XLSX_MONTH))
        return;
    buf_byte(out, '-');
    put_two(out, d.month);
    if (!is_whole)
        return;
    buf_byte(out, '-');
    put_two(out, d.day);
}

static enum xlsx_shown show_moment(struct buf *out, const struct xlsx_number *n, unsigned parts,
                                   bool is_1904)
{
    int64_t days = 0;
    int64_t seconds = 0;
    int64_t date = 0;
    if (!split_days(n, &days, &seconds))
        return XLSX_NO_DATE;
    bool has_date = parts & (XLSX_YEAR | XLSX_MONTH | XLSX_DAY);
    if (has_date && !date_of_days(days, is_1904, &date))
        return XLSX_NO_DATE;
    if (has_date)
        put_date(out, date, parts);
    if (!(parts & XLSX_TIME) || (has_date && seconds == 0))
        return XLSX_SHOWN;
    if (has_date)
        buf_byte(out, ' ');
    put_time(out, seconds, parts);
    return XLSX_SHOWN;
}

enum xlsx_shown xlsx_number_show(struct buf *out, const struct xlsx_number *n,
                                 const struct xlsx_format *f, bool is_1904)
{
    int which = 0;
    if (n->mantissa < 0 && f->n_sections > 1)
        which = 1;
    if (n->mantissa == 0 && f->n_sections > 2)
        which = 2;
    const struct xlsx_section *s = f->n_sections > 0 ? &f->sections[which] : &exact;
    switch (s->look) {
    case XLSX_LOOK_FIXED: return show_fixed(out, n, s);
    case XLSX_LOOK_MOMENT: return show_moment(out, n, s->parts, is_1904);
    case XLSX_LOOK_EXACT: put_exact(out, n, 1); return XLSX_SHOWN;
    case XLSX_LOOK_SHORT: put_exact(out, n, 1); return XLSX_SHORTER;
    }
    return XLSX_SHOWN;
}
