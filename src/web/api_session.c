/*
 * api_session.c -- sign in for a token, who am I and as which post, sign out.
 */
#include "base/date.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"

enum err api_me(struct exchange *x, struct fail *why)
{
    const struct session *s = &x->session;
    enum lang lang = x->call.lang;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("account"), s->who.account);
    json_put_text(&w, S("login"), s->login);
    json_put_text(&w, S("name"), s->name);
    json_put_int(&w, S("post"), s->who.post);
    json_put_text(&w, S("post_name"), s->post_name[lang]);
    json_put_int(&w, S("unit"), s->who.unit);
    json_put_text(&w, S("unit_name"), s->unit_name[lang]);
    json_put_int(&w, S("on_behalf"), s->who.on_behalf);
    json_put_text(&w, S("today"), date_str(x->a, x->call.today));
    json_put_text(&w, S("expires"), instant_str(x->a, s->expires));
    json_put_text(&w, S("csrf"), x->csrf);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* {"login", "password"} for the token of a session. */
enum err api_sign_in(struct exchange *x, struct fail *why)
{
    const struct json *body = NULL;
    struct str token = S("");
    enum err err = json_parse(x->a, x->req->body, &body, why);
    if (err != OK)
        return err;
    struct sign_in in = {.login = str_trim(json_str(json_member(body, S("login")))),
                         .password = json_str(json_member(body, S("password"))),
                         .peer = x->req->peer};
    err = session_sign_in(x->app, x->a, &in, &token, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_text(&w, S("token"), token);
    json_object_end(&w);
    return respond_json(x, 201, &out, why);
}

enum err api_sign_out(struct exchange *x, struct fail *why)
{
    enum err err = session_sign_out(x->app, &x->session, why);
    return err == OK ? respond_empty(x, 204) : err;
}
