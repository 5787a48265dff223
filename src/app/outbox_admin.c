/*
 * outbox_admin.c -- the outbox before the system administrator: what failed and why, again or
 * never, and test messages. Each such act is in the record.
 */
#include "app/outbox_parts.h"
#include "app/rights.h"
#include "app/secret.h"
#include "entity/account.h"
#include "entity/endpoint.h"

static const struct {
    struct str code;
    enum msg label;
} states[OUTBOX_STATE_COUNT] = {
#define X(code) [OUTBOX_##code] = {S_(#code), MSG_outbox_state_##code},
    OUTBOX_STATES(X)
#undef X
};

static const struct {
    struct str code;
    enum msg label;
} faults[OUTBOX_FAULT_COUNT] = {
#define X(code) [OUTBOX_FAULT_##code] = {S_(#code), MSG_outbox_fault_##code},
    OUTBOX_FAULTS(X)
#undef X
};

struct str outbox_state_code(enum outbox_state s)
{
    return states[s].code;
}

enum msg outbox_state_label(enum outbox_state s)
{
    return states[s].label;
}

enum outbox_state outbox_state_of(struct str code)
{
    int i = 0;
    while (i < OUTBOX_STATE_COUNT && !str_eq(states[i].code, code))
        i++;
    return (enum outbox_state)i;
}

struct str outbox_fault_code(enum outbox_fault f)
{
    return f == OUTBOX_FAULT_none ? S("") : faults[f].code;
}

enum msg outbox_fault_label(struct str code)
{
    for (int i = 0; i < OUTBOX_FAULT_COUNT; i++)
        if (str_eq(faults[i].code, code))
            return faults[i].label;
    return MSG_none;
}

enum msg outbox_channel_label(struct str channel)
{
    for (int i = 0; i < ENDPOINT_KIND_COUNT; i++)
        if (str_eq(endpoint_kinds[i].code, channel))
            return endpoint_kinds[i].label;
    return MSG_outbox_channel_mail;
}

/* --- lists --------------------------------------------------------------------------------------
 */

/* Columns of STMT_outbox_list. */
enum {
    COL_ID,
    COL_DELIVERY,
    COL_CHANNEL,
    COL_LOGIN,
    COL_CODE,
    COL_NAME_ZH,
    COL_NAME_EN,
    COL_IS_TEST,
    COL_STATE,
    COL_TRIES,
    COL_NEXT_AT,
    COL_FAULT,
    COL_ANSWER,
    COL_MADE,
    COL_DONE
};

static struct str receiver_of(const struct call *c, const struct rows *rows, ptrdiff_t i)
{
    struct str en = rows_at(rows, i, COL_NAME_EN)->t;
    struct str zh = rows_at(rows, i, COL_NAME_ZH)->t;
    if (rows_at(rows, i, COL_LOGIN)->type == VALUE_TEXT)
        return rows_at(rows, i, COL_LOGIN)->t;
    return c->lang == LANG_EN && en.len > 0 ? en : zh;
}

static struct outbox_row row_of(const struct call *c, const struct rows *rows, ptrdiff_t i)
{
    const struct value *done = rows_at(rows, i, COL_DONE);
    struct str fault = rows_at(rows, i, COL_FAULT)->t;
    return (struct outbox_row){
        .id = rows_at(rows, i, COL_ID)->i,
        .delivery = rows_at(rows, i, COL_DELIVERY)->t,
        .channel = rows_at(rows, i, COL_CHANNEL)->t,
        .receiver = receiver_of(c, rows, i),
        .is_test = rows_at(rows, i, COL_IS_TEST)->i != 0,
        .state = outbox_state_of(rows_at(rows, i, COL_STATE)->t),
        .tries = rows_at(rows, i, COL_TRIES)->i,
        .next_at = rows_at(rows, i, COL_NEXT_AT)->i,
        .made = rows_at(rows, i, COL_MADE)->i,
        .done = done->type == VALUE_INT ? done->i : 0,
        .fault = outbox_fault_label(fault),
        .fault_code = fault,
        .answer = rows_at(rows, i, COL_ANSWER)->t,
    };
}

