/*
 * print.c -- what commands say: results to `out`, sentences and progress to `err`.
 */
#include "cli/print.h"

#include "base/text.h"
#include "format/json_write.h"

void print_str(const struct run *r, struct str text)
{
    (void)fwrite(text.s, 1, (size_t)text.len, r->cli->out);
}

void print_line(const struct run *r, struct str text)
{
    print_str(r, text);
    (void)fputc('\n', r->cli->out);
}

void print_worded(const struct run *r, enum msg id, const struct message_arg *args)
{
    struct message m = {.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++)
        m.args[i] = args[i];
    print_line(r, message_str(r->a, r->lang, &m));
}

/* What a field is called on pages and in headings; a word that is no field stays. */
static struct str field_called(const struct entity *e, enum lang lang, struct str name)
{
    for (int i = 0; e && i < e->n_fields; i++)
        if (str_eq(e->fields[i].name, name))
            return field_label(&e->fields[i], lang);
    return name;
}

void print_problems(const struct run *r, FILE *to, const struct problems *p, const struct entity *e)
{
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const struct problem *one = &p->at[i];
        struct buf line = buf_on(r->a, 64 * KIB);
        if (one->row > 0) {
            struct message at = {.id = MSG_cli_row, .args = {ARG_INT(one->row)}};
            message_write(&line, r->lang, &at);
        }
        if (one->field.len > 0) {
            struct str called = field_called(e, r->lang, one->field);
            struct message about = {.id = MSG_cli_field, .args = {ARG_TEXT(called)}};
            message_write(&line, r->lang, &about);
        }
        message_write(&line, r->lang, &one->message);
        buf_byte(&line, '\n');
        (void)fwrite(line.s, 1, (size_t)line.len, to);
    }
    if (p->n_all > p->n) {
        struct message more = {.id = MSG_cli_more_problems, .args = {ARG_INT(p->n_all - p->n)}};
        struct str text = message_str(r->a, r->lang, &more);
        (void)fprintf(to, "%.*s\n", STR_ARG(text));
    }
}

void print_findings(const struct run *r, const struct problems *found)
{
    struct problems told = *found;
    told.at = NEW(r->a, struct problem, told.n + 1);
    for (ptrdiff_t i = 0; i < told.n; i++) {
        told.at[i] = found->at[i];
        told.at[i].row = 0; /* a number in the record, not a row of a file; the sentence has it */
        told.at[i].field = S("");
    }
    print_problems(r, r->cli->out, &told, NULL);
}

void print_problem_json(const struct run *r, struct json_writer *w, const struct problem *p)
{
    json_object(w);
    if (p->row > 0)
        json_put_int(w, S("row"), p->row);
    json_put_text(w, S("field"), p->field);
    json_put_text(w, S("code"), p->code);
    json_put_text(w, S("message"), utf8_mended(r->a, message_str(r->a, r->lang, &p->message)));
    json_put_bool(w, S("doubtful"), p->doubtful);
    json_object_end(w);
}

static void failure_json(const struct run *r, const struct fail *why, struct str sentence)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("error"), err_code(why->err));
    /* What a damaged database says of itself may be anything. */
    json_put_text(&w, S("message"), utf8_mended(r->a, sentence));
    json_key(&w, S("problems"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < r->call.problems.n; i++)
        print_problem_json(r, &w, &r->call.problems.at[i]);
    json_array_end(&w);
    json_object_end(&w);
    (void)fprintf(r->cli->err, "%.*s\n", STR_ARG(buf_str(&b)));
}

void print_failure(const struct run *r, const struct fail *why)
{
    struct str sentence = message_str(r->a, r->lang, &why->message);
    if (r->json) {
        failure_json(r, why, sentence);
        return;
    }
    (void)fprintf(r->cli->err, "ponan: %.*s\n", STR_ARG(sentence));
    if (why->err != ERR_USAGE)
        print_problems(r, r->cli->err, &r->call.problems, r->entity);
}

/* Columns that a terminal gives to a character: two for those of East Asian scripts. */
static ptrdiff_t char_columns(int32_t code)
{
    bool is_wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
                   (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
                   (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
                   (code >= 0x20000 && code <= 0x3fffd);
    return is_wide ? 2 : 1;
}

void buf_padded(struct buf *out, struct str text, ptrdiff_t columns)
{
    ptrdiff_t at = 0;
    ptrdiff_t width = 0;
    while (at < text.len)
        width += char_columns(utf8_next(text, &at));
    buf_add(out, text);
    do {
        buf_byte(out, ' ');
    } while (++width < columns);
}

static bool progress_show(void *ctx, enum msg step, int64_t done, int64_t all)
{
    const struct run *r = ctx;
    struct str text = msg_text(r->lang, step);
    if (all > 0)
        (void)fprintf(r->cli->err, "\r%.*s %lld/%lld\033[K", STR_ARG(text), (long long)done,
                      (long long)all);
    else
        (void)fprintf(r->cli->err, "\r%.*s %lld\033[K", STR_ARG(text), (long long)done);
    (void)fflush(r->cli->err);
    return true;
}

struct progress print_progress(struct run *r)
{
    if (!r->cli->err_is_terminal)
        return (struct progress){0};
    return (struct progress){.fn = progress_show, .ctx = r};
}

void print_progress_end(const struct run *r)
{
    if (r->cli->err_is_terminal)
        (void)fputs("\r\033[K", r->cli->err);
}

enum err read_named(const struct run *r, struct str path, ptrdiff_t max, struct str *out,
                    struct fail *why)
{
    return r->cli->os->read_file(r->cli->os->ctx, r->a, str_z(r->a, path), max, out, why);
}

enum err read_layout(const struct run *r, struct str *out, struct fail *why)
{
    enum { LAYOUT_MAX = 16 * MIB };
    struct str layout = S("");
    enum err err = OK;
    if (r->words.has[OPTION_layout])
        err = read_named(r, r->words.option[OPTION_layout], LAYOUT_MAX, &layout, why);
    if (err == OK)
        *out = layout;
    return err;
}

enum err write_docx(const struct run *r, struct str bytes, struct fail *why)
{
    const struct os *os = r->cli->os;
    return os->write_file(os->ctx, str_z(r->a, r->words.option[OPTION_docx]), bytes, 0644, why);
}

enum err print_records(struct run *r, struct list_query q, show_fn *show, struct fail *why)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    do {
        struct shape s = {0};
        struct page page = {0};
        enum err err = records_list(&r->call, &q, &s, &page, why);
        if (err != OK)
            return err;
        for (ptrdiff_t i = 0; i < page.n; i++)
            show(r, r->json ? &w : NULL, &page.at[i]);
        q.after = page.next;
    } while (q.after.len > 0);
    json_array_end(&w);
    if (r->json)
        print_line(r, buf_str(&b));
    return OK;
}
