/*
 * thread.c -- starting threads.
 */
#include "base/thread.h"

#include <signal.h>

bool thread_start(pthread_t *out, void *(*fn)(void *), void *ctx)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(out, NULL, fn, ctx) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}
