/*
 * cmd_export.c -- all records of one kind as CSV or a workbook, which can be imported again.
 */
#include "app/board.h"
#include "app/export.h"
#include "cli/print.h"

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
    struct progress progress = print_progress(r);
    if (!f)
        progress.fn = NULL; /* the rows themselves are the progress */
    err = export_list(&r->call, &o, &sink, &progress, why);
    if (!f)
        return err;
    print_progress_end(r);
    return sink_close(f, err, why);
}
