/*
 * respond_fail.c -- a failure as a page, as the way to sign-in, or as problem details (RFC 9457).
 */
#include "format/html.h"
#include "format/json_write.h"
#include "web/inside.h"
#include "web/pages/pages.h"
#include "web/request.h"

enum msg err_title(enum err err)
{
    static const enum msg titles[ERR_COUNT] = {
        [OK] = MSG_none,
        [ERR_USAGE] = MSG_err_title_usage,
        [ERR_INVALID] = MSG_err_title_invalid,
        [ERR_SIGN_IN] = MSG_err_title_sign_in,
        [ERR_FORBIDDEN] = MSG_err_title_forbidden,
        [ERR_NOT_FOUND] = MSG_err_title_not_found,
        [ERR_METHOD] = MSG_err_title_method,
        [ERR_CONFLICT] = MSG_err_title_conflict,
        [ERR_STALE] = MSG_err_title_stale,
        [ERR_TOO_LARGE] = MSG_err_title_too_large,
        [ERR_MEDIA] = MSG_err_title_media,
        [ERR_TOO_MANY] = MSG_err_title_too_many,
        [ERR_UNAVAILABLE] = MSG_err_title_unavailable,
        [ERR_IO] = MSG_err_title_internal,
        [ERR_DB] = MSG_err_title_internal,
        [ERR_CORRUPT] = MSG_err_title_internal,
        [ERR_FOUND] = MSG_err_title_found,
    };
    return titles[err];
}

static bool has_text(const struct message *m)
{
    for (int i = 0; i < MESSAGE_ARGS; i++)
        if (m->args[i].kind == ARG_KIND_TEXT && m->args[i].text.len > 0)
            return true;
    return false;
}

void fail_outside(const struct fail *why, struct fail *out)
{
    bool is_ours = why->err == ERR_IO || why->err == ERR_DB || why->err == ERR_CORRUPT;
    if (is_ours)
        (void)FAIL(out, why->err, MSG_web_error_inside, ARG_NONE);
    else if (why->err == ERR_UNAVAILABLE && has_text(&why->message))
        (void)FAIL(out, why->err, MSG_web_error_away, ARG_NONE); /* the text is the database's */
    else
        (void)fail_copy(out, why);
}

/* RFC 6901: ~ and / are escaped. A problem of an imported row says which. */
static struct str pointer_to(struct arena *a, const struct problem *p)
{
    struct buf b = buf_on(a, 4 * KIB);
    if (p->row > 0)
        buf_fmt(&b, "/%lld", (long long)p->row);
    if (p->field.len > 0)
        buf_byte(&b, '/');
    for (ptrdiff_t i = 0; i < p->field.len; i++) {
        char c = p->field.s[i];
        if (c == '~' || c == '/')
            buf_add(&b, c == '~' ? S("~0") : S("~1"));
        else
            buf_byte(&b, c);
    }
    return buf_str(&b);
}

/* What was wrong in a body is pointed at; what was wrong in the query is named. */
static void write_problems(struct exchange *x, struct json_writer *w)
{
    const struct problems *all = &x->call.problems;
    bool from_query = !is_write(x->req->method);
    json_key(w, S("errors"));
    json_array(w);
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct problem *p = &all->at[i];
        json_object(w);
        if (from_query)
            json_put_text(w, S("parameter"), p->field);
        else
            json_put_text(w, S("pointer"), pointer_to(x->a, p));
        json_put_text(w, S("code"), p->code);
        json_put_text(w, S("detail"), message_str(x->a, x->call.lang, &p->message));
        if (p->doubtful)
            json_put_bool(w, S("doubtful"), true);
        json_object_end(w);
    }
    json_array_end(w);
}

void respond_problem(struct exchange *x, const struct fail *why)
{
    struct buf b = respond_buf(x);
    struct json_writer w = json_writer_on(&b);
    enum lang lang = x->call.lang;
    json_object(&w);
    json_put_text(&w, S("type"),
                  str_fmt(x->a, "urn:ponan:problem:%.*s", STR_ARG(err_code(why->err))));
    json_put_text(&w, S("title"), msg_text(lang, err_title(why->err)));
    json_put_int(&w, S("status"), x->out->status);
    json_put_text(&w, S("detail"), message_str(x->a, lang, &why->message));
    json_put_text(&w, S("code"), err_code(why->err));
    if (x->call.problems.n > 0)
        write_problems(x, &w);
    json_object_end(&w);
    x->out->body = buf_str(&b);
    respond_header(x, S("Content-Type"), S("application/problem+json"));
    respond_header(x, S("Content-Language"), lang == LANG_ZH ? S("zh-CN") : S("en"));
}

/* What a half-finished handler may have put there does not go out with a failure. */
static void start_over(struct exchange *x, const struct fail *why)
{
    struct response *out = x->out;
    int kept = 0;
    for (int i = 0; i < out->n_headers; i++)
        if (str_eq(out->headers[i].name, S("Set-Cookie")) ||
            str_eq(out->headers[i].name, S("Allow")))
            out->headers[kept++] = out->headers[i];
    out->n_headers = kept;
    out->body = S("");
    out->body_is_static = false;
    out->status = err_http(why->err);
}

/* Where one wanted to go is kept for after sign-in; the result of a form is not, only its page. */
static void redirect_to_sign_in(struct exchange *x)
{
    bool is_get = !is_write(x->req->method);
    struct buf b = buf_on(x->a, 16 * KIB);
    buf_add(&b, S("/sign-in"));
    struct str address = is_get ? exchange_address(x) : S("/");
    if (!str_eq(address, S("/"))) {
        buf_add(&b, S("?next="));
        html_url(&b, address);
    }
    (void)respond_redirect(x, buf_str(&b));
}

void respond_fail(struct exchange *x, const struct fail *why)
{
    start_over(x, why);
    if (why->err == ERR_TOO_MANY || why->err == ERR_UNAVAILABLE)
        respond_header(x, S("Retry-After"), S("10"));
    if (is_api(x)) {
        if (why->err == ERR_SIGN_IN)
            respond_header(x, S("WWW-Authenticate"), S("Bearer realm=\"ponan\""));
        respond_problem(x, why);
        return;
    }
    bool is_get = !is_write(x->req->method);
    if (why->err == ERR_FORBIDDEN && is_get && x->session.must_set_password) {
        (void)respond_redirect(x, S(PATH_PASSWORD));
        return;
    }
    bool is_sign_in = x->route && str_starts(x->route->path, S("/sign-in"));
    if (why->err == ERR_SIGN_IN && !is_sign_in)
        redirect_to_sign_in(x);
    else
        page_error(x, why);
}
