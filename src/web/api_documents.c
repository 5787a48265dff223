/*
 * api_documents.c -- the bytes of documents: sent as they are, kept once.
 */
#include "app/documents.h"
#include "entity/document.h"
#include "web/api.h"

enum err api_document_file(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct document_file file = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = document_read(&x->call, id, &file, why);
    if (err != OK)
        return err;
    struct download d = {.media = file.media, .file_name = file.name, .bytes = file.bytes};
    return respond_file(x, &d);
}

/* Names of the address that are no fields of the record. */
static bool is_field(struct str name)
{
    return !str_eq(name, S("file_name")) && !str_eq(name, S("lang"));
}

/* The record's fields stand in the address, the file in the body, its kind in Content-Type. */
enum err api_document_add(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    ptrdiff_t n = 0;
    struct input *in = NEW(x->a, struct input, x->query.n + 1);
    struct document_file file = {.name = file_name_clean(x->a, query_get(x, S("file_name"))),
                                 .media = request_header(x->req, S("Content-Type")),
                                 .bytes = x->req->body};
    if (file.media.len == 0)
        file.media = S("application/octet-stream");
    for (ptrdiff_t i = 0; i < x->query.n; i++)
        if (is_field(x->query.at[i].name))
            in[n++] = (struct input){.field = x->query.at[i].name, .text = x->query.at[i].text};
    enum err err = document_create(&x->call, in, n, &file, &id, why);
    if (err != OK)
        return err;
    x->entity = &document_entity;
    respond_header(x, S("Location"), str_fmt(x->a, "/api/v1/documents/%lld", (long long)id));
    return api_respond_record(x, 201, id, why);
}
