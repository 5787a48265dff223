/*
 * postgres.h -- what the files postgres*.c share: one connection to PostgreSQL through libpq.
 *
 * postgres.c connects and runs transactions, postgres_run.c statements, postgres_sql.c rewrites
 * texts, postgres_error.c words failures, postgres_number.c draws journal numbers. Nobody else
 * includes this.
 */
#ifndef POSTGRES_H
#define POSTGRES_H

#include "store/driver.h"

#include <libpq-fe.h>

/* Statements a connection keeps prepared; one more, and all are forgotten and begun again. */
enum { PREPARED_MAX = 512, PREPARED_SLOTS = 1024 };

struct prepared {
    struct str sql, types; /* what was asked: the text, and the type of each argument */
    uint64_t hash;
    int64_t number; /* its name is "s" and this */
};

struct prepared_cache {
    struct arena a;
    struct prepared *slots; /* PREPARED_SLOTS of them, found by hash */
    int64_t n, last_number;
};

struct connection {
    struct arena home; /* this struct and its texts live in it */
    const struct os *os;
    const char *where;
    PGconn *pg;
    struct prepared_cache cache;
    struct stream *streaming; /* a result whose rows are still on their way */
    int64_t horizon;          /* seen before the transaction's snapshot was taken */
    int64_t clock_base;       /* the database's clock when ticks were 0, as read at clock_read */
    int64_t clock_read;       /* in ticks; 0: never */
    bool writable;
    bool in_transaction;
    bool is_write;
    bool is_lost;       /* the connection went away: connect again before the next transaction */
    bool must_retry;    /* the last failure was a conflict between transactions */
    bool may_hold_lock; /* a draw failed half way: it may have left a session lock */
};

/* ?1 to $1 outside quoted text, quoted names and comments. */
struct str postgres_sql(struct arena *a, struct str sql);

/* Fill *why from a failed result (NULL: from the connection); notes loss and need to retry. */
enum err postgres_fail(struct connection *c, const PGresult *res, struct fail *why);
/* The same for a connection that could not be made. */
enum err postgres_fail_connect(const PGconn *pg, struct fail *why);

/* driver.run and driver.script */
enum err postgres_run(struct connection *c, struct str sql, const struct value *args, int n_args,
                      each_row_fn *each, void *ctx, int64_t *out_changed, struct fail *why);
enum err postgres_script(struct connection *c, struct str sql, struct fail *why);
/* Forget what is prepared: the connection is new, or the schema is. */
void postgres_forget(struct connection *c);
/* One row of integers, out[n]. */
enum err postgres_numbers(struct connection *c, struct str sql, int64_t *out, int n,
                          struct fail *why);

/* driver.draw; and the horizon as it is now, which holds for snapshots taken afterwards. */
enum err postgres_draw(struct connection *c, int64_t *out_seq, int64_t *out_instant,
                       struct fail *why);
enum err postgres_horizon_now(struct connection *c, int64_t *out_seq, struct fail *why);

#endif
