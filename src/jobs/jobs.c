/*
 * jobs.c -- the thread that runs the jobs, and their claims.
 */
#include "jobs/jobs.h"

#include "app/claim.h"
#include "app/clock.h"
#include "app/keys.h"
#include "app/outbox_send.h"
#include "app/seal.h"
#include "jobs/clock_job.h"
#include "jobs/outbox_job.h"
#include "jobs/sealer.h"

#include <errno.h>
#include <pthread.h>

enum { JOBS_MAX = 16, HOLDER_LEN = 16 };

#define SECOND     ((int64_t)1000000)
#define LEASE      (10 * SECOND) /* a dead server's claim ends so soon */
#define TOLD_AGAIN (60 * SECOND)

const struct job jobs_table[] = {
    {.name = S_("keys"),
     .every_us = SECOND,
     .is_own = true,
     .is_due = keys_are_changed,
     .run = keys_refresh},
    /* architecture.md, "Record": in batches of at most one second. Half, as looking takes time. */
    {.name = S_("sealer"), .every_us = SECOND / 2, .is_due = seal_is_due, .run = sealer_run},
    /* Once on each working day, soon after it has begun or the server has. */
    {.name = S_("clock"), .every_us = 60 * SECOND, .is_due = clock_is_due, .run = clock_job_run},
    {.name = S_("")},
};

/* Without a claim: each message is taken by one server (app/outbox_send.h). */
const struct job jobs_outward[] = {
    {.name = S_("outbox"),
     .every_us = SECOND / 2,
     .is_own = true,
     .is_slow = true,
     .is_due = outbox_is_due,
     .run = outbox_job_run},
    {.name = S_("outbox sweep"),
     .every_us = 3600 * SECOND,
     .is_slow = true,
     .is_due = outbox_has_old,
     .run = outbox_sweep},
    {.name = S_("")},
};

/* A job of this thread, and what became of it. Ticks are of the monotonic clock. */
struct running {
    const struct job *job;
    int64_t next, claimed_until; /* ticks; 0: not claimed */
    int64_t told;                /* ticks when a failure was last told */
    enum msg failure;            /* MSG_none: the last run went well */
};

struct jobs {
    struct app *app;
    struct job_listener listener;
    struct running running[JOBS_MAX];
    int n;
    char holder[2 * HOLDER_LEN];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t stopped;
    bool must_stop; /* under `lock` */
};

static int64_t ticks(const struct jobs *j)
{
    return j->app->os->ticks(j->app->os->ctx);
}

static struct str holder(const struct jobs *j)
{
    return (struct str){j->holder, sizeof j->holder};
}

/* Is the claim ours? Renewed when half of it is over. */
static enum err hold(struct jobs *j, struct running *r, bool *out, struct fail *why)
{
    int64_t at = ticks(j);
    *out = r->claimed_until - at > LEASE / 2;
    if (*out)
        return OK;
    int64_t now = j->app->os->now(j->app->os->ctx);
    enum err err = claim_take(j->app, r->job->name, holder(j), now, now + LEASE, out, why);
    r->claimed_until = err == OK && *out ? at + LEASE : 0;
    return err;
}

static enum err run_once(struct jobs *j, struct running *r, struct fail *why)
{
    bool goes_on = false;
    enum err err = r->job->is_due(j->app, &goes_on, why);
    if (err == OK && goes_on && !r->job->is_own)
        err = hold(j, r, &goes_on, why);
    if (err == OK && goes_on)
        err = r->job->run(j->app, why);
    return err;
}

static void tell(struct jobs *j, struct running *r, enum err err, const struct fail *why)
{
    enum msg failure = err == OK ? MSG_none : why->message.id;
    bool is_news = failure != r->failure || ticks(j) - r->told > TOLD_AGAIN;
    r->failure = failure;
    if (err == OK || !is_news || !j->listener.failed)
        return;
    r->told = ticks(j);
    j->listener.failed(j->listener.ctx, r->job->name, why);
}

