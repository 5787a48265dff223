/*
 * account.c -- passwords, one-time links, resets.
 *
 * Rules for passwords follow the practice for GB/T 22239-2019 (domain.md, section 9): at least
 * eight characters, mixed, not the login name, none of the most common ones.
 */
#include "app/account.h"

#include "app/protect.h"
#include "app/rights.h"
#include "app/secret.h"
#include "base/text.h"
#include "entity/account.h"

static const int64_t link_lasts = (int64_t)7 * 24 * 3600 * 1000000;

/* The head of published lists of leaked passwords, those of eight and more mixed characters that
 * the other rules would let through, in lower case. */
static const struct str common[] = {
    S_("password1"),  S_("passw0rd"),  S_("p@ssw0rd"),       S_("p@ssword1"), S_("admin123"),
    S_("admin@123"),  S_("admin888"),  S_("administrator1"), S_("root1234"),  S_("abc12345"),
    S_("abcd1234"),   S_("abcd@1234"), S_("a1234567"),       S_("a12345678"), S_("a123456789"),
    S_("aa123456"),   S_("aa123456."), S_("asd12345"),       S_("asdf1234"),  S_("q1w2e3r4"),
    S_("q1w2e3r4t5"), S_("qwer1234"),  S_("qwer@1234"),      S_("qwerty12"),  S_("qwerty123"),
    S_("qwe12345"),   S_("1q2w3e4r"),  S_("1q2w3e4r5t"),     S_("1qaz2wsx"),  S_("1qaz@wsx"),
    S_("zaq12wsx"),   S_("zxcv1234"),  S_("woaini1314"),     S_("woaini520"), S_("welcome1"),
    S_("welcome123"), S_("changeme1"), S_("letmein1"),       S_("iloveyou1"), S_("test1234"),
    S_("user1234"),   S_("zhongguo1"), S_("zhongguo123"),    S_("wang1234"),  S_("123456aa"),
    S_("123456abc"),  S_("12345678a"), S_("123456789a"),     S_("123qweasd"), S_("1234qwer"),
    S_("ponan123"),   S_("ponan2006"),
};

enum { CLASS_LOWER = 1, CLASS_UPPER = 2, CLASS_DIGIT = 4, CLASS_OTHER = 8 };

static unsigned class_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return CLASS_LOWER;
    if (c >= 'A' && c <= 'Z')
        return CLASS_UPPER;
    return c >= '0' && c <= '9' ? CLASS_DIGIT : CLASS_OTHER;
}

static bool is_mixed(struct str password)
{
    unsigned seen = 0;
    for (ptrdiff_t i = 0; i < password.len; i++)
        seen |= class_of(password.s[i]);
    return (seen & (seen - 1)) != 0;
}

static struct str lower(struct arena *a, struct str s)
{
    char *low = NEW(a, char, s.len + 1);
    for (ptrdiff_t i = 0; i < s.len; i++)
        low[i] = class_of(s.s[i]) == CLASS_UPPER ? (char)(s.s[i] - 'A' + 'a') : s.s[i];
    return (struct str){low, s.len};
}

static bool is_common(struct str low)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(common); i++)
        if (str_eq(common[i], low))
            return true;
    return false;
}

void password_check(struct problems *p, struct str field, struct str login, struct str password)
{
    struct str low = lower(p->a, password);
    bool has_login = login.len > 0 && str_find(low, lower(p->a, login)) >= 0;
    bool is_text = utf8_valid(password);
    ptrdiff_t n = is_text ? utf8_count(password) : password.len;
    if (n < PASSWORD_MIN)
        PROBLEM(p, field, S("too_short"), MSG_problem_too_short, ARG_INT(PASSWORD_MIN));
    if (n > PASSWORD_MAX)
        PROBLEM(p, field, S("too_long"), MSG_problem_too_long, ARG_INT(PASSWORD_MAX), ARG_INT(n));
    if (!is_mixed(password))
        PROBLEM(p, field, S("not_mixed"), MSG_problem_password_mixed, ARG_NONE);
    if (has_login)
        PROBLEM(p, field, S("login"), MSG_problem_password_login, ARG_NONE);
    if (is_common(low))
        PROBLEM(p, field, S("common"), MSG_problem_password_common, ARG_NONE);
}

/* --- what is known of an account -------------------------------------------------------------- */

struct secret {
    int64_t account;
    struct str login, hash;
    bool must_change;
};

