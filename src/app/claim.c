/*
 * claim.c -- claims as rows of the job table.
 */
#include "app/claim.h"

struct claim {
    struct str name, holder;
    int64_t now, until;
    int64_t n; /* rows changed: 1 if it is ours */
};

static enum err take(struct tx *tx, void *ctx, struct fail *why)
{
    struct claim *c = ctx;
    const struct value add[] = {VALUE_OF_TEXT(c->name), VALUE_OF_INT(c->now)};
    const struct value args[] = {VALUE_OF_TEXT(c->name), VALUE_OF_TEXT(c->holder),
                                 VALUE_OF_INT(c->until), VALUE_OF_INT(c->now)};
    enum err err = tx_exec(tx, STMT_job_add, add, 2, NULL, why);
    return err == OK ? tx_exec(tx, STMT_job_claim, args, 4, &c->n, why) : err;
}

enum err claim_take(struct app *app, struct str name, struct str holder, int64_t now, int64_t until,
                    bool *out, struct fail *why)
{
    struct claim c = {.name = name, .holder = holder, .now = now, .until = until};
    enum err err = store_keep(app->store, take, &c, why);
    if (err == OK)
        *out = c.n > 0;
    return err;
}

static enum err release(struct tx *tx, void *ctx, struct fail *why)
{
    const struct claim *c = ctx;
    const struct value args[] = {VALUE_OF_TEXT(c->name), VALUE_OF_TEXT(c->holder)};
    return tx_exec(tx, STMT_job_release, args, 2, NULL, why);
}

enum err claim_release(struct app *app, struct str name, struct str holder, struct fail *why)
{
    struct claim c = {.name = name, .holder = holder};
    return store_keep(app->store, release, &c, why);
}
