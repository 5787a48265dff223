/*
 * table_write.h -- a table for people to take away: CSV or a workbook, as they like.
 *
 * What csv.h and xlsx_write.h promise holds here.
 */
#ifndef TABLE_WRITE_H
#define TABLE_WRITE_H

#include "format/csv.h"
#include "format/xlsx_write.h"

enum table_kind { TABLE_CSV, TABLE_XLSX, TABLE_KIND_COUNT };

/* "csv", "xlsx": word in addresses and ending of names. False if it is none of them. */
bool table_kind_parse(struct str word, enum table_kind *out);
struct str table_kind_word(enum table_kind kind);
struct str table_kind_media(enum table_kind kind); /* "text/csv" ... */

/* A writer; its fields are its own. */
struct table_writer {
    enum table_kind kind;
    struct csv_writer csv;
    struct xlsx_writer *xlsx;
    const struct xlsx_heading *headings;
};

/* Writes the headings. They live as long; the caller may empty `out` between rows. Always end it
 * with table_writer_end() or table_writer_drop(). */
void table_writer_open(struct table_writer *w, struct arena *a, enum table_kind kind,
                       struct buf *out, struct str sheet_name, const struct xlsx_heading *headings,
                       int n);
/* The next cell: a text, or the writing of a number, day or truth that kind_text() gives; "": an
 * empty cell. */
void table_put(struct table_writer *w, enum xlsx_kind kind, struct str text);
void table_end_row(struct table_writer *w);
/* Errors: TOO_LARGE (more rows than a sheet holds). */
MUST_USE enum err table_writer_end(struct table_writer *w, struct fail *why);
void table_writer_drop(struct table_writer *w);

#endif
