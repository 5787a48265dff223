/*
 * sign_in.c -- sessions begin and end here; app/session.h keeps them.
 */
#include "web/sign_in.h"

#include "web/inside.h"
#include "web/pages/pages.h"

enum { YEAR_SECONDS = 365 * 24 * 3600 };

/* A cookie without Max-Age ends with the browser; the session's own limits are the database's. */
static enum err enter(struct exchange *x, struct str token)
{
    respond_cookie(x, S(COOKIE_SESSION), token, -1);
    respond_cookie(x, S(COOKIE_AS_OF), S(""), 0);
    return respond_redirect(x, local_path(form_get(x, S("_next")), S("/")));
}

/* What the person can mend is said above the form; the rest is an error page. */
static bool is_theirs(enum err err)
{
    return err == ERR_SIGN_IN || err == ERR_TOO_MANY || err == ERR_FORBIDDEN || err == ERR_INVALID;
}

enum err post_sign_in(struct exchange *x, struct fail *why)
{
    struct sign_in in = {.login = str_trim(form_get(x, S("login"))),
                         .password = form_get(x, S("password")),
                         .peer = x->req->peer};
    struct str token = S("");
    struct fail tried = {0};
    enum err err = session_sign_in(x->app, x->a, &in, &token, &tried);
    if (err == OK)
        return enter(x, token);
    if (is_theirs(err))
        return page_sign_in_again(x, &tried, why);
    return fail_with(why, err, tried.message.id, tried.message.args);
}

enum err post_sign_in_link(struct exchange *x, struct fail *why)
{
    struct str token = S("");
    struct fail tried = {0};
    enum err err =
        session_by_link(x->app, x->a, exchange_param(x, S("token")), x->req->peer, &token, &tried);
    if (err == OK)
        return enter(x, token);
    if (is_theirs(err))
        return page_sign_in_link_again(x, &tried, why);
    return fail_with(why, err, tried.message.id, tried.message.args);
}

enum err post_sign_out(struct exchange *x, struct fail *why)
{
    enum err err = session_sign_out(x->app, &x->session, why);
    if (err != OK)
        return err;
    respond_cookie(x, S(COOKIE_SESSION), S(""), 0);
    respond_cookie(x, S(COOKIE_AS_OF), S(""), 0);
    return respond_redirect(x, S("/sign-in"));
}

/* The query of a page without one parameter: what has just been chosen must not be asked for
 * again by the address. */
static struct str back_without(struct exchange *x, struct str name)
{
    struct str query = S("");
    struct str back = local_path(form_get(x, S("_back")), S("/"));
    struct str path = str_cut(back, '?', &query);
    struct buf b = buf_on(x->a, 16 * KIB);
    char sep = '?';
    buf_add(&b, path);
    while (query.len > 0) {
        struct str value = S("");
        struct str pair = str_cut(query, '&', &query);
        if (str_eq(str_cut(pair, '=', &value), name))
            continue;
        buf_byte(&b, sep);
        buf_add(&b, pair);
        sep = '&';
    }
    return b.full ? S("/") : buf_str(&b);
}

enum err post_post(struct exchange *x, struct fail *why)
{
    int64_t post = 0;
    if (!str_digits(form_get(x, S("post")), &post))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("post")));
    enum err err = session_choose_post(&x->call, &x->session, post, why);
    return err == OK ? respond_redirect(x, back_without(x, S("post"))) : err;
}

enum err post_language(struct exchange *x, struct fail *why)
{
    enum lang lang = LANG_ZH;
    if (!lang_parse(form_get(x, S("language")), &lang))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("language")));
    /* Kept with the account too, for the next machine; the cookie is for before sign-in. */
    if (x->is_signed_in) {
        enum err err = session_set_lang(&x->call, &x->session, lang, why);
        if (err != OK)
            return err;
    }
    respond_cookie(x, S(COOKIE_LANG), lang_code(lang), YEAR_SECONDS);
    return respond_redirect(x, back_without(x, S("lang")));
}

enum err post_as_of(struct exchange *x, struct fail *why)
{
    struct str text = str_trim(form_get(x, S("as_of")));
    int64_t day = 0;
    if (text.len > 0 && (!date_parse(text, &day) || day > x->call.today))
        return FAIL(why, ERR_INVALID, MSG_web_as_of_wrong, ARG_TEXT(text));
    bool is_now = text.len == 0 || day == x->call.today;
    respond_cookie(x, S(COOKIE_AS_OF), is_now ? S("") : text, is_now ? 0 : -1);
    return respond_redirect(x, back_without(x, S("as_of")));
}
