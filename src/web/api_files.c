/*
 * api_files.c -- import in two steps, export, and the empty form.
 */
#include "app/export.h"
#include "base/date.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"

enum { EXPORT_MAX = 64 * 1024 * 1024, COLUMNS_MAX = 200, ROWS_MAX = 1000 };

static const struct str states[ROW_STATE_COUNT] = {
    [ROW_CREATE] = S_("create"),
    [ROW_UPDATE] = S_("update"),
    [ROW_UNCHANGED] = S_("unchanged"),
    [ROW_REJECT] = S_("reject"),
};

/* Collects what a long work writes. A larger file is made on the command line. */
static enum err keep_bytes(void *ctx, struct str bytes, struct fail *why)
{
    struct buf *b = ctx;
    buf_add(b, bytes);
    return b->full ? FAIL(why, ERR_TOO_LARGE, MSG_web_export_too_large, ARG_INT(EXPORT_MAX / MIB))
                   : OK;
}

/* What ?format= says, else what Accept would rather have. */
static enum err kind_asked(struct exchange *x, enum table_kind *out, struct fail *why)
{
    struct str format = query_get(x, S("format"));
    struct str accept = request_header(x->req, S("Accept"));
    int csv = accept_media(accept, table_kind_media(TABLE_CSV));
    *out = accept_media(accept, table_kind_media(TABLE_XLSX)) > csv ? TABLE_XLSX : TABLE_CSV;
    if (format.len == 0 || table_kind_parse(format, out))
        return OK;
    PROBLEM(&x->call.problems, S("format"), S("choice"), MSG_web_api_format, ARG_TEXT(format));
    return api_invalid(why);
}

/* "a,b,c" of ?fields= as a list. */
static int columns_of(struct exchange *x, struct str *out)
{
    struct str list = query_get(x, S("fields"));
    int n = 0;
    while (list.len > 0 && n < COLUMNS_MAX)
        out[n++] = str_trim(str_cut(list, ',', &list));
    return n;
}

enum err api_export(struct exchange *x, struct fail *why)
{
    struct buf bytes = buf_on(x->a, EXPORT_MAX);
    struct sink sink = {keep_bytes, &bytes};
    struct export_options o = {.labels = str_eq(query_get(x, S("labels")), S("true"))};
    struct str *columns = NEW(x->a, struct str, COLUMNS_MAX);
    enum err err = api_list_query(x, &o.query, why);
    if (err == OK)
        err = kind_asked(x, &o.kind, why);
    if (err != OK)
        return err;
    o.query.limit = 0;
    o.n_columns = columns_of(x, columns);
    o.columns = columns;
    err = export_list(&x->call, &o, &sink, NULL, why);
    return err == OK ? respond_table(x, o.kind, &bytes, x->entity->plural) : err;
}

enum err api_template(struct exchange *x, struct fail *why)
{
    struct buf bytes = buf_on(x->a, MIB);
    struct sink sink = {keep_bytes, &bytes};
    enum table_kind kind = TABLE_CSV;
    enum err err = kind_asked(x, &kind, why);
    if (err == OK)
        err = import_template(&x->call, x->entity, kind, &sink, why);
    return err == OK ? respond_table(x, kind, &bytes, x->entity->name) : err;
}

static void write_preview(struct exchange *x, struct json_writer *w, const struct preview *p)
{
    struct str digest = {(const char *)p->digest.b, HASH_LEN};
    json_object(w);
    json_put_int(w, S("id"), p->id);
    json_put_text(w, S("entity"), p->e->name);
    json_put_text(w, S("file_name"), p->file_name);
    json_put_text(w, S("digest"), hex_of(x->a, digest));
    json_put_int(w, S("rows"), p->n_rows);
    for (int i = 0; i < ROW_STATE_COUNT; i++)
        json_put_int(w, states[i], p->n[i]);
    json_put_int(w, S("doubtful"), p->n_doubtful);
    json_put_text(w, S("expires"), instant_str(x->a, p->expires));
    json_put_bool(w, S("committed"), p->is_committed);
    json_key(w, S("headings"));
    json_array(w);
    for (int i = 0; i < p->n_headings; i++) {
        json_object(w);
        json_put_text(w, S("text"), p->headings[i]);
        json_put_bool(w, S("used"), p->fields[i] >= 0);
        json_object_end(w);
    }
    json_array_end(w);
    json_object_end(w);
}

static enum err respond_preview(struct exchange *x, int status, const struct preview *p,
                                struct fail *why)
{
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    write_preview(x, &w, p);
    return respond_json(x, status, &out, why);
}

enum err api_import(struct exchange *x, struct fail *why)
{
    struct str media = request_header(x->req, S("Content-Type"));
    struct preview preview = {0};
    struct api_number owner = {S("owner"), 1, INT64_MAX, 0};
    struct import_file file = {.e = x->entity,
                               .file_name = query_get(x, S("file_name")),
                               .bytes = x->req->body,
                               .sheet = query_get(x, S("sheet"))};
    if (!media_is(media, table_kind_media(TABLE_CSV)) &&
        !media_is(media, table_kind_media(TABLE_XLSX)))
        return FAIL(why, ERR_MEDIA, MSG_web_media, ARG_TEXT(media));
    enum err err = api_number_get(x, &owner, &file.owner, why);
    if (err == OK)
        err = import_preview(&x->call, &file, NULL, &preview, why);
    if (err != OK)
        return err;
    respond_header(x, S("Location"), str_fmt(x->a, "/api/v1/imports/%lld", (long long)preview.id));
    return respond_preview(x, 201, &preview, why);
}

