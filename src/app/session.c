/*
 * session.c -- the sessions of the database, and the posts a person may act as.
 */
#include "app/session.h"

#include "app/lookup.h"
#include "app/records.h"
#include "app/secret.h"
#include "app/signed_in.h"
#include "entity/account.h"

static int64_t machine_now(const struct app *app)
{
    return app->os->now(app->os->ctx);
}

/* The day that holdings are looked at: the demo's own in a demo county. */
static int64_t day_of(struct app *app)
{
    return instant_date(store_is_demo(app->store) ? store_now(app->store) : machine_now(app));
}

static struct str text_or(const struct value *v, struct str otherwise)
{
    return v->type == VALUE_TEXT && v->t.len > 0 ? v->t : otherwise;
}

/* --- posts ------------------------------------------------------------------------------------ */

static int choice_of(const struct choice *choices, int n, struct str code)
{
    for (int i = 0; i < n; i++)
        if (str_eq(choices[i].code, code))
            return i;
    return n;
}

/* Columns of STMT_postings: post, as_what, role, serves, unit, and names of post and unit. */
static struct posting posting_of(const struct rows *rows, ptrdiff_t row)
{
    struct posting p = {
        .post = rows_at(rows, row, 0)->i,
        .as_what = (enum holding_kind)choice_of(holding_kinds, HOLDING_KIND_COUNT,
                                                rows_at(rows, row, 1)->t),
        .role = (enum post_role)choice_of(post_roles, POST_ROLE_COUNT, rows_at(rows, row, 2)->t),
        .unit = rows_at(rows, row, 4)->i,
        .post_name = {rows_at(rows, row, 5)->t,
                      text_or(rows_at(rows, row, 6), rows_at(rows, row, 5)->t)},
        .unit_name = {rows_at(rows, row, 7)->t,
                      text_or(rows_at(rows, row, 8), rows_at(rows, row, 7)->t)},
    };
    const struct value *serves = rows_at(rows, row, 3);
    if (p.as_what == HOLDING_KIND_deputy || p.as_what == HOLDING_KIND_secretary)
        p.on_behalf = p.post;
    else if (serves->type == VALUE_INT)
        p.on_behalf = serves->i;
    return p;
}

enum err postings_of(struct view *v, struct arena *a, int64_t account, int64_t day,
                     struct postings *out, struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(account), VALUE_OF_INT(day)};
    enum err err = view_query(v, a, STMT_postings, args, 2, &rows, why);
    if (err != OK)
        return err;
    struct postings found = {.at = NEW(a, struct posting, rows.n + 1)};
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct posting p = posting_of(&rows, i);
        if (p.role < POST_ROLE_COUNT)
            found.at[found.n++] = p;
    }
    *out = found;
    return OK;
}

enum err session_postings(struct call *c, struct postings *out, struct fail *why)
{
    return postings_of(c->view, c->a, c->who.account, c->today, out, why);
}

static const struct posting *posting_find(const struct postings *all, int64_t post)
{
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->at[i].post == post)
            return &all->at[i];
    return NULL;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* Columns of STMT_session_find. */
enum {
    COL_ACCOUNT,
    COL_POST,
    COL_LANG,
    COL_CSRF,
    COL_CREATED,
    COL_LAST_USED,
    COL_EXPIRES,
    COL_LOGIN,
    COL_NAME,
    COL_STATE,
    COL_MUST_CHANGE
};

static void session_read(struct arena *a, const struct rows *rows, struct session *s)
{
    *s = (struct session){
        .who = {.account = rows_at(rows, 0, COL_ACCOUNT)->i, .role = POST_ROLE_COUNT},
        .csrf = base64url_of(a, rows_at(rows, 0, COL_CSRF)->t),
        .login = rows_at(rows, 0, COL_LOGIN)->t,
        .name = rows_at(rows, 0, COL_NAME)->t,
        .must_set_password = rows_at(rows, 0, COL_MUST_CHANGE)->i != 0,
        .created = rows_at(rows, 0, COL_CREATED)->i,
        .last_used = rows_at(rows, 0, COL_LAST_USED)->i,
        .expires = rows_at(rows, 0, COL_EXPIRES)->i,
    };
    (void)lang_parse(rows_at(rows, 0, COL_LANG)->t, &s->lang);
}

