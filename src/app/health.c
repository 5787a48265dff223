/*
 * health.c -- a look at the database, cheap enough for every few seconds.
 */
#include "app/health.h"

enum health_column { COLUMN_ENTRIES, COLUMN_FIRST_INSTANT };

enum err health_look(struct app *app, struct arena *a, struct health *out, struct fail *why)
{
    struct view *view = NULL;
    struct rows rows = {0};
    struct health health = {.open_views = store_open_views(app->store)};
    enum err err = view_open(app->store, 0, &view, why);
    if (err != OK)
        return err;
    err = view_query(view, a, STMT_health_unsealed, NULL, 0, &rows, why);
    view_close(view);
    if (err != OK)
        return err;
    assert(rows.n == 1);
    health.unsealed = rows_at(&rows, 0, COLUMN_ENTRIES)->i;
    if (health.unsealed > 0) {
        int64_t since = rows_at(&rows, 0, COLUMN_FIRST_INSTANT)->i;
        health.sealer_lag_seconds = (store_now(app->store) - since) / 1000000;
    }
    *out = health;
    return OK;
}
