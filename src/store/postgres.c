/*
 * postgres.c -- the PostgreSQL engine: connections and transactions.
 *
 * A view is a READ ONLY REPEATABLE READ transaction, a write SERIALIZABLE; the caller runs a write
 * again when must_retry() says that it crossed another. A connection that was lost is made anew at
 * the next begin; inside a transaction the loss is told, as what was done so far is gone. Settings
 * that answers depend on (schema, encoding, time limits) are made for each connection, whatever the
 * server's or the role's are.
 */
#include "store/postgres.h"

enum { SERVER_OLDEST = 130000, CLOCK_TRUSTED_US = 10 * 1000 * 1000 };

/* Words of the URL win over what stands before `dbname`, and lose to what stands after it. */
static PGconn *connect_to(const char *where)
{
    const char *const words[] = {"connect_timeout",
                                 "keepalives_idle",
                                 "tcp_user_timeout",
                                 "dbname",
                                 "client_encoding",
                                 "application_name",
                                 NULL};
    const char *const values[] = {"10", "30", "60000", where, "UTF8", "ponan", NULL};
    return PQconnectdbParams(words, values, 1);
}

static const char *const session_sql =
    "SET search_path = public, pg_temp;"
    "SET timezone = 'UTC';"
    "SET standard_conforming_strings = on;"
    "SET statement_timeout = '15min';"
    "SET lock_timeout = '30s';"
    "SET idle_in_transaction_session_timeout = '15min';"
    /* Statements are short: compiling them costs more than it saves. */
    "SET jit = off;"
    /* A change that was confirmed must outlive a crash of the server. */
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off';";

static enum err check_server(struct connection *c, struct fail *why)
{
    int version = PQserverVersion(c->pg);
    if (version < SERVER_OLDEST)
        return FAIL(why, ERR_DB, MSG_store_pg_version, ARG_INT(version / 10000));
    struct str encoding = str_of(PQparameterStatus(c->pg, "server_encoding"));
    if (!str_eq(encoding, S("UTF8")))
        return FAIL(why, ERR_DB, MSG_store_pg_encoding, ARG_TEXT(encoding));
    return OK;
}

static enum err command(struct connection *c, const char *sql, struct fail *why)
{
    PGresult *res = PQexec(c->pg, sql);
    ExecStatusType status = PQresultStatus(res);
    bool is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    enum err err = is_done ? OK : postgres_fail(c, res, why);
    PQclear(res);
    return err;
}

/* Notices are for people at a terminal. */
static void ignore_notice(void *ctx, const char *text)
{
    (void)ctx;
    (void)text;
}

/* Make c->pg, or make it anew after a loss. */
static enum err open_session(struct connection *c, struct fail *why)
{
    PQfinish(c->pg);
    c->pg = connect_to(c->where);
    if (PQstatus(c->pg) != CONNECTION_OK)
        return postgres_fail_connect(c->pg, why);
    c->is_lost = false;
    c->may_hold_lock = false;
    c->clock_read = 0;
    (void)PQsetNoticeProcessor(c->pg, ignore_notice, NULL);
    postgres_forget(c);
    enum err err = check_server(c, why);
    if (err == OK)
        err = command(c, session_sql, why);
    if (err == OK && !c->writable)
        err = command(c, "SET default_transaction_read_only = on", why);
    c->is_lost = err != OK;
    return err;
}

static void postgres_disconnect(struct connection *c)
{
    if (!c)
        return;
    PQfinish(c->pg);
    arena_done(&c->cache.a);
    struct arena home = c->home;
    arena_done(&home);
}

static enum err postgres_connect(const struct os *os, struct str where, bool writable,
                                 struct connection **out, struct fail *why)
{
    struct arena home;
    arena_init(&home, MIB);
    struct connection *c = NEW(&home, struct connection, 1);
    *c = (struct connection){.os = os, .where = str_z(&home, where), .writable = writable};
    c->home = home;
    arena_init(&c->cache.a, 64 * MIB);
    enum err err = open_session(c, why);
    if (err != OK) {
        postgres_disconnect(c);
        return err;
    }
    *out = c;
    return OK;
}

/* --- transactions ----------------------------------------------------------------------------- */

