/*
 * calendar_feed.c -- making, listing and revoking a calendar's address, and whose it is.
 */
#include "app/calendar_feed.h"

#include "app/calendar_write.h"
#include "app/change.h"
#include "app/secret.h"
#include "app/session.h"
#include "app/signed_in.h"
#include "base/text.h"
#include "entity/account.h"
#include "entity/matter.h"

static bool is_open(const struct record *feed)
{
    return str_eq(feed->v[CALENDAR_FEED_state].t,
                  calendar_feed_states[CALENDAR_FEED_STATE_open].code);
}

static struct value open_value(void)
{
    return VALUE_OF_TEXT(calendar_feed_states[CALENDAR_FEED_STATE_open].code);
}

static struct value hash_value(struct arena *a, struct str token)
{
    return VALUE_OF_TEXT(hex_of(a, token_hash(a, token).t));
}

/* --- one's own -------------------------------------------------------------------------------- */

enum err calendar_feeds(struct call *c, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value *values = NEW(c->a, struct value, 2);
    values[0] = VALUE_OF_INT(c->who.account);
    values[1] = open_value();
    struct condition where[] = {
        {.column = S("account"), .op = OP_EQ, .values = &values[0], .n_values = 1},
        {.column = S("state"), .op = OP_EQ, .values = &values[1], .n_values = 1},
    };
    *shape = entity_shape(&calendar_feed_entity);
    struct select q = {.shape = shape,
                       .where = where,
                       .n_where = ARRAY_LEN(where),
                       .sort = S("-id"),
                       .limit = CALENDAR_FEEDS_MOST};
    return view_select(c->view, c->a, &q, out, why);
}

struct feed_making {
    struct call *c;
    struct str name, token;
    int64_t id;
};

static enum err make_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct feed_making *w = ctx;
    struct call inside = call_in(w->c, tx_view(tx));
    struct shape s = entity_shape(&calendar_feed_entity);
    const struct caller *who = &inside.who;
    struct page open = {0};
    enum err err = calendar_feeds(&inside, &open, why);
    if (err == OK && open.n >= CALENDAR_FEEDS_MOST)
        return FAIL(why, ERR_CONFLICT, MSG_err_calendar_feed_many, ARG_INT(CALENDAR_FEEDS_MOST));
    if (err != OK)
        return err;
    struct value v[CALENDAR_FEED_N_FIELDS] = {
        [CALENDAR_FEED_account] = VALUE_OF_INT(who->account),
        [CALENDAR_FEED_post] = VALUE_OF_INT(who->post),
        [CALENDAR_FEED_state] = open_value(),
        [CALENDAR_FEED_made_on] = VALUE_OF_INT(inside.today),
        [CALENDAR_FEED_token] = hash_value(inside.a, w->token),
    };
    if (w->name.len > 0)
        v[CALENDAR_FEED_name] = VALUE_OF_TEXT(w->name);
    if (who->on_behalf != 0)
        v[CALENDAR_FEED_on_behalf_of] = VALUE_OF_INT(who->on_behalf);
    return tx_insert(tx, &s, who->unit, v, &w->id, why);
}

enum err calendar_feed_make(struct call *c, struct str name, struct calendar_feed_made *out,
                            struct fail *why)
{
    struct receipt receipt = {0};
    int64_t max = calendar_feed_entity.fields[CALENDAR_FEED_name].max;
    struct feed_making w = {.c = c, .name = str_trim(name), .token = token_make(c->app->os, c->a)};
    struct act act = call_act(c, ACT_calendar_feed, S("make"));
    enum err err = must(c, right_to_read(&matter_entity), why);
    if (err != OK)
        return err;
    if (c->who.account == 0 || c->who.post == 0)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_calendar_feed_post, ARG_NONE);
    if (utf8_count(w.name) > max) {
        PROBLEM(&c->problems, S("name"), S("too_long"), MSG_problem_too_long, ARG_INT(max),
                ARG_INT(utf8_count(w.name)));
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    err = call_write(c, &act, make_in, &w, &receipt, why);
    if (err == OK)
        *out = (struct calendar_feed_made){.id = w.id, .token = w.token};
    return err;
}

