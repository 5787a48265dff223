/*
 * clock_job.h -- the job that does what is due of matters by itself, on each working day.
 */
#ifndef CLOCK_JOB_H
#define CLOCK_JOB_H

#include "app/app.h"

/* job.run: what is due today (app/clock.h). */
MUST_USE enum err clock_job_run(struct app *app, struct fail *why);

#endif
