/*
 * export.h -- exactly what a list shows, as CSV, a page at a time.
 *
 * Same filters, rights, order and columns as records_list(); references as codes, so that the file
 * can be imported again. Memory does not grow with the number of rows.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "app/import.h"

struct export_options {
    struct list_query query;
    const struct str *columns; /* names of fields; n_columns 0: all the caller sees */
    int n_columns;
    bool labels; /* headings and choices as people read them; else names and codes */
};

MUST_USE enum err export_csv(struct call *c, const struct export_options *o, const struct sink *to,
                             const struct progress *progress, struct fail *why);

#endif
