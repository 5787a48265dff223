/*
 * outbox_pack.c -- what is ready of one receiver becomes one message: the day's digest, or what is
 * told at once. Preferences are asked again here, so that the last word of a person counts.
 */
#include "app/outbox_parts.h"
#include "core/calendar.h"
#include "entity/choices.h"
#include "entity/endpoint.h"

enum { RECEIVERS_A_ROUND = 100 };

/* One receiver, inside the write that gathers. */
struct packing {
    struct app *app;
    struct value account, endpoint; /* one of them is null */
    int64_t now;                    /* of the installation */
    /* what is known of it now */
    bool is_there;
    int64_t owner;
    struct quiet quiet; /* of a person */
    struct str pace;    /* of an endpoint */
    struct str channel;
};

static bool is_person(const struct packing *p)
{
    return p->account.type == VALUE_INT;
}

static enum err ask_person(struct packing *p, struct tx *tx, struct fail *why)
{
    struct rows rows = {0};
    struct arena *a = tx_arena(tx);
    enum err err = view_query(tx_view(tx), a, STMT_outbox_person, &p->account, 1, &rows, why);
    p->is_there = err == OK && rows.n > 0;
    if (!p->is_there)
        return err;
    p->owner = rows_at(&rows, 0, 0)->i;
    p->quiet = outbox_quiet(&rows, 0, 1);
    p->channel = S("mail");
    return OK;
}

static enum err ask_endpoint(struct packing *p, struct tx *tx, struct fail *why)
{
    struct rows rows = {0};
    enum err err =
        view_query(tx_view(tx), tx_arena(tx), STMT_outbox_place, &p->endpoint, 1, &rows, why);
    p->is_there = err == OK && rows.n > 0;
    if (!p->is_there)
        return err;
    p->owner = rows_at(&rows, 0, 0)->i;
    p->pace = rows_at(&rows, 0, 1)->t;
    p->channel = rows_at(&rows, 0, 2)->t;
    return OK;
}

static int64_t ready_at(const struct packing *p, int64_t told)
{
    return is_person(p) ? quiet_ready(&calendar_cn, &p->quiet, told)
                        : outbox_endpoint_ready(p->pace, told);
}

static bool is_digest(const struct packing *p)
{
    return is_person(p) ? p->quiet.pace == PACE_DIGEST
                        : str_eq(p->pace, endpoint_paces[ENDPOINT_PACE_digest].code);
}

static enum err drop(struct packing *p, struct tx *tx, struct fail *why)
{
    struct value args[] = {p->account, p->endpoint};
    return tx_exec(tx, STMT_outbox_items_drop, args, 2, NULL, why);
}

/* Those that are not ready by what is preferred now wait on. *last: of those that go, 0 if none. */
static enum err sort_out(struct packing *p, struct tx *tx, bool must_wait, int64_t *last,
                         struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {p->account, p->endpoint, VALUE_OF_INT(p->now)};
    enum err err =
        view_query(tx_view(tx), tx_arena(tx), STMT_outbox_items, args, ARRAY_LEN(args), &rows, why);
    *last = 0;
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        const struct value *id = rows_at(&rows, i, 0);
        int64_t told = must_wait ? p->now + 1 : rows_at(&rows, i, 1)->i;
        struct value at[] = {*id, VALUE_OF_INT(ready_at(p, told))};
        if (at[1].i > p->now)
            err = tx_exec(tx, STMT_outbox_item_later, at, 2, NULL, why);
        else
            *last = id->i;
    }
    return err;
}

/* One digest a day: it has the day's name, and there is no second of that name. What is told at
 * once has the name of its last item, and an item is never told twice. */
static struct str name_of(const struct packing *p, struct arena *a, int64_t last)
{
    int64_t whose = is_person(p) ? p->account.i : p->endpoint.i;
    if (!is_digest(p))
        return str_fmt(a, "item %lld", (long long)last);
    return str_fmt(a, "digest %s %lld %lld", is_person(p) ? "account" : "endpoint",
                   (long long)whose, (long long)instant_date(p->now));
}

static enum err put_message(struct packing *p, struct tx *tx, int64_t last, struct fail *why)
{
    struct outbox_new o = {.name = name_of(p, tx_arena(tx), last),
                           .channel = p->channel,
                           .account = is_person(p) ? p->account.i : 0,
                           .endpoint = is_person(p) ? 0 : p->endpoint.i,
                           .owner = p->owner};
    bool is_made = false;
    enum err err = outbox_add(tx, p->app, &o, &is_made, why);
    if (err == OK && !is_made)
        return sort_out(p, tx, true, &last, why);
    struct value args[] = {VALUE_OF_TEXT(o.name), p->account, p->endpoint, VALUE_OF_INT(p->now),
                           VALUE_OF_INT(last)};
    return err == OK ? tx_exec(tx, STMT_outbox_pack, args, ARRAY_LEN(args), NULL, why) : err;
}

static enum err pack_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct packing *p = ctx;
    int64_t last = 0;
    enum err err = is_person(p) ? ask_person(p, tx, why) : ask_endpoint(p, tx, why);
    if (err != OK)
        return err;
    if (!p->is_there || (is_person(p) && p->quiet.pace == PACE_NONE))
        return drop(p, tx, why);
    err = sort_out(p, tx, false, &last, why);
    return err == OK && last != 0 ? put_message(p, tx, last, why) : err;
}

static enum err ready_ones(struct app *app, struct arena *a, int64_t now, struct rows *out,
                           struct fail *why)
{
    struct view *v = NULL;
    struct value args[] = {VALUE_OF_INT(now), VALUE_OF_INT(RECEIVERS_A_ROUND)};
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = view_query(v, a, STMT_outbox_ready, args, ARRAY_LEN(args), out, why);
    view_close(v);
    return err;
}

enum err outbox_pack(struct app *app, struct fail *why)
{
    struct arena a;
    struct rows rows = {0};
    int64_t now = outbox_now(app);
    arena_init(&a, 16 * MIB);
    enum err err = ready_ones(app, &a, now, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct packing p = {.app = app,
                            .account = *rows_at(&rows, i, 0),
                            .endpoint = *rows_at(&rows, i, 1),
                            .now = now};
        err = store_keep(app->store, pack_in, &p, why);
    }
    arena_done(&a);
    return err;
}
