/*
 * deadlines.c -- one thread, one array, one lock.
 */
#include "web/deadlines.h"

#include "base/thread.h"

#include <sys/socket.h>

enum { LOOK_EVERY_MS = 250 };

/* Called with the lock held. */
static void cut_late_ones(struct deadlines *d)
{
    int64_t now = d->os->ticks(d->os->ctx);
    for (int i = 0; i < d->n; i++) {
        struct deadline *slot = &d->slots[i];
        if (slot->fd < 0 || slot->at > now)
            continue;
        (void)shutdown(slot->fd, SHUT_RDWR);
        slot->at = INT64_MAX;
        d->n_cut++;
    }
}

static void *look_around(void *ctx)
{
    struct deadlines *d = ctx;
    (void)pthread_mutex_lock(&d->lock);
    while (!d->stopping) {
        struct timespec until = {0};
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_EVERY_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        (void)pthread_cond_timedwait(&d->wake, &d->lock, &until);
        cut_late_ones(d);
    }
    (void)pthread_mutex_unlock(&d->lock);
    return NULL;
}

enum err deadlines_start(struct deadlines *d, struct arena *a, const struct os *os, int n_slots,
                         struct fail *why)
{
    *d = (struct deadlines){.os = os, .n = n_slots, .slots = NEW(a, struct deadline, n_slots)};
    for (int i = 0; i < n_slots; i++)
        d->slots[i] = (struct deadline){.fd = -1};
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&d->lock, NULL);
    (void)pthread_cond_init(&d->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    if (!thread_start(&d->thread, look_around, d))
        return FAIL(why, ERR_IO, MSG_web_server_thread, ARG_NONE);
    return OK;
}

void deadlines_stop(struct deadlines *d)
{
    (void)pthread_mutex_lock(&d->lock);
    d->stopping = true;
    (void)pthread_cond_signal(&d->wake);
    (void)pthread_mutex_unlock(&d->lock);
    (void)pthread_join(d->thread, NULL);
    (void)pthread_cond_destroy(&d->wake);
    (void)pthread_mutex_destroy(&d->lock);
}

struct deadline *deadlines_take(struct deadlines *d, int fd, int64_t at)
{
    struct deadline *taken = NULL;
    (void)pthread_mutex_lock(&d->lock);
    for (int i = 0; i < d->n && !taken; i++)
        if (d->slots[i].fd < 0)
            taken = &d->slots[i];
    if (taken)
        *taken = (struct deadline){.fd = fd, .at = at};
    (void)pthread_mutex_unlock(&d->lock);
    return taken;
}

void deadlines_set(struct deadlines *d, struct deadline *slot, int64_t at)
{
    (void)pthread_mutex_lock(&d->lock);
    slot->at = at;
    (void)pthread_mutex_unlock(&d->lock);
}

void deadlines_give(struct deadlines *d, struct deadline *slot)
{
    (void)pthread_mutex_lock(&d->lock);
    slot->fd = -1;
    (void)pthread_mutex_unlock(&d->lock);
}
