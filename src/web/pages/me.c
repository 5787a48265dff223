/*
 * me.c -- one's own posts, sessions and password.
 */
#include "app/account.h"
#include "app/outbox.h"
#include "app/session.h"
#include "entity/account.h"
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

static struct str hour_text(struct exchange *x, int64_t hour)
{
    return str_fmt(x->a, "%lld", (long long)hour);
}

/* A field of one's own account, as typed if the form came back. */
static struct view_input wish_input(struct exchange *x, int at, struct str now)
{
    const struct field *f = &account_entity.fields[at];
    struct view_input in = {.name = f->name,
                            .label = field_label(f, x->call.lang),
                            .help = field_help(f, x->call.lang),
                            .value = form_has(x, f->name) ? form_get(x, f->name) : now,
                            .type = f->kind == KIND_INT ? S("number") : S("text"),
                            .is_select = f->kind == KIND_ENUM,
                            .is_check = f->kind == KIND_BOOL,
                            .is_required = f->required};
    in.is_plain = !in.is_select && !in.is_check;
    if (in.is_check && str_eq(in.value, S("no")))
        in.value = S("");
    struct view_option *options = NEW(x->a, struct view_option, f->n_choices + 1);
    for (int i = 0; i < f->n_choices; i++)
        options[i] =
            (struct view_option){f->choices[i].code, choice_label(&f->choices[i], x->call.lang),
                                 str_eq(f->choices[i].code, in.value)};
    in.options.at = options;
    in.options.n = f->n_choices;
    troubles_of(x, f->name, &in);
    return in;
}

static enum err put_wishes(struct exchange *x, struct view_me *v, struct fail *why)
{
    enum { WISHES = 6 };
    struct outbox_wish w = {0};
    struct view_input *at = NEW(x->a, struct view_input, WISHES);
    enum err err = outbox_wish(&x->call, &w, why);
    if (err != OK)
        return err;
    at[0] = wish_input(x, ACCOUNT_mail, w.mail);
    at[1] = wish_input(x, ACCOUNT_notices, w.pace);
    at[2] = wish_input(x, ACCOUNT_quiet_from, hour_text(x, w.from));
    at[3] = wish_input(x, ACCOUNT_quiet_to, hour_text(x, w.to));
    at[4] = wish_input(x, ACCOUNT_quiet_rest, w.rests ? S("yes") : S(""));
    at[5] = wish_input(x, ACCOUNT_language, w.language);
    v->wishes.at = at;
    v->wishes.n = WISHES;
    v->has_server = w.has_server;
    v->version = w.version;
    return OK;
}

/* Which of the forms the page's problems are of. */
enum me_form { ME_PASSWORD, ME_MESSAGES };

static enum err show_me(struct exchange *x, int status, enum me_form form, struct fail *why)
{
    struct shape account = entity_shape(&account_entity);
    struct postings postings = {0};
    struct sessions sessions = {0};
    struct view_me v = {.shell = shell_on(x, words(x, MSG_web_me_title), S("/me")),
                        .person = x->session.name,
                        .login = x->session.login,
                        .least = PASSWORD_MIN};
    if (form == ME_PASSWORD)
        v.troubles = troubles_on(x, NULL);
    else
        v.wish_troubles = troubles_on(x, &account);
    enum err err = session_postings(&x->call, &postings, why);
    if (err == OK)
        err = session_list(&x->call, &sessions, why);
    if (err == OK)
        err = put_wishes(x, &v, why);
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
    return show_me(x, 200, ME_PASSWORD, why);
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
                                        : show_me(x, status, ME_PASSWORD, why);
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

enum err post_messages(struct exchange *x, struct fail *why)
{
    ptrdiff_t n = 0;
    int64_t version = 0;
    struct fail tried = {0};
    struct input *in = form_inputs(x, &n);
    (void)str_digits(form_get(x, S("_version")), &version);
    enum err err = outbox_wish_set(&x->call, version, in, n, &tried);
    if (err == OK)
        return respond_redirect(x, S("/me?done=messages"));
    if (err == ERR_INVALID)
        return show_me(x, err_http(err), ME_MESSAGES, why);
    return fail_copy(why, &tried);
}