static void run_round(struct jobs *j, bool is_last)
{
    for (int i = 0; i < j->n; i++) {
        struct running *r = &j->running[i];
        struct fail why = {0};
        if (is_last ? r->job->is_slow : ticks(j) < r->next)
            continue;
        enum err err = run_once(j, r, &why);
        r->next = ticks(j) + r->job->every_us;
        tell(j, r, err, &why);
    }
}

static int64_t next_due(const struct jobs *j)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < j->n; i++)
        if (j->running[i].next < next)
            next = j->running[i].next;
    return next;
}

/* Sleeps until the next job is due; true when it is time to stop. */
static bool wait_for_next(struct jobs *j)
{
    struct timespec until = {0};
    int64_t sleep_us = next_due(j) - ticks(j);
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    if (sleep_us > 0) {
        int64_t ns = until.tv_nsec + sleep_us % SECOND * 1000;
        until.tv_sec += sleep_us / SECOND + ns / 1000000000;
        until.tv_nsec = ns % 1000000000;
    }
    (void)pthread_mutex_lock(&j->lock);
    while (!j->must_stop && pthread_cond_timedwait(&j->stopped, &j->lock, &until) != ETIMEDOUT)
        continue;
    bool must_stop = j->must_stop;
    (void)pthread_mutex_unlock(&j->lock);
    return must_stop;
}

static void *work(void *ctx)
{
    struct jobs *j = ctx;
    do
        run_round(j, false);
    while (!wait_for_next(j));
    run_round(j, true);
    return NULL;
}

static void fill_holder(struct jobs *j)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char id[HOLDER_LEN];
    j->app->os->random(j->app->os->ctx, id, sizeof id);
    for (int i = 0; i < HOLDER_LEN; i++) {
        j->holder[2 * i] = digits[id[i] >> 4];
        j->holder[2 * i + 1] = digits[id[i] & 15];
    }
}

static enum err start_thread(struct jobs *j, struct fail *why)
{
    pthread_condattr_t attr;
    (void)pthread_condattr_init(&attr);
    (void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&j->stopped, &attr);
    (void)pthread_condattr_destroy(&attr);
    (void)pthread_mutex_init(&j->lock, NULL);
    if (pthread_create(&j->thread, NULL, work, j) == 0)
        return OK;
    (void)pthread_mutex_destroy(&j->lock);
    (void)pthread_cond_destroy(&j->stopped);
    return FAIL(why, ERR_UNAVAILABLE, MSG_jobs_thread, ARG_NONE);
}

enum err jobs_start(struct arena *a, struct app *app, const struct job *table,
                    struct job_listener listener, struct jobs **out, struct fail *why)
{
    struct jobs *j = NEW(a, struct jobs, 1);
    *j = (struct jobs){.app = app, .listener = listener};
    for (; table[j->n].name.len > 0; j->n++) {
        assert(j->n < JOBS_MAX);
        j->running[j->n].job = &table[j->n];
    }
    fill_holder(j);
    enum err err = start_thread(j, why);
    if (err == OK)
        *out = j;
    return err;
}

void jobs_stop(struct jobs *j)
{
    if (!j)
        return;
    (void)pthread_mutex_lock(&j->lock);
    j->must_stop = true;
    (void)pthread_cond_signal(&j->stopped);
    (void)pthread_mutex_unlock(&j->lock);
    (void)pthread_join(j->thread, NULL);
    for (int i = 0; i < j->n; i++) {
        struct fail why = {0};
        if (j->running[i].claimed_until != 0 &&
            claim_release(j->app, j->running[i].job->name, holder(j), &why) != OK)
            tell(j, &j->running[i], why.err, &why);
    }
    (void)pthread_mutex_destroy(&j->lock);
    (void)pthread_cond_destroy(&j->stopped);
}
