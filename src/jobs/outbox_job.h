/*
 * outbox_job.h -- the job that gathers and sends what leaves the program.
 */
#ifndef OUTBOX_JOB_H
#define OUTBOX_JOB_H

#include "app/app.h"

/* job.run: what is ready now, for two seconds or so; the rest in the next round. */
MUST_USE enum err outbox_job_run(struct app *app, struct fail *why);

#endif
