/*
 * api_outbox.c -- one's own wishes about messages, and what leaves the program.
 */
#include "app/outbox.h"
#include "base/date.h"
#include "entity/account.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

enum { LIMIT = 50, LIMIT_MOST = 100 };

/* --- one's own ----------------------------------------------------------------------------------
 */

enum err api_wish(struct exchange *x, struct fail *why)
{
    struct outbox_wish wish = {0};
    enum err err = outbox_wish(&x->call, &wish, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_text(&w, S("mail"), wish.mail);
    json_put_text(&w, S("notices"), wish.pace);
    json_put_int(&w, S("quiet_from"), wish.from);
    json_put_int(&w, S("quiet_to"), wish.to);
    json_put_bool(&w, S("quiet_rest"), wish.rests);
    json_put_text(&w, S("language"), wish.language);
    json_put_bool(&w, S("has_server"), wish.has_server);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

enum err api_wish_set(struct exchange *x, struct fail *why)
{
    struct api_body body = {0};
    x->entity = &account_entity; /* whose fields these are */
    enum err err = api_body_read(x, &body, why);
    if (err == OK && problems_stop(&x->call.problems))
        return api_invalid(why);
    if (err == OK)
        err = outbox_wish_set(&x->call, 0, body.in, body.n, why);
    return err == OK ? respond_empty(x, 204) : err;
}

/* --- the administrator's ------------------------------------------------------------------------
 */

static void put_instant(struct exchange *x, struct json_writer *w, struct str name, int64_t at)
{
    json_key(w, name);
    if (at != 0)
        json_text(w, instant_str(x->a, at));
    else
        json_null(w);
}

static void write_row(struct exchange *x, struct json_writer *w, const struct outbox_row *r)
{
    json_object(w);
    json_put_int(w, S("id"), r->id);
    json_put_text(w, S("delivery"), r->delivery);
    json_put_text(w, S("channel"), r->channel);
    json_put_text(w, S("receiver"), r->receiver);
    json_put_bool(w, S("test"), r->is_test);
    json_put_text(w, S("state"), outbox_state_code(r->state));
    json_put_int(w, S("tries"), r->tries);
    put_instant(x, w, S("made"), r->made);
    put_instant(x, w, S("next"), r->done == 0 ? r->next_at : 0);
    put_instant(x, w, S("done"), r->done);
    json_put_text(w, S("fault"), r->fault_code);
    json_put_text(w, S("answer"), r->answer);
    json_object_end(w);
}

/* ?state=failed&cursor=ID&limit=N, newest first. */
enum err api_outbox(struct exchange *x, struct fail *why)
{
    static const struct api_number numbers[] = {{S_("cursor"), 1, INT64_MAX, 0},
                                                {S_("limit"), 1, LIMIT_MOST, LIMIT}};
    int64_t given[ARRAY_LEN(numbers)] = {0};
    struct outbox_rows rows = {0};
    struct str state = query_get(x, S("state"));
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(numbers); i++)
        err = api_number_get(x, &numbers[i], &given[i], why);
    if (err == OK && state.len > 0 && outbox_state_of(state) == OUTBOX_STATE_COUNT)
        err = FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("state")));
    if (err == OK)
        err = outbox_list(&x->call, outbox_state_of(state), given[0], given[1], &rows, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        write_row(x, &w, &rows.at[i]);
    json_array_end(&w);
    json_key(&w, S("next"));
    if (rows.next != 0)
        json_int(&w, rows.next);
    else
        json_null(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* {"endpoint":12}, or {} for a mail to oneself. */
enum err api_outbox_test(struct exchange *x, struct fail *why)
{
    const struct json *body = NULL;
    int64_t endpoint = 0;
    int64_t made = 0;
    enum err err = api_object(x, &body, why);
    if (err != OK)
        return err;
    const struct json *which = json_member(body, S("endpoint"));
    if (which && (!json_whole(which, &endpoint) || endpoint <= 0))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("endpoint")));
    err = which ? outbox_test_endpoint(&x->call, endpoint, &made, why)
                : outbox_test_mail(&x->call, 0, &made, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("id"), made);
    json_object_end(&w);
    return respond_json(x, 201, &out, why);
}

enum err api_outbox_retry(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = outbox_retry(&x->call, id, why);
    return err == OK ? respond_empty(x, 204) : err;
}

enum err api_outbox_give_up(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = outbox_give_up(&x->call, id, why);
    return err == OK ? respond_empty(x, 204) : err;
}
