/*
 * api_write.c -- making, changing and voiding records of any entity.
 *
 * A change names the version it was made against (If-Match): two people never overwrite one
 * another's work unseen.
 */
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

/* What was doubtful and did not stop the write. */
static void write_warnings(struct exchange *x, struct json_writer *w)
{
    const struct problems *all = &x->call.problems;
    if (all->n == 0)
        return;
    json_key(w, S("warnings"));
    json_array(w);
    for (ptrdiff_t i = 0; i < all->n; i++) {
        json_object(w);
        json_put_text(w, S("pointer"), json_pointer(x->a, S(""), all->at[i].field));
        json_put_text(w, S("code"), all->at[i].code);
        json_put_text(w, S("detail"), message_str(x->a, x->call.lang, &all->at[i].message));
        json_object_end(w);
    }
    json_array_end(w);
}

/* The record as the write has left it. */
enum err api_respond_record(struct exchange *x, int status, int64_t id, struct fail *why)
{
    struct shape shape = {0};
    struct record record = {0};
    enum err err = records_get(&x->call, x->entity, id, &shape, &record, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_record_begin(&w, &shape, &record, NULL);
    write_warnings(x, &w);
    json_object_end(&w);
    respond_header(x, S("ETag"), api_etag(x->a, record.version));
    return respond_json(x, status, &out, why);
}

enum err api_create(struct exchange *x, struct fail *why)
{
    struct api_body body = {0};
    int64_t id = 0;
    enum err err = api_body_read(x, &body, why);
    if (err == OK)
        err = records_create(&x->call, x->entity, body.owner, body.in, body.n, &id, why);
    if (err != OK)
        return err;
    respond_header(x, S("Location"),
                   str_fmt(x->a, "/api/v1/%.*s/%lld", STR_ARG(x->entity->plural), (long long)id));
    return api_respond_record(x, 201, id, why);
}

/* RFC 6585, 3: a change without a condition is refused. */
static enum err respond_precondition(struct exchange *x)
{
    struct fail why = {.err = ERR_USAGE, .message.id = MSG_web_api_if_match};
    x->out->status = 428;
    respond_problem(x, &why);
    return OK;
}

/* The version that If-Match stands for. Errors: NOT_FOUND, STALE. */
static enum err matched_version(struct exchange *x, int64_t id, int64_t *out, struct fail *why)
{
    struct shape shape = {0};
    struct record record = {0};
    enum err err = records_get(&x->call, x->entity, id, &shape, &record, why);
    if (err != OK)
        return err;
    struct str wanted = request_header(x->req, S("If-Match"));
    if (!etag_matches_strong(wanted, api_etag(x->a, record.version)))
        return FAIL(why, ERR_STALE, MSG_web_api_stale, ARG_INT(record.version));
    *out = record.version;
    return OK;
}

enum err api_patch(struct exchange *x, struct fail *why)
{
    struct api_body body = {0};
    int64_t id = 0;
    int64_t version = 0;
    if (request_header(x->req, S("If-Match")).len == 0)
        return respond_precondition(x);
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = api_body_read(x, &body, why);
    if (err == OK && body.owner != 0) {
        PROBLEM(&x->call.problems, S("owner"), S("fixed"), MSG_web_api_owner_fixed, ARG_NONE);
        err = api_invalid(why);
    }
    if (err == OK)
        err = matched_version(x, id, &version, why);
    if (err == OK)
        err = records_update(&x->call, x->entity, id, version, body.in, body.n, why);
    return err == OK ? api_respond_record(x, 200, id, why) : err;
}

/* ?reason= or {"reason": "..."}: nothing is taken out without saying why. */
static enum err reason_of(struct exchange *x, struct str *out, struct fail *why)
{
    struct str reason = query_get(x, S("reason"));
    if (x->req->body.len > 0) {
        const struct json *body = NULL;
        enum err err = json_parse(x->a, x->req->body, &body, why);
        if (err != OK)
            return err;
        reason = json_str(json_member(body, S("reason")));
    }
    reason = str_trim(reason);
    if (reason.len == 0) {
        PROBLEM(&x->call.problems, S("reason"), S("required"), MSG_web_api_reason, ARG_NONE);
        return api_invalid(why);
    }
    *out = reason;
    return OK;
}

enum err api_void(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t version = 0;
    struct str reason = S("");
    if (request_header(x->req, S("If-Match")).len == 0)
        return respond_precondition(x);
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = reason_of(x, &reason, why);
    if (err == OK)
        err = matched_version(x, id, &version, why);
    if (err == OK)
        err = records_void(&x->call, x->entity, id, version, reason, why);
    return err == OK ? respond_empty(x, 204) : err;
}
