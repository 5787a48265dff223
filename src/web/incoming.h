/*
 * incoming.h -- a request as it arrives over libmicrohttpd: head, then body, then `struct request`.
 *
 * One for each connection, used for one request after another. Its arena holds the list of headers
 * and the body; it is given back to the system when the request is over, so that idle connections
 * cost next to nothing.
 */
#ifndef INCOMING_H
#define INCOMING_H

#include "web/web.h"

#include <microhttpd.h>

struct incoming {
    struct arena a;
    bool begun;
    struct request req;
    struct buf body;
    ptrdiff_t declared; /* Content-Length; -1: none is given */
    bool has_body;
    ptrdiff_t counted;      /* bytes of the server's budget that this body takes */
    int64_t body_since;     /* ticks */
    struct deadline *place; /* of the connection */
};

/* Read the head. trust_proxy: who asks and how is what the proxy says. */
void incoming_begin(struct incoming *in, struct MHD_Connection *c, const char *method,
                    const char *url, bool trust_proxy);
/* A part of the body. Past the limit of its route it is dropped and req.body_over set. */
void incoming_add(struct incoming *in, struct str part);
/* The whole request has come. */
void incoming_end(struct incoming *in);
void incoming_clear(struct incoming *in);

#endif