static enum err find_preview(struct exchange *x, struct preview *out, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? import_find(&x->call, id, out, why) : err;
}

enum err api_preview(struct exchange *x, struct fail *why)
{
    struct preview preview = {0};
    enum err err = find_preview(x, &preview, why);
    return err == OK ? respond_preview(x, 200, &preview, why) : err;
}

static enum err state_of(struct exchange *x, enum row_state *out, struct fail *why)
{
    struct str wanted = query_get(x, S("state"));
    *out = ROW_STATE_COUNT;
    for (int i = 0; i < ROW_STATE_COUNT; i++)
        if (str_eq(wanted, states[i]))
            *out = (enum row_state)i;
    if (wanted.len == 0 || *out != ROW_STATE_COUNT)
        return OK;
    PROBLEM(&x->call.problems, S("state"), S("choice"), MSG_web_api_state, ARG_TEXT(wanted));
    return api_invalid(why);
}

static void write_row(struct exchange *x, struct json_writer *w, const struct preview *p,
                      const struct preview_row *row)
{
    json_object(w);
    json_put_int(w, S("line"), row->line);
    json_put_text(w, S("state"), states[row->state]);
    json_key(w, S("cells"));
    json_array(w);
    for (int i = 0; i < p->n_headings; i++)
        json_text(w, row->cells[i]);
    json_array_end(w);
    json_key(w, S("problems"));
    json_array(w);
    for (ptrdiff_t i = 0; i < row->n_problems; i++) {
        const struct problem *problem = &row->problems[i];
        json_object(w);
        json_put_text(w, S("field"), problem->field);
        json_put_text(w, S("code"), problem->code);
        json_put_text(w, S("detail"), message_str(x->a, x->call.lang, &problem->message));
        json_put_bool(w, S("doubtful"), problem->doubtful);
        json_put_text(w, S("suggestion"), row->suggestions[i]);
        json_object_end(w);
    }
    json_array_end(w);
    json_object_end(w);
}

enum err api_preview_rows(struct exchange *x, struct fail *why)
{
    struct preview preview = {0};
    struct preview_part part = {0};
    struct preview_rows rows = {0};
    struct api_number from = {S("from"), 1, INT64_MAX, 1};
    struct api_number limit = {S("limit"), 1, ROWS_MAX, 100};
    enum err err = find_preview(x, &preview, why);
    if (err == OK)
        err = state_of(x, &part.state, why);
    if (err == OK)
        err = api_number_get(x, &from, &part.from_line, why);
    if (err == OK)
        err = api_number_get(x, &limit, &part.limit, why);
    if (err == OK)
        err = import_rows(&x->call, &preview, &part, &rows, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        write_row(x, &w, &preview, &rows.at[i]);
    json_array_end(&w);
    json_put_int(&w, S("next_line"), rows.next);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

enum err api_preview_rejected(struct exchange *x, struct fail *why)
{
    struct preview preview = {0};
    struct buf bytes = buf_on(x->a, EXPORT_MAX);
    struct sink sink = {keep_bytes, &bytes};
    enum table_kind kind = TABLE_CSV;
    enum err err = find_preview(x, &preview, why);
    if (err == OK)
        err = kind_asked(x, &kind, why);
    if (err == OK)
        err = import_rejected(&x->call, &preview, kind, &sink, why);
    return err == OK ? respond_table(x, kind, &bytes, S("rejected")) : err;
}

/* {"digest": "64 hexadecimal digits"}: what was looked at is what is written. */
static enum err digest_of(struct exchange *x, struct hash *out, struct fail *why)
{
    const struct json *body = NULL;
    struct str bytes = S("");
    enum err err = json_parse(x->a, x->req->body, &body, why);
    if (err != OK)
        return err;
    bool is_hex = hex_parse(x->a, json_str(json_member(body, S("digest"))), &bytes);
    if (!is_hex || bytes.len != HASH_LEN) {
        PROBLEM(&x->call.problems, S("digest"), S("required"), MSG_web_api_digest, ARG_NONE);
        return api_invalid(why);
    }
    memcpy(out->b, bytes.s, HASH_LEN);
    return OK;
}

/* The entry that was made; without one nothing had to be written, and a sentence says so. */
static void write_receipt(struct exchange *x, struct json_writer *w, const struct receipt *receipt)
{
    bool is_written = receipt->seq != 0;
    json_object(w);
    json_put_bool(w, S("changed"), is_written);
    if (is_written) {
        json_put_int(w, S("seq"), receipt->seq);
        json_put_text(w, S("instant"), instant_str(x->a, receipt->instant));
    } else {
        struct message m = {.id = MSG_import_unchanged};
        json_put_text(w, S("detail"), message_str(x->a, x->call.lang, &m));
    }
    json_object_end(w);
}

enum err api_commit(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct hash digest = {{0}};
    struct receipt receipt = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = digest_of(x, &digest, why);
    if (err == OK)
        err = import_commit(&x->call, id, &digest, NULL, &receipt, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    write_receipt(x, &w, &receipt);
    return respond_json(x, 200, &out, why);
}
