/*
 * gates.c -- what is asked of every request before its handler sees it. dispatch.c has the order.
 */
#include "base/ascii.h"
#include "web/inside.h"
#include "web/request.h"

enum { YEAR_SECONDS = 365 * 24 * 3600 };

bool is_write(enum method m)
{
    return m != METHOD_GET && m != METHOD_HEAD && m != METHOD_OPTIONS;
}

bool is_api(const struct exchange *x)
{
    return x->route ? (x->route->flags & API) != 0 : str_starts(x->req->path, S("/api/"));
}

/* Asked for in the address, chosen before, the account's own, the browser's: the first that is. */
void gate_lang(struct exchange *x)
{
    enum lang lang = LANG_ZH;
    struct str asked = query_get(x, S("lang"));
    if (lang_parse(asked, &lang)) {
        if (!is_api(x))
            respond_cookie(x, S(COOKIE_LANG), lang_code(lang), YEAR_SECONDS);
    } else if (!lang_parse(request_cookie(x->req, S(COOKIE_LANG)), &lang)) {
        struct str accepted = request_header(x->req, S("Accept-Language"));
        lang = x->is_signed_in ? x->session.lang : accept_language(accepted, LANG_ZH);
    }
    x->call.lang = lang;
}

static struct str bearer_of(const struct request *req)
{
    struct str rest = S("");
    struct str scheme = str_cut(request_header(req, S("Authorization")), ' ', &rest);
    return ascii_same(scheme, S("Bearer")) ? str_trim(rest) : S("");
}

enum err gate_session(struct exchange *x, struct fail *why)
{
    struct str bearer = bearer_of(x->req);
    struct str cookie = request_cookie(x->req, S(COOKIE_SESSION));
    struct str token = bearer.len > 0 ? bearer : cookie;
    if (token.len == 0)
        return OK;
    enum err err = session_find(x->app, x->a, token, &x->session, why);
    if (err == ERR_SIGN_IN) {
        x->session = (struct session){0};
        return OK;
    }
    if (err != OK)
        return err;
    x->is_signed_in = true;
    x->is_bearer = bearer.len > 0;
    x->csrf = x->session.csrf;
    return OK;
}

enum err gate_call(struct exchange *x, struct fail *why)
{
    struct call c = {0};
    enum lang lang = x->call.lang;
    struct caller who = x->session.who;
    if (!x->is_signed_in)
        who = (struct caller){.role = POST_ROLE_COUNT};
    enum err err = call_begin(x->app, x->a, who, lang, 0, &c, why);
    if (err == OK)
        x->call = c;
    return err;
}

enum err gate_entity(struct exchange *x, struct fail *why)
{
    if (!(x->route->flags & OF_ENTITY))
        return OK;
    x->entity = entity_find(exchange_param(x, S("entity")));
    if (!x->entity)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    return OK;
}

enum right route_right(const struct route *r, const struct entity *e)
{
    if (!(r->flags & OF_ENTITY))
        return r->right;
    bool writes = is_write(r->method) || (r->flags & TO_WRITE);
    return writes ? right_to_write(e) : right_to_read(e);
}

enum err gate_right(struct exchange *x, struct fail *why)
{
    enum right right = route_right(x->route, x->entity);
    if (right == RIGHT_PUBLIC)
        return OK;
    enum err err = must(&x->call, right, why);
    /* A session that came by a link for setting a password is good for nothing else before. */
    if (err == OK && x->session.must_set_password && !(x->route->flags & FIRST_PASSWORD))
        return FAIL(why, ERR_FORBIDDEN, MSG_web_set_password_first, ARG_NONE);
    return err;
}

static enum err refuse_day(struct exchange *x, struct str text, struct fail *why)
{
    PROBLEM(&x->call.problems, S("as_of"), S("not_a_past_day"), MSG_web_as_of_wrong,
            ARG_TEXT(text));
    return FAIL(why, ERR_INVALID, MSG_web_as_of_wrong, ARG_TEXT(text));
}

