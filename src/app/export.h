/*
 * export.h -- exactly what a list shows, as CSV or a workbook, a page at a time.
 *
 * Same filters, rights, order and columns as records_list(); references as codes, so that the file
 * can be imported again. Memory does not grow with the number of rows.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "app/import.h"

struct export_options {
    struct list_query query;
    const struct str *columns; /* names of fields, or id, owner, version, seq (numbers, as in the
                                * API); n_columns 0: all fields that the caller sees */
    int n_columns;
    bool labels; /* headings and choices as people read them; else names and codes */
    enum table_kind kind;
};

/* What a field's cells are in a table: `labels` as in export_options. */
enum xlsx_kind export_cell_kind(const struct field *f, bool labels);
/* Errors: INVALID (columns), TOO_LARGE (more rows than a sheet holds), as records_list(). */
MUST_USE enum err export_list(struct call *c, const struct export_options *o, const struct sink *to,
                              const struct progress *progress, struct fail *why);

#endif