/* Post, unit and county acted in. A post that is held no longer gives no rights. */
static enum err session_place(struct app *app, struct view *v, struct arena *a, int64_t post,
                              struct session *s, struct fail *why)
{
    struct postings all = {0};
    const struct unit_info *unit = NULL;
    struct lookups l = lookups_on(a, v);
    enum err err = postings_of(v, a, s->who.account, day_of(app), &all, why);
    const struct posting *p = err == OK ? posting_find(&all, post) : NULL;
    if (!p)
        return err;
    err = lookup_unit(&l, p->unit, &unit, why);
    if (err != OK || !unit)
        return err;
    s->who.post = p->post;
    s->who.unit = p->unit;
    s->who.on_behalf = p->on_behalf;
    s->who.role = p->role;
    s->county = unit->county;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        s->post_name[lang] = p->post_name[lang];
        s->unit_name[lang] = p->unit_name[lang];
        s->county_name[lang] = unit->county_name[lang];
    }
    return OK;
}

static enum err no_session(struct fail *why)
{
    return FAIL(why, ERR_SIGN_IN, MSG_err_sign_in, ARG_NONE);
}

static enum err session_load(struct app *app, struct view *v, struct arena *a,
                             const struct value *hash, struct session *out, struct fail *why)
{
    struct rows rows = {0};
    struct session s = {0};
    enum err err = view_query(v, a, STMT_session_find, hash, 1, &rows, why);
    if (err != OK)
        return err;
    if (rows.n == 0)
        return no_session(why);
    session_read(a, &rows, &s);
    int64_t now = machine_now(app);
    bool is_over = now >= s.expires || now - s.last_used >= SESSION_IDLE;
    bool is_active =
        str_eq(rows_at(&rows, 0, COL_STATE)->t, account_states[ACCOUNT_STATE_active].code);
    if (is_over || !is_active)
        return no_session(why);
    s.id = token_id(hash->t);
    err = session_place(app, v, a, rows_at(&rows, 0, COL_POST)->i, &s, why);
    if (err == OK)
        *out = s;
    return err;
}

/* A statement without rows, run as housekeeping. */
struct chore {
    enum statement statement;
    const struct value *args;
    int n_args;
};

static enum err chore_run(struct tx *tx, void *ctx, struct fail *why)
{
    const struct chore *chore = ctx;
    int64_t changed = 0;
    return tx_exec(tx, chore->statement, chore->args, chore->n_args, &changed, why);
}

static enum err chore_do(struct app *app, enum statement statement, const struct value *args,
                         int n_args, struct fail *why)
{
    struct chore chore = {.statement = statement, .args = args, .n_args = n_args};
    return store_keep(app->store, chore_run, &chore, why);
}

enum err session_find(struct app *app, struct arena *a, struct str token, struct session *out,
                      struct fail *why)
{
    struct view *v = NULL;
    struct session s = {0};
    if (token.len == 0)
        return no_session(why);
    struct value hash = token_hash(a, token);
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = session_load(app, v, a, &hash, &s, why);
    view_close(v);
    if (err != OK)
        return err;
    int64_t now = machine_now(app);
    if (now - s.last_used >= SESSION_TOUCH) {
        struct value args[] = {hash, VALUE_OF_INT(now)};
        err = chore_do(app, STMT_session_touch, args, 2, why);
        s.last_used = now;
    }
    if (err == OK)
        *out = s;
    return err;
}

/* --- changing --------------------------------------------------------------------------------- */

enum err session_choose_post(struct call *c, const struct session *s, int64_t post,
                             struct fail *why)
{
    struct postings all = {0};
    enum err err = session_postings(c, &all, why);
    if (err != OK)
        return err;
    const struct posting *p = posting_find(&all, post);
    if (!p)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_not_your_post, ARG_NONE);
    struct value args[] = {VALUE_OF_INT(c->who.account), VALUE_OF_INT(s->created),
                           VALUE_OF_INT(post), VALUE_OF_INT(p->on_behalf)};
    return chore_do(c->app, STMT_session_post, args, 4, why);
}

/* One's own language is one's own to choose: no right to accounts is asked for, and the entry names
 * who did it. */
static enum err account_set_lang(struct call *c, enum lang lang, struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record account = {0};
    struct input in = {.field = S("language"), .text = lang_code(lang)};
    enum err err = view_get(c->view, c->a, &shape, NULL, c->who.account, &account, why);
    if (err != OK || str_eq(account.v[ACCOUNT_language].t, in.text))
        return err;
    bool was_system = c->who.is_system;
    c->who.is_system = true;
    err = records_update(c, &account_entity, account.id, 0, &in, 1, why);
    c->who.is_system = was_system;
    return err;
}

