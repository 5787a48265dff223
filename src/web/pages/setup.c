/*
 * setup.c -- the first run, while nobody can sign in: the county and its three administrators.
 */
#include "app/setup.h"

#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

static enum err show_form(struct exchange *x, int status, bool has_units, struct fail *why)
{
    struct view_setup v = {
        .alone = alone_on(x, words(x, MSG_web_setup_title)),
        .code = form_get(x, S("code")),
        .unit_code = form_get(x, S("unit_code")),
        .name_zh = form_get(x, S("name_zh")),
        .name_en = form_get(x, S("name_en")),
        .has_units = has_units,
        .troubles = troubles_on(x, NULL),
    };
    struct buf page = respond_buf(x);
    template_setup(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

static enum err must_be_open(struct exchange *x, struct setup_stage *out, struct fail *why)
{
    enum err err = setup_stage_now(x->app, out, why);
    if (err == OK && !out->is_open)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    return err;
}

enum err page_setup(struct exchange *x, struct fail *why)
{
    struct setup_stage stage = {0};
    enum err err = must_be_open(x, &stage, why);
    return err == OK ? show_form(x, 200, stage.has_units, why) : err;
}

static enum err show_links(struct exchange *x, const struct setup_links *links, struct fail *why)
{
    struct view_setup_link_row *rows = NEW(x->a, struct view_setup_link_row, links->n + 1);
    for (ptrdiff_t i = 0; i < links->n; i++) {
        const struct setup_link *link = &links->at[i];
        rows[i] = (struct view_setup_link_row){
            .post_name = link->post_name[x->call.lang],
            .login = link->login,
            .address = str_fmt(x->a, "%.*s/sign-in/link/%.*s", STR_ARG(own_origin(x)),
                               STR_ARG(link->token)),
        };
    }
    struct view_setup_done v = {.alone = alone_on(x, words(x, MSG_web_setup_done)),
                                .links = {rows, links->n}};
    v.alone.is_wide = true;
    struct buf page = respond_buf(x);
    template_setup_done(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

enum err post_setup(struct exchange *x, struct fail *why)
{
    struct setup_county county = {.code = str_trim(form_get(x, S("unit_code"))),
                                  .name_zh = str_trim(form_get(x, S("name_zh"))),
                                  .name_en = str_trim(form_get(x, S("name_en")))};
    struct setup_links links = {0};
    struct setup_stage stage = {0};
    enum err err = must_be_open(x, &stage, why);
    if (err != OK)
        return err;
    struct fail tried = {0};
    err = setup_first_run(&x->call, str_trim(form_get(x, S("code"))), &county, &links, &tried);
    if (err == ERR_FORBIDDEN)
        PROBLEM(&x->call.problems, S("code"), S("wrong"), MSG_web_setup_code_wrong, ARG_NONE);
    if (err == ERR_INVALID || err == ERR_FORBIDDEN)
        return show_form(x, err_http(err), stage.has_units, why);
    *why = tried;
    return err == OK ? show_links(x, &links, why) : err;
}
