/*
 * where.h -- where a test's database may be made: a fresh one at every call.
 */
#ifndef TESTS_STORE_WHERE_H
#define TESTS_STORE_WHERE_H

#include "store/driver.h"

/* A folder that does not exist yet, or the address of an empty PostgreSQL database. Lives as long
 * as the running test. Without PostgreSQL the test program fails. */
const char *test_where(enum dialect dialect);

#endif