static enum err secret_read(struct call *c, int64_t account, struct secret *out, struct fail *why)
{
    struct rows rows = {0};
    enum err err =
        view_query(c->view, c->a, STMT_credential_find, &VALUE_OF_INT(account), 1, &rows, why);
    if (err != OK)
        return err;
    if (rows.n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(account_entity.title));
    *out = (struct secret){.account = account,
                           .login = rows_at(&rows, 0, 0)->t,
                           .hash = rows_at(&rows, 0, 1)->t,
                           .must_change = rows_at(&rows, 0, 2)->i != 0};
    return OK;
}

enum err account_find(struct call *c, struct str login, int64_t *out, struct fail *why)
{
    struct rows rows = {0};
    enum err err =
        view_query(c->view, c->a, STMT_account_by_login, &VALUE_OF_TEXT(login), 1, &rows, why);
    if (err == OK)
        *out = rows.n > 0 ? rows_at(&rows, 0, 0)->i : 0;
    return err;
}

/* --- statements in one entry ------------------------------------------------------------------ */

/* Up to three statements that belong to one act. */
struct secret_write {
    struct step {
        enum statement statement;
        struct value args[5];
        int n_args;
    } steps[4];
    int n_steps;
};

static enum err secret_run(struct tx *tx, void *ctx, struct fail *why)
{
    const struct secret_write *w = ctx;
    int64_t changed = 0;
    enum err err = OK;
    for (int i = 0; err == OK && i < w->n_steps; i++)
        err =
            tx_exec(tx, w->steps[i].statement, w->steps[i].args, w->steps[i].n_args, &changed, why);
    return err;
}

static enum err secret_commit(struct call *c, struct secret_write *w, enum act_kind kind,
                              struct str login, struct fail *why)
{
    struct receipt receipt = {0};
    struct act act = call_act(c, kind, login);
    return call_write(c, &act, secret_run, w, &receipt, why);
}

static void step_credential(struct secret_write *w, const struct call *c, int64_t account,
                            struct str hash, bool must_change)
{
    w->steps[w->n_steps++] = (struct step){.statement = STMT_credential_put,
                                           .args = {VALUE_OF_INT(account), VALUE_OF_TEXT(hash),
                                                    VALUE_OF_INT(c->app->os->now(c->app->os->ctx)),
                                                    VALUE_OF_INT(must_change)},
                                           .n_args = 4};
}

static void step_account(struct secret_write *w, enum statement statement, int64_t account)
{
    w->steps[w->n_steps++] =
        (struct step){.statement = statement, .args = {VALUE_OF_INT(account)}, .n_args = 1};
}

/* --- passwords -------------------------------------------------------------------------------- */

