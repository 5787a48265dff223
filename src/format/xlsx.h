/*
 * xlsx.h -- workbooks in, a row at a time, and out.
 *
 * In: the cells of one sheet as texts, as the sheet shows them: shared and inline texts (furigana
 * left out), numbers without the noise of binary fractions, days by their number format (1900 and
 * 1904), percentages with %, booleans as true and false, formulas by the value that was kept with
 * them. What cannot be told is a problem with row and column; reading goes on. Rows without any
 * text are passed over. A hidden row is read and said to be hidden. Memory is bounded whatever the
 * file says; what is damaged, locked, or made to hurt is refused with a sentence.
 * Cells that were merged downwards are repeated down in the columns that are asked for.
 * Out: see xlsx_write.h.
 */
#ifndef XLSX_H
#define XLSX_H

#include "format/row.h"
#include "format/xlsx_book.h"

enum { XLSX_ROW_LAST = 1048576, XLSX_COLUMN_LAST = 16384, XLSX_MERGES_MAX = 500000 };

struct xlsx_options {
    struct str sheet; /* name, or number from 1; "": the first that is shown */
    struct row_limits limits;
};

struct xlsx_merge {
    int32_t row, row_last, column; /* 1-based */
};

/* A reader. It stays where it is until it is closed; its fields are its own, but book and sheet. */
struct xlsx {
    struct arena own, row; /* as long as the reader; of one row */
    struct xlsx_book book;
    int sheet;
    bool has_repeated; /* a merged cell was repeated below in a column that was asked for */
    struct row_limits limits;
    struct problems *problems;
    struct xlsx_xml xml;
    struct xlsx_merge *merges; /* down over more than one row, in order of rows */
    ptrdiff_t n_merges, at_merge;
    struct xlsx_fill {
        int32_t until; /* last row of the merge */
        struct buf text;
        bool is_wanted;
    } * fills;         /* one a column */
    struct str *cells; /* of the row */
    ptrdiff_t n_cells;
    int64_t n_row, column; /* of the cell in hand, 1-based */
    bool is_ready, is_faulty, is_hidden, is_wide;
    struct xlsx_cell {
        struct str type; /* view of `kind` */
        char kind[12];
        int64_t style;
        bool has_formula, has_value;
        struct buf text;
    } cell;
};

/*
 * Begin to read; `bytes` live as long. Faults of rows (codes "xlsx.error", "xlsx.formula",
 * "xlsx.number", "xlsx.date", "xlsx.digits", "xlsx.damaged", "xlsx.cell", "xlsx.columns"; doubtful:
 * "xlsx.rounded", "xlsx.short", "xlsx.hidden") are added to `problems` with their row; the field is
 * the column's number. Close it only if this returned OK. Errors: MEDIA (no workbook, or one that
 * is not read), TOO_LARGE, INVALID (its XML; no such sheet).
 */
MUST_USE enum err xlsx_open(struct xlsx *x, struct str bytes, const struct xlsx_options *options,
                            struct problems *problems, struct fail *why);
/* The next row that holds something; false at the end. Its cells live until the next call. Errors:
 * TOO_LARGE (rows), INVALID, MEDIA (damaged further down). */
MUST_USE enum err xlsx_next(struct xlsx *x, bool *out_more, struct row *out, struct fail *why);
/* Before the first row again. */
MUST_USE enum err xlsx_rewind(struct xlsx *x, struct problems *problems, struct fail *why);
/* Repeat merged cells of the 0-based column down, or no longer. At first all are repeated, as long
 * as nobody knows which columns are keys: headings over two rows are found so. */
void xlsx_repeat(struct xlsx *x, ptrdiff_t column, bool is_wanted);
/* Where the reading stands, 0..100. */
int xlsx_percent(const struct xlsx *x);
void xlsx_close(struct xlsx *x);

#endif
