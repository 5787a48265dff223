/*
 * report.c -- figures in tables as a page, a file and JSON: loops over the tables.
 */
#include "web/pages/report.h"

#include "entity/matter.h"
#include "format/json_write.h"
#include "templates.h"

/* --- page ------------------------------------------------------------------------------------- */

static struct str cell_text(struct exchange *x, enum report_kind kind, const struct report_cell *c)
{
    if (!c->is_known)
        return S("—");
    if (kind == REPORT_TEXT)
        return c->text;
    return kind == REPORT_DAY ? date_words(x, c->n) : str_fmt(x->a, "%lld", (long long)c->n);
}

static struct str address_of(struct exchange *x, const struct report_row *r)
{
    if (!r->e || r->id == 0)
        return S("");
    if (is_matter(r->e))
        return str_fmt(x->a, "/matters/%lld", (long long)r->id);
    return str_eq(r->e->name, S("unit")) ? str_fmt(x->a, "/units/%lld", (long long)r->id)
                                         : record_address(x, r->e, r->id);
}

static struct view_report_row row_of(struct exchange *x, const struct report_table *t,
                                     const struct report_row *r)
{
    struct view_report_cell *cells = NEW(x->a, struct view_report_cell, t->n_columns + 1);
    struct view_report_row v = {.name = r->name, .address = address_of(x, r)};
    for (int i = 0; i < t->n_columns; i++)
        cells[i] = (struct view_report_cell){.label = t->columns[i].label,
                                             .text = cell_text(x, t->columns[i].kind, &r->cells[i]),
                                             .is_number = t->columns[i].kind != REPORT_TEXT};
    v.cells.at = cells;
    v.cells.n = t->n_columns;
    return v;
}

static struct str file_address(struct exchange *x, const struct report_page *p,
                               const struct report_table *t, enum table_kind kind)
{
    struct str path = str_fmt(x->a, "%.*s.%.*s", STR_ARG(p->path), STR_ARG(table_kind_word(kind)));
    struct address to = address_on(x, path);
    address_put(&to, S("table"), t->code);
    if (p->kept_name.len > 0)
        address_put(&to, p->kept_name, p->kept);
    if (p->choice_name.len > 0)
        address_put(&to, p->choice_name, p->chosen);
    return address_str(&to);
}

static struct view_report_table table_of(struct exchange *x, const struct report_page *p,
                                         const struct report_table *t)
{
    struct view_report_cell *headings = NEW(x->a, struct view_report_cell, t->n_columns + 1);
    struct view_report_row *rows = NEW(x->a, struct view_report_row, t->n_rows + 1);
    struct view_report_table v = {.code = t->code,
                                  .title = t->title,
                                  .name = t->name,
                                  .note = t->note,
                                  .empty = t->empty,
                                  .xlsx_address = file_address(x, p, t, TABLE_XLSX),
                                  .csv_address = file_address(x, p, t, TABLE_CSV)};
    for (int i = 0; i < t->n_columns; i++)
        headings[i] = (struct view_report_cell){.label = t->columns[i].label,
                                                .is_number = t->columns[i].kind != REPORT_TEXT};
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        rows[i] = row_of(x, t, &t->rows[i]);
    v.headings.at = headings;
    v.headings.n = t->n_columns;
    v.rows.at = rows;
    v.rows.n = t->n_rows;
    return v;
}

/* The pages of figures about matters, each a click from the others. */
static void put_tabs(struct exchange *x, struct str path, struct view_report *v)
{
    static const struct {
        struct str address;
        enum msg text;
    } pages[] = {
        {S_("/effect"), MSG_web_effect_title},
        {S_("/load"), MSG_web_load_title},
        {S_("/burden"), MSG_web_burden_title},
    };
    struct view_link *at = NEW(x->a, struct view_link, ARRAY_LEN(pages));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(pages); i++)
        at[i] = (struct view_link){words(x, pages[i].text), pages[i].address,
                                   str_eq(pages[i].address, path)};
    v->tabs.at = at;
    v->tabs.n = ARRAY_LEN(pages);
}

enum err report_respond(struct exchange *x, const struct report_page *p, struct fail *why)
{
    struct view_report_table *tables = NEW(x->a, struct view_report_table, p->report->n_tables + 1);
    struct view_report v = {
        .shell = shell_on(x, words(x, p->title), S("/effect")),
        .title = words(x, p->title),
        .subtitle = p->subtitle,
        .action = p->path,
        .choice_name = p->choice_name,
        .choice_label = p->choice_label,
        .troubles = troubles_on(x, NULL),
    };
    for (int i = 0; i < p->report->n_tables; i++)
        tables[i] = table_of(x, p, &p->report->tables[i]);
    v.tables.at = tables;
    v.tables.n = p->report->n_tables;
    v.views.at = p->views;
    v.views.n = p->n_views;
    v.kept_name = p->kept_name;
    v.kept = p->kept;
    v.choices.at = p->choices;
    v.choices.n = p->n_choices;
    put_tabs(x, p->path, &v);
    if (wants_json(x))
        return respond_view(x, view_table_report(), &v, why);
    struct buf page = respond_buf(x);
    template_report(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

/* --- file and JSON ---------------------------------------------------------------------------- */

enum err report_respond_file(struct exchange *x, const struct report_page *p, enum table_kind kind,
                             struct fail *why)
{
    const struct report_table *t = report_find(p->report, query_get(x, S("table")));
    if (!t)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    struct buf bytes = buf_on(x->a, 16 * MIB);
    enum err err = report_file(&x->call, t, kind, &bytes, why);
    return err == OK ? respond_table(x, kind, &bytes, words(x, t->title)) : err;
}

enum err report_respond_json(struct exchange *x, const struct report *report, struct fail *why)
{
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    report_json(&x->call, report, &w);
    return respond_json(x, 200, &out, why);
}
