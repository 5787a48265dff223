/*
 * load.h -- who has how much to do (M13): matters that units lead, compared among units of the same
 * kind; and inside a unit what each of its posts has open, for the unit's head only.
 *
 * What is compared is the work of units. Posts stand in their own order, nothing judges them.
 */
#ifndef APP_LOAD_H
#define APP_LOAD_H

#include "app/report.h"

struct load_choice {
    int64_t unit;
    struct str name;
};
struct load {
    int64_t unit; /* whose units below are compared */
    struct str unit_name;
    int64_t from, to; /* days within which closed matters count: the year up to the day looked at */
    const struct load_choice *choices; /* other units that may be chosen */
    ptrdiff_t n_choices;
    struct report report; /* a table for each kind of unit, by its level's code; "self"; "posts" */
};

/*
 * `unit`: a code or "#id"; "": the county, for those who see its matters; for others the units
 * beside their own, of which their own is shown with the median of all. Matters for few count for
 * the two offices only. As many statements whatever is there. Errors: FORBIDDEN, NOT_FOUND, DB.
 */
MUST_USE enum err load_make(struct call *c, struct str unit, struct load *out, struct fail *why);

#endif
