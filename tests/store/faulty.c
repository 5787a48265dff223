/*
 * faulty.c -- an engine whose n-th call fails.
 */
#include "store/faulty.h"

#include <stdatomic.h>

static struct driver wrapped[DIALECT_COUNT];
static const struct driver *const real[DIALECT_COUNT] = {&driver_sqlite, &driver_postgres};
static const struct driver *inner; /* of the test that is running */
static enum fault_when fault_when;
static int fault_at;
static _Atomic int n_calls;
static _Atomic int n_commits;

/* Counts a call; does it fail in this way? */
static bool is_due(int call, enum fault_when when)
{
    return fault_when == when && call == fault_at;
}

static enum err fault(struct fail *why)
{
    return FAIL(why, ERR_IO, MSG_store_file, ARG_TEXT(S("injected")));
}

static enum err faulty_run(struct connection *c, struct str sql, const struct value *args,
                           int n_args, each_row_fn *each, void *ctx, int64_t *out_changed,
                           struct fail *why)
{
    int call = atomic_fetch_add(&n_calls, 1) + 1;
    if (is_due(call, FAULT_BEFORE))
        return fault(why);
    enum err err = inner->run(c, sql, args, n_args, each, ctx, out_changed, why);
    return err == OK && is_due(call, FAULT_AFTER) ? fault(why) : err;
}

static enum err faulty_begin(struct connection *c, bool write, struct fail *why)
{
    int call = atomic_fetch_add(&n_calls, 1) + 1;
    if (is_due(call, FAULT_BEFORE))
        return fault(why);
    enum err err = inner->begin(c, write, why);
    if (err == OK && is_due(call, FAULT_AFTER)) {
        inner->rollback(c);
        return fault(why);
    }
    return err;
}

/* Afterwards: it is committed, and nobody is told so. */
static enum err faulty_commit(struct connection *c, bool *out_retry, struct fail *why)
{
    int call = atomic_fetch_add(&n_calls, 1) + 1;
    *out_retry = false;
    if (is_due(call, FAULT_BEFORE))
        return fault(why);
    enum err err = inner->commit(c, out_retry, why);
    if (err == OK)
        (void)atomic_fetch_add(&n_commits, 1);
    return err == OK && is_due(call, FAULT_AFTER) ? fault(why) : err;
}

static enum err faulty_draw(struct connection *c, int64_t *out_seq, int64_t *out_instant,
                            struct fail *why)
{
    int call = atomic_fetch_add(&n_calls, 1) + 1;
    if (is_due(call, FAULT_BEFORE))
        return fault(why);
    enum err err = inner->draw(c, out_seq, out_instant, why);
    return err == OK && is_due(call, FAULT_AFTER) ? fault(why) : err;
}

const struct driver *faulty_driver(enum dialect dialect)
{
    struct driver *d = &wrapped[dialect];
    inner = real[dialect];
    *d = *inner;
    d->run = faulty_run;
    d->begin = faulty_begin;
    d->commit = faulty_commit;
    d->draw = faulty_draw;
    faulty_arm(FAULT_NEVER, 0);
    return d;
}

void faulty_arm(enum fault_when when, int n)
{
    fault_when = when;
    fault_at = n;
    atomic_store(&n_calls, 0);
    atomic_store(&n_commits, 0);
}

int faulty_calls(void)
{
    return atomic_load(&n_calls);
}

int faulty_commits(void)
{
    return atomic_load(&n_commits);
}
