/*
 * writer.c -- SQLite's single writer: a thread that takes what has queued up, runs each request
 * in a savepoint of its own and commits them together. Callers wait until theirs is durable.
 */
#include "base/thread.h"
#include "store/internal.h"

enum { GROUP_MAX = 256, LARGE_ENTRY = 5000 };

struct writer {
    struct store *store;
    struct connection *c;
    struct tx *tx;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct write_request *first, *last;
    bool is_stopping, one_by_one;
    bool undoes_in_memory; /* what SQLite keeps for undoing a statement or a savepoint */
};

static enum err step(struct writer *w, struct str sql, struct fail *why)
{
    return db_run(w->c, w->store, sql, NULL, 0, why);
}

/* Run one in its savepoint. The result stands in the request; what is returned ends the group. */
static enum err run_in_savepoint(struct writer *w, struct write_request *r, struct fail *why)
{
    enum err err = step(w, S("SAVEPOINT request"), why);
    if (err != OK)
        return err;
    r->err = tx_run(w->tx, r, r->why);
    if (r->err != OK) {
        err = step(w, S("ROLLBACK TO request"), why);
        if (err != OK)
            return err;
    }
    return step(w, S("RELEASE request"), why);
}

static enum err run_each(struct writer *w, struct write_request *first, struct fail *why)
{
    enum err err = OK;
    for (struct write_request *r = first; r && err == OK; r = r->next)
        err = run_in_savepoint(w, r, why);
    return err;
}

/* Nobody else's work to keep: without a savepoint pages need not be kept as they were for it. */
static enum err run_alone(struct writer *w, struct write_request *r)
{
    r->err = tx_run(w->tx, r, r->why);
    return r->err;
}

/* Nothing of the group happened: all that had gone well failed for this reason. */
static void fail_all(struct write_request *first, enum err err, const struct fail *why)
{
    for (struct write_request *r = first; r; r = r->next) {
        if (r->err != OK)
            continue;
        r->err = err;
        (void)fail_with(r->why, why->err, why->message.id, why->message.args);
    }
}

/*
 * For one request SQLite keeps pages only until each statement ends: in memory. Savepoints keep
 * them for longer, and in memory SQLite walks all of them after each statement: to a file.
 */
static enum err choose_undo(struct writer *w, bool in_memory, struct fail *why)
{
    if (w->undoes_in_memory == in_memory)
        return OK;
    w->undoes_in_memory = in_memory;
    return step(w, in_memory ? S("PRAGMA temp_store = MEMORY") : S("PRAGMA temp_store = FILE"),
                why);
}

static void run_group(struct writer *w, struct write_request *first)
{
    const struct driver *d = w->store->driver;
    struct fail why = {0};
    bool retry = false;
    enum err err = choose_undo(w, !first->next, &why);
    if (err == OK)
        err = d->begin(w->c, true, &why);
    if (err == OK)
        err = first->next ? run_each(w, first, &why) : run_alone(w, first);
    if (err == OK)
        err = d->commit(w->c, &retry, &why);
    if (err != OK) {
        d->rollback(w->c);
        fail_all(first, err, &why);
    }
    /* The pages an import leaves in memory are nobody's any more. It is done, whatever this says.
     */
    if (w->tx->n_rows > LARGE_ENTRY)
        (void)step(w, S("PRAGMA shrink_memory"), &why);
}

/* Everything that waits, or one, in order. Called with the lock held. */
static struct write_request *take_group(struct writer *w)
{
    struct write_request *first = w->first;
    struct write_request *last = first;
    int most = w->one_by_one ? 1 : GROUP_MAX;
    for (int n = 1; n < most && last->next; n++)
        last = last->next;
    w->first = last->next;
    if (!w->first)
        w->last = NULL;
    last->next = NULL;
    return first;
}

static void *writer_main(void *ctx)
{
    struct writer *w = ctx;
    (void)pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->first && !w->is_stopping)
            (void)pthread_cond_wait(&w->work, &w->lock);
        if (!w->first)
            break;
        struct write_request *group = take_group(w);
        (void)pthread_mutex_unlock(&w->lock);
        run_group(w, group);
        (void)pthread_mutex_lock(&w->lock);
        while (group) {
            struct write_request *r = group;
            group = r->next; /* r is its caller's again once it is done */
            r->is_done = true;
            (void)pthread_cond_signal(&r->done);
        }
    }
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

enum err writer_start(struct store *s, bool one_by_one, struct fail *why)
{
    struct writer *w = NEW(&s->arena, struct writer, 1);
    *w = (struct writer){.store = s, .one_by_one = one_by_one};
    enum err err = s->driver->connect(s->os, s->where, true, &w->c, why);
    if (err != OK)
        return err;
    w->tx = NEW(&s->arena, struct tx, 1);
    tx_init(w->tx, s, w->c);
    (void)pthread_mutex_init(&w->lock, NULL);
    (void)pthread_cond_init(&w->work, NULL);
    if (!thread_start(&w->thread, writer_main, w)) {
        tx_done(w->tx);
        s->driver->disconnect(w->c);
        return FAIL(why, ERR_UNAVAILABLE, MSG_store_no_thread, ARG_NONE);
    }
    s->writer = w;
    return OK;
}

void writer_stop(struct writer *w)
{
    (void)pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    (void)pthread_cond_signal(&w->work);
    (void)pthread_mutex_unlock(&w->lock);
    (void)pthread_join(w->thread, NULL);
    tx_done(w->tx);
    w->store->driver->disconnect(w->c);
    (void)pthread_cond_destroy(&w->work);
    (void)pthread_mutex_destroy(&w->lock);
}

void writer_do(struct writer *w, struct write_request *r)
{
    assert(!pthread_equal(pthread_self(), w->thread)); /* a write inside a write waits for ever */
    (void)pthread_cond_init(&r->done, NULL);
    (void)pthread_mutex_lock(&w->lock);
    if (w->last)
        w->last->next = r;
    else
        w->first = r;
    w->last = r;
    (void)pthread_cond_signal(&w->work);
    while (!r->is_done)
        (void)pthread_cond_wait(&r->done, &w->lock);
    (void)pthread_mutex_unlock(&w->lock);
    (void)pthread_cond_destroy(&r->done);
}
