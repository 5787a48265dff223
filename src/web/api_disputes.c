/*
 * api_disputes.c -- who asks in a dispute, by machine: read on record, and erased for good.
 */
#include "app/dispute_contact.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"

enum err api_dispute_contact(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct dispute_contact contact = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = dispute_contact(&x->call, id, &contact, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    for (int i = 0; i < CONTACT_FIELDS; i++)
        json_put_text(&w, contact.field[i]->name, contact.text[i]);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* {"reason":"..."} */
enum err api_dispute_erase(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct str reason = S("");
    const struct json *body = NULL;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = api_object(x, &body, why);
    if (err != OK)
        return err;
    assert(body);
    for (const struct json *m = body->first; m; m = m->next) {
        if (!str_eq(m->name, S("reason")))
            PROBLEM(&x->call.problems, m->name, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(m->name));
        else if (m->kind == JSON_TEXT)
            reason = m->text;
        else
            PROBLEM(&x->call.problems, m->name, S("type"), MSG_web_api_type, ARG_NONE);
    }
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    err = dispute_contact_erase(&x->call, id, reason, why);
    return err == OK ? respond_empty(x, 204) : err;
}
