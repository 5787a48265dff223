/*
 * jobs.h -- what runs by itself beside the requests: a thread that runs a table of jobs.
 *
 * A job runs at most `every_us` after it was last looked at, if something is due for it and this
 * server holds its claim (app/claim.h): of several servers on one database one does the work,
 * unless it is each server's own. An
 * idle installation writes nothing. To add a job: its function, a row in jobs_table.
 */
#ifndef JOBS_H
#define JOBS_H

#include "app/app.h"

struct job {
    struct str name; /* of the claim, too */
    int64_t every_us;
    bool is_own;  /* each server does it for itself, without a claim */
    bool is_slow; /* waits for others than the database: no last round when the server stops */
    /* A cheap look whether there is work. */
    enum err (*is_due)(struct app *app, bool *out, struct fail *why);
    enum err (*run)(struct app *app, struct fail *why);
};
extern const struct job jobs_table[]; /* ends with an empty name */
/* Those that wait for the network, on a thread of their own: nothing waits for them. */
extern const struct job jobs_outward[];

/* Hears of failures, from the jobs' thread: the first of a row of equal ones, then one a minute. */
struct job_listener {
    void (*failed)(void *ctx, struct str job, const struct fail *why); /* NULL: nobody */
    void *ctx;
};

struct jobs;

/* `app` must outlive the jobs. Lives in `a`. Errors: UNAVAILABLE (no thread). */
MUST_USE enum err jobs_start(struct arena *a, struct app *app, const struct job *table,
                             struct job_listener listener, struct jobs **out, struct fail *why);
/* Waits for the job that runs, does a last round, gives claims back. NULL is fine. */
void jobs_stop(struct jobs *j);

#endif
