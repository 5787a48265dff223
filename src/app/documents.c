/*
 * documents.c -- a document and its file in one entry.
 */
#include "app/documents.h"

#include "app/change.h"
#include "entity/document.h"
#include "entity/matter_document.h"

struct filing {
    struct order order;
    const struct document_file *file;
    struct str sha256;
};

static void set_file(struct change *ch, const void *ctx)
{
    const struct filing *f = ctx;
    ch->v[DOCUMENT_file_name] = VALUE_OF_TEXT(f->file->name);
    ch->v[DOCUMENT_media_type] = VALUE_OF_TEXT(f->file->media);
    ch->v[DOCUMENT_size_bytes] = VALUE_OF_INT(f->file->bytes.len);
    ch->v[DOCUMENT_sha256] = VALUE_OF_TEXT(f->sha256);
}

static enum err create_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct filing *f = ctx;
    struct hash hash = {0};
    enum err err = tx_blob(tx, f->file->bytes, &hash, why);
    if (err != OK)
        return err;
    struct str bytes = {(const char *)hash.b, HASH_LEN};
    f->sha256 = hex_of(tx_arena(tx), bytes);
    return order_create(tx, &f->order, why);
}

enum err document_create(struct call *c, const struct input *in, ptrdiff_t n,
                         const struct document_file *file, int64_t *out_id, struct fail *why)
{
    struct receipt receipt = {0};
    struct filing f = {
        .order =
            {.c = c, .e = &document_entity, .in = in, .n_in = n, .finish = set_file, .ctx = &f},
        .file = file};
    enum err err = must(c, right_to_write(&document_entity), why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_create, S(""));
    err = call_write(c, &act, create_in, &f, &receipt, why);
    if (err == OK)
        *out_id = f.order.made;
    return err;
}

/* The bytes that a record of a document names. */
static enum err read_bytes(struct call *c, const struct record *record, struct document_file *out,
                           struct fail *why)
{
    struct str bytes = S("");
    struct hash hash = {0};
    const struct value *v = record->v;
    if (!hex_parse(c->a, v[DOCUMENT_sha256].t, &bytes) || bytes.len != HASH_LEN)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_document_no_file, ARG_NONE);
    memcpy(hash.b, bytes.s, HASH_LEN);
    struct document_file file = {.name = v[DOCUMENT_file_name].t,
                                 .media = v[DOCUMENT_media_type].t};
    enum err err = view_blob(c->view, c->a, &hash, &file.bytes, why);
    if (err == OK)
        *out = file;
    return err;
}

/* --- beside a matter -------------------------------------------------------------------------- */

struct attaching {
    struct filing filing;
    int64_t matter;
    struct order link;
};

static enum err attach_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct attaching *w = ctx;
    struct arena *a = w->filing.order.c->a;
    enum err err =
        w->filing.file ? create_in(tx, &w->filing, why) : order_create(tx, &w->filing.order, why);
    if (err != OK)
        return err;
    struct input *in = NEW(a, struct input, 2);
    in[0] = (struct input){.field = S("matter"), .text = str_fmt(a, "#%lld", (long long)w->matter)};
    in[1] = (struct input){.field = S("document"),
                           .text = str_fmt(a, "#%lld", (long long)w->filing.order.made)};
    w->link =
        (struct order){.c = w->filing.order.c, .e = &matter_document_entity, .in = in, .n_in = 2};
    return order_create(tx, &w->link, why);
}

enum err document_attach(struct call *c, int64_t matter, const struct input *in, ptrdiff_t n,
                         const struct document_file *file, int64_t *out_id, struct fail *why)
{
    struct receipt receipt = {0};
    struct attaching w = {
        .filing = {.order = {.c = c, .e = &document_entity, .in = in, .n_in = n}, .file = file},
        .matter = matter};
    if (file) {
        w.filing.order.finish = set_file;
        w.filing.order.ctx = &w.filing;
    }
    enum err err = must(c, right_to_write(&document_entity), why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_create, S(""));
    err = call_write(c, &act, attach_in, &w, &receipt, why);
    if (err == OK)
        *out_id = w.link.made;
    return err;
}

enum err document_read(struct call *c, int64_t id, struct document_file *out, struct fail *why)
{
    struct shape shape = {0};
    struct record record = {0};
    enum err err = records_get(c, &document_entity, id, &shape, &record, why);
    return err == OK ? read_bytes(c, &record, out, why) : err;
}

enum err document_bytes(struct call *c, int64_t id, struct document_file *out, struct fail *why)
{
    struct shape shape = entity_shape(&document_entity);
    struct record record = {0};
    enum err err = view_get(c->view, c->a, &shape, NULL, id, &record, why);
    return err == OK ? read_bytes(c, &record, out, why) : err;
}
