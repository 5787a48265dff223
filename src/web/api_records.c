/*
 * api_records.c -- reading records of any entity: lists, one, and its history.
 */
#include "base/date.h"
#include "format/html.h"
#include "format/json_write.h"
#include "web/api.h"

/* The address of the list with another place to begin after: all else as it was asked for. */
static struct str next_address(struct exchange *x, struct str next)
{
    struct buf b = buf_on(x->a, 16 * KIB);
    buf_add(&b, x->req->path);
    buf_byte(&b, '?');
    for (ptrdiff_t i = 0; i < x->query.n; i++) {
        if (str_eq(x->query.at[i].name, S("after")))
            continue;
        html_url(&b, x->query.at[i].name);
        buf_byte(&b, '=');
        html_url(&b, x->query.at[i].text);
        buf_byte(&b, '&');
    }
    buf_add(&b, S("after="));
    html_url(&b, next);
    return buf_str(&b);
}

static void write_next(struct exchange *x, struct json_writer *w, struct str next)
{
    json_key(w, S("next"));
    if (next.len == 0) {
        json_null(w);
        return;
    }
    struct str address = next_address(x, next);
    json_text(w, address);
    respond_header(x, S("Link"), str_fmt(x->a, "<%.*s>; rel=\"next\"", STR_ARG(address)));
}

enum err api_list(struct exchange *x, struct fail *why)
{
    struct list_query q = {0};
    struct shape shape = {0};
    struct page page = {0};
    const bool *wanted = NULL;
    enum err err = api_list_query(x, &q, why);
    if (err == OK)
        err = records_list(&x->call, &q, &shape, &page, why);
    if (err == OK)
        err = api_fields(x, &shape, &wanted, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < page.n; i++) {
        api_record_begin(&w, &shape, &page.at[i], wanted);
        json_object_end(&w);
    }
    json_array_end(&w);
    write_next(x, &w, page.next);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

enum err api_get(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct shape shape = {0};
    struct record record = {0};
    const bool *wanted = NULL;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = records_get(&x->call, x->entity, id, &shape, &record, why);
    if (err == OK)
        err = api_fields(x, &shape, &wanted, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_record_begin(&w, &shape, &record, wanted);
    json_object_end(&w);
    if (!wanted)
        respond_header(x, S("ETag"), api_etag(x->a, record.version));
    return respond_json(x, 200, &out, why);
}

static void put_id(struct json_writer *w, struct str name, int64_t id)
{
    json_key(w, name);
    if (id != 0)
        json_int(w, id);
    else
        json_null(w);
}

/* Who, when and by which act; then the record as that act left it. */
static void write_past(struct exchange *x, struct json_writer *w, const struct shape *shape,
                       const struct past *p)
{
    json_object(w);
    json_put_int(w, S("seq"), p->record.seq);
    put_id(w, S("ended_by_seq"), p->to_seq);
    json_put_text(w, S("instant"), instant_str(x->a, p->instant));
    json_put_text(w, S("action"), p->action);
    put_id(w, S("account"), p->account);
    put_id(w, S("post"), p->post);
    put_id(w, S("on_behalf"), p->on_behalf);
    json_key(w, S("record"));
    api_record_begin(w, shape, &p->record, NULL);
    json_object_end(w);
    json_object_end(w);
}

enum err api_history(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct shape shape = {0};
    struct pasts pasts = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = records_past(&x->call, x->entity, id, &shape, &pasts, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < pasts.n; i++)
        write_past(x, &w, &shape, &pasts.at[i]);
    json_array_end(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}
