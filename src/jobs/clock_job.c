/*
 * clock_job.c -- a day's round of the clock.
 */
#include "jobs/clock_job.h"

#include "app/clock.h"

enum err clock_job_run(struct app *app, struct fail *why)
{
    struct clock_report report = {0};
    return clock_run(app, DATE_NONE, &report, why);
}
