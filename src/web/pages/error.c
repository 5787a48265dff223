/*
 * error.c -- a failure as a page: what happened, where, what to do, and that nothing was lost.
 *
 * It is drawn when anything may be missing, so it takes nothing from the database.
 */
#include "templates.h"
#include "web/inside.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

/* What a person can do about it. */
static enum msg todo_of(enum err err)
{
    static const enum msg todos[ERR_COUNT] = {
        [ERR_USAGE] = MSG_web_error_todo_address,     [ERR_INVALID] = MSG_web_error_todo_correct,
        [ERR_SIGN_IN] = MSG_web_error_todo_sign_in,   [ERR_FORBIDDEN] = MSG_web_error_todo_ask,
        [ERR_NOT_FOUND] = MSG_web_error_todo_address, [ERR_METHOD] = MSG_web_error_todo_address,
        [ERR_CONFLICT] = MSG_web_error_todo_again,    [ERR_STALE] = MSG_web_error_todo_again,
        [ERR_TOO_LARGE] = MSG_web_error_todo_smaller, [ERR_MEDIA] = MSG_web_error_todo_correct,
        [ERR_TOO_MANY] = MSG_web_error_todo_wait,     [ERR_UNAVAILABLE] = MSG_web_error_todo_wait,
    };
    enum msg todo = todos[err];
    return todo == MSG_none ? MSG_web_error_todo_operator : todo;
}

/* A form refused for its token is no matter of rights: no post would help. */
static const struct refusal {
    enum msg what, heading, todo;
} refusals[] = {
    {MSG_web_csrf_token, MSG_web_error_form_refused, MSG_web_error_todo_reload},
    {MSG_web_csrf_origin, MSG_web_error_form_refused, MSG_web_error_todo_address},
};

static struct refusal refusal_of(const struct fail *why)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(refusals); i++)
        if (refusals[i].what == why->message.id)
            return refusals[i];
    return (struct refusal){why->message.id, err_title(why->err), todo_of(why->err)};
}

/* Where the form stood; the first page if its address only takes forms. */
static struct str way_back(const struct exchange *x)
{
    struct str params[ROUTE_PARAMS_MAX];
    unsigned allowed = 0;
    bool is_page = route_find(METHOD_GET, x->req->path, params, &allowed) != NULL;
    return is_write(x->req->method) && is_page ? x->req->path : S("/");
}

void page_error(struct exchange *x, const struct fail *why)
{
    struct fail full = {0};
    bool is_form = is_write(x->req->method);
    struct refusal refusal = refusal_of(why);
    struct view_error v = {
        .alone = alone_on(x, words(x, refusal.heading)),
        .status = err_http(why->err),
        .what = why->message,
        .heading = refusal.heading,
        .todo = refusal.todo,
        .where = x->req->path,
        .was_write = is_form,
        .back = way_back(x),
    };
    v.alone.is_wide = true;
    struct buf page = respond_buf(x);
    template_error(&page, x->call.lang, &v);
    if (respond_html(x, err_http(why->err), &page, &full) != OK)
        (void)respond_empty(x, err_http(full.err));
}
