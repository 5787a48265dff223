/*
 * health.c -- /livez, /readyz and /metrics.
 */
#include "web/health.h"

#include "app/health.h"
#include "web/inside.h"

/* A sealer that is further behind than this is in trouble: it works every second. */
enum { SEALER_LATE_SECONDS = 60 };

static enum err respond_word(struct exchange *x, int status, struct str word, struct fail *why)
{
    struct buf b = respond_buf(x);
    buf_add(&b, word);
    buf_byte(&b, '\n');
    return respond_text(x, status, S("text/plain; charset=utf-8"), &b, why);
}

enum err get_livez(struct exchange *x, struct fail *why)
{
    return respond_word(x, 200, S("ok"), why);
}

/* Each answer says in one word what keeps it from being "ok": for scripts and people alike. */
enum err get_readyz(struct exchange *x, struct fail *why)
{
    struct health health = {0};
    if (atomic_load(&x->web->draining))
        return respond_word(x, 503, S("stopping"), why);
    struct fail quiet = {0};
    if (health_look(x->app, x->a, &health, &quiet) != OK)
        return respond_word(x, 503, S("database"), why);
    if (health.sealer_lag_seconds > SEALER_LATE_SECONDS)
        return respond_word(x, 503, S("sealer"), why);
    return respond_word(x, 200, S("ok"), why);
}

enum err get_metrics(struct exchange *x, struct fail *why)
{
    struct health health = {0};
    struct fail quiet = {0};
    bool is_up = health_look(x->app, x->a, &health, &quiet) == OK;
    struct buf b = respond_buf(x);
    struct gauges g = {.sealer_lag_seconds = health.sealer_lag_seconds,
                       .unsealed = health.unsealed,
                       .open_views = health.open_views,
                       .database_up = is_up};
    metrics_write(x->web->metrics, &g, &b);
    return respond_text(x, 200, S("text/plain; version=0.0.4; charset=utf-8"), &b, why);
}
