/*
 * request.h -- what a request's head says, and whether it may be believed.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include "web/exchange.h"

/*
 * Percent-decoding of a path. False for a bad or cut escape, an escaped slash (it would move the
 * borders of segments), control bytes, bytes that are not UTF-8, or a path that does not begin
 * with "/".
 */
bool path_decode(struct arena *a, struct str raw, struct str *out);

/*
 * What a strict reader of HTTP refuses (RFC 9112, 9110), as far as it can still be seen: no or two
 * Hosts, two Content-Lengths or one that is no number, Content-Length with Transfer-Encoding, a
 * header name that is no token, control bytes in values, in the query or path. USAGE: 400, and the
 * connection must be closed, for its framing is in doubt.
 */
MUST_USE enum err request_check(const struct request *req, struct fail *why);

/* Host as sent, checked to be one: "127.0.0.1:8080". */
struct str request_host(const struct request *req);

#endif
