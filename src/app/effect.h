/*
 * effect.h -- whether coordinating helps (M18): problems found and solved in a year up to a day,
 * how long solving took, what was reopened and set moving again, beside the same days of the year
 * before; and the problems that have been open longest.
 */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "app/report.h"

struct effect {
    int64_t year;
    int64_t from, to;           /* of the year; `to` is its last day or the day looked at */
    int64_t last_from, last_to; /* the same days a year before */
    struct report report;       /* totals, categories, units, oldest */
};
/* Problems within the caller's reach (matter_reach.h). Three statements, however many there are.
 * year 0: that of the day looked at. Errors: FORBIDDEN, INVALID (a year to come), DB. */
MUST_USE enum err effect_make(struct call *c, int64_t year, struct effect *out, struct fail *why);

#endif
