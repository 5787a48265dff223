/*
 * sealer.c -- one round of sealing.
 */
#include "jobs/sealer.h"

#include "app/seal.h"

/* So long other jobs may wait for this one: a backlog is sealed over several rounds. */
enum { BATCHES_A_ROUND = 50 };

enum err sealer_run(struct app *app, struct fail *why)
{
    enum err err = OK;
    int64_t n = SEAL_BATCH;
    for (int i = 0; err == OK && n == SEAL_BATCH && i < BATCHES_A_ROUND; i++)
        err = seal_step(app, &n, why);
    return err;
}
