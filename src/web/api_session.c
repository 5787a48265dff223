/*
 * api_session.c -- who am I, as which post, and the token that writes with a cookie must send.
 */
#include "base/date.h"
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
