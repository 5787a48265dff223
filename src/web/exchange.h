/*
 * exchange.h -- one request and its answer, as a handler sees them.
 *
 * Everything lives in the request's arena, which is dropped when the answer is sent. What came from
 * outside is valid UTF-8 without control bytes (fields of forms may hold line ends); a missing name
 * reads as "". A handler ends with exactly one respond_ call and OK, or returns an error.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "app/session.h"
#include "format/form.h"
#include "format/table_write.h"
#include "web/web.h"

struct route;

struct exchange {
    struct web *web;
    struct app *app;
    struct arena *a;
    const struct request *req;
    const struct route *route;
    struct call call; /* who asks, language, the day looked at, the open view, problems */
    const struct entity *entity; /* rows flagged OF_ENTITY, else NULL */
    bool is_signed_in;
    struct session
        session;          /* app/session.h: name, post, county; all zeros if nobody is signed in */
    bool is_bearer;       /* by an Authorization header, not by the cookie */
    struct str csrf;      /* the token a form sends back in its field "csrf"; "" if none */
    int64_t as_of_day;    /* DATE_NONE: now; else the day looked back at */
    struct str params[4]; /* of the path, in the pattern's order; see exchange_param() */
    struct pairs query, form;
    struct upload *uploads;
    ptrdiff_t n_uploads;
    struct response *out;
};

/* A parameter of the path: exchange_param(x, S("period")). The pattern must have it. */
struct str exchange_param(const struct exchange *x, struct str name);
/* The same as a record's id. Errors: NOT_FOUND if it is no number. */
MUST_USE enum err exchange_param_id(const struct exchange *x, struct str name, int64_t *out,
                                    struct fail *why);
struct str query_get(const struct exchange *x, struct str name);
struct str form_get(const struct exchange *x, struct str name);
bool query_has(const struct exchange *x, struct str name);
bool form_has(const struct exchange *x, struct str name);
const struct upload *form_file(const struct exchange *x, struct str field); /* NULL: none */
/* A request header, "" if it is not there; a cookie likewise. */
struct str request_header(const struct request *req, struct str name);
struct str request_cookie(const struct request *req, struct str name);
/* The form's fields as inputs for records_create() and records_update(): all but "csrf" and those
 * that begin with an underscore. */
struct input *form_inputs(const struct exchange *x, ptrdiff_t *out_n);
/* A local path that is safe to redirect to ("/..." and not "//"), else `otherwise`. */
struct str local_path(struct str path, struct str otherwise);
/* Path and query as asked for: what a link to this very page says. */
struct str exchange_address(const struct exchange *x);

/* --- answers -----------------------------------------------------------------------------------
 */

/* Text to fill, with the ceiling of a page; hand it to one of the next. A full one becomes a 500.
 *     struct buf page = respond_buf(x);
 *     template_units(&page, x->call.lang, &view);
 *     return respond_html(x, 200, &page, why); */
struct buf respond_buf(const struct exchange *x);
MUST_USE enum err respond_html(struct exchange *x, int status, const struct buf *page,
                               struct fail *why);
MUST_USE enum err respond_json(struct exchange *x, int status, const struct buf *json,
                               struct fail *why);
/* media: with its charset if it is text. */
MUST_USE enum err respond_text(struct exchange *x, int status, struct str media,
                               const struct buf *text, struct fail *why);
/* 303: look there with GET. `to` is a local path. */
enum err respond_redirect(struct exchange *x, struct str to);
enum err respond_empty(struct exchange *x, int status);
/* Bytes as a download named `file_name` (any characters; ""), or shown in place if `in_place`. */
struct download {
    struct str media, file_name, bytes;
    bool in_place;
};
enum err respond_file(struct exchange *x, const struct download *d);
/* The bytes of a table as a download; `stem`: its name without ending. */
enum err respond_table(struct exchange *x, enum table_kind kind, const struct buf *bytes,
                       struct str stem);
/* One more header. Values are ours, never raw input. */
void respond_header(struct exchange *x, struct str name, struct str value);
void respond_cookie(struct exchange *x, struct str name, struct str value, int64_t max_age_s);

#endif
