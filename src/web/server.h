/*
 * server.h -- libmicrohttpd around web_handle(): sockets, threads, limits, a graceful end.
 *
 * Each worker thread waits with epoll for its share of the connections and answers one request at a
 * time with an arena taken from a small pool. No request is ever suspended. A client has until a
 * deadline for its request's head, then for its body, then to take the answer (each by its size):
 * who is slower is cut off, even if it sends a byte now and then.
 */
#ifndef SERVER_H
#define SERVER_H

#include "web/web.h"

struct server;

struct server_options {
    const struct os *os;
    struct str listen; /* "127.0.0.1:8080", "[::1]:8080" (port 0: any free one), "unix:/run/x.sock"
                        */
    /* Requests come through a proxy that sets X-Forwarded-For and -Proto. Always so on Unix
     * sockets.
     */
    bool trust_proxy;
    int n_threads;         /* 0: one a processor, 2 to 8 */
    int max_connections;   /* 0: 1000 */
    int max_per_address;   /* 0: 100; none on Unix sockets */
    int head_seconds;      /* for the head of a request, and between two of them. 0: 20 */
    int bytes_per_second;  /* slower senders and readers are cut off. 0: 4096 */
    int stop_seconds;      /* what runs may take so long when stopping. 0: 10 */
    ptrdiff_t body_memory; /* for all bodies that are arriving. 0: 256 MiB */
};

/* The server's things live in `a`. Errors: USAGE (the address), IO (the socket). */
MUST_USE enum err server_start(struct arena *a, struct web *web, const struct server_options *o,
                               struct server **out, struct fail *why);
/* "http://127.0.0.1:8080", with the real port, or "unix:/run/x.sock". */
struct str server_address(const struct server *s);
/* Waits for SIGTERM or SIGINT. Call server_block_signals() before server_start(); threads that were
 * started before by thread_start() take no signals anyway. */
void server_wait(void);
void server_block_signals(void);
/* No new connections, finish what runs within stop_seconds, then close all. */
void server_stop(struct server *s);

#endif
