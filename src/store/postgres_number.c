/*
 * postgres_number.c -- journal numbers on PostgreSQL: drawing one, and the horizon.
 *
 * Transactions commit in another order than they draw their numbers in, so "everything up to the
 * highest number seen" may still grow. The horizon is a number below and at which nothing can
 * appear any more. Sequence journal_number gives the numbers; every writer marks its own by a
 * shared advisory lock on it, which the server drops when the transaction has ended.
 *
 * Drawing, in this order:
 *   1. read L, the last number drawn (0: none yet);    2. lock L, for the session;
 *   3. draw n, so n > L;                               4. lock n, for the transaction;
 *   5. unlock L.
 * Observing, in this order:
 *   1. read H, the last number drawn;                  2. read all locks held; M is the lowest.
 *   The horizon is min(H, M - 1), or H if there are no locks.
 *
 * Claim. A snapshot taken after the observation sees every entry numbered up to the horizon that
 * will ever exist.
 * Proof. Let n be a number whose transaction is not visible to such a snapshot. PostgreSQL makes a
 * commit visible before it releases the transaction's locks, so if the transaction has drawn n by
 * the time of observing step 2, its lock on n has not been released before that step.
 *   a. n is drawn after observing step 1. Then n > H, because a sequence only grows.
 *   b. n is drawn before observing step 1. Then drawing steps 1 and 2 lie before observing step 2.
 *      At that moment the writer holds L (steps 2 to 5) or n (from step 4 on), perhaps both;
 *      pg_locks is one consistent picture of the advisory locks, so it shows one of them. Both are
 *      at most n, so M <= n, and the horizon is below n.
 * Either way n is above the horizon. []
 * A writer that stalls between steps 1 and 2 harms nothing: it draws only later, by case a.
 * L = 0 is locked like any other number; then M = 0 and the horizon is below 0, reported as 0.
 *
 * Only a snapshot taken *after* the observation may use it: a read transaction observes before it
 * begins (postgres.c).
 *
 * The number locks are all shared, so nobody ever waits for one (L of one writer is n of another).
 *
 * Instants: for n1 < n2 the instant of n1 must not be above that of n2. Drawing step 3 and reading
 * the clock are one act under an exclusive advisory lock, DRAWING, held for some microseconds
 * inside one statement, during which nothing is waited for. The last instant given is kept in
 * sequence journal_instant, as a sequence's value outlives a rollback and a turned-back clock.
 *
 * The statements below are chains: each step takes its input from the step before, and the steps
 * are MATERIALIZED, so the server can neither reorder nor merge them.
 */
#include "store/postgres.h"

/* Key of the exclusive lock: below 0, where no journal number is. */
#define DRAWING "-1"

static const struct str draw_sql =
    S_("WITH seen AS MATERIALIZED ("
       "  SELECT coalesce(pg_sequence_last_value(to_regclass('journal_number')), 0) AS l),"
       " held AS MATERIALIZED ("
       "  SELECT l FROM seen WHERE pg_advisory_lock_shared(l) IS NOT NULL),"
       " alone AS MATERIALIZED ("
       "  SELECT l FROM held WHERE pg_advisory_lock(" DRAWING " + 0 * l) IS NOT NULL),"
       " drawn AS MATERIALIZED ("
       "  SELECT l, nextval('journal_number') AS n FROM alone),"
       " kept AS MATERIALIZED ("
       "  SELECT l, n FROM drawn WHERE pg_advisory_xact_lock_shared(n) IS NOT NULL),"
       " dated AS MATERIALIZED ("
       "  SELECT l, n, setval('journal_instant', greatest("
       "    coalesce(pg_sequence_last_value('journal_instant'), 0),"
       "    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + 0 * n)) AS t FROM kept),"
       " freed AS MATERIALIZED ("
       "  SELECT l, n, t FROM dated WHERE pg_advisory_unlock(" DRAWING " + 0 * t))"
       " SELECT n, t FROM freed WHERE pg_advisory_unlock_shared(l + 0 * n)");

/* pg_locks splits a key in halves: classid is the upper, objid the lower; objsubid 1 is the family
 * of keys with 64 bits. An upper half from 2^31 on is a key below 0: DRAWING and other uses. */
static const struct str horizon_sql =
    S_("WITH top AS MATERIALIZED ("
       "  SELECT coalesce(pg_sequence_last_value(to_regclass('journal_number')), 0) AS h),"
       " low AS MATERIALIZED ("
       "  SELECT h, (SELECT min((k.classid::bigint << 32) | k.objid::bigint) - 1"
       "    FROM pg_locks k WHERE k.locktype = 'advisory' AND k.objsubid = 1"
       "    AND k.classid::bigint < 2147483648 AND top.h >= 0"
       "    AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
       "    AS m FROM top)"
       " SELECT greatest(least(h, m), 0) FROM low");

enum err postgres_draw(struct connection *c, int64_t *out_seq, int64_t *out_instant,
                       struct fail *why)
{
    assert(c->in_transaction && c->is_write);
    int64_t drawn[2] = {0};
    c->may_hold_lock = true;
    enum err err = postgres_numbers(c, draw_sql, drawn, 2, why);
    if (err != OK)
        return err;
    c->may_hold_lock = false;
    *out_seq = drawn[0];
    *out_instant = drawn[1];
    return OK;
}

enum err postgres_horizon_now(struct connection *c, int64_t *out_seq, struct fail *why)
{
    return postgres_numbers(c, horizon_sql, out_seq, 1, why);
}
