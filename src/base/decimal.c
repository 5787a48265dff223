/*
 * decimal.c -- scaled integers: parse and print exactly, compute in 128 bits, round once.
 */
#include "base/decimal.h"

static const int64_t powers[] = {1, 10, 100, 1000, 10000};

static bool fits(int128 e4, struct decimal *out)
{
    if (e4 > DECIMAL_MAX_E4 || e4 < -DECIMAL_MAX_E4)
        return false;
    out->e4 = (int64_t)e4;
    return true;
}

static int128 magnitude(int128 n)
{
    return n < 0 ? -n : n;
}

/* n / divisor, rounded half away from zero. divisor is not 0. */
static int128 divide_rounded(int128 n, int128 divisor)
{
    int128 quotient = n / divisor;
    int128 rest = magnitude(n % divisor);
    bool is_below_0 = (n < 0) != (divisor < 0);
    if (rest >= magnitude(divisor) - rest)
        quotient += is_below_0 ? -1 : 1;
    return quotient;
}

/* The digits at the head of *text, appended to *n as long as it fits; how many there were. */
static ptrdiff_t take_digits(struct str *text, int128 *n)
{
    ptrdiff_t len = 0;
    while (len < text->len && text->s[len] >= '0' && text->s[len] <= '9') {
        if (*n <= DECIMAL_MAX_E4)
            *n = *n * 10 + (text->s[len] - '0');
        len++;
    }
    *text = str_sub(*text, len, text->len);
    return len;
}

bool decimal_parse(struct str text, struct decimal *out)
{
    bool is_below_0 = str_starts(text, S("-"));
    if (is_below_0 || str_starts(text, S("+")))
        text = str_sub(text, 1, text.len);
    int128 n = 0;
    if (take_digits(&text, &n) == 0)
        return false;
    ptrdiff_t places = 0;
    if (str_starts(text, S("."))) {
        text = str_sub(text, 1, text.len);
        places = take_digits(&text, &n);
        if (places < 1 || places > DECIMAL_PLACES)
            return false;
    }
    if (text.len > 0)
        return false;
    n *= powers[DECIMAL_PLACES - places];
    return fits(is_below_0 ? -n : n, out);
}

/* d in units of its last printed place, rounded as divide_rounded() does; 64 bits are enough. */
static int64_t in_places(struct decimal d, int places)
{
    assert(places >= 0 && places <= DECIMAL_PLACES);
    int64_t unit = powers[DECIMAL_PLACES - places];
    int64_t quotient = d.e4 / unit;
    int64_t rest = d.e4 % unit;
    if (rest >= unit - rest)
        return quotient + 1;
    return -rest >= unit + rest ? quotient - 1 : quotient;
}

/* From the last digit to the first. */
void decimal_write(struct buf *out, struct decimal d, int places)
{
    int64_t n = in_places(d, places);
    char digits[32];
    char *at = digits + sizeof digits;
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
    for (int i = 0; i < places; i++, rest /= 10)
        *--at = (char)('0' + rest % 10);
    if (places > 0)
        *--at = '.';
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (n < 0)
        *--at = '-';
    buf_add(out, (struct str){at, digits + sizeof digits - at});
}

struct str decimal_str(struct arena *a, struct decimal d, int places)
{
    struct buf b = buf_on(a, 64);
    decimal_write(&b, d, places);
    return buf_str(&b);
}

struct str decimal_exact(struct arena *a, struct decimal d)
{
    int64_t part = d.e4 % DECIMAL_ONE;
    int places = part == 0 ? 0 : DECIMAL_PLACES;
    while (places > 0 && part % 10 == 0) {
        part /= 10;
        places--;
    }
    return decimal_str(a, d, places);
}

struct decimal decimal_round(struct decimal d, int places)
{
    /* Only a number past the largest magnitude, which nothing here makes, may not fit and stays. */
    struct decimal rounded = d;
    (void)fits((int128)in_places(d, places) * powers[DECIMAL_PLACES - places], &rounded);
    return rounded;
}

int decimal_cmp(struct decimal a, struct decimal b)
{
    return (a.e4 > b.e4) - (a.e4 < b.e4);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    return fits((int128)a.e4 + b.e4, out);
}

bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out)
{
    return fits((int128)a.e4 - b.e4, out);
}

bool decimal_muldiv(struct decimal a, struct decimal b, struct decimal c, struct decimal *out)
{
    return decimal_muldiv_places(a, b, c, DECIMAL_PLACES, out);
}

/* n / divisor ten-thousandths, rounded once to `places`. divisor * 10^4 is to fit 128 bits. */
static bool divide(int128 n, int128 divisor, int places, struct decimal *out)
{
    assert(places >= 0 && places <= DECIMAL_PLACES);
    if (divisor == 0)
        return false;
    int64_t unit = powers[DECIMAL_PLACES - places];
    int128 units = divide_rounded(n, divisor * unit);
    return magnitude(units) <= DECIMAL_MAX_E4 && fits(units * unit, out);
}

bool decimal_muldiv_places(struct decimal a, struct decimal b, struct decimal c, int places,
                           struct decimal *out)
{
    return divide((int128)a.e4 * b.e4, c.e4, places, out);
}

bool decimal_of_ratio(int128 n, int128 divisor, int places, struct decimal *out)
{
    int128 limit = (int128)1 << 112;
    return magnitude(n) <= limit && magnitude(divisor) <= limit &&
           divide(n * DECIMAL_ONE, divisor, places, out);
}
