/*
 * sign_in.c -- the door: passwords, one-time links, and waiting after failures.
 *
 * After FREE_TRIES failures of a login, or PEER_TRIES from one address, each further one doubles
 * the wait, from two seconds up to fifteen minutes; an hour without failures forgets them. Waiting
 * is told before the password is looked at, so guessing does not even cost us a hash.
 */
#include "app/account.h"
#include "app/rights.h"
#include "app/secret.h"
#include "app/signed_in.h"
#include "entity/account.h"

enum { FREE_TRIES = 4, PEER_TRIES = 20, LONGEST_SHIFT = 9 };

static const int64_t first_wait = 2 * SECONDS;
static const int64_t longest_wait = 900 * SECONDS;
static const int64_t forget_after = 3600 * SECONDS;

/* One attempt at the door. */
struct attempt {
    struct app *app;
    struct arena *a;
    struct view *v;
    int64_t now;
    struct str login_key, peer_key;
    int64_t account; /* 0: there is none of that name */
    struct str state, hash;
    bool must_change;
    struct value token, csrf; /* of the session that is made */
    struct value link;        /* that was used; NULL: a password */
};

/* --- waiting ---------------------------------------------------------------------------------- */

static int64_t wait_after(int64_t failures, int64_t free_tries)
{
    int64_t over = failures - free_tries;
    if (over < 0)
        return 0;
    int64_t wait = first_wait << (over < LONGEST_SHIFT ? over : LONGEST_SHIFT);
    return wait < longest_wait ? wait : longest_wait;
}

static enum err failures_of(struct attempt *t, struct view *v, struct str key, int64_t *out_n,
                            int64_t *out_last, struct fail *why)
{
    struct rows rows = {0};
    *out_n = 0;
    *out_last = 0;
    enum err err = view_query(v, t->a, STMT_failure_find, &VALUE_OF_TEXT(key), 1, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    *out_last = rows_at(&rows, 0, 1)->i;
    if (t->now - *out_last < forget_after)
        *out_n = rows_at(&rows, 0, 0)->i;
    return OK;
}

static enum err must_wait(struct attempt *t, struct str key, int64_t free_tries, struct fail *why)
{
    int64_t n = 0;
    int64_t last = 0;
    enum err err = failures_of(t, t->v, key, &n, &last, why);
    if (err != OK)
        return err;
    int64_t left = last + wait_after(n, free_tries) - t->now;
    if (n > 0 && left > 0)
        return FAIL(why, ERR_TOO_MANY, MSG_err_wait_sign_in,
                    ARG_INT((left + SECONDS - 1) / SECONDS));
    return OK;
}

static enum err count_failure(struct attempt *t, struct tx *tx, struct str key, struct fail *why)
{
    int64_t n = 0;
    int64_t last = 0;
    int64_t changed = 0;
    enum err err = failures_of(t, tx_view(tx), key, &n, &last, why);
    if (err != OK)
        return err;
    struct value args[] = {VALUE_OF_TEXT(key), VALUE_OF_INT(n + 1), VALUE_OF_INT(t->now)};
    return tx_exec(tx, STMT_failure_put, args, 3, &changed, why);
}

static enum err failed_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct attempt *t = ctx;
    enum err err = count_failure(t, tx, t->login_key, why);
    return err == OK ? count_failure(t, tx, t->peer_key, why) : err;
}

/* The same words whether login or password was wrong. What was typed as login is not kept: it may
 * be a password. */
static enum err turn_away(struct attempt *t, struct fail *why)
{
    struct receipt receipt = {0};
    struct act act = {.account = t->account, .action = act_code(ACT_sign_in_failed)};
    enum err err = store_write(t->app->store, &act, failed_in, t, &receipt, why);
    return err == OK ? FAIL(why, ERR_SIGN_IN, MSG_err_wrong_password, ARG_NONE) : err;
}

/* --- letting in ------------------------------------------------------------------------------- */

static int64_t day_of(const struct attempt *t)
{
    return instant_date(store_is_demo(t->app->store) ? store_now(t->app->store) : t->now);
}

static enum err link_spend(struct attempt *t, struct tx *tx, struct fail *why)
{
    int64_t changed = 0;
    struct value args[] = {t->link, VALUE_OF_INT(t->now)};
    enum err err = tx_exec(tx, STMT_link_use, args, 2, &changed, why);
    if (err == OK && changed != 1)
        return FAIL(why, ERR_SIGN_IN, MSG_err_link, ARG_NONE);
    return err;
}

static struct str lang_of(struct view *v, struct arena *a, int64_t account)
{
    struct shape shape = entity_shape(&account_entity);
    struct record record = {0};
    struct fail why = {0};
    if (view_get(v, a, &shape, NULL, account, &record, &why) != OK)
        return lang_code(LANG_ZH);
    return record.v[ACCOUNT_language].t;
}

/* Sessions that ended and failures long past leave with whoever comes next. */
static enum err sweep(const struct attempt *t, struct tx *tx, struct fail *why)
{
    int64_t changed = 0;
    struct value ended[] = {VALUE_OF_INT(t->now), VALUE_OF_INT(t->now - SESSION_IDLE)};
    enum err err = tx_exec(tx, STMT_session_sweep, ended, 2, &changed, why);
    if (err != OK)
        return err;
    return tx_exec(tx, STMT_failure_sweep, &VALUE_OF_INT(t->now - forget_after), 1, &changed, why);
}

