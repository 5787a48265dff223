/*
 * series.c -- arithmetic on figures over time, in integers, rounded once.
 */
#include "core/series.h"

enum { MONTHS = 12 };

/* What has been added up from January to the end of each month, 0 being the start of the year,
 * as far as the points lead there from the first month wanted. */
struct sums {
    bool known[MONTHS + 1];
    struct decimal at[MONTHS + 1];
};

/* From one end of a point to its other end, if that is new. False if the sum does not fit. */
static bool step(struct sums *next, const struct sums *now, const struct series_point *p)
{
    int before = period_first(p->period) - 1;
    int after = period_last(p->period);
    bool ok = true;
    if (now->known[before] && !next->known[after]) {
        ok = decimal_add(now->at[before], p->value, &next->at[after]);
        next->known[after] = ok;
    } else if (now->known[after] && !next->known[before]) {
        ok = decimal_sub(now->at[after], p->value, &next->at[before]);
        next->known[before] = ok;
    }
    return ok;
}

bool series_value(const struct series_point *points, ptrdiff_t n, struct period want,
                  struct decimal *out)
{
    struct sums now = {0};
    int first = period_first(want) - 1;
    int last = period_last(want);
    now.known[first] = true;
    /* A round goes one point further from the start, so the shortest way is found first. */
    for (int round = 0; round < MONTHS && !now.known[last]; round++) {
        struct sums next = now;
        for (ptrdiff_t i = 0; i < n; i++) {
            if (period_year(points[i].period) == period_year(want) &&
                !step(&next, &now, &points[i]))
                return false;
        }
        now = next;
    }
    if (now.known[last])
        *out = now.at[last];
    return now.known[last];
}

bool series_growth(struct decimal now, struct decimal base, int places, struct decimal *out)
{
    struct decimal change = {0};
    return base.e4 > 0 && decimal_sub(now, base, &change) &&
           decimal_muldiv_places(change, DECIMAL_INT(100), base, places, out);
}

bool series_base(struct decimal now, struct decimal growth, struct decimal *out)
{
    struct decimal factor = {0};
    return decimal_add(growth, DECIMAL_INT(100), &factor) && factor.e4 > 0 &&
           decimal_muldiv(now, DECIMAL_INT(100), factor, out);
}

bool series_gap(struct decimal actual, struct decimal target, struct decimal *out)
{
    return decimal_sub(actual, target, out);
}

bool series_completion(struct decimal value, struct decimal target, int places, struct decimal *out)
{
    return target.e4 > 0 && decimal_muldiv_places(value, DECIMAL_INT(100), target, places, out);
}

struct decimal series_linear_share(struct period p, int places)
{
    struct decimal share = {0};
    bool ok = decimal_muldiv_places(DECIMAL_INT(period_last(p)), DECIMAL_INT(100),
                                    DECIMAL_INT(MONTHS), places, &share);
    assert(ok);
    return share;
}

bool series_planned_share(struct decimal planned, struct decimal target, int places,
                          struct decimal *out)
{
    return series_completion(planned, target, places, out);
}

bool series_planned_gap(struct decimal value, struct decimal planned, struct decimal target,
                        int places, struct decimal *out)
{
    struct decimal apart = {0};
    return decimal_sub(value, planned, &apart) && series_completion(apart, target, places, out);
}

bool series_linear_gap(struct decimal value, struct decimal target, struct period p, int places,
                       struct decimal *out)
{
    int128 twelfths = (int128)value.e4 * MONTHS - (int128)target.e4 * period_last(p);
    return target.e4 > 0 &&
           decimal_of_ratio(twelfths * 100, (int128)target.e4 * MONTHS, places, out);
}

/* A number of up to 1024 bits, the low ones first. */
enum { BIG_LIMBS = 32 };
struct big {
    uint32_t limb[BIG_LIMBS];
};

static struct big big_of(int64_t n)
{
    return (struct big){{(uint32_t)n, (uint32_t)(n >> 32)}};
}

static void big_multiply(struct big *b, uint32_t by, int times)
{
    while (times-- > 0) {
        uint64_t carry = 0;
        for (int i = 0; i < BIG_LIMBS; i++) {
            carry += (uint64_t)b->limb[i] * by;
            b->limb[i] = (uint32_t)carry;
            carry >>= 32;
        }
        assert(carry == 0);
    }
}

