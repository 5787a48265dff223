/*
 * turnstile.h -- so many at once and no more; a few may wait, the rest is turned away.
 *
 * A struct turnstile of all zeros is ready: no first call is needed, and none at the end.
 */
#ifndef TURNSTILE_H
#define TURNSTILE_H

#include "base/base.h"

#include <pthread.h>

struct turnstile {
    pthread_mutex_t mutex; /* all zeros is PTHREAD_MUTEX_INITIALIZER on Linux; likewise below */
    pthread_cond_t left;
    int inside, waiting;
};

/* Waits for a place, at most `places` inside. False at once if `may_wait` others wait already. */
bool turnstile_enter(struct turnstile *t, int places, int may_wait);
void turnstile_leave(struct turnstile *t);

#endif
