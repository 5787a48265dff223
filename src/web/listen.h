/*
 * listen.h -- the socket that the server listens on: TCP on a given address, or a Unix socket.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include "base/err.h"

struct listening {
    int fd;
    bool is_unix;
    const char *path;   /* of a Unix socket: removed by listen_close() */
    struct str address; /* "http://127.0.0.1:8080" or "unix:/run/x.sock" */
};

/*
 * where: "127.0.0.1:8080", "[::1]:8080" or "unix:/path"; numbers only, no names. A Unix socket that
 * nobody answers on any more is replaced; its mode is 0660. Errors: USAGE, IO, CONFLICT (in use).
 */
MUST_USE enum err listen_open(struct arena *a, struct str where, struct listening *out,
                              struct fail *why);
void listen_close(struct listening *l);

#endif
