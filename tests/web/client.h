/*
 * client.h -- the other end of a socket, for tests of the server: bytes out, bytes in.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "base/base.h"

/* Connected to an address as server_address() gives it; the test stops if that fails. */
int client_open(struct str address);
/* -1 if nobody listens. */
int client_try(struct str address);
/* False if the other side has closed. */
bool client_send(int fd, struct str bytes);
/* One whole answer: head and as much body as its Content-Length says. "" if the other side closed
 * or nothing came within 10 seconds. `head_only`: an answer to HEAD. */
struct str client_answer(struct arena *a, int fd, bool head_only);
/* Milliseconds until the other side closes, at most `most`; what it sends until then is dropped. */
int64_t client_wait_closed(int fd, int64_t most_ms);
int64_t now_ms(void);
void sleep_ms(int64_t ms);
/* The status of an answer, 0 if there was none; a header's value, "" if it has none. */
int answer_status(struct str answer);
struct str answer_header(struct str answer, struct str name);
struct str answer_body(struct str answer);

#endif
