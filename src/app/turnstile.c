/*
 * turnstile.c -- a counter under a mutex.
 */
#include "app/turnstile.h"

bool turnstile_enter(struct turnstile *t, int places, int may_wait)
{
    (void)pthread_mutex_lock(&t->mutex);
    bool entered = t->inside < places || t->waiting < may_wait;
    if (entered) {
        t->waiting++;
        while (t->inside >= places)
            (void)pthread_cond_wait(&t->left, &t->mutex);
        t->waiting--;
        t->inside++;
    }
    (void)pthread_mutex_unlock(&t->mutex);
    return entered;
}

void turnstile_leave(struct turnstile *t)
{
    (void)pthread_mutex_lock(&t->mutex);
    assert(t->inside > 0);
    t->inside--;
    (void)pthread_cond_signal(&t->left);
    (void)pthread_mutex_unlock(&t->mutex);
}
