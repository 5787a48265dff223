/*
 * sign_in.c -- the form to sign in with, and where a one-time link lands.
 *
 * A link is used by a button, not by looking: programs that fetch addresses out of messages must
 * not use it up.
 */
#include "app/setup.h"
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

static enum err show_sign_in(struct exchange *x, int status, const struct fail *tried,
                             struct fail *why)
{
    struct view_sign_in v = {
        .alone = alone_on(x, words(x, MSG_web_sign_in_title)),
        .login = form_get(x, S("login")),
        .next = local_path(
            query_has(x, S("next")) ? query_get(x, S("next")) : form_get(x, S("_next")), S("/")),
        .has_failed = tried != NULL,
        .failed = tried ? tried->message : (struct message){0},
        .is_demo = store_is_demo(x->app->store),
    };
    struct buf page = respond_buf(x);
    template_sign_in(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_sign_in(struct exchange *x, struct fail *why)
{
    struct setup_stage stage = {0};
    if (x->is_signed_in)
        return respond_redirect(x, S("/"));
    enum err err = setup_stage_now(x->app, &stage, why);
    if (err != OK)
        return err;
    return stage.is_open ? respond_redirect(x, S("/setup")) : show_sign_in(x, 200, NULL, why);
}

enum err page_sign_in_again(struct exchange *x, const struct fail *tried, struct fail *why)
{
    return show_sign_in(x, err_http(tried->err), tried, why);
}

static enum err show_link(struct exchange *x, int status, const struct fail *tried,
                          struct fail *why)
{
    struct view_sign_in_link v = {
        .alone = alone_on(x, words(x, MSG_web_link_title)),
        .token = exchange_param(x, S("token")),
        .has_failed = tried != NULL,
        .failed = tried ? tried->message : (struct message){0},
    };
    struct buf page = respond_buf(x);
    template_sign_in_link(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_sign_in_link(struct exchange *x, struct fail *why)
{
    return show_link(x, 200, NULL, why);
}

enum err page_sign_in_link_again(struct exchange *x, const struct fail *tried, struct fail *why)
{
    return show_link(x, err_http(tried->err), tried, why);
}
