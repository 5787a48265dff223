/*
 * table_write.c -- CSV or workbook behind one face, going out.
 */
#include "format/table_write.h"

#include "base/date.h"

static const struct {
    struct str word, media;
} kinds[TABLE_KIND_COUNT] = {
    [TABLE_CSV] = {S_("csv"), S_("text/csv")},
    [TABLE_XLSX] = {S_("xlsx"),
                    S_("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")},
};

bool table_kind_parse(struct str word, enum table_kind *out)
{
    for (int i = 0; i < TABLE_KIND_COUNT; i++) {
        if (str_eq(kinds[i].word, word)) {
            *out = (enum table_kind)i;
            return true;
        }
    }
    return false;
}

struct str table_kind_word(enum table_kind kind)
{
    return kinds[kind].word;
}

struct str table_kind_media(enum table_kind kind)
{
    return kinds[kind].media;
}

void table_writer_open(struct table_writer *w, struct arena *a, enum table_kind kind,
                       struct buf *out, struct str sheet_name, const struct xlsx_heading *headings,
                       int n)
{
    *w = (struct table_writer){.kind = kind, .headings = headings};
    if (kind == TABLE_XLSX) {
        w->xlsx = NEW(a, struct xlsx_writer, 1);
        xlsx_writer_open(w->xlsx, out, sheet_name, headings, n);
        return;
    }
    w->csv = csv_writer_on(out, true);
    for (int i = 0; i < n; i++)
        csv_cell(&w->csv, headings[i].text);
    csv_end_row(&w->csv);
}

static void put_in_workbook(struct xlsx_writer *w, enum xlsx_kind kind, struct str text)
{
    int64_t date = 0;
    switch (kind) {
    case XLSX_KIND_NUMBER: xlsx_put_number(w, text); return;
    case XLSX_KIND_BOOL: xlsx_put_bool(w, str_eq(text, S("true"))); return;
    case XLSX_KIND_DATE:
        if (date_parse(text, &date)) {
            xlsx_put_date(w, date);
            return;
        }
        break;
    case XLSX_KIND_TEXT: break;
    }
    xlsx_put_text(w, text);
}

void table_put(struct table_writer *w, enum xlsx_kind kind, struct str text)
{
    if (w->kind == TABLE_CSV)
        csv_cell(&w->csv, text);
    else if (text.len == 0)
        xlsx_put_blank(w->xlsx);
    else
        put_in_workbook(w->xlsx, kind, text);
}

void table_end_row(struct table_writer *w)
{
    if (w->kind == TABLE_CSV)
        csv_end_row(&w->csv);
    else
        xlsx_end_row(w->xlsx);
}

enum err table_writer_end(struct table_writer *w, struct fail *why)
{
    return w->kind == TABLE_CSV ? OK : xlsx_writer_end(w->xlsx, why);
}

void table_writer_drop(struct table_writer *w)
{
    if (w->xlsx)
        xlsx_writer_drop(w->xlsx);
}
