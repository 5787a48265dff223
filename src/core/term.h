/*
 * term.h -- when a term ends, and how far away that is.
 *
 * The day on which a term begins is not counted (民法典 art. 201). A term in days or months that
 * would end on a day of rest ends on the next working day (art. 203); one in working days counts no
 * day of rest at all (行政许可法 art. 82). Days on which the clock is stopped do not count
 * (行政许可法 art. 45).
 */
#ifndef CORE_TERM_H
#define CORE_TERM_H

#include "base/date.h"

struct calendar;

enum term_unit { TERM_DAYS, TERM_WORKING_DAYS, TERM_MONTHS, TERM_UNIT_COUNT };
enum { TERM_MAX_DAYS = 36600, TERM_MAX_MONTHS = 1200 }; /* a hundred years */

struct term {
    enum term_unit unit;
    int64_t n;
};

/* Days, both included, that do not count. DATE_NONE as `to`: the clock still stands. */
struct term_stop {
    int64_t from, to;
};

struct term_clock {
    struct term term;
    int64_t start;                 /* the day of the event, not counted */
    const struct term_stop *stops; /* in any order; may overlap */
    ptrdiff_t n_stops;
};

/* Is n above 0 and not over a hundred years? The functions below want such a term. */
bool term_valid(struct term t);
/* The last day of the term; DATE_NONE if a stop without an end keeps it open. */
int64_t term_end(const struct calendar *c, const struct term_clock *clock);
/*
 * What is left of the term when `today` is over, in working days for TERM_WORKING_DAYS, else in
 * calendar days; 0 when it is used up. Does not move while the clock is stopped.
 */
int64_t term_left(const struct calendar *c, const struct term_clock *clock, int64_t today);

/* With so many working days left, or fewer, a term is said to be near. */
enum { TERM_NEAR_WORKING_DAYS = 3 };

/* How far `due` is from `today`. Due today is not overdue: 0 days. */
struct term_distance {
    bool is_overdue;
    int64_t days, working_days; /* left, or overdue; never below 0 */
    bool is_provisional;        /* the working days may still change */
};
struct term_distance term_distance(const struct calendar *c, int64_t due, int64_t today);

#endif
