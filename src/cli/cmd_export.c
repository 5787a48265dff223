/*
 * cmd_export.c -- all records of one kind as CSV or a workbook, which can be imported again.
 */
#include "app/board.h"
#include "app/export.h"
#include "cli/print.h"
#include "format/json_write.h"

static enum err to_out(void *ctx, struct str bytes, struct fail *why)
{
    const struct run *r = ctx;
    if (fwrite(bytes.s, 1, (size_t)bytes.len, r->cli->out) != (size_t)bytes.len)
        return FAIL(why, ERR_IO, MSG_cli_write, ARG_NONE);
    return OK;
}

/* Of several counties none is meant: their own fields are left out, and that is said. */
static enum err tell_own_fields(struct run *r, const struct entity *e, struct fail *why)
{
    int64_t county = 0;
    struct shape shape = {0};
    struct page found = {0};
    struct fail none = {0};
    struct input of = {.field = S("entity"), .text = e->name};
    struct list_query q = {.e = entity_find(S("extra_field")), .filters = &of, .n_filters = 1};
    if (board_home(&r->call, &county, &none) == OK)
        return OK;
    enum err err = records_list(&r->call, &q, &shape, &found, why);
    if (err != OK || found.n == 0)
        return err;
    struct message m = {.id = MSG_cli_export_own};
    (void)fprintf(r->cli->err, "ponan: %.*s\n", STR_ARG(message_str(r->a, r->lang, &m)));
    return OK;
}

enum err table_kind_named(const struct run *r, struct str path, enum table_kind *out,
                          struct fail *why)
{
    struct str word = r->words.option[OPTION_format];
    *out = str_ends(path, S(".xlsx")) ? TABLE_XLSX : TABLE_CSV;
    if (!r->words.has[OPTION_format] || table_kind_parse(word, out))
        return OK;
    return FAIL(why, ERR_USAGE, MSG_cli_usage_format, ARG_TEXT(word));
}

/* A record with its fields as they are kept; what is encrypted is nobody's here. */
static void show_record(const struct run *r, struct json_writer *w, const struct record *record)
{
    const struct entity *e = r->entity;
    json_object(w);
    json_put_int(w, S("id"), record->id);
    for (int i = 0; i < e->n_fields; i++) {
        struct buf text = buf_on(r->a, PRINT_MAX);
        if (e->fields[i].kind == KIND_PROTECTED)
            continue;
        json_key(w, e->fields[i].name);
        if (record->v[i].type == VALUE_NULL) {
            json_null(w);
            continue;
        }
        kind_text(&text, &e->fields[i], &record->v[i]);
        json_text(w, buf_str(&text));
    }
    json_object_end(w);
}

static enum err print_json(struct run *r, const struct list_query *q, struct fail *why)
{
    r->entity = q->e;
    return print_records(r, *q, show_record, why);
}

static void tell_saved(const struct run *r, const struct entity *e)
{
    struct buf b = buf_on(r->a, 64 * KIB);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("entity"), e->name);
    json_put_text(&w, S("output"), r->words.option[OPTION_output]);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

enum err cmd_export(struct run *r, struct fail *why)
{
    struct export_options o = {.labels = r->words.has[OPTION_labels]};
    struct sink sink = {.fn = to_out, .ctx = r};
    FILE *f = NULL;
    enum err err = entity_named(r, r->words.word[0], &o.query.e, why);
    if (err == OK && r->words.has[OPTION_owner])
        err = board_unit(&r->call, r->words.option[OPTION_owner], &o.query.owner, why);
    else if (err == OK)
        err = tell_own_fields(r, o.query.e, why);
    if (err == OK)
        err = table_kind_named(r, r->words.option[OPTION_output], &o.kind, why);
    if (err == OK && r->words.has[OPTION_output])
        err = sink_named(r, r->words.option[OPTION_output], &f, &sink, why);
    if (err != OK)
        return err;
    if (r->json && !f)
        return print_json(r, &o.query, why);
    struct progress progress = print_progress(r);
    if (!f)
        progress.fn = NULL; /* the rows themselves are the progress */
    err = export_list(&r->call, &o, &sink, &progress, why);
    if (!f)
        return err;
    print_progress_end(r);
    err = sink_close(f, err, why);
    if (err == OK && r->json)
        tell_saved(r, o.query.e);
    return err;
}
