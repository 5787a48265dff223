/*
 * outbox_job.c -- a round of the outbox.
 */
#include "jobs/outbox_job.h"

#include "app/outbox_send.h"
#include "jobs/carrier.h"

#define ROUND ((int64_t)2 * 1000000) /* so long until the thread looks whether it is to stop */

static enum err send_next(struct app *app, struct arena *a, struct carrier *carrier, bool *out_more,
                          struct fail *why)
{
    struct parcel p = {0};
    bool is_taken = false;
    arena_reset(a);
    enum err err = outbox_take(app, a, &p, &is_taken, out_more, why);
    if (err != OK || !is_taken)
        return err;
    struct carried c = carrier_send(carrier, a, &p);
    return outbox_done(app, &p, &c, why);
}

enum err outbox_job_run(struct app *app, struct fail *why)
{
    struct arena a;
    struct carrier carrier = {0};
    bool is_more = true;
    int64_t until = app->os->ticks(app->os->ctx) + ROUND;
    enum err err = outbox_pack(app, why);
    arena_init(&a, 64 * MIB);
    while (err == OK && is_more && app->os->ticks(app->os->ctx) < until)
        err = send_next(app, &a, &carrier, &is_more, why);
    carrier_done(&carrier);
    arena_done(&a);
    return err;
}
