/*
 * api_notices.c -- what the posts of the caller are told, and marking it as read.
 */
#include "app/notices.h"
#include "base/date.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

enum { LIMIT = 50, LIMIT_MOST = 100 };

static void write_notice(struct exchange *x, struct json_writer *w, const struct notice *n)
{
    json_object(w);
    json_put_int(w, S("id"), n->id);
    json_put_int(w, S("matter"), n->matter);
    json_put_text(w, S("title"), n->title);
    json_put_text(w, S("about"), notice_code(n->about));
    json_put_text(w, S("said"), message_str(x->a, x->call.lang, &n->said));
    json_put_text(w, S("told_on"), date_str(x->a, n->told_on));
    json_key(w, S("new"));
    json_bool(w, n->is_new);
    json_object_end(w);
}

/* ?cursor=ID&limit=N, newest first; ?new=1 for what was not read. */
enum err api_notices(struct exchange *x, struct fail *why)
{
    static const struct api_number numbers[] = {
        {S_("cursor"), 1, INT64_MAX, 0}, {S_("limit"), 1, LIMIT_MOST, LIMIT}, {S_("new"), 0, 1, 0}};
    int64_t given[ARRAY_LEN(numbers)] = {0};
    struct notices n = {0};
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(numbers); i++)
        err = api_number_get(x, &numbers[i], &given[i], why);
    if (err == OK)
        err = notices_list(&x->call, given[2] != 0, given[0], given[1], &n, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < n.n; i++)
        write_notice(x, &w, &n.at[i]);
    json_array_end(&w);
    json_key(&w, S("next"));
    if (n.next != 0)
        json_int(&w, n.next);
    else
        json_null(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

enum err api_notices_read(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = notices_read(&x->call, id, why);
    return err == OK ? respond_empty(x, 204) : err;
}
