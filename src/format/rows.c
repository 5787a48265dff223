/*
 * rows.c -- CSV or workbook behind one face.
 */
#include "format/rows.h"

bool rows_is_workbook(struct str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("\xd0\xcf\x11\xe0"));
}

enum err rows_open(struct rows *r, struct arena *a, struct str bytes,
                   const struct rows_options *options, struct problems *problems, struct fail *why)
{
    *r = (struct rows){.is_workbook = rows_is_workbook(bytes)};
    if (r->is_workbook) {
        struct xlsx_options o = {.sheet = options->sheet, .limits = options->limits};
        r->xlsx = NEW(a, struct xlsx, 1);
        return xlsx_open(r->xlsx, bytes, &o, problems, why);
    }
    struct csv_options o = {.limits = options->limits};
    return csv_open(&r->csv, a, bytes, &o, problems, why);
}

enum err rows_next(struct rows *r, bool *out_more, struct row *out, struct fail *why)
{
    return r->is_workbook ? xlsx_next(r->xlsx, out_more, out, why)
                          : csv_next(&r->csv, out_more, out, why);
}

enum err rows_rewind(struct rows *r, struct problems *problems, struct fail *why)
{
    if (r->is_workbook)
        return xlsx_rewind(r->xlsx, problems, why);
    csv_rewind(&r->csv, problems);
    return OK;
}

int64_t rows_at(const struct rows *r)
{
    return r->is_workbook ? r->xlsx->n_row : r->csv.row;
}

int rows_percent(const struct rows *r)
{
    return r->is_workbook ? xlsx_percent(r->xlsx) : csv_percent(&r->csv);
}

const struct xlsx_sheet *rows_sheet(const struct rows *r)
{
    return r->is_workbook ? &r->xlsx->book.sheets[r->xlsx->sheet] : NULL;
}

void rows_repeat(struct rows *r, ptrdiff_t column, bool is_wanted)
{
    if (r->is_workbook)
        xlsx_repeat(r->xlsx, column, is_wanted);
}

void rows_close(struct rows *r)
{
    if (r->is_workbook)
        xlsx_close(r->xlsx);
}
