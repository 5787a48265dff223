/*
 * postgres_error.c -- what PostgreSQL says went wrong, as one of our failures.
 *
 * The server's SQLSTATE decides (PostgreSQL 15, appendix A); its own sentence is kept as an
 * argument, because only it names the constraint, role or file.
 */
#include "store/postgres.h"

static const struct failure_row {
    struct str state; /* the whole SQLSTATE, or its class of two characters */
    enum err err;
    enum msg message;
} failures[] = {
    {S_("23505"), ERR_CONFLICT, MSG_store_taken},
    {S_("23503"), ERR_CONFLICT, MSG_store_reference},
    {S_("23"), ERR_INVALID, MSG_store_refused},
    {S_("22"), ERR_INVALID, MSG_store_refused},
    {S_("40001"), ERR_CONFLICT, MSG_store_pg_crossed},
    {S_("40P01"), ERR_CONFLICT, MSG_store_pg_crossed},
    {S_("55P03"), ERR_UNAVAILABLE, MSG_store_pg_slow},
    {S_("57014"), ERR_UNAVAILABLE, MSG_store_pg_slow},
    {S_("25P03"), ERR_UNAVAILABLE, MSG_store_pg_slow},
    {S_("57"), ERR_UNAVAILABLE, MSG_store_pg_lost},
    {S_("08"), ERR_UNAVAILABLE, MSG_store_pg_lost},
    {S_("53300"), ERR_UNAVAILABLE, MSG_store_pg_full},
    {S_("53"), ERR_DB, MSG_store_pg_room},
    {S_("28"), ERR_DB, MSG_store_pg_sign_in},
    {S_("3D"), ERR_NOT_FOUND, MSG_store_pg_no_database},
    {S_("42501"), ERR_DB, MSG_store_pg_rights},
    {S_("25006"), ERR_DB, MSG_store_pg_read_only},
    {S_("XX001"), ERR_CORRUPT, MSG_store_pg_corrupt},
    {S_("XX002"), ERR_CORRUPT, MSG_store_pg_corrupt},
    {S_(""), ERR_DB, MSG_store_pg_failed},
};

static const struct failure_row *failure_find(struct str state)
{
    const struct failure_row *row = failures;
    while (!str_starts(state, row->state))
        row++;
    return row;
}

/* The first line of what was said, without "FATAL: " before it. */
static struct str sentence(const char *text)
{
    struct str rest = S("");
    struct str s = str_trim(str_cut(str_trim(str_of(text)), '\n', &rest));
    ptrdiff_t at = str_find(s, S("FATAL:"));
    return at < 0 ? s : str_trim(str_sub(s, at + 6, s.len));
}

enum err postgres_fail(struct connection *c, const PGresult *res, struct fail *why)
{
    struct str state = str_of(PQresultErrorField(res, PG_DIAG_SQLSTATE));
    struct str said = sentence(PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY));
    if (said.len == 0)
        said = sentence(PQerrorMessage(c->pg));
    /* Without an SQLSTATE it was libpq that failed, not the server; PQstatus() may still be OK. */
    if (PQstatus(c->pg) != CONNECTION_OK || state.len == 0) {
        c->is_lost = true;
        return FAIL(why, ERR_UNAVAILABLE, MSG_store_pg_lost, ARG_TEXT(said));
    }
    /* A plan that a change of the schema made stale is planned anew when it is prepared anew. */
    bool is_stale_plan = str_eq(state, S("0A000")) && str_find(said, S("cached plan")) >= 0;
    if (is_stale_plan)
        c->cache.n = PREPARED_MAX;
    c->must_retry = is_stale_plan || str_eq(state, S("40001")) || str_eq(state, S("40P01"));
    const struct failure_row *row = failure_find(state);
    return FAIL(why, row->err, row->message, ARG_TEXT(said), ARG_TEXT(state));
}

/* libpq gives no SQLSTATE for a connection that was refused, only the server's sentence. */
static const struct refusal_row {
    struct str part;
    struct str state;
} refusals[] = {
    {S_("password authentication failed"), S_("28P01")},
    {S_("no password supplied"), S_("28P01")},
    {S_("no pg_hba.conf entry"), S_("28000")},
    {S_("authentication failed"), S_("28000")},
    {S_("role \""), S_("28000")},
    {S_("database \""), S_("3D000")},
    {S_("too many"), S_("53300")},
    {S_("remaining connection slots"), S_("53300")},
};

enum err postgres_fail_connect(const PGconn *pg, struct fail *why)
{
    struct str said = sentence(pg ? PQerrorMessage(pg) : "out of memory");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(refusals); i++) {
        if (str_find(said, refusals[i].part) < 0)
            continue;
        const struct failure_row *row = failure_find(refusals[i].state);
        return FAIL(why, row->err, row->message, ARG_TEXT(said), ARG_TEXT(refusals[i].state));
    }
    return FAIL(why, ERR_UNAVAILABLE, MSG_store_pg_away, ARG_TEXT(said));
}
