/*
 * me.c -- one's own posts, sessions and password.
 */
#include "app/account.h"
#include "app/session.h"
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

static void put_postings(struct exchange *x, const struct postings *from, struct view_me *v)
{
    enum lang lang = x->call.lang;
    struct view_posting_row *rows = NEW(x->a, struct view_posting_row, from->n + 1);
    for (ptrdiff_t i = 0; i < from->n; i++) {
        const struct posting *p = &from->at[i];
        rows[i] = (struct view_posting_row){
            .post = p->post,
            .name = p->post_name[lang],
            .unit = p->unit_name[lang],
            .as_what = holding_kinds[p->as_what].label,
            .role = post_roles[p->role].label,
            .is_now = p->post == x->call.who.post && p->on_behalf == x->call.who.on_behalf,
        };
    }
    v->postings.at = rows;
    v->postings.n = from->n;
}

static void put_sessions(struct exchange *x, const struct sessions *from, struct view_me *v)
{
    struct view_session_row *rows = NEW(x->a, struct view_session_row, from->n + 1);
    for (ptrdiff_t i = 0; i < from->n; i++) {
        const struct session *s = &from->at[i];
        rows[i] = (struct view_session_row){
            .id = s->id,
            .created = instant_words(x, s->created),
            .last_used = instant_words(x, s->last_used),
            .expires = instant_words(x, s->expires),
            .is_this = s->id == x->session.id,
        };
    }
    v->sessions.at = rows;
    v->sessions.n = from->n;
}

static enum err show_me(struct exchange *x, int status, struct fail *why)
{
    struct postings postings = {0};
    struct sessions sessions = {0};
    struct view_me v = {.shell = shell_on(x, words(x, MSG_web_me_title), S("/me")),
                        .person = x->session.name,
                        .login = x->session.login,
                        .troubles = troubles_on(x, NULL),
                        .least = PASSWORD_MIN};
    enum err err = session_postings(&x->call, &postings, why);
    if (err == OK)
        err = session_list(&x->call, &sessions, why);
    if (err != OK)
        return err;
    put_postings(x, &postings, &v);
    put_sessions(x, &sessions, &v);
    if (wants_json(x))
        return respond_view(x, view_table_me(), &v, why);
    struct buf page = respond_buf(x);
    template_me(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_me(struct exchange *x, struct fail *why)
{
    return show_me(x, 200, why);
}

static enum err show_first_password(struct exchange *x, int status, struct fail *why)
{
    struct view_new_password v = {.alone = alone_on(x, words(x, MSG_web_password_first)),
                                  .person = x->session.name,
                                  .troubles = troubles_on(x, NULL),
                                  .least = PASSWORD_MIN};
    struct buf page = respond_buf(x);
    template_new_password(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

static enum err show_again(struct exchange *x, int status, struct fail *why)
{
    return x->session.must_set_password ? show_first_password(x, status, why)
                                        : show_me(x, status, why);
}

enum err page_password(struct exchange *x, struct fail *why)
{
    return x->session.must_set_password ? show_first_password(x, 200, why)
                                        : respond_redirect(x, S("/me#password"));
}

enum err post_password(struct exchange *x, struct fail *why)
{
    struct str wanted = form_get(x, S("wanted"));
    struct fail tried = {0};
    if (!str_eq(wanted, form_get(x, S("again")))) {
        PROBLEM(&x->call.problems, S("again"), S("differs"), MSG_web_password_differs, ARG_NONE);
        return show_again(x, err_http(ERR_INVALID), why);
    }
    enum err err = account_set_password(&x->call, form_get(x, S("old")), wanted, &tried);
    if (err == OK)
        return respond_redirect(x, S("/?done=password"));
    if (err == ERR_INVALID)
        return show_again(x, err_http(err), why);
    *why = tried;
    return err;
}

enum err post_revoke(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    if (!str_digits(form_get(x, S("session")), &id))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("session")));
    enum err err = session_revoke(&x->call, id, why);
    return err == OK ? respond_redirect(x, S("/me?done=revoked")) : err;
}