static enum err let_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct attempt *t = ctx;
    struct postings posts = {0};
    int64_t changed = 0;
    enum err err = t->link.type == VALUE_BLOB ? link_spend(t, tx, why) : OK;
    if (err == OK)
        err = postings_of(tx_view(tx), t->a, t->account, day_of(t), &posts, why);
    if (err != OK)
        return err;
    const struct posting none = {0};
    const struct posting *post = posts.n > 0 ? &posts.at[0] : &none;
    struct value args[] = {
        t->token,
        VALUE_OF_INT(t->account),
        VALUE_OF_INT(post->post),
        VALUE_OF_INT(post->on_behalf),
        VALUE_OF_TEXT(lang_of(tx_view(tx), t->a, t->account)),
        VALUE_OF_INT(t->now),
        VALUE_OF_INT(t->now + SESSION_LONGEST),
        t->csrf,
    };
    err = tx_exec(tx, STMT_session_add, args, ARRAY_LEN(args), &changed, why);
    if (err == OK)
        err = tx_exec(tx, STMT_failure_drop, &VALUE_OF_TEXT(t->login_key), 1, &changed, why);
    return err == OK ? sweep(t, tx, why) : err;
}

static enum err open_session(struct attempt *t, struct str *out_token, struct fail *why)
{
    enum { CSRF_BYTES = 24 };
    struct receipt receipt = {0};
    struct str token = token_make(t->app->os, t->a);
    struct act act = {.account = t->account,
                      .action = t->link.type == VALUE_BLOB ? act_code(ACT_sign_in_by_link)
                                                           : act_code(ACT_sign_in)};
    char random[CSRF_BYTES];
    t->app->os->random(t->app->os->ctx, random, CSRF_BYTES);
    t->token = token_hash(t->a, token);
    t->csrf = VALUE_OF_BLOB(str_dup(t->a, (struct str){random, CSRF_BYTES}));
    enum err err = store_write(t->app->store, &act, let_in, t, &receipt, why);
    if (err == OK)
        *out_token = token;
    return err;
}

static enum err must_be_active(const struct attempt *t, struct fail *why)
{
    if (str_eq(t->state, account_states[ACCOUNT_STATE_active].code))
        return OK;
    return FAIL(why, ERR_FORBIDDEN, MSG_err_account_state, ARG_NONE);
}

/* --- by password ------------------------------------------------------------------------------ */

static enum err attempt_read(struct attempt *t, struct str login, struct fail *why)
{
    struct rows rows = {0};
    enum err err = must_wait(t, t->login_key, FREE_TRIES, why);
    if (err == OK)
        err = must_wait(t, t->peer_key, PEER_TRIES, why);
    if (err == OK)
        err = view_query(t->v, t->a, STMT_account_by_login, &VALUE_OF_TEXT(login), 1, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    t->account = rows_at(&rows, 0, 0)->i;
    t->state = rows_at(&rows, 0, 1)->t;
    t->hash = rows_at(&rows, 0, 2)->t;
    return OK;
}

static struct attempt attempt_at(struct app *app, struct arena *a, struct str login,
                                 struct str peer)
{
    enum { KEY_MAX = 80 }; /* longer names are no logins of ours; the key is only a counter's */
    struct str short_login = str_sub(login, 0, login.len < KEY_MAX ? login.len : KEY_MAX);
    struct hash kept = hash_of(HASH_SHA256, short_login);
    struct str hex = hex_of(a, (struct str){(const char *)kept.b, 16});
    return (struct attempt){.app = app,
                            .a = a,
                            .now = app->os->now(app->os->ctx),
                            .login_key = str_fmt(a, "login:%.*s", STR_ARG(hex)),
                            .peer_key = str_fmt(a, "peer:%.*s", STR_ARG(peer)),
                            .link = VALUE_OF_NULL};
}

enum err session_sign_in(struct app *app, struct arena *a, const struct sign_in *in,
                         struct str *out_token, struct fail *why)
{
    struct attempt t = attempt_at(app, a, in->login, in->peer);
    bool is_right = false;
    if (in->password.len > PASSWORD_MAX * 4)
        return FAIL(why, ERR_SIGN_IN, MSG_err_wrong_password, ARG_NONE);
    enum err err = view_open(app->store, 0, &t.v, why);
    if (err != OK)
        return err;
    err = attempt_read(&t, in->login, why);
    view_close(t.v);
    t.v = NULL;
    if (err == OK)
        err = password_matches(app, a, t.hash, in->password, &is_right, why);
    if (err != OK)
        return err;
    if (!is_right)
        return turn_away(&t, why);
    err = must_be_active(&t, why);
    return err == OK ? open_session(&t, out_token, why) : err;
}

/* --- by link ---------------------------------------------------------------------------------- */

static enum err link_read(struct attempt *t, struct fail *why)
{
    struct rows rows = {0};
    enum err err = must_wait(t, t->peer_key, PEER_TRIES, why);
    if (err == OK)
        err = view_query(t->v, t->a, STMT_link_find, &t->link, 1, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    bool is_open = rows_at(&rows, 0, 2)->type == VALUE_NULL && rows_at(&rows, 0, 1)->i > t->now;
    if (!is_open)
        return OK;
    t->account = rows_at(&rows, 0, 0)->i;
    t->state = rows_at(&rows, 0, 3)->t;
    return OK;
}

enum err session_by_link(struct app *app, struct arena *a, struct str link, struct str peer,
                         struct str *out_token, struct fail *why)
{
    struct attempt t = attempt_at(app, a, link, peer);
    t.link = token_hash(a, link);
    enum err err = view_open(app->store, 0, &t.v, why);
    if (err != OK)
        return err;
    err = link_read(&t, why);
    view_close(t.v);
    t.v = NULL;
    if (err != OK)
        return err;
    if (t.account == 0) {
        err = turn_away(&t, why);
        return err == ERR_SIGN_IN ? FAIL(why, ERR_SIGN_IN, MSG_err_link, ARG_NONE) : err;
    }
    err = must_be_active(&t, why);
    return err == OK ? open_session(&t, out_token, why) : err;
}
