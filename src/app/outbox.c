/*
 * outbox.c -- items written with notices, stopped with their matter; the administrator's acts.
 */
#include "app/outbox.h"

#include "app/lookup.h"
#include "app/outbox_parts.h"
#include "app/protect.h"
#include "core/calendar.h"
#include "entity/account.h"
#include "entity/choices.h"
#include "entity/endpoint.h"

/* Robots take twenty messages a minute: what comes within so long is one message. */
#define GATHERED (15 * OUTBOX_SECOND)

int64_t outbox_now(const struct app *app)
{
    return store_is_demo(app->store) ? store_now(app->store) : app->os->now(app->os->ctx);
}

int64_t outbox_machine(const struct app *app)
{
    return app->os->now(app->os->ctx);
}

struct call outbox_call(struct app *app, struct arena *a, struct view *v, enum lang lang)
{
    return (struct call){.app = app,
                         .a = a,
                         .view = v,
                         .who = {.is_system = true, .role = POST_ROLE_COUNT},
                         .lang = lang,
                         .today = instant_date(outbox_now(app)),
                         .problems = problems_on(a)};
}

/* --- with a notice ------------------------------------------------------------------------------
 */

enum err outbox_mark(struct tx *tx, int64_t matter, int64_t *out, struct fail *why)
{
    struct rows rows = {0};
    struct value arg = VALUE_OF_INT(matter);
    enum err err = view_query(tx_view(tx), tx_arena(tx), STMT_notice_last, &arg, 1, &rows, why);
    if (err == OK)
        *out = rows_at(&rows, 0, 0)->i;
    return err;
}

/* Columns of STMT_outbox_people and, to the pace, of STMT_outbox_endpoints. */
enum { COL_NOTICE, COL_RECEIVER, COL_PACE, COL_FROM, COL_TO, COL_RESTS };

static enum err add_item(struct tx *tx, const struct value *notice, struct value account,
                         struct value endpoint, int64_t told, int64_t ready, struct fail *why)
{
    struct value args[] = {*notice, account, endpoint, VALUE_OF_INT(told), VALUE_OF_INT(ready)};
    return tx_exec(tx, STMT_outbox_item_add, args, ARRAY_LEN(args), NULL, why);
}

static enum err put_people(struct tx *tx, const struct call *c, int64_t matter, int64_t after,
                           struct fail *why)
{
    struct rows rows = {0};
    int64_t told = outbox_now(c->app);
    struct value args[] = {VALUE_OF_INT(matter), VALUE_OF_INT(after), VALUE_OF_INT(c->today)};
    enum err err = view_query(tx_view(tx), tx_arena(tx), STMT_outbox_people, args, ARRAY_LEN(args),
                              &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct quiet q = outbox_quiet(&rows, i, COL_PACE);
        err = add_item(tx, rows_at(&rows, i, COL_NOTICE), *rows_at(&rows, i, COL_RECEIVER),
                       VALUE_OF_NULL, told, quiet_ready(&calendar_cn, &q, told), why);
    }
    return err;
}

static enum err put_endpoints(struct tx *tx, const struct call *c, int64_t matter, int64_t after,
                              struct fail *why)
{
    struct rows rows = {0};
    int64_t told = outbox_now(c->app);
    struct value args[] = {VALUE_OF_INT(matter), VALUE_OF_INT(after)};
    enum err err = view_query(tx_view(tx), tx_arena(tx), STMT_outbox_endpoints, args,
                              ARRAY_LEN(args), &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        err = add_item(tx, rows_at(&rows, i, COL_NOTICE), VALUE_OF_NULL,
                       *rows_at(&rows, i, COL_RECEIVER), told,
                       outbox_endpoint_ready(rows_at(&rows, i, COL_PACE)->t, told), why);
    return err;
}

enum err outbox_put(struct tx *tx, const struct call *c, int64_t matter, int64_t after,
                    struct fail *why)
{
    enum err err = put_people(tx, c, matter, after, why);
    return err == OK ? put_endpoints(tx, c, matter, after, why) : err;
}

enum err outbox_stop(struct tx *tx, const struct call *c, int64_t matter, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(matter), VALUE_OF_INT(outbox_machine(c->app))};
    enum err err = tx_exec(tx, STMT_outbox_stop_waiting, args, 2, NULL, why);
    if (err == OK)
        err = tx_exec(tx, STMT_outbox_edit, args, 1, NULL, why);
    return err == OK ? tx_exec(tx, STMT_outbox_items_stop, args, 1, NULL, why) : err;
}

/* --- when it is ready ---------------------------------------------------------------------------
 */

struct quiet outbox_quiet(const struct rows *rows, ptrdiff_t i, int col)
{
    static const enum pace paces[NOTICE_PACE_COUNT] = {[NOTICE_PACE_none] = PACE_NONE,
                                                       [NOTICE_PACE_at_once] = PACE_AT_ONCE,
                                                       [NOTICE_PACE_digest] = PACE_DIGEST};
    struct quiet q = {.from = (int)rows_at(rows, i, col + 1)->i,
                      .to = (int)rows_at(rows, i, col + 2)->i,
                      .rests = rows_at(rows, i, col + 3)->i != 0};
    for (int k = 0; k < NOTICE_PACE_COUNT; k++)
        if (str_eq(notice_paces[k].code, rows_at(rows, i, col)->t))
            q.pace = paces[k];
    return q;
}

int64_t outbox_endpoint_ready(struct str pace, int64_t told)
{
    enum { EVENING = 20 };
    bool is_digest = str_eq(pace, endpoint_paces[ENDPOINT_PACE_digest].code);
    struct quiet q = {.pace = is_digest ? PACE_DIGEST : PACE_AT_ONCE,
                      .from = EVENING,
                      .to = QUIET_MORNING,
                      .rests = true};
    if (str_eq(pace, endpoint_paces[ENDPOINT_PACE_always].code))
        return told;
    int64_t later = is_digest ? told : (told + GATHERED - 1) / GATHERED * GATHERED;
    return quiet_ready(&calendar_cn, &q, later);
}

/* --- a message ----------------------------------------------------------------------------------
 */

static struct value id_or_null(int64_t id)
{
    return id != 0 ? VALUE_OF_INT(id) : VALUE_OF_NULL;
}

/* 128 random bits: nobody else's message has them, and nobody can guess them. */
static struct str delivery_id(struct app *app, struct arena *a)
{
    char id[16];
    app->os->random(app->os->ctx, id, sizeof id);
    return hex_of(a, (struct str){id, sizeof id});
}

enum err outbox_add(struct tx *tx, struct app *app, const struct outbox_new *o, bool *out,
                    struct fail *why)
{
    struct arena *a = tx_arena(tx);
    struct str delivery = o->delivery.len > 0 ? o->delivery : delivery_id(app, a);
    int64_t now = outbox_machine(app);
    int64_t n = 0;
    struct value args[] = {VALUE_OF_TEXT(o->name.len > 0 ? o->name : delivery),
                           VALUE_OF_TEXT(delivery),
                           VALUE_OF_TEXT(o->channel),
                           id_or_null(o->account),
                           id_or_null(o->endpoint),
                           VALUE_OF_INT(o->owner),
                           VALUE_OF_INT(o->is_test),
                           VALUE_OF_TEXT(o->subject),
                           VALUE_OF_TEXT(o->body),
                           VALUE_OF_INT(now),
                           VALUE_OF_INT(now)};
    enum err err = tx_exec(tx, STMT_outbox_add, args, ARRAY_LEN(args), &n, why);
    if (err == OK)
        *out = n > 0;
    return err;
}
