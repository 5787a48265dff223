/*
 * deadlines.h -- cuts off connections whose time is up.
 *
 * libmicrohttpd's own timeout starts anew with every byte, so a client that sends one byte now and
 * then would hold its place for ever. Here each connection has one deadline, set when its state
 * changes; a thread looks four times a second and shuts the sockets that are past theirs.
 * Safe from several threads: a socket is shut under the lock under which its slot is given back,
 * which libmicrohttpd asks for before it closes the socket.
 */
#ifndef DEADLINES_H
#define DEADLINES_H

#include "base/os.h"

#include <pthread.h>

struct deadlines {
    const struct os *os;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool stopping;
    struct deadline {
        int fd;     /* -1: free */
        int64_t at; /* ticks; INT64_MAX: none */
    } * slots;
    int n;
    int64_t n_cut; /* connections cut off so far */
};

/* Errors: IO, if no thread can be started. */
MUST_USE enum err deadlines_start(struct deadlines *d, struct arena *a, const struct os *os,
                                  int n_slots, struct fail *why);
void deadlines_stop(struct deadlines *d);
/* A slot for this socket with this deadline, or NULL if all are taken. */
struct deadline *deadlines_take(struct deadlines *d, int fd, int64_t at);
/* Another deadline, in ticks; INT64_MAX: none. */
void deadlines_set(struct deadlines *d, struct deadline *slot, int64_t at);
void deadlines_give(struct deadlines *d, struct deadline *slot);

#endif
