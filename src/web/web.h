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
    METHOD_COUNT
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
};

struct response {
    int status;
    struct header headers[24];
    int n_headers;
    struct str body; /* in the arena that was passed */
};

struct web; /* routes, limits, what several requests share: made once by web_init() */

/* Answers every request; what goes wrong becomes a page or problem details. */
void web_handle(struct web *web, struct arena *a, const struct request *req, struct response *out);

#endif
