/*
 * burden.h -- what the program asks of units in a month: fields to fill in, notices, papers.
 *
 * It measures the program, not those who use it: nothing is told of a post or a person.
 */
#ifndef APP_BURDEN_H
#define APP_BURDEN_H

#include "app/report.h"
#include "base/period.h"

struct burden {
    struct period month;
    struct report report; /* a table for each kind of unit, "self", and "months" of the own unit */
};

/*
 * `month`: "2006-05"; "": that of the day looked at. Units as compared_units() shows them, the own
 * one with the twelve months up to `month`. Errors: FORBIDDEN, INVALID (no month, or one to come),
 * DB.
 */
MUST_USE enum err burden_make(struct call *c, struct str month, struct burden *out,
                              struct fail *why);

#endif
