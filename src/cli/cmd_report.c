/*
 * cmd_report.c -- figures about matters as tables of text, JSON or a file.
 */
#include "app/burden.h"
#include "app/effect.h"
#include "app/load.h"
#include "cli/print.h"
#include "format/json_write.h"

enum { NAME_COLUMNS = 32, CELL_COLUMNS = 14, FILE_MAX = 16 * 1024 * 1024 };

static enum err read_effect(struct run *r, struct str year, struct report *out, struct fail *why)
{
    struct effect e = {0};
    struct effect_query q = {.kind = r->words.n > 2 ? r->words.word[2] : S("")};
    if (year.len > 0 && (!str_digits(year, &q.year) || q.year == 0))
        return FAIL(why, ERR_USAGE, MSG_cli_report_year, ARG_TEXT(year));
    enum err err = effect_make(&r->call, &q, &e, why);
    *out = e.report;
    return err;
}

static enum err read_load(struct run *r, struct str unit, struct report *out, struct fail *why)
{
    struct load l = {0};
    enum err err = load_make(&r->call, unit, &l, why);
    *out = l.report;
    return err;
}

static enum err read_burden(struct run *r, struct str month, struct report *out, struct fail *why)
{
    struct burden b = {0};
    enum err err = burden_make(&r->call, month, &b, why);
    *out = b.report;
    return err;
}

static struct str cell_words(const struct run *r, enum report_kind kind,
                             const struct report_cell *cell)
{
    if (!cell->is_known)
        return S("—");
    if (kind == REPORT_TEXT)
        return cell->text;
    return kind == REPORT_DAY ? date_str(r->a, cell->n) : str_fmt(r->a, "%lld", (long long)cell->n);
}

static void print_row(const struct run *r, const struct report_table *t,
                      const struct report_row *row)
{
    struct buf line = buf_on(r->a, 64 * KIB);
    buf_padded(&line, row ? row->name : msg_text(r->lang, t->name), NAME_COLUMNS);
    for (int i = 0; i < t->n_columns; i++)
        buf_padded(&line,
                   row ? cell_words(r, t->columns[i].kind, &row->cells[i])
                       : msg_text(r->lang, t->columns[i].label),
                   CELL_COLUMNS);
    print_line(r, str_trim(buf_str(&line)));
}

static void print_table(const struct run *r, const struct report_table *t)
{
    print_line(r, msg_text(r->lang, t->title));
    if (t->n_rows == 0) {
        print_line(r, msg_text(r->lang, t->empty));
        return;
    }
    print_row(r, t, NULL);
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        print_row(r, t, &t->rows[i]);
}

static struct str names_of(const struct run *r, const struct report *report)
{
    struct buf names = buf_on(r->a, 4 * KIB);
    for (int i = 0; i < report->n_tables; i++) {
        buf_add(&names, i > 0 ? S(", ") : S(""));
        buf_add(&names, report->tables[i].code);
    }
    return buf_str(&names);
}

static enum err save(struct run *r, const struct report *report, struct fail *why)
{
    struct str path = r->words.option[OPTION_output];
    struct str wanted = r->words.option[OPTION_table];
    const struct report_table *t = report_find(report, wanted);
    enum table_kind kind = TABLE_CSV;
    struct buf bytes = buf_on(r->a, FILE_MAX);
    if (!t)
        return FAIL(why, ERR_USAGE, MSG_cli_report_no_table, ARG_TEXT(wanted),
                    ARG_TEXT(names_of(r, report)));
    enum err err = table_kind_named(r, path, &kind, why);
    if (err == OK)
        err = report_file(&r->call, t, kind, &bytes, why);
    if (err == OK)
        err =
            r->cli->os->write_file(r->cli->os->ctx, str_z(r->a, path), buf_str(&bytes), 0644, why);
    if (err == OK)
        SAY(r, MSG_cli_report_saved, ARG_TEXT(path));
    return err;
}

static enum err print_report(struct run *r, const struct report *report, struct fail *why)
{
    if (r->words.has[OPTION_output])
        return save(r, report, why);
    if (r->json) {
        struct buf b = buf_on(r->a, PRINT_MAX);
        struct json_writer w = json_writer_on(&b);
        report_json(&r->call, report, &w);
        print_line(r, buf_str(&b));
        return OK;
    }
    for (int i = 0; i < report->n_tables; i++) {
        if (i > 0)
            print_line(r, S(""));
        print_table(r, &report->tables[i]);
    }
    return OK;
}

enum err cmd_report(struct run *r, struct fail *why)
{
    static const struct {
        struct str name;
        enum err (*read)(struct run *r, struct str of, struct report *out, struct fail *why);
    } reports[] = {
        {S_("effect"), read_effect}, {S_("load"), read_load}, {S_("burden"), read_burden}};
    struct str of = r->words.n > 1 ? r->words.word[1] : S("");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(reports); i++) {
        struct report report = {0};
        if (!str_eq(reports[i].name, r->words.word[0]))
            continue;
        enum err err = reports[i].read(r, of, &report, why);
        return err == OK ? print_report(r, &report, why) : err;
    }
    return FAIL(why, ERR_USAGE, MSG_cli_usage_report, ARG_TEXT(r->words.word[0]));
}