struct feed_revoking {
    struct call *c;
    int64_t id;
};

static enum err revoke_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct feed_revoking *w = ctx;
    struct call inside = call_in(w->c, tx_view(tx));
    struct shape s = entity_shape(&calendar_feed_entity);
    struct record feed = {0};
    struct fail hidden = {0};
    struct scope scope = scope_to_read(&inside, &calendar_feed_entity);
    enum err err = view_get(inside.view, inside.a, &s, NULL, w->id, &feed, why);
    if (err != OK)
        return err;
    bool is_own = inside.who.account != 0 && feed.v[CALENDAR_FEED_account].i == inside.who.account;
    if (!is_own)
        err = view_get(inside.view, inside.a, &s, &scope, w->id, &feed, &hidden);
    if (err != OK)
        return fail_copy(why, &hidden);
    if (!is_open(&feed))
        return FAIL(why, ERR_CONFLICT, MSG_err_calendar_feed_over, ARG_NONE);
    feed.v[CALENDAR_FEED_state] =
        VALUE_OF_TEXT(calendar_feed_states[CALENDAR_FEED_STATE_revoked].code);
    return tx_update(tx, &s, feed.id, feed.version, feed.v, why);
}

enum err calendar_feed_revoke(struct call *c, int64_t id, struct fail *why)
{
    struct receipt receipt = {0};
    struct feed_revoking w = {.c = c, .id = id};
    struct act act = call_act(c, ACT_calendar_feed, S("revoke"));
    return call_write(c, &act, revoke_in, &w, &receipt, why);
}

/* --- who reads -------------------------------------------------------------------------------- */

static enum err unknown(struct fail *why)
{
    return FAIL(why, ERR_NOT_FOUND, MSG_err_calendar_feed_unknown, ARG_NONE);
}

static enum err find_feed(struct call *c, struct str token, struct record *out, struct fail *why)
{
    struct shape shape = entity_shape(&calendar_feed_entity);
    struct value hash = hash_value(c->a, token);
    struct condition where = {.column = S("token"), .op = OP_EQ, .values = &hash, .n_values = 1};
    struct select q = {.shape = &shape, .where = &where, .n_where = 1, .limit = 1};
    struct page page = {0};
    enum err err = view_select(c->view, c->a, &q, &page, why);
    if (err == OK && (page.n == 0 || !is_open(&page.at[0])))
        return unknown(why);
    if (err == OK)
        *out = page.at[0];
    return err;
}

/* The call becomes the holder's, as long as the account is open and the post held as it was. */
static enum err become_holder(struct call *c, const struct record *feed, struct fail *why)
{
    struct shape accounts = entity_shape(&account_entity);
    struct postings postings = {0};
    struct record account = {0};
    const struct value *v = feed->v;
    assert(v); /* the feed was found */
    enum err err =
        view_get(c->view, c->a, &accounts, NULL, v[CALENDAR_FEED_account].i, &account, why);
    if (err == OK)
        err = postings_of(c->view, c->a, account.id, c->today, &postings, why);
    if (err != OK)
        return err == ERR_NOT_FOUND ? unknown(why) : err;
    if (!str_eq(account.v[ACCOUNT_state].t, account_states[ACCOUNT_STATE_active].code))
        return unknown(why);
    (void)lang_parse(account.v[ACCOUNT_language].t, &c->lang);
    for (ptrdiff_t i = 0; i < postings.n; i++) {
        const struct posting *p = &postings.at[i];
        if (p->post == v[CALENDAR_FEED_post].i && p->on_behalf == v[CALENDAR_FEED_on_behalf_of].i)
            return call_become(c,
                               (struct caller){.account = account.id,
                                               .post = p->post,
                                               .on_behalf = p->on_behalf,
                                               .unit = p->unit,
                                               .role = p->role},
                               why);
    }
    return unknown(why);
}

enum err calendar_feed_read(struct call *c, const struct calendar_feed_query *q, struct buf *out,
                            struct fail *why)
{
    struct record feed = {0};
    enum err err = find_feed(c, q->token, &feed, why);
    if (err == OK)
        err = become_holder(c, &feed, why);
    return err == OK ? calendar_write(c, &feed, q, out, why) : err;
}
