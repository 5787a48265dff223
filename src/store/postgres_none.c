/*
 * postgres_none.c -- the PostgreSQL engine of a program built without libpq: it says so.
 */
#include "base/text.h"
#include "store/driver.h"

static enum err refuse(const struct os *os, struct str where, bool writable,
                       struct connection **out, struct fail *why)
{
    (void)os;
    (void)writable;
    (void)out;
    return FAIL(why, ERR_USAGE, MSG_store_pg_none,
                ARG_TEXT(address_shown((char[ADDRESS_SHOWN]){0}, where)));
}

/* No connection, so none of the other calls can be made. */
const struct driver driver_postgres = {
    .dialect = DIALECT_POSTGRES, .name = S_("PostgreSQL"), .connect = refuse};