/* "?as_of=" sets the day for this page and, by a cookie, for the next ones; empty is back to now.
 * The API looks at its own address only. */
enum err gate_as_of(struct exchange *x, struct fail *why)
{
    bool is_asked = query_has(x, S("as_of"));
    struct str text = query_get(x, S("as_of"));
    int64_t day = DATE_NONE;
    if (!is_asked && !is_api(x))
        text = request_cookie(x->req, S(COOKIE_AS_OF));
    if (text.len > 0 && (!date_parse(text, &day) || day > x->call.today)) {
        if (is_asked)
            return refuse_day(x, text, why);
        day = DATE_NONE; /* an old or foreign cookie: as if it were not there */
    }
    if (is_asked && !is_api(x) && x->is_signed_in)
        respond_cookie(x, S(COOKIE_AS_OF), text, text.len > 0 ? -1 : 0);
    if (day == DATE_NONE || (x->route->flags & ANY_DAY))
        return OK;
    if (is_write(x->req->method) || (x->route->flags & TO_WRITE))
        return FAIL(why, ERR_CONFLICT, MSG_web_as_of_write, ARG_DATE(day));
    x->as_of_day = day;
    return call_look_back(&x->call, day, why);
}

enum err gate_form(struct exchange *x, struct fail *why)
{
    struct str media = request_header(x->req, S("Content-Type"));
    bool wants_form = is_write(x->req->method) && !(x->route->flags & API);
    if (!wants_form || x->req->body.len == 0)
        return OK;
    if (media_is(media, S("application/x-www-form-urlencoded")))
        return form_parse(x->a, x->req->body, &x->form, why);
    if (!(x->route->flags & MULTIPART) || !media_is(media, S("multipart/form-data")))
        return FAIL(why, ERR_MEDIA, MSG_web_media, ARG_TEXT(media));
    struct multipart parts = {0};
    enum err err = multipart_parse(x->a, media, x->req->body, &parts, why);
    if (err != OK)
        return err;
    x->form = parts.fields;
    x->uploads = parts.uploads;
    x->n_uploads = parts.n_uploads;
    return OK;
}

/* Is the page that sent this one of ours? Browsers say so on every write (Origin) ; where none says
 * it, the token alone decides. */
static bool comes_from_here(const struct exchange *x)
{
    struct str origin = request_header(x->req, S("Origin"));
    struct str site = request_header(x->req, S("Sec-Fetch-Site"));
    if (site.len > 0 && !str_eq(site, S("same-origin")) && !str_eq(site, S("none")))
        return false;
    if (origin.len == 0)
        return true;
    struct str ours = x->web->o.origin;
    if (ours.len == 0)
        ours = str_fmt(x->a, "%.*s://%.*s", STR_ARG(x->req->scheme), STR_ARG(request_host(x->req)));
    return ascii_same(origin, ours);
}

/* In constant time, so that answers do not tell how much of a guess was right. */
static bool same_token(struct str a, struct str b)
{
    unsigned differs = a.len != b.len;
    for (ptrdiff_t i = 0; i < a.len && i < b.len; i++)
        differs |= (unsigned char)(a.s[i] ^ b.s[i]);
    return differs == 0;
}

/* A bearer token is not sent by a browser on its own; a cookie is, so pages and scripts must send
 * what another site cannot know. */
enum err gate_csrf(struct exchange *x, struct fail *why)
{
    bool applies = is_write(x->req->method) && !x->is_bearer;
    if (!applies)
        return OK;
    if (!comes_from_here(x))
        return FAIL(why, ERR_FORBIDDEN, MSG_web_csrf_origin, ARG_NONE);
    if (!x->is_signed_in || !(x->route->flags & (NEED_CSRF | API)))
        return OK;
    struct str sent = request_header(x->req, S("X-CSRF-Token"));
    if (sent.len == 0)
        sent = form_get(x, S("csrf"));
    if (x->csrf.len == 0 || !same_token(sent, x->csrf))
        return FAIL(why, ERR_FORBIDDEN, MSG_web_csrf_token, ARG_NONE);
    return OK;
}
