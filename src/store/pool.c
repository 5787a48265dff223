/*
 * pool.c -- connections, lent one at a time; who comes late waits.
 */
#include "store/internal.h"

void pool_init(struct pool *p, const struct store_options *o, const struct driver *driver,
               bool writable, int n_max)
{
    *p = (struct pool){
        .driver = driver, .os = o->os, .where = o->where, .writable = writable, .n_max = n_max};
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->is_free, NULL);
}

enum err pool_take(struct pool *p, struct connection **out, struct fail *why)
{
    struct connection *c = NULL;
    (void)pthread_mutex_lock(&p->lock);
    while (p->n_idle == 0 && p->n_open == p->n_max)
        (void)pthread_cond_wait(&p->is_free, &p->lock);
    if (p->n_idle > 0)
        c = p->idle[--p->n_idle];
    else
        p->n_open++;
    (void)pthread_mutex_unlock(&p->lock);
    enum err err = c ? OK : p->driver->connect(p->os, p->where, p->writable, &c, why);
    if (err == OK) {
        *out = c;
        return OK;
    }
    (void)pthread_mutex_lock(&p->lock);
    p->n_open--;
    (void)pthread_cond_signal(&p->is_free);
    (void)pthread_mutex_unlock(&p->lock);
    return err;
}

void pool_give(struct pool *p, struct connection *c)
{
    (void)pthread_mutex_lock(&p->lock);
    p->idle[p->n_idle++] = c;
    (void)pthread_cond_signal(&p->is_free);
    (void)pthread_mutex_unlock(&p->lock);
}

int pool_lent(struct pool *p)
{
    (void)pthread_mutex_lock(&p->lock);
    int n = p->n_open - p->n_idle;
    (void)pthread_mutex_unlock(&p->lock);
    return n;
}

void pool_done(struct pool *p)
{
    assert(p->n_idle == p->n_open);
    while (p->n_idle > 0)
        p->driver->disconnect(p->idle[--p->n_idle]);
    (void)pthread_cond_destroy(&p->is_free);
    (void)pthread_mutex_destroy(&p->lock);
}
