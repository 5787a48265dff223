/*
 * xlsx_write.h -- a workbook of one sheet, written a row at a time.
 *
 * The first row holds the headings, which stay in sight, filter, and are printed on every page.
 * Widths of columns come from the headings and the first rows. Numbers are numbers with as many
 * decimals as they have, days are days; a text is never a formula. The same rows give the same
 * bytes. Memory does not grow with the rows: bytes go to a buffer that the caller may empty between
 * rows (out->len = 0).
 */
#ifndef XLSX_WRITE_H
#define XLSX_WRITE_H

#include "format/xlsx.h"
#include "format/zip_write.h"

enum { XLSX_WRITER_COLUMNS = ROW_COLUMNS_MAX };

/* What the empty cells of a column are made for, so that what is typed there stays as typed. */
enum xlsx_kind { XLSX_KIND_TEXT, XLSX_KIND_NUMBER, XLSX_KIND_DATE, XLSX_KIND_BOOL };

struct xlsx_heading {
    struct str text;
    enum xlsx_kind kind;
};

/* A writer; its fields are its own. */
struct xlsx_writer {
    struct arena own, row; /* as long as the writer; of one row */
    struct zip_writer zip;
    struct buf rows; /* finished ones that are not packed yet */
    const struct xlsx_heading *headings;
    int n_columns, column;
    int64_t n_row;          /* the one in hand, from 1 */
    int *widths;            /* in half characters */
    bool is_begun, is_open; /* the sheet's head is written; a row is */
};

/*
 * Begin: `headings` live as long, 1..XLSX_WRITER_COLUMNS. sheet_name is made to fit what sheets may
 * be called. Always end it with xlsx_writer_end() or xlsx_writer_drop().
 */
void xlsx_writer_open(struct xlsx_writer *w, struct buf *out, struct str sheet_name,
                      const struct xlsx_heading *headings, int n);
/* One call a cell, in order; then xlsx_end_row(). */
void xlsx_put_blank(struct xlsx_writer *w);
void xlsx_put_text(struct xlsx_writer *w, struct str text);
/* "-17.9" as decimal_exact() and buf_int() write it; over 15 digits it becomes a text. */
void xlsx_put_number(struct xlsx_writer *w, struct str number);
void xlsx_put_date(struct xlsx_writer *w, int64_t date);
void xlsx_put_bool(struct xlsx_writer *w, bool truth);
void xlsx_end_row(struct xlsx_writer *w);
/* Errors: TOO_LARGE (over XLSX_ROW_LAST rows, over 4 GiB). */
MUST_USE enum err xlsx_writer_end(struct xlsx_writer *w, struct fail *why);
void xlsx_writer_drop(struct xlsx_writer *w);

#endif