/* Whose messages the caller keeps: the county's; the machine's own command line all. */
static int64_t area_of(const struct call *c)
{
    return c->who.is_system ? 0 : c->county;
}

enum err outbox_list(struct call *c, enum outbox_state state, int64_t below, int64_t limit,
                     struct outbox_rows *out, struct fail *why)
{
    struct rows rows = {0};
    assert(limit >= 1 && limit <= 100);
    struct value args[] = {VALUE_OF_INT(area_of(c)),
                           VALUE_OF_TEXT(state < OUTBOX_STATE_COUNT ? states[state].code : S("")),
                           VALUE_OF_INT(below > 0 ? below : INT64_MAX), VALUE_OF_INT(0),
                           VALUE_OF_INT(limit + 1)};
    enum err err = must(c, RIGHT_ORGANISE, why);
    if (err == OK)
        err = view_query(c->view, c->a, STMT_outbox_list, args, ARRAY_LEN(args), &rows, why);
    if (err != OK)
        return err;
    ptrdiff_t n = rows.n > limit ? limit : rows.n;
    *out = (struct outbox_rows){.at = NEW(c->a, struct outbox_row, n + 1), .n = n};
    for (ptrdiff_t i = 0; i < n; i++)
        out->at[i] = row_of(c, &rows, i);
    if (rows.n > limit)
        out->next = out->at[n - 1].id;
    return OK;
}

enum err outbox_counts(struct call *c, int64_t out[OUTBOX_STATE_COUNT], struct fail *why)
{
    struct rows rows = {0};
    struct value arg = VALUE_OF_INT(area_of(c));
    enum err err = must(c, RIGHT_ORGANISE, why);
    if (err == OK)
        err = view_query(c->view, c->a, STMT_outbox_counts, &arg, 1, &rows, why);
    for (int i = 0; i < OUTBOX_STATE_COUNT; i++)
        out[i] = 0;
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        enum outbox_state s = outbox_state_of(rows_at(&rows, i, 0)->t);
        if (s < OUTBOX_STATE_COUNT)
            out[s] = rows_at(&rows, i, 1)->i;
    }
    return err;
}

/* --- again, or never ----------------------------------------------------------------------------
 */

struct fate {
    const struct call *c;
    enum statement q;
    int64_t id;
};

static enum err fate_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct fate *f = ctx;
    struct rows rows = {0};
    int64_t n = 0;
    struct value which[] = {VALUE_OF_INT(f->id), VALUE_OF_INT(area_of(f->c))};
    struct value args[] = {VALUE_OF_INT(f->id), VALUE_OF_INT(outbox_machine(f->c->app))};
    enum err err = view_query(tx_view(tx), tx_arena(tx), STMT_outbox_find, which, 2, &rows, why);
    if (err == OK && rows.n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_message, ARG_NONE);
    if (err == OK)
        err = tx_exec(tx, f->q, args, 2, &n, why);
    if (err == OK && n == 0)
        return FAIL(why, ERR_CONFLICT, MSG_err_message_over,
                    ARG_MSG(outbox_state_label(outbox_state_of(rows_at(&rows, 0, 0)->t))));
    return err;
}

static enum err decide(struct call *c, enum statement q, enum act_kind kind, int64_t id,
                       struct fail *why)
{
    struct fate f = {.c = c, .q = q, .id = id};
    struct receipt receipt = {0};
    enum err err = must(c, RIGHT_ORGANISE, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, kind, str_fmt(c->a, "outbox %lld", (long long)id));
    return call_write(c, &act, fate_in, &f, &receipt, why);
}

enum err outbox_retry(struct call *c, int64_t id, struct fail *why)
{
    return decide(c, STMT_outbox_retry, ACT_send_again, id, why);
}

enum err outbox_give_up(struct call *c, int64_t id, struct fail *why)
{
    return decide(c, STMT_outbox_give_up, ACT_give_up, id, why);
}

/* --- tests --------------------------------------------------------------------------------------
 */

struct trial {
    struct call *c;
    struct outbox_new o;
    enum lang lang;
    int64_t id;
};

