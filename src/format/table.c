/*
 * table.c -- CSV or workbook behind one face.
 */
#include "format/table.h"

bool table_is_workbook(struct str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("\xd0\xcf\x11\xe0"));
}

enum err table_open(struct table *r, struct arena *a, struct str bytes,
                    const struct table_options *options, struct problems *problems,
                    struct fail *why)
{
    *r = (struct table){.is_workbook = table_is_workbook(bytes)};
    if (r->is_workbook) {
        struct xlsx_options o = {.sheet = options->sheet, .limits = options->limits};
        r->xlsx = NEW(a, struct xlsx, 1);
        return xlsx_open(r->xlsx, bytes, &o, problems, why);
    }
    struct csv_options o = {.limits = options->limits};
    return csv_open(&r->csv, a, bytes, &o, problems, why);
}

enum err table_next(struct table *r, bool *out_more, struct row *out, struct fail *why)
{
    return r->is_workbook ? xlsx_next(r->xlsx, out_more, out, why)
                          : csv_next(&r->csv, out_more, out, why);
}

enum err table_rewind(struct table *r, struct problems *problems, struct fail *why)
{
    if (r->is_workbook)
        return xlsx_rewind(r->xlsx, problems, why);
    csv_rewind(&r->csv, problems);
    return OK;
}

int64_t table_at(const struct table *r)
{
    return r->is_workbook ? r->xlsx->n_row : r->csv.row;
}

int table_percent(const struct table *r)
{
    return r->is_workbook ? xlsx_percent(r->xlsx) : csv_percent(&r->csv);
}

const struct xlsx_sheet *table_sheet(const struct table *r)
{
    return r->is_workbook ? &r->xlsx->book.sheets[r->xlsx->sheet] : NULL;
}

void table_repeat(struct table *r, ptrdiff_t column, bool is_wanted)
{
    if (r->is_workbook)
        xlsx_repeat(r->xlsx, column, is_wanted);
}

void table_close(struct table *r)
{
    if (r->is_workbook)
        xlsx_close(r->xlsx);
}