static int big_cmp(const struct big *a, const struct big *b)
{
    for (int i = BIG_LIMBS - 1; i >= 0; i--)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

/* A path of `years` steps from one value to another. */
struct path {
    struct decimal from, to;
    int years;
};

/* Does growing by the factor numerator / denominator each year end below, at or above the goal? */
static int path_cmp(const struct path *p, int64_t numerator, int64_t denominator)
{
    struct big reached = big_of(p->from.e4);
    struct big wanted = big_of(p->to.e4);
    big_multiply(&reached, (uint32_t)numerator, p->years);
    big_multiply(&wanted, (uint32_t)denominator, p->years);
    return big_cmp(&reached, &wanted);
}

bool series_needed_rate(struct decimal from, struct decimal to, int years, int places,
                        struct decimal *out)
{
    enum { YEARS_MAX = 30, TIMES_MAX = 1000 };
    assert(places >= 0 && places <= DECIMAL_PLACES);
    if (from.e4 <= 0 || to.e4 <= 0 || years < 1 || years > YEARS_MAX || to.e4 / TIMES_MAX > from.e4)
        return false;
    struct path path = {from, to, years};
    int64_t unit = 1; /* of the last decimal, in ten-thousandths of a percent */
    for (int i = places; i < DECIMAL_PLACES; i++)
        unit *= 10;
    int64_t one = 100 * DECIMAL_ONE / unit; /* the factor 1 in such units */
    /* The largest factor of which it is true that half a unit less does not go past the goal. */
    int64_t low = 0;
    int64_t high = (TIMES_MAX + 1) * one;
    while (low < high) {
        int64_t mid = low + (high - low + 1) / 2;
        int order = path_cmp(&path, mid * 2 - 1, one * 2);
        /* Exactly half a unit goes away from a rate of 0. */
        if (order < 0 || (order == 0 && mid > one))
            low = mid;
        else
            high = mid - 1;
    }
    out->e4 = (low - one) * unit;
    return true;
}

static int128 magnitude(int128 n)
{
    return n < 0 ? -n : n;
}

/* Keeps products of two below 2^126. */
static bool times(int128 a, int128 b, int128 *out)
{
    int128 limit = (int128)1 << 126;
    if (b != 0 && magnitude(a) > limit / magnitude(b))
        return false;
    *out = a * b;
    return true;
}

/* a * b - c * d */
static bool cross(int128 a, int128 b, int128 c, int128 d, int128 *out)
{
    int128 left = 0;
    int128 right = 0;
    if (!times(a, b, &left) || !times(c, d, &right))
        return false;
    *out = left - right;
    return true;
}

/*
 * With T, P the values and A, B the growth factors in percent, the rest had the base
 * 100 (T / A - P / B), so its growth is ((T - P) A B - 100 (T B - P A)) / (T B - P A) percent: one
 * fraction, rounded once.
 */
bool series_residual(struct series_figure total, struct series_figure part, int places,
                     struct series_figure *out)
{
    struct series_figure rest = {0};
    struct decimal a = {0};
    struct decimal b = {0};
    int128 factors = 0;
    int128 base = 0; /* T B - P A */
    int128 change = 0;
    bool ok = decimal_add(total.growth, DECIMAL_INT(100), &a) && a.e4 > 0 &&
              decimal_add(part.growth, DECIMAL_INT(100), &b) && b.e4 > 0 &&
              decimal_sub(total.value, part.value, &rest.value) &&
              cross(total.value.e4, b.e4, part.value.e4, a.e4, &base) && base > 0 &&
              times(a.e4, b.e4, &factors) &&
              cross(rest.value.e4, factors, base, DECIMAL_INT(100).e4, &change) &&
              times(base, DECIMAL_ONE, &base) &&
              decimal_of_ratio(change, base, places, &rest.growth);
    if (ok)
        *out = rest;
    return ok;
}

bool series_growth_differs(struct series_figure reported, struct decimal base,
                           struct decimal tolerance, struct decimal *recomputed)
{
    struct decimal growth = {0};
    struct decimal apart = {0};
    if (!series_growth(reported.value, base, DECIMAL_PLACES, &growth))
        return false;
    *recomputed = growth;
    /* Too far apart to tell how far is apart. */
    if (!decimal_sub(growth, reported.growth, &apart))
        return true;
    return apart.e4 > tolerance.e4 || apart.e4 < -tolerance.e4;
}

/* The digits of a number from its first to its last other than 0. */
static int64_t digits_of(struct decimal d)
{
    int64_t n = d.e4 < 0 ? -d.e4 : d.e4;
    while (n > 0 && n % 10 == 0)
        n /= 10;
    return n;
}

bool series_same_digits(struct decimal value, struct decimal growth)
{
    int64_t digits = digits_of(value);
    return digits >= 100 && digits == digits_of(growth);
}

bool series_is_slip(struct decimal now, struct decimal beside, int64_t *out_times)
{
    bool is_larger = decimal_cmp(now, beside) > 0;
    int128 large = is_larger ? now.e4 : beside.e4;
    int128 small = is_larger ? beside.e4 : now.e4;
    if (small <= 0 || large < small * SERIES_SLIP_TIMES)
        return false;
    *out_times = (int64_t)((large + small / 2) / small);
    return true;
}