static enum err trial_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct trial *t = ctx;
    struct rows rows = {0};
    bool is_made = false;
    struct value args[] = {VALUE_OF_INT(0), VALUE_OF_TEXT(S("")), VALUE_OF_INT(INT64_MAX),
                           VALUE_OF_INT(0), VALUE_OF_INT(1)};
    enum err err = outbox_add(tx, t->c->app, &t->o, &is_made, why);
    if (err == OK)
        err = view_query(tx_view(tx), tx_arena(tx), STMT_outbox_list, args, ARRAY_LEN(args), &rows,
                         why);
    if (err == OK)
        t->id = rows_at(&rows, 0, COL_ID)->i;
    return err;
}

static enum err try_it(struct trial *t, struct str note, int64_t *out, struct fail *why)
{
    struct call *c = t->c;
    struct receipt receipt = {0};
    char id[16];
    c->app->os->random(c->app->os->ctx, id, sizeof id);
    t->o.delivery = hex_of(c->a, (struct str){id, sizeof id});
    t->o.is_test = true;
    struct call theirs = *c;
    theirs.lang = t->lang;
    struct worded w =
        outbox_word_test(&theirs, t->o.channel, t->o.delivery, outbox_machine(c->app));
    t->o.subject = w.subject;
    t->o.body = w.body;
    struct act act = call_act(c, ACT_test_message, note);
    enum err err = call_write(c, &act, trial_in, t, &receipt, why);
    if (err == OK)
        *out = t->id;
    return err;
}

static enum err account_to_try(struct call *c, int64_t account, struct trial *t, struct str *login,
                               struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record r = {0};
    struct rows rows = {0};
    enum err err = view_get(c->view, c->a, &shape, NULL, account, &r, why);
    if (err != OK)
        return err;
    if (r.v[ACCOUNT_mail].type != VALUE_TEXT)
        return FAIL(why, ERR_CONFLICT, MSG_err_no_mail, ARG_TEXT(r.v[ACCOUNT_login].t));
    struct value owner = VALUE_OF_INT(r.owner);
    err = view_query(c->view, c->a, STMT_outbox_server, &owner, 1, &rows, why);
    if (err == OK && rows.n == 0)
        return FAIL(why, ERR_CONFLICT, MSG_err_no_mail_server, ARG_NONE);
    (void)lang_parse(r.v[ACCOUNT_language].t, &t->lang);
    t->o = (struct outbox_new){.channel = S("mail"), .account = account, .owner = r.owner};
    *login = r.v[ACCOUNT_login].t;
    return err;
}

enum err outbox_test_mail(struct call *c, int64_t account, int64_t *out, struct fail *why)
{
    struct trial t = {.c = c};
    struct str login = S("");
    enum err err = must(c, RIGHT_ORGANISE, why);
    /* Only the machine itself writes to others: nobody is sent tests by a colleague. */
    if (err == OK && !c->who.is_system && account != 0 && account != c->who.account)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_own_mail_only, ARG_NONE);
    if (err == OK)
        err = account_to_try(c, account != 0 ? account : c->who.account, &t, &login, why);
    return err == OK ? try_it(&t, login, out, why) : err;
}

enum err outbox_test_endpoint(struct call *c, int64_t endpoint, int64_t *out, struct fail *why)
{
    struct shape shape = entity_shape(&endpoint_entity);
    struct record r = {0};
    struct endpoint e = {0};
    struct trial t = {.c = c};
    enum err err = must(c, RIGHT_ORGANISE, why);
    struct scope scope = scope_to_read(c, &endpoint_entity);
    if (err == OK)
        err = view_get(c->view, c->a, &shape, &scope, endpoint, &r, why);
    if (err != OK)
        return err;
    record_to_struct(&endpoint_entity, r.v, &e);
    if (!e.is_used)
        return FAIL(why, ERR_CONFLICT, MSG_err_endpoint_unused, ARG_TEXT(e.code));
    t.lang = (enum lang)e.language;
    t.o = (struct outbox_new){
        .channel = endpoint_kinds[e.kind].code, .endpoint = endpoint, .owner = r.owner};
    return try_it(&t, e.code, out, why);
}
