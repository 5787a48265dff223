/*
 * thread.h -- threads that leave signals to the one that waits for them.
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include "base/base.h"

#include <pthread.h>

/*
 * Start fn(ctx) on a thread that takes no signals: SIGTERM reaches whoever waits for it and not a
 * worker, where it would end the program in the middle. False if the system gives no thread.
 */
MUST_USE bool thread_start(pthread_t *out, void *(*fn)(void *), void *ctx);

#endif
