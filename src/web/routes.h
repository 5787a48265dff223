/*
 * routes.h -- every address the program answers, once.
 *
 * To add a page do this:
 *   1. ui/templates/NAME.html, and its texts in ui/po/;
 *   2. src/web/pages/NAME.c with `enum err page_NAME(struct exchange *x, struct fail *why)`, and
 *      its declaration in src/web/pages/pages.h. It reads what it was given (exchange.h), calls one
 *      app_ function with &x->call, fills the template's view and calls respond_html(). Whatever it
 *      returns but OK becomes an error page (or problem details on API rows) by itself;
 *   3. a row in routes.c. Its columns are done before the handler sees the request, so that no
 *      handler can forget them: method, body limit, sign-in, right, CSRF, language, as-of;
 *   4. a conversation in tests/http/NAME.http. The walk over all rows as every role is there
 *      already and fails if the row's right is not what happens.
 * A row without a right does not exist: RIGHT_PUBLIC must be written.
 */
#ifndef ROUTES_H
#define ROUTES_H

#include "web/exchange.h"

enum route_flag {
    NEED_CSRF = 1, /* a form: the token of the session must come with it (field "csrf") */
    API = 2,       /* answers JSON; failures are problem details; 401 instead of the sign-in page */
    NO_STORE = 4,  /* not even the browser keeps the answer (sign-in, one-time links) */
    NO_CALL = 8,   /* no database, no session: x->call has only the arena and the language */
    ANY_DAY = 16,  /* a write that is allowed while looking back: preferences, sign-out */
    OF_ENTITY = 32,  /* :entity names an entity (else 404): x->entity; the right is that entity's,
                        right_to_read() for GET, right_to_write() for other methods */
    TO_WRITE = 64,   /* OF_ENTITY: a GET that shows a form, so it takes the right to write too */
    MULTIPART = 128, /* the form may carry files */
    FIRST_PASSWORD = 256, /* open to a session that must first set a password */
    OF_COUNTY = 512 /* figures of the county and of what reports to it: nothing on it for those who
                       see their own unit's only, so that no navigation leads them there */
};

typedef enum err handler_fn(struct exchange *x, struct fail *why);

struct route {
    enum method method;
    struct str path; /* "/units/:id": a segment that begins with : is a parameter */
    handler_fn *handler;
    enum right right;
    unsigned flags;       /* enum route_flag */
    ptrdiff_t body_limit; /* bytes; 0: no body is read */
    enum msg about;       /* API rows: the sentence in openapi.json */
};

extern const struct route routes[];
extern const ptrdiff_t n_routes;

enum { ROUTE_PARAMS_MAX = 4 };

/*
 * The row for a method and a decoded path; HEAD finds the GET row. NULL if there is none: then
 * *out_allowed has bit (1 << method) for each method the path does answer (0: no such address).
 * The parameters' values go to out_params in order of the pattern.
 */
const struct route *route_find(enum method method, struct str path, struct str *out_params,
                               unsigned *out_allowed);
/* The n-th parameter's name in a pattern, "" past the last. */
struct str route_param_name(const struct route *r, int n);

#endif
