/*
 * effect.h -- whether coordinating helps (M18): problems (or matters of another kind) found and
 * solved in a year up to a day, how long solving took, what was reopened and set moving again,
 * beside the same days of the year before; and the problems that have been open longest.
 */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "app/report.h"

struct effect_query {
    int64_t year;    /* 0: that of the day looked at */
    struct str kind; /* of effect_kinds(); "": problems */
};
struct effect {
    int64_t year;
    struct str kind;
    int64_t from, to;           /* of the year; `to` is its last day or the day looked at */
    int64_t last_from, last_to; /* the same days a year before */
    struct report report;       /* totals, categories (of problems), units, oldest */
};
/* The kinds that are counted: those whose end says that something was done. */
const struct entity *const *effect_kinds(ptrdiff_t *out_n);
/* Matters of the kind within the caller's reach (matter_reach.h). Three statements, however many
 * there are. Errors: FORBIDDEN, INVALID (a year to come, another kind: c->problems), DB. */
MUST_USE enum err effect_make(struct call *c, const struct effect_query *q, struct effect *out,
                              struct fail *why);

#endif
