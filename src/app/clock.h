/*
 * clock.h -- what becomes due by itself: the clock's moves of the flows, the steps of ladders, and
 * the reminder one working day before a term ends (R15, an electronic-supervision rule).
 *
 * One act each, by the program itself, on working days; what fell due on days of rest is done on
 * the next working day. Whatever runs twice, or on two servers at once, does nothing twice: each
 * act asks again, inside its write, whether it is still due. A demo county has its own day.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include "app/app.h"

struct clock_report {
    int64_t day;
    bool is_rest; /* a day of rest: nothing was done */
    int64_t n_open;
    int64_t n_moves, n_steps, n_reminders;
};
/* Do what is due on a day (DATE_NONE: today), and note that the day was seen to. */
MUST_USE enum err clock_run(struct app *app, int64_t day, struct clock_report *out,
                            struct fail *why);
/* A job's look: is today a working day with open matters that nobody has seen to yet? */
MUST_USE enum err clock_is_due(struct app *app, bool *out, struct fail *why);

#endif
