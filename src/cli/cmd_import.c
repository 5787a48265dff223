/*
 * cmd_import.c -- a CSV file or a workbook into one kind of record: checked whole, then written
 * whole.
 *
 * One rejected row stops it, as nobody is asked; the rejected rows can be had as a file.
 */
#include "app/board.h"
#include "cli/print.h"
#include "format/json_write.h"

enum { FILE_MAX_MIB = 1024, ROWS_SHOWN = 100 };

enum err entity_named(const struct run *r, struct str name, const struct entity **out,
                      struct fail *why)
{
    *out = entity_find(name);
    if (*out)
        return OK;
    struct buf names = buf_on(r->a, 64 * KIB);
    for (int i = 0; entities[i]; i++)
        buf_fmt(&names, "%s%.*s", i > 0 ? " " : "", STR_ARG(entities[i]->name));
    return FAIL(why, ERR_USAGE, MSG_cli_usage_entity, ARG_TEXT(name), ARG_TEXT(buf_str(&names)));
}

/* Writes what comes to an open file. */
static enum err to_file(void *ctx, struct str bytes, struct fail *why)
{
    FILE *f = ctx;
    if (fwrite(bytes.s, 1, (size_t)bytes.len, f) != (size_t)bytes.len)
        return FAIL(why, ERR_IO, MSG_cli_write, ARG_NONE);
    return OK;
}

enum err sink_named(const struct run *r, struct str path, FILE **out, struct sink *sink,
                    struct fail *why)
{
    *out = fopen(str_z(r->a, path), "wbe");
    if (!*out)
        return FAIL(why, ERR_IO, MSG_cli_open, ARG_TEXT(path));
    *sink = (struct sink){.fn = to_file, .ctx = *out};
    return OK;
}

enum err sink_close(FILE *f, enum err err, struct fail *why)
{
    if (fclose(f) != 0 && err == OK)
        return FAIL(why, ERR_IO, MSG_cli_write, ARG_NONE);
    return err;
}

/* `found`: what is told with --json of headings and of the first rejected rows. */
static void show_counts(const struct run *r, const struct preview *p, const struct receipt *done,
                        const struct problems *found)
{
    if (!r->json) {
        SAY(r, MSG_cli_import_counts, ARG_INT(p->n[ROW_CREATE]), ARG_INT(p->n[ROW_UPDATE]),
            ARG_INT(p->n[ROW_UNCHANGED]), ARG_INT(p->n[ROW_REJECT]));
        if (done && done->seq != 0)
            SAY(r, MSG_cli_import_done, ARG_INT(done->seq));
        else if (p->n[ROW_UNCHANGED] == p->n_rows)
            SAY(r, MSG_import_unchanged, ARG_NONE);
        return;
    }
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("entity"), p->e->name);
    json_put_int(&w, S("rows"), p->n_rows);
    json_put_int(&w, S("created"), p->n[ROW_CREATE]);
    json_put_int(&w, S("updated"), p->n[ROW_UPDATE]);
    json_put_int(&w, S("unchanged"), p->n[ROW_UNCHANGED]);
    json_put_int(&w, S("rejected"), p->n[ROW_REJECT]);
    json_put_int(&w, S("doubtful"), p->n_doubtful);
    if (done && done->seq != 0)
        json_put_int(&w, S("entry"), done->seq);
    json_key(&w, S("problems"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < found->n; i++)
        print_problem_json(r, &w, &found->at[i]);
    json_array_end(&w);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

/* The problems of the first rejected rows, each with its row, after those that are there. */
static enum err find_rejected(struct run *r, const struct preview *p, struct problems *out,
                              struct fail *why)
{
    struct preview_part part = {.state = ROW_REJECT, .from_line = 0, .limit = ROWS_SHOWN};
    struct preview_rows rows = {0};
    enum err err = import_rows(&r->call, p, &part, &rows, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        for (ptrdiff_t k = 0; k < rows.at[i].n_problems; k++) {
            const struct problem *one = &rows.at[i].problems[k];
            ptrdiff_t before = out->n;
            problem_add(out, one->field, one->code, one->message.id, one->message.args);
            if (out->n == before)
                continue;
            out->at[before].row = rows.at[i].line;
            out->at[before].doubtful = one->doubtful;
        }
    }
    return OK;
}

static enum err save_rejected(struct run *r, const struct preview *p, struct fail *why)
{
    FILE *f = NULL;
    struct sink sink = {0};
    enum table_kind kind = TABLE_CSV;
    struct str path = r->words.option[OPTION_rejected];
    enum err err = table_kind_named(r, path, &kind, why);
    if (err == OK)
        err = sink_named(r, path, &f, &sink, why);
    if (err != OK)
        return err;
    return sink_close(f, import_rejected(&r->call, p, kind, &sink, why), why);
}

static enum err tell_rejected(struct run *r, const struct preview *p, struct fail *why)
{
    enum err err = OK;
    if (r->words.has[OPTION_rejected])
        err = save_rejected(r, p, why);
    if (err != OK)
        return err;
    if (!r->json && !r->words.has[OPTION_preview])
        SAY(r, MSG_cli_import_nothing, ARG_NONE);
    return ERR_FOUND;
}

static enum err read_file_to_import(struct run *r, struct import_file *file, struct fail *why)
{
    enum err err = entity_named(r, r->words.word[0], &file->e, why);
    r->entity = file->e;
    if (err == OK && r->words.has[OPTION_owner])
        err = board_unit(&r->call, r->words.option[OPTION_owner], &file->owner, why);
    if (err == OK)
        err = read_named(r, r->words.word[1], FILE_MAX_MIB * MIB, &file->bytes, why);
    file->file_name = r->words.word[1];
    file->sheet = r->words.option[OPTION_sheet];
    return err;
}

enum err cmd_import(struct run *r, struct fail *why)
{
    struct import_file file = {0};
    struct preview p = {0};
    struct receipt done = {0};
    struct progress progress = print_progress(r);
    enum err err = read_file_to_import(r, &file, why);
    if (err == OK)
        err = import_preview(&r->call, &file, &progress, &p, why);
    bool is_good = err == OK && p.n[ROW_REJECT] == 0;
    bool is_wanted = is_good && !r->words.has[OPTION_preview];
    if (is_wanted)
        err = import_commit(&r->call, p.id, &p.digest, &progress, &done, why);
    print_progress_end(r);
    if (err != OK)
        return err;
    struct problems found = r->call.problems; /* headings that are not used */
    if (!is_good)
        err = find_rejected(r, &p, &found, why);
    if (err != OK)
        return err;
    if (!r->json)
        print_problems(r, r->cli->err, &found, p.e);
    show_counts(r, &p, is_wanted ? &done : NULL, &found);
    return is_good ? OK : tell_rejected(r, &p, why);
}
