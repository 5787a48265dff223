/*
 * outside.h -- mail servers and receivers of requests for tests, on loopback:
 * tests/jobs/outside.py.
 */
#ifndef TESTS_JOBS_OUTSIDE_H
#define TESTS_JOBS_OUTSIDE_H

#include "format/json.h"

#include <sys/types.h>

struct outside {
    const char *folder;
    int port, to; /* its input: closing it ends it */
    pid_t pid;
};

/* "smtp", "smtp-tls", "smtp-starttls", "http". TLS: with a certificate of its own, cert.pem. */
struct outside outside_start(const char *mode);
void outside_stop(struct outside *o);
/* What it does to the next ones, a word a line. */
void outside_plan(const struct outside *o, const char *words);
/* How many arrived, and the n-th (from 1), as JSON. */
int outside_count(const struct outside *o);
const struct json *outside_got(const struct outside *o, int n);
/* A member of it that is text. */
struct str outside_text(const struct outside *o, int n, const char *name);
/* The certificate of a TLS server, with "\n" at its line ends. */
struct str outside_certificate(const struct outside *o);

#endif
