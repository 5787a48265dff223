/*
 * check_store.c -- the database as its engine sees it, and what it is marked as.
 */
#include "app/check_parts.h"

/* --- pages and indexes -------------------------------------------------------------------------
 */

static enum err take_found(void *ctx, const struct message *what, struct fail *why)
{
    struct check *c = ctx;
    (void)why;
    check_found(c, S("database"), S("damaged"), 0, what->id, what->args);
    return OK;
}

static enum err take_step(void *ctx, int64_t done, int64_t all, struct fail *why)
{
    return check_progress(ctx, MSG_app_check_step_database, done, all, why);
}

enum err check_store(struct check *c, struct fail *why)
{
    const struct examine e = {.found = take_found, .step = take_step, .ctx = c};
    return store_examine(c->app->store, &e, &c->out->is_examined, why);
}

/* --- a demonstration ---------------------------------------------------------------------------
 */

/* Columns of demo_marks. */
enum { MARK_SET, MARK_ENTRIES, MARK_RECORDED };

/* Only a database that was made as a demo may set its clock, so the mark must be the record's. */
enum err check_marks(struct check *c, struct fail *why)
{
    struct arena a;
    struct rows rows = {0};
    arena_init(&a, 1 * MIB);
    enum err err = view_query(c->v, &a, STMT_demo_marks, NULL, 0, &rows, why);
    if (err == OK && rows_at(&rows, 0, MARK_ENTRIES)->i > 0) {
        bool is_marked = rows_at(&rows, 0, MARK_SET)->i == 1;
        bool is_recorded = rows_at(&rows, 0, MARK_RECORDED)->i == 1;
        if (is_marked && !is_recorded)
            FOUND(c, "database", "demo", 0, MSG_app_check_demo, ARG_NONE);
        if (!is_marked && is_recorded)
            FOUND(c, "database", "demo", 0, MSG_app_check_demo_gone, ARG_NONE);
    }
    arena_done(&a);
    return err;
}