static enum err password_put(struct call *c, const struct secret *s, struct str wanted,
                             struct fail *why)
{
    struct str hash = {0};
    struct secret_write w = {0};
    password_check(&c->problems, S("password"), s->login, wanted);
    if (problems_stop(&c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    enum err err = password_hash(c->app, c->a, wanted, &hash, why);
    if (err != OK)
        return err;
    step_credential(&w, c, s->account, hash, false);
    step_account(&w, STMT_link_drop, s->account);
    return secret_commit(c, &w, ACT_password, s->login, why);
}

enum err account_set_password(struct call *c, struct str old, struct str wanted, struct fail *why)
{
    struct secret s = {0};
    bool is_right = false;
    enum err err = must(c, RIGHT_SIGNED_IN, why);
    if (err == OK)
        err = secret_read(c, c->who.account, &s, why);
    if (err != OK)
        return err;
    /* Without a password so far (first link, reset, demo) there is none to ask for. */
    if (s.hash.len > 0)
        err = password_matches(c->app, c->a, s.hash, old, &is_right, why);
    if (err != OK)
        return err;
    if (s.hash.len > 0 && !is_right)
        PROBLEM(&c->problems, S("old_password"), S("wrong"), MSG_problem_old_password, ARG_NONE);
    return password_put(c, &s, wanted, why);
}

enum err account_give_password(struct call *c, int64_t account, struct str wanted, struct fail *why)
{
    struct secret s = {0};
    if (!c->who.is_system)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_only_machine, ARG_NONE);
    enum err err = secret_read(c, account, &s, why);
    return err == OK ? password_put(c, &s, wanted, why) : err;
}

/* --- links ------------------------------------------------------------------------------------ */

static const struct str link_purposes[LINK_KIND_COUNT] = {
    [LINK_SIGN_IN] = S_("sign_in"),
    [LINK_PASSWORD] = S_("password"),
};

static void step_link(struct secret_write *w, const struct call *c, int64_t account,
                      enum link_kind kind, struct str token)
{
    int64_t now = c->app->os->now(c->app->os->ctx);
    w->steps[w->n_steps++] = (struct step){
        .statement = STMT_link_add,
        .args = {token_hash(c->a, token), VALUE_OF_INT(account), VALUE_OF_TEXT(link_purposes[kind]),
                 VALUE_OF_INT(now), VALUE_OF_INT(now + link_lasts)},
        .n_args = 5};
}

/* An account that a way in may be given to: within reach, and open, for else its link is dead. */
static enum err account_to_enter(struct call *c, int64_t account, struct secret *out,
                                 struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record record = {0};
    enum err err = must(c, RIGHT_ACCOUNTS, why);
    if (err != OK)
        return err;
    struct scope scope = scope_to_read(c, &account_entity);
    err = view_get(c->view, c->a, &shape, &scope, account, &record, why);
    if (err != OK)
        return err;
    if (!str_eq(record.v[ACCOUNT_state].t, S("active")))
        return FAIL(why, ERR_CONFLICT, MSG_err_account_shut, ARG_TEXT(record.v[ACCOUNT_login].t));
    return secret_read(c, account, out, why);
}

enum err account_link(struct call *c, int64_t account, enum link_kind kind, struct str *out,
                      struct fail *why)
{
    struct secret s = {0};
    struct secret_write w = {0};
    struct str token = token_make(c->app->os, c->a);
    enum err err = account_to_enter(c, account, &s, why);
    if (err != OK)
        return err;
    if (kind == LINK_PASSWORD)
        step_credential(&w, c, account, s.hash, true);
    step_link(&w, c, account, kind, token);
    err = secret_commit(c, &w, ACT_link, s.login, why);
    if (err == OK)
        *out = token;
    return err;
}

enum err account_reset(struct call *c, int64_t account, struct str *out_link, struct fail *why)
{
    struct secret s = {0};
    struct secret_write w = {0};
    struct str token = token_make(c->app->os, c->a);
    enum err err = account_to_enter(c, account, &s, why);
    if (err != OK)
        return err;
    step_account(&w, STMT_link_drop, account);
    step_account(&w, STMT_session_drop, account);
    step_credential(&w, c, account, S(""), true);
    step_link(&w, c, account, LINK_PASSWORD, token);
    err = secret_commit(c, &w, ACT_reset, s.login, why);
    if (err == OK)
        *out_link = token;
    return err;
}

/* --- phone and mail address ------------------------------------------------------------------- */

static enum err account_open(struct call *c, int64_t account, int field, enum act_kind kind,
                             struct str *out, struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record record = {0};
    struct receipt receipt = {0};
    struct secret_write w = {0}; /* no statement: the act is all there is */
    struct str clear = {0};
    enum err err =
        account == c->who.account ? must(c, RIGHT_SIGNED_IN, why) : must(c, RIGHT_ACCOUNTS, why);
    struct scope scope = scope_to_read(c, &account_entity);
    bool is_own = account == c->who.account;
    if (err == OK)
        err = view_get(c->view, c->a, &shape, is_own ? NULL : &scope, account, &record, why);
    if (err != OK)
        return err;
    const struct value *sealed = &record.v[field];
    struct protect_place place = {
        .entity = account_entity.name, .id = account, .field = shape.fields[field].name};
    if (sealed->type == VALUE_TEXT)
        err = protect_open(c->app, c->view, c->a, &place, sealed->t, &clear, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, kind, record.v[ACCOUNT_login].t);
    if (!is_own)
        err = call_write(c, &act, secret_run, &w, &receipt, why);
    if (err == OK)
        *out = clear;
    return err;
}

enum err account_phone(struct call *c, int64_t account, struct str *out, struct fail *why)
{
    return account_open(c, account, ACCOUNT_phone, ACT_read_phone, out, why);
}

enum err account_mail(struct call *c, int64_t account, struct str *out, struct fail *why)
{
    return account_open(c, account, ACCOUNT_mail, ACT_read_mail, out, why);
}

enum err account_erase(struct call *c, int64_t account, struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record record = {0};
    struct scope scope = scope_to_read(c, &account_entity);
    enum err err = must(c, RIGHT_ACCOUNTS, why);
    if (err == OK)
        err = view_get(c->view, c->a, &shape, &scope, account, &record, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_erase, S(""));
    err = protect_erase(c->app, c->view, &act, account_entity.name, account, why);
    return err == OK ? call_refresh(c, why) : err;
}
