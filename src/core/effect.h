/*
 * effect.h -- what solving problems came to in a span of days: found, solved, how long it took.
 *
 * Times to solve are the days from the one a problem was raised on (not counted) to the one it was
 * closed on. Percentiles are by nearest rank: of n values in order, the one at place p/100 * n
 * rounded up; so each is a time that some problem took, and half of one or two is the first.
 */
#ifndef CORE_EFFECT_H
#define CORE_EFFECT_H

#include "core/calendar.h"

struct effect_case {
    int64_t category, unit, project; /* ids; 0: none */
    int64_t opened_on, closed_on;    /* days; closed_on DATE_NONE: it is open */
};
/* Both days belong to it. */
struct effect_span {
    int64_t from, to;
};
/* Cases of one group; 0 takes all. */
struct effect_group {
    int64_t category, unit;
    bool by_category, by_unit;
};

enum { EFFECT_NONE_SOLVED = -1 };
struct effect_figures {
    int64_t found, solved;
    int64_t open; /* at the end of the span */
    /* Days to solve; EFFECT_NONE_SOLVED where nothing was. */
    int64_t median_days, p80_days, median_working_days, p80_working_days;
};

/* The value at the nearest rank; `sorted` rises, n is above 0, percent 1..100. */
int64_t percentile_nearest(const int64_t *sorted, ptrdiff_t n, int64_t percent);

/* What the cases of a group came to. */
struct effect_figures effect_measure(struct arena *a, const struct calendar *calendar,
                                     const struct effect_case *cases, ptrdiff_t n,
                                     const struct effect_group *group,
                                     const struct effect_span *span);

/* Projects set moving again: a problem of theirs was solved in the span, and none is open at its
 * end. */
int64_t effect_moving(struct arena *a, const struct effect_case *cases, ptrdiff_t n,
                      const struct effect_span *span);

#endif
