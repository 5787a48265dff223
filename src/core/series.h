/*
 * series.h -- arithmetic on figures over time: single and cumulative, growth, completion, paths.
 *
 * Percentages are decimals: 17.1 is 17.1 %. `places` is how many decimals the result is rounded to,
 * once, half away from zero; use the places it will be shown with. False: not defined (a base of 0)
 * or too large; *out is then untouched.
 */
#ifndef CORE_SERIES_H
#define CORE_SERIES_H

#include "base/decimal.h"
#include "base/period.h"

struct series_point {
    struct period period;
    struct decimal value;
};

/*
 * The value of `want` as it follows from the points of that year, by sums and differences: May from
 * January-May and January-April, January-March from a merged January-February and March. The
 * shortest way wins; what is stated directly is taken as stated. False if it does not follow.
 */
bool series_value(const struct series_point *points, ptrdiff_t n, struct period want,
                  struct decimal *out);

/* (now - base) / base in percent. The base must be above 0. */
bool series_growth(struct decimal now, struct decimal base, int places, struct decimal *out);
/* The base that `now` and its growth imply, to 0.0001. The growth must be above -100. */
bool series_base(struct decimal now, struct decimal growth, struct decimal *out);
/* actual - target, in percentage points: growth against target growth. No completion rate. */
bool series_gap(struct decimal actual, struct decimal target, struct decimal *out);
/* value / target in percent. The target must be above 0. */
bool series_completion(struct decimal value, struct decimal target, int places,
                       struct decimal *out);
/* 序时进度: the share of the year that is over at the end of `p`, by months of twelve, in percent.
 */
struct decimal series_linear_share(struct period p, int places);
/* The share of the year's target that the plan by month sets for the end of a period. */
bool series_planned_share(struct decimal planned, struct decimal target, int places,
                          struct decimal *out);

/* value / target less planned / target, in points, rounded once: below 0 is behind the plan. */
bool series_planned_gap(struct decimal value, struct decimal planned, struct decimal target,
                        int places, struct decimal *out);
/* value / target less the linear share at the end of `p`, in points, rounded once. */
bool series_linear_gap(struct decimal value, struct decimal target, struct period p, int places,
                       struct decimal *out);

/*
 * The yearly rate in percent that leads from `from` to `to` in `years` years (1..30): doubling in
 * three is 26.0. Exact integers. False if a value is not above 0 or `to` is over 1000 times `from`.
 */
bool series_needed_rate(struct decimal from, struct decimal to, int years, int places,
                        struct decimal *out);

/* A figure and its growth over the year before, as reported. */
struct series_figure {
    struct decimal value, growth;
};
/*
 * What is in `total` but not in `part`: local revenue inside total revenue leaves the rest. False
 * if it does not follow: a base that is not above 0, or numbers too large.
 */
bool series_residual(struct series_figure total, struct series_figure part, int places,
                     struct series_figure *out);

/*
 * Does a growth as reported disagree with value and base by more than `tolerance` points? That is a
 * warning, no correction. *recomputed is written when there is one.
 */
bool series_growth_differs(struct series_figure reported, struct decimal base,
                           struct decimal tolerance, struct decimal *recomputed);
/*
 * Is a figure so many times what it is held against, or so small a part of it, that a slip of unit
 * or point is likely (SERIES_SLIP_TIMES or more)? *out_times: how many, to the nearest whole
 * number. False if either is not above 0.
 */
enum { SERIES_SLIP_TIMES = 6 };
bool series_is_slip(struct decimal now, struct decimal beside, int64_t *out_times);
/*
 * Do a value and its growth show the same digits, like 2.49 and 2.49 %? Most likely a slip. Signs,
 * the point and zeros at the ends do not matter; three digits at least, as fewer coincide often.
 */
bool series_same_digits(struct decimal value, struct decimal growth);

#endif
