/*
 * report.c -- tables of figures as files and as JSON: loops over the tables.
 */
#include "app/report.h"

#include "base/text.h"
#include "format/json_write.h"

const struct report_table *report_find(const struct report *r, struct str code)
{
    for (int i = 0; i < r->n_tables; i++)
        if (code.len == 0 || str_eq(r->tables[i].code, code))
            return &r->tables[i];
    return NULL;
}

/* --- file ------------------------------------------------------------------------------------- */

static enum xlsx_kind kind_in_file(enum report_kind kind)
{
    static const enum xlsx_kind kinds_of[] = {[REPORT_TEXT] = XLSX_KIND_TEXT,
                                              [REPORT_NUMBER] = XLSX_KIND_NUMBER,
                                              [REPORT_DAY] = XLSX_KIND_DATE};
    return kinds_of[kind];
}

static const struct xlsx_heading *headings_of(struct call *c, const struct report_table *t)
{
    struct xlsx_heading *at = NEW(c->a, struct xlsx_heading, t->n_columns + 1);
    at[0] = (struct xlsx_heading){msg_text(c->lang, t->name), XLSX_KIND_TEXT};
    for (int i = 0; i < t->n_columns; i++)
        at[i + 1] = (struct xlsx_heading){msg_text(c->lang, t->columns[i].label),
                                          kind_in_file(t->columns[i].kind)};
    return at;
}

static struct str cell_text(struct arena *a, enum report_kind kind, const struct report_cell *cell)
{
    if (!cell->is_known)
        return S("");
    if (kind == REPORT_TEXT)
        return cell->text;
    return kind == REPORT_DAY ? date_str(a, cell->n) : str_fmt(a, "%lld", (long long)cell->n);
}

static void write_row(struct call *c, struct table_writer *w, const struct report_table *t,
                      const struct report_row *r)
{
    table_put(w, XLSX_KIND_TEXT, r->name);
    for (int k = 0; k < t->n_columns; k++)
        table_put(w, kind_in_file(t->columns[k].kind),
                  cell_text(c->a, t->columns[k].kind, &r->cells[k]));
    table_end_row(w);
}

enum err report_file(struct call *c, const struct report_table *t, enum table_kind kind,
                     struct buf *out, struct fail *why)
{
    struct table_writer w = {0};
    table_writer_open(&w, c->a, kind, out, msg_text(c->lang, t->title), headings_of(c, t),
                      t->n_columns + 1);
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        write_row(c, &w, t, &t->rows[i]);
    return table_writer_end(&w, why);
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void json_cell(struct call *c, struct json_writer *w, const struct report_column *column,
                      const struct report_cell *cell)
{
    json_key(w, column->code);
    if (!cell->is_known)
        json_null(w);
    else if (column->kind == REPORT_NUMBER)
        json_int(w, cell->n);
    else
        json_text(w, cell_text(c->a, column->kind, cell));
}

static void json_row(struct call *c, struct json_writer *w, const struct report_table *t,
                     const struct report_row *r)
{
    json_object(w);
    json_put_text(w, S("name"), r->name);
    if (r->id != 0)
        json_put_int(w, S("id"), r->id);
    for (int i = 0; i < t->n_columns; i++)
        json_cell(c, w, &t->columns[i], &r->cells[i]);
    json_object_end(w);
}

void report_json(struct call *c, const struct report *r, struct json_writer *w)
{
    json_object(w);
    json_key(w, S("tables"));
    json_object(w);
    for (int i = 0; i < r->n_tables; i++) {
        const struct report_table *t = &r->tables[i];
        json_key(w, t->code);
        json_array(w);
        for (ptrdiff_t k = 0; k < t->n_rows; k++)
            json_row(c, w, t, &t->rows[k]);
        json_array_end(w);
    }
    json_object_end(w);
    json_object_end(w);
}
