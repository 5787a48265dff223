/*
 * api_answers.c -- one-time answer links: making one, revoking one. They are listed as any record.
 */
#include "app/answer_link.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"

/* {"holder":"..."}, or nothing at all. */
static enum err read_holder(struct exchange *x, struct str *out, struct fail *why)
{
    const struct json *body = NULL;
    if (x->req->body.len == 0)
        return OK;
    enum err err = json_parse(x->a, x->req->body, &body, why);
    if (err != OK)
        return err;
    if (body->kind != JSON_OBJECT)
        return FAIL(why, ERR_INVALID, MSG_web_api_object, ARG_NONE);
    for (const struct json *m = body->first; m; m = m->next) {
        if (!str_eq(m->name, S("holder")))
            PROBLEM(&x->call.problems, m->name, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(m->name));
        else if (m->kind == JSON_TEXT)
            *out = m->text;
        else
            PROBLEM(&x->call.problems, m->name, S("type"), MSG_web_api_type, ARG_NONE);
    }
    return problems_stop(&x->call.problems) ? api_invalid(why) : OK;
}

void api_write_link(struct exchange *x, struct json_writer *w, const struct answer_link_made *made)
{
    json_object(w);
    json_put_int(w, S("id"), made->id);
    json_put_text(w, S("holder"), made->holder);
    json_put_text(w, S("path"), STR_CAT(x->a, S("/answer/"), made->token));
    json_put_text(w, S("expires_on"), date_str(x->a, made->expires_on));
    json_object_end(w);
}

enum err api_answer_link(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct str holder = S("");
    struct answer_link_made made = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = read_holder(x, &holder, why);
    if (err == OK)
        err = answer_link_make(&x->call, id, holder, &made, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_write_link(x, &w, &made);
    return respond_json(x, 201, &out, why);
}

enum err api_answer_revoke(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = answer_link_revoke(&x->call, id, why);
    return err == OK ? respond_empty(x, 204) : err;
}
