/*
 * web.h -- a request in, a response out; no socket.
 *
 * server.c puts libmicrohttpd around web_handle(); tests call it directly. The dispatcher looks
 * the route up (routes.c) and does what its columns say, before the handler sees the request:
 * method, body size, sign-in, right, CSRF, language, as-of.
 */
#ifndef WEB_H
#define WEB_H

#include "app/rights.h"

enum method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PATCH,
    METHOD_PUT,
    METHOD_DELETE,
    METHOD_OPTIONS,
    METHOD_COUNT /* also: a method that is not known here */
};

struct header {
    struct str name, value;
};

struct request {
    enum method method;
    struct str path;              /* decoded, begins with / */
    struct str query;             /* as sent, without ? */
    const struct header *headers; /* as sent; names compared without case */
    ptrdiff_t n_headers;
    struct str body;
    struct str peer;   /* address of the other side, for limits on failed sign-ins */
    struct str scheme; /* "http", or "https" behind the proxy */
    bool head_only;    /* only the head has come: answer status 0 if the body may follow */
    bool body_over;    /* the body is longer than web_body_limit(); `body` is not all of it */
    bool no_room;      /* nor is it here: too many bodies are arriving at once */
};

struct response {
    int status;
    struct header headers[24];
    int n_headers;
    struct str body;     /* in the arena that was passed, unless: */
    bool body_is_static; /* it stays for as long as the program runs */
    bool must_close;     /* the connection cannot be used again: framing is in doubt */
};

struct web; /* counters, assets, limits: what several requests share */

struct web_options {
    struct app *app;
    struct str origin; /* "https://ponan.example.gov.cn" if known, else "": taken from Host */
};

/* Made once, before the first request; lives in `a`, which outlives it. Threads may share it. */
struct web *web_init(struct arena *a, const struct web_options *o);
/* From now on /readyz says that no new requests should be sent here. */
void web_drain(struct web *web);
/* The most bytes that the body of this request may have: asked for before any of it is read. 0 if
 * the address takes none. */
ptrdiff_t web_body_limit(enum method method, struct str path);

/* Answers every request; what goes wrong becomes a page or problem details. */
void web_handle(struct web *web, struct arena *a, const struct request *req, struct response *out);

#endif