enum err session_set_lang(struct call *c, const struct session *s, enum lang lang, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(c->who.account), VALUE_OF_INT(s->created),
                           VALUE_OF_TEXT(lang_code(lang))};
    enum err err = chore_do(c->app, STMT_session_lang, args, 3, why);
    return err == OK ? account_set_lang(c, lang, why) : err;
}

/* An act in the record beside one statement. */
static enum err act_do(struct app *app, const struct act *act, struct chore *chore,
                       struct fail *why)
{
    struct receipt receipt = {0};
    return store_write(app->store, act, chore_run, chore, &receipt, why);
}

enum err session_sign_out(struct app *app, const struct session *s, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(s->who.account), VALUE_OF_INT(s->created)};
    struct act act = {.account = s->who.account,
                      .post = s->who.post,
                      .on_behalf = s->who.on_behalf,
                      .action = act_code(ACT_sign_out)};
    struct chore chore = {.statement = STMT_session_end, .args = args, .n_args = 2};
    return act_do(app, &act, &chore, why);
}

/* --- listing and revoking --------------------------------------------------------------------- */

static enum err sessions_read(struct call *c, int64_t account, struct sessions *out,
                              struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(account), VALUE_OF_INT(machine_now(c->app)),
                           VALUE_OF_INT(machine_now(c->app) - SESSION_IDLE)};
    enum err err = view_query(c->view, c->a, STMT_session_list, args, 3, &rows, why);
    if (err != OK)
        return err;
    struct sessions found = {.at = NEW(c->a, struct session, rows.n + 1), .n = rows.n};
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        found.at[i] = (struct session){
            .id = token_id(rows_at(&rows, i, 0)->t),
            .who = {.account = account, .post = rows_at(&rows, i, 1)->i, .role = POST_ROLE_COUNT},
            .created = rows_at(&rows, i, 3)->i,
            .last_used = rows_at(&rows, i, 4)->i,
            .expires = rows_at(&rows, i, 5)->i,
        };
        (void)lang_parse(rows_at(&rows, i, 2)->t, &found.at[i].lang);
    }
    *out = found;
    return OK;
}

enum err session_list(struct call *c, struct sessions *out, struct fail *why)
{
    enum err err = must(c, RIGHT_SIGNED_IN, why);
    return err == OK ? sessions_read(c, c->who.account, out, why) : err;
}

enum err session_revoke(struct call *c, int64_t id, struct fail *why)
{
    struct sessions all = {0};
    enum err err = session_list(c, &all, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (all.at[i].id != id)
            continue;
        struct value args[] = {VALUE_OF_INT(c->who.account), VALUE_OF_INT(all.at[i].created)};
        struct chore chore = {.statement = STMT_session_end, .args = args, .n_args = 2};
        struct act act = call_act(c, ACT_revoke_session, S(""));
        return act_do(c->app, &act, &chore, why);
    }
    return FAIL(why, ERR_NOT_FOUND, MSG_err_no_session, ARG_NONE);
}

static enum err account_login(struct call *c, int64_t account, struct str *out, struct fail *why)
{
    struct shape shape = entity_shape(&account_entity);
    struct record record = {0};
    struct scope scope = scope_to_read(c, &account_entity);
    enum err err = view_get(c->view, c->a, &shape, &scope, account, &record, why);
    if (err == OK)
        *out = record.v[ACCOUNT_login].t;
    return err;
}

enum err session_revoke_all(struct call *c, int64_t account, int64_t keep, struct fail *why)
{
    struct sessions all = {0};
    struct str login = {0};
    enum err err = OK;
    if (account != c->who.account) {
        err = must(c, RIGHT_ACCOUNTS, why);
        if (err == OK)
            err = account_login(c, account, &login, why);
    }
    if (err == OK)
        err = sessions_read(c, account, &all, why);
    int64_t kept = 0;
    for (ptrdiff_t i = 0; err == OK && i < all.n; i++)
        if (all.at[i].id == keep)
            kept = all.at[i].created;
    if (err != OK)
        return err;
    struct value args[] = {VALUE_OF_INT(account), VALUE_OF_INT(kept)};
    struct chore chore = {.statement = STMT_session_end_others, .args = args, .n_args = 2};
    struct act act = call_act(c, ACT_revoke_session, login);
    return act_do(c->app, &act, &chore, why);
}
