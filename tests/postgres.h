/*
 * postgres.h -- a PostgreSQL server of the test program's own.
 *
 * It is made with initdb in a temporary folder at the first call, listens on a Unix socket in that
 * folder only, and is stopped, by the process id that was started, when the test program ends: also
 * when it crashes, because a small process beside it holds a pipe and sees it close. If there is no
 * PostgreSQL on the machine the test program ends with a failure: it never skips.
 */
#ifndef TESTS_POSTGRES_H
#define TESTS_POSTGRES_H

/* The address of a fresh empty database. Lives as long as the running test. */
const char *postgres_fresh(void);
/* The same, a copy of another one, to which nobody is connected. */
const char *postgres_copy(const char *url);
/* Kill the server as a power cut would, and start it again on the same data. */
void postgres_crash(void);
/* The folder of server programs (pg_dump and others), e.g. /usr/lib/postgresql/15/bin. */
const char *postgres_bin(void);

#endif