static enum err begin_once(struct connection *c, bool write, struct fail *why)
{
    if (write)
        return command(c, "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE", why);
    /* The horizon holds for snapshots taken after it was observed (postgres_number.c). */
    enum err err = postgres_horizon_now(c, &c->horizon, why);
    if (err != OK)
        return err;
    return command(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", why);
}

static enum err postgres_begin(struct connection *c, bool write, struct fail *why)
{
    assert(!c->in_transaction && !c->streaming);
    assert(c->writable || !write);
    enum err err = OK;
    c->must_retry = false;
    if (!c->is_lost)
        err = begin_once(c, write, why);
    /* The server may have been started anew since the last transaction: nothing is lost yet. */
    if (c->is_lost) {
        err = open_session(c, why);
        if (err == OK)
            err = begin_once(c, write, why);
    }
    c->in_transaction = err == OK;
    c->is_write = write;
    return err;
}

static enum err postgres_commit(struct connection *c, bool *out_retry, struct fail *why)
{
    assert(c->in_transaction && !c->streaming);
    c->in_transaction = false;
    PGresult *res = PQexec(c->pg, "COMMIT");
    enum err err = OK;
    if (PQresultStatus(res) != PGRES_COMMAND_OK)
        err = postgres_fail(c, res, why);
    else if (!str_eq(str_of(PQcmdStatus(res)), S("COMMIT")))
        /* After a failed statement COMMIT is a rollback, and no error to the server. */
        err = FAIL(why, ERR_DB, MSG_store_pg_undone, ARG_NONE);
    if (c->is_lost && c->is_write)
        err = FAIL(why, ERR_UNAVAILABLE, MSG_store_pg_unknown, ARG_NONE);
    PQclear(res);
    if (out_retry)
        *out_retry = c->must_retry;
    return err;
}

static void postgres_rollback(struct connection *c)
{
    struct fail why = {0};
    assert(!c->streaming);
    if (c->in_transaction && !c->is_lost)
        (void)command(c, "ROLLBACK", &why);
    c->in_transaction = false;
    if (!c->may_hold_lock || c->is_lost)
        return;
    (void)command(c, "SELECT pg_advisory_unlock_all()", &why);
    c->may_hold_lock = false;
}

static bool postgres_must_retry(struct connection *c)
{
    return c->must_retry;
}

/*
 * Who loses to others again and again waits a little, by chance: by PostgreSQL's clock and dice,
 * as the store has none. Two servers and 500 clients took all tries of a write without it. At once
 * after the first losses, as most writes win then; the longest wait is 0.1 s.
 */
static void postgres_stand_back(struct connection *c, int n_lost)
{
    static const char *const pauses[] = {
        "DO 'BEGIN PERFORM pg_sleep(random() * 0.01); END'",
        "DO 'BEGIN PERFORM pg_sleep(random() * 0.03); END'",
        "DO 'BEGIN PERFORM pg_sleep(random() * 0.1); END'",
    };
    enum { AT_ONCE = 3, EACH = 4 };
    struct fail ignored = {0};
    int at = (n_lost - AT_ONCE) / EACH;
    if (n_lost < AT_ONCE || c->is_lost)
        return;
    at = at < (int)ARRAY_LEN(pauses) ? at : (int)ARRAY_LEN(pauses) - 1;
    (void)command(c, pauses[at], &ignored);
}

/* Outside a transaction a lost connection is made anew before the statement. */
static enum err run_anywhere(struct connection *c, struct str sql, const struct value *args,
                             int n_args, each_row_fn *each, void *ctx, int64_t *out_changed,
                             struct fail *why)
{
    if (!c->in_transaction)
        c->must_retry = false;
    enum err err = c->is_lost && !c->in_transaction ? open_session(c, why) : OK;
    return err == OK ? postgres_run(c, sql, args, n_args, each, ctx, out_changed, why) : err;
}

/* In a read transaction: as its snapshot knows it. In a write: what was last seen before it. */
static enum err postgres_horizon(struct connection *c, int64_t *out_seq, struct fail *why)
{
    if (!c->in_transaction) {
        enum err err = c->is_lost ? open_session(c, why) : OK;
        if (err == OK)
            err = postgres_horizon_now(c, &c->horizon, why);
        if (err != OK)
            return err;
    }
    *out_seq = c->horizon;
    return OK;
}

/* The server's clock; asked for now and then, in between the machine's own ticks are added. */
static int64_t postgres_now(struct connection *c)
{
    static const struct str clock_sql =
        S_("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
    int64_t ticks = c->os->ticks(c->os->ctx);
    if (c->clock_read == 0)
        c->clock_base = c->os->now(c->os->ctx) - ticks;
    PGTransactionStatusType status = PQtransactionStatus(c->pg);
    bool may_ask = !c->is_lost && (status == PQTRANS_IDLE || status == PQTRANS_INTRANS);
    if (may_ask && (c->clock_read == 0 || ticks - c->clock_read > CLOCK_TRUSTED_US)) {
        struct fail why = {0};
        int64_t now = 0;
        if (postgres_numbers(c, clock_sql, &now, 1, &why) == OK) {
            ticks = c->os->ticks(c->os->ctx);
            c->clock_base = now - ticks;
            c->clock_read = ticks;
        }
    }
    return c->clock_base + ticks;
}

const struct driver driver_postgres = {
    .dialect = DIALECT_POSTGRES,
    .name = S_("PostgreSQL"),
    .inserts_many = true,
    .connect = postgres_connect,
    .disconnect = postgres_disconnect,
    .run = run_anywhere,
    .script = postgres_script,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .must_retry = postgres_must_retry,
    .stand_back = postgres_stand_back,
    .draw = postgres_draw,
    .horizon = postgres_horizon,
    .now = postgres_now,
};
