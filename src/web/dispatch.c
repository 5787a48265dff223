/*
 * dispatch.c -- from a request to its row, through the gates, to the handler and back.
 *
 * The order matters: what costs least and says least comes first. A body is looked at only when
 * its sender is known to be allowed; a form's token only when its body was read.
 */
#include "web/assets.h"
#include "web/inside.h"
#include "web/request.h"

static const char *const method_words[METHOD_COUNT] = {
    [METHOD_GET] = "GET",         [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
    [METHOD_PATCH] = "PATCH",     [METHOD_PUT] = "PUT",   [METHOD_DELETE] = "DELETE",
    [METHOD_OPTIONS] = "OPTIONS",
};

struct web *web_init(struct arena *a, const struct web_options *o)
{
    struct web *web = NEW(a, struct web, 1);
    web->o = *o;
    web->version = assets_stamp(a);
    web->metrics = metrics_init(a, n_routes);
    return web;
}

void web_drain(struct web *web)
{
    atomic_store(&web->draining, true);
}

ptrdiff_t web_body_limit(enum method method, struct str path)
{
    struct str params[ROUTE_PARAMS_MAX];
    unsigned allowed = 0;
    const struct route *r = route_find(method, path, params, &allowed);
    return r ? r->body_limit : 0;
}

static void add_allow(struct exchange *x, unsigned allowed)
{
    struct buf b = buf_on(x->a, 256);
    for (int m = 0; m < METHOD_OPTIONS; m++)
        if (allowed & 1U << m)
            buf_fmt(&b, "%s, ", method_words[m]);
    buf_add(&b, S("OPTIONS"));
    respond_header(x, S("Allow"), buf_str(&b));
}

/* The row, or the answer to OPTIONS (x->out->status is set then). */
static enum err find_row(struct exchange *x, struct fail *why)
{
    unsigned allowed = 0;
    x->route = route_find(x->req->method, x->req->path, x->params, &allowed);
    if (x->route)
        return OK;
    if (allowed == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    add_allow(x, allowed);
    if (x->req->method == METHOD_OPTIONS)
        return respond_empty(x, 204);
    return FAIL(why, ERR_METHOD, MSG_web_method, ARG_NONE);
}

/* Everything that the head of a request decides. */
static enum err check_head(struct exchange *x, struct fail *why)
{
    enum err err = gate_session(x, why);
    if (err != OK)
        return err;
    gate_lang(x);
    err = gate_call(x, why);
    if (err == OK)
        err = gate_entity(x, why);
    if (err == OK)
        err = gate_right(x, why);
    if (err == OK)
        err = gate_as_of(x, why);
    return err;
}

static enum err check_body(struct exchange *x, struct fail *why)
{
    enum err err = gate_form(x, why);
    return err == OK ? gate_csrf(x, why) : err;
}

static enum err run_row(struct exchange *x, struct fail *why)
{
    if (x->route->flags & NO_CALL) {
        gate_lang(x);
        return x->route->handler(x, why);
    }
    enum err err = check_head(x, why);
    if (err == OK && x->req->head_only)
        return OK;
    if (err == OK)
        err = check_body(x, why);
    if (err == OK)
        err = x->route->handler(x, why);
    return err;
}

static enum err run(struct exchange *x, struct fail *why)
{
    enum err err = request_check(x->req, why);
    x->out->must_close = err != OK;
    if (err != OK)
        return err;
    /* The language of what may go wrong from here on. */
    err = form_parse(x->a, x->req->query, &x->query, why);
    gate_lang(x);
    x->out->n_headers = 0;
    if (err != OK)
        return FAIL(why, ERR_USAGE, MSG_web_request_path, ARG_NONE);
    err = find_row(x, why);
    if (err != OK || !x->route)
        return err;
    ptrdiff_t limit = x->route->body_limit;
    if (x->req->no_room)
        return FAIL(why, ERR_UNAVAILABLE, MSG_web_no_room, ARG_NONE);
    if (x->req->body_over || x->req->body.len > limit)
        return FAIL(why, ERR_TOO_LARGE, MSG_web_too_large, ARG_INT(limit / KIB));
    return run_row(x, why);
}

/* One line for the operator about what is ours to mend; nothing about who asked. */
static void log_failure(const struct exchange *x, const struct fail *why)
{
    struct str path = x->route ? x->route->path : S("-");
    const char *method = x->route ? method_words[x->route->method] : "-";
    struct str text = message_str(x->a, LANG_EN, &why->message);
    (void)fprintf(stderr, "ponan: %s %.*s: %.*s: %.*s\n", method, STR_ARG(path),
                  STR_ARG(err_code(why->err)), STR_ARG(text));
}

static void finish(struct exchange *x, enum err err, const struct fail *why)
{
    if (err != OK) {
        struct fail outside = {0};
        if (err_http(err) >= 500)
            log_failure(x, why);
        fail_outside(why, &outside);
        respond_fail(x, &outside);
    }
    if (x->call.view)
        call_done(&x->call);
    if (x->out->status != 0)
        respond_end(x);
}

void web_handle(struct web *web, struct arena *a, const struct request *req, struct response *out)
{
    const struct os *os = web->o.app->os;
    int64_t began = os->ticks(os->ctx);
    struct fail why = {0};
    *out = (struct response){0};
    struct exchange x = {.web = web,
                         .app = web->o.app,
                         .a = a,
                         .req = req,
                         .as_of_day = DATE_NONE,
                         .call = {.app = web->o.app,
                                  .a = a,
                                  .lang = LANG_ZH,
                                  .who.role = POST_ROLE_COUNT,
                                  .problems = problems_on(a)},
                         .out = out};
    metrics_begin(web->metrics);
    enum err err = run(&x, &why);
    finish(&x, err, &why);
    ptrdiff_t row = x.route ? x.route - routes : n_routes;
    metrics_end(web->metrics, row, out->status, os->ticks(os->ctx) - began);
}
