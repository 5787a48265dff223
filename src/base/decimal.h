/*
 * decimal.h -- numbers that decide: 64-bit integers scaled by 10,000.
 *
 * A decimal holds exactly what was written, up to four decimals and 922 million million. Products
 * and quotients use 128-bit intermediates and round once, half away from zero. A result that does
 * not fit is refused (false), never wrapped. *out is written only on success.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include "base/base.h"

enum { DECIMAL_PLACES = 4, DECIMAL_ONE = 10000 };
/* The largest magnitude: a whole number, so that rounding always fits. */
#define DECIMAL_MAX_E4 ((int64_t)9223372036854770000)

struct decimal {
    int64_t e4; /* ten-thousandths */
};

#define DECIMAL_INT(n) ((struct decimal){(int64_t)(n)*DECIMAL_ONE})

/* Optional sign, digits, optional point and 1..4 digits; no spaces, no thousands separators. */
bool decimal_parse(struct str text, struct decimal *out);
/* With exactly `places` (0..4) decimals, rounded half away from zero. "-0.0" is never printed. */
void decimal_write(struct buf *out, struct decimal d, int places);
struct str decimal_str(struct arena *a, struct decimal d, int places);
/* Shortest exact form: "2303", "17.1", "0.0001". */
struct str decimal_exact(struct arena *a, struct decimal d);

struct decimal decimal_round(struct decimal d, int places);
int decimal_cmp(struct decimal a, struct decimal b); /* -1, 0, 1 */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out);
/* a * b / c, rounded once to 0.0001. False if c is 0 or the result does not fit. */
bool decimal_muldiv(struct decimal a, struct decimal b, struct decimal c, struct decimal *out);
/* The same, rounded once to `places` (0..4) decimals: a result that is shown with those is never
 * rounded twice. */
bool decimal_muldiv_places(struct decimal a, struct decimal b, struct decimal c, int places,
                           struct decimal *out);
/* n / divisor, rounded once to `places`. False if the divisor is 0, either of them is over 2^112,
 * or the result does not fit. */
bool decimal_of_ratio(int128 n, int128 divisor, int places, struct decimal *out);

#endif
