/*
 * inside.h -- what the files of this room share and pages need not know.
 */
#ifndef INSIDE_H
#define INSIDE_H

#include "web/metrics.h"
#include "web/routes.h"

#include <stdatomic.h>

struct web {
    struct web_options o;
    struct metrics *metrics;
    struct str version;   /* of the files below /static/ */
    atomic_bool draining; /* stopping: /readyz says so */
};

/* --- gates.c: what stands between a request and its handler, in this order ---------------------
 */

/* The language of the answer, before and (with the account's own) after sign-in is known. */
void gate_lang(struct exchange *x);
/* Who asks: a bearer token, else the session cookie. One that has ended is nobody. Errors: DB. */
MUST_USE enum err gate_session(struct exchange *x, struct fail *why);
/* x->call with an open view. Errors: DB, UNAVAILABLE. */
MUST_USE enum err gate_call(struct exchange *x, struct fail *why);
/* OF_ENTITY. Errors: NOT_FOUND. */
MUST_USE enum err gate_entity(struct exchange *x, struct fail *why);
/* Errors: SIGN_IN, FORBIDDEN. */
MUST_USE enum err gate_right(struct exchange *x, struct fail *why);
/* The day looked at. Errors: INVALID (x->call.problems), CONFLICT (a write while looking back). */
MUST_USE enum err gate_as_of(struct exchange *x, struct fail *why);
/* The body, read as the route's kind of form. Errors: INVALID, MEDIA, TOO_LARGE. */
MUST_USE enum err gate_form(struct exchange *x, struct fail *why);
/* Errors: FORBIDDEN. */
MUST_USE enum err gate_csrf(struct exchange *x, struct fail *why);

bool is_write(enum method m);
/* What a row takes, for this entity if it is flagged OF_ENTITY (NULL otherwise). */
enum right route_right(const struct route *r, const struct entity *e);
/* Rows of the API, and addresses below /api/ without a row. */
bool is_api(const struct exchange *x);

/* --- failures ----------------------------------------------------------------------------------
 */

/* An error as an answer: a page, a redirect to /sign-in, or problem details. */
void respond_fail(struct exchange *x, const struct fail *why);
/* What may be told of a failure outside the machine: paths, sockets and what the database said are
 * for the log alone. */
void fail_outside(const struct fail *why, struct fail *out);
/* RFC 9457, with a pointer (or the name of a query parameter) for each problem. */
void respond_problem(struct exchange *x, const struct fail *why);
/* Short name of a kind of failure, "err.title.CODE". */
enum msg err_title(enum err err);

/* --- respond_end.c -----------------------------------------------------------------------------
 */

/* Last touches: security headers, caching, ETag and 304, gzip. */
void respond_end(struct exchange *x);

/* --- the cookies' names ------------------------------------------------------------------------
 */

#define PATH_PASSWORD  "/me/password"
#define COOKIE_SESSION "ponan_session"
#define COOKIE_LANG    "ponan_lang"
#define COOKIE_AS_OF   "ponan_as_of"

#endif
