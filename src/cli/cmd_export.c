/*
 * cmd_export.c -- all records of one kind as CSV, which can be imported again.
 */
#include "app/export.h"
#include "cli/print.h"

static enum err to_out(void *ctx, struct str bytes, struct fail *why)
{
    const struct run *r = ctx;
    if (fwrite(bytes.s, 1, (size_t)bytes.len, r->cli->out) != (size_t)bytes.len)
        return FAIL(why, ERR_IO, MSG_cli_write, ARG_NONE);
    return OK;
}

enum err cmd_export(struct run *r, struct fail *why)
{
    struct export_options o = {.labels = r->words.has[OPTION_labels]};
    struct sink sink = {.fn = to_out, .ctx = r};
    FILE *f = NULL;
    enum err err = entity_named(r, r->words.word[0], &o.query.e, why);
    if (err == OK && r->words.has[OPTION_output])
        err = sink_named(r, r->words.option[OPTION_output], &f, &sink, why);
    if (err != OK)
        return err;
    struct progress progress = print_progress(r);
    if (!f)
        progress.fn = NULL; /* the rows themselves are the progress */
    err = export_csv(&r->call, &o, &sink, &progress, why);
    if (!f)
        return err;
    print_progress_end(r);
    return sink_close(f, err, why);
}
