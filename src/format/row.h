/*
 * row.h -- a row of cells, as readers of tables hand it out; how sheets call columns.
 */
#ifndef ROW_H
#define ROW_H

#include "base/base.h"

enum {
    ROW_COLUMNS_MAX = 500,
    ROW_CELL_MAX = 64 << 10 /* bytes */
};

/* What a reader takes; 0: its own most. */
struct row_limits {
    int64_t rows;
    int columns;
    ptrdiff_t cell; /* bytes of a cell */
};

struct row {
    int64_t n;    /* 1-based, blank rows counted, as a spreadsheet numbers it */
    int64_t line; /* 1-based line of the text where it begins; of a workbook the same as n */
    const struct str *cells;
    ptrdiff_t n_cells;
    bool is_faulty; /* one of the problems is about this row */
};

/* "A", "Z", "AA": how spreadsheets call the 1-based column; a view of `room`. */
struct str column_letters(ptrdiff_t column, char room[8]);

#endif
