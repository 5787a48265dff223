/*
 * import_table.c -- the rows of an uploaded file, CSV or workbook, from its headings on.
 *
 * Offices put a title and notes above a table. The headings are the first row if it holds all that
 * is required, else the one of the first HEADINGS_WITHIN rows that has most of them.
 */
#include "app/import_parts.h"
#include "base/text.h"

enum { HEADINGS_WITHIN = 10, TABLE_ROW_MAX = 64 << 20 };

enum err import_table_open(struct import_table *t, struct call *c, const struct import_file *file,
                           struct fail *why)
{
    struct table_options options = {
        .sheet = file->sheet,
        .limits = {.rows = IMPORT_ROWS_MAX + HEADINGS_WITHIN, .columns = IMPORT_COLUMNS_MAX}};
    *t = (struct import_table){0};
    arena_init(&t->a, TABLE_ROW_MAX);
    t->faults = problems_on(&t->a);
    enum err err = table_open(&t->table, c->a, file->bytes, &options, &t->faults, why);
    t->is_open = err == OK;
    return err;
}

void import_table_close(struct import_table *t)
{
    if (t->is_open)
        table_close(&t->table);
    t->is_open = false;
    arena_done(&t->a);
}

enum err import_table_next(struct import_table *t, bool *out_more, struct row *out,
                           struct fail *why)
{
    arena_reset(&t->a);
    t->faults = problems_on(&t->a);
    return table_next(&t->table, out_more, out, why);
}

/* The cells of the row that is most like headings, in c->a. */
struct heading_row {
    int64_t n;
    const struct str *cells;
    ptrdiff_t n_cells;
    int n_known;
};

static void heading_keep(struct call *c, const struct row *row, int n_known,
                         struct heading_row *best)
{
    struct str *cells = NEW(c->a, struct str, row->n_cells + 1);
    for (ptrdiff_t i = 0; i < row->n_cells; i++)
        cells[i] = str_dup(c->a, row->cells[i]);
    *best = (struct heading_row){row->n, cells, row->n_cells, n_known};
}

static enum err headings_find(struct import_table *t, struct call *c, const struct shape *s,
                              struct heading_row *best, struct fail *why)
{
    struct row row = {0};
    bool more = true;
    for (int i = 0; i < HEADINGS_WITHIN && more; i++) {
        bool is_complete = false;
        enum err err = import_table_next(t, &more, &row, why);
        if (err != OK || !more)
            return err;
        int n_known = heads_known(c, s, row.cells, row.n_cells, &is_complete);
        if (i == 0 || n_known > best->n_known)
            heading_keep(c, &row, n_known, best);
        if (i == 0 && is_complete)
            return OK;
    }
    return OK;
}

/* Merged cells name a group of rows where they are keys or name other records; a figure that spans
 * rows is one figure. */
static void repeat_keys(struct import_table *t, const struct shape *s,
                        const struct key_columns *keys, const struct preview *p)
{
    for (ptrdiff_t i = 0; i < IMPORT_COLUMNS_MAX; i++) {
        int field = i < p->n_headings ? p->fields[i] : HEADING_UNUSED;
        bool is_wanted = field >= 0 && s->fields[field].kind == KIND_REF;
        for (int k = 0; k < keys->n && field >= 0; k++)
            is_wanted = is_wanted || keys->at[k].field == field;
        table_repeat(&t->table, i, is_wanted);
    }
}

/* "may.xlsx · Sheet1 (1/3)": which sheet of how many was read. */
static struct str name_with_sheet(const struct import_table *t, struct call *c, struct str name)
{
    const struct xlsx_sheet *sheet = table_sheet(&t->table);
    if (!sheet)
        return name;
    const struct xlsx *x = t->table.xlsx;
    struct str shown = str_fmt(c->a, "%.*s · %.*s", STR_ARG(name), STR_ARG(sheet->name));
    if (x->book.n_sheets == 1)
        return shown;
    return str_fmt(c->a, "%.*s (%d/%d)", STR_ARG(shown), x->sheet + 1, x->book.n_sheets);
}

enum err import_table_headings(struct import_table *t, struct call *c, const struct shape *s,
                               const struct key_columns *keys, struct preview *p, struct fail *why)
{
    struct heading_row best = {0};
    enum err err = headings_find(t, c, s, &best, why);
    if (err != OK)
        return err;
    if (best.n == 0)
        return FAIL(why, ERR_MEDIA, MSG_err_import_empty, ARG_TEXT(p->file_name));
    heads_match(c, s, best.cells, best.n_cells, p);
    if (problems_stop(&c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_import_headings, ARG_TEXT(p->file_name));
    t->heading_row = best.n;
    p->file_name = name_with_sheet(t, c, p->file_name);
    repeat_keys(t, s, keys, p);
    return OK;
}

enum err import_table_begin(struct import_table *t, struct fail *why)
{
    struct row row = {0};
    bool more = true;
    enum err err = table_rewind(&t->table, &t->faults, why);
    while (err == OK && more) {
        err = import_table_next(t, &more, &row, why);
        if (err == OK && more && row.n >= t->heading_row)
            break;
    }
    return err;
}

void import_table_faults_tell(const struct import_table *t, const struct preview *p,
                              struct problems *out)
{
    for (ptrdiff_t i = 0; i < t->faults.n; i++) {
        const struct problem *fault = &t->faults.at[i];
        int64_t column = 0;
        bool is_column = str_digits(fault->field, &column) && column >= 1;
        bool is_used = !is_column || column > p->n_headings || p->fields[column - 1] >= 0;
        ptrdiff_t n = out->n;
        if (!is_used)
            continue;
        problem_add(out, S(""), fault->code, fault->message.id, fault->message.args);
        if (out->n > n)
            out->at[n].doubtful = fault->doubtful;
    }
}
