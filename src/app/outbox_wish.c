/*
 * outbox_wish.c -- when and where a person wants to hear of matters: the person's own to say. The
 * security administrator, who keeps the accounts, may see it; reading the address of another is an
 * act of the record (app/account.h).
 */
#include "app/account.h"
#include "app/change.h"
#include "app/outbox_parts.h"
#include "entity/account.h"

static const struct str own_fields[] = {S_("mail"),     S_("notices"),    S_("quiet_from"),
                                        S_("quiet_to"), S_("quiet_rest"), S_("language")};

static enum err own_account(struct call *c, struct view *v, struct record *out, struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    return view_get(v, c->a, &shape, NULL, c->who.account, out, why);
}

enum err outbox_wish(struct call *c, struct outbox_wish *out, struct fail *why)
{
    struct record r = {0};
    struct rows rows = {0};
    struct outbox_wish w = {0};
    enum err err = must(c, RIGHT_SIGNED_IN, why);
    if (err == OK && c->who.account == 0)
        err = FAIL(why, ERR_SIGN_IN, MSG_err_sign_in, ARG_NONE);
    if (err == OK)
        err = own_account(c, c->view, &r, why);
    if (err != OK)
        return err;
    assert(r.v); /* it was found */
    err = account_mail(c, c->who.account, &w.mail, why);
    if (err == ERR_NOT_FOUND)
        err = OK; /* erased */
    struct value owner = VALUE_OF_INT(r.owner);
    if (err == OK)
        err = view_query(c->view, c->a, STMT_outbox_server, &owner, 1, &rows, why);
    if (err != OK)
        return err;
    w.pace = r.v[ACCOUNT_notices].t;
    w.from = r.v[ACCOUNT_quiet_from].i;
    w.to = r.v[ACCOUNT_quiet_to].i;
    w.rests = r.v[ACCOUNT_quiet_rest].i != 0;
    w.language = r.v[ACCOUNT_language].t;
    w.has_server = rows.n > 0;
    w.version = r.version;
    *out = w;
    return OK;
}

struct wishing {
    struct call *c;
    int64_t version;
    struct input *in;
    ptrdiff_t n;
};

static enum err wish_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct wishing *w = ctx;
    struct call inside = call_in(w->c, tx_view(tx));
    struct lookups l = lookups_on(inside.a, inside.view);
    struct shape shape = entity_shape(&account_entity);
    struct record old = {0};
    struct change ch = {.c = &inside, .l = &l, .s = &shape, .old = &old};
    int64_t id = 0;
    inside.problems = problems_on(inside.a);
    enum err err = own_account(w->c, inside.view, &old, why);
    if (err != OK)
        return err;
    ch.owner = old.owner;
    ch.v = NEW(inside.a, struct value, shape.n);
    record_read(inside.a, &shape, w->in, w->n, old.v, ch.v, &inside.problems);
    account_check_mail(&ch);
    w->c->problems = inside.problems;
    if (problems_stop(&inside.problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(inside.problems.n_all));
    err = change_write(&ch, tx, w->version, &id, why);
    struct value account = VALUE_OF_INT(w->c->who.account);
    return err == OK ? tx_exec(tx, STMT_outbox_again, &account, 1, NULL, why) : err;
}

static bool is_own_field(struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(own_fields); i++)
        if (str_eq(own_fields[i], name))
            return true;
    return false;
}

enum err outbox_wish_set(struct call *c, int64_t version, const struct input *in, ptrdiff_t n,
                         struct fail *why)
{
    struct outbox_wish now = {0};
    struct receipt receipt = {0};
    struct wishing w = {.c = c, .version = version, .in = NEW(c->a, struct input, n + 1)};
    enum err err = outbox_wish(c, &now, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < n; i++) {
        bool is_same_mail = str_eq(in[i].field, S("mail")) && str_eq(in[i].text, now.mail);
        if (!is_own_field(in[i].field))
            PROBLEM(&c->problems, in[i].field, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(in[i].field));
        else if (!is_same_mail || in[i].is_null)
            w.in[w.n++] = in[i];
    }
    if (problems_stop(&c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    struct act act = call_act(c, ACT_update, S(""));
    return call_write(c, &act, wish_in, &w, &receipt, why);
}
