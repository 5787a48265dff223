/*
 * xlsx_book.h -- what a workbook says beside its rows: sheets, formats of numbers, shared texts.
 */
#ifndef XLSX_BOOK_H
#define XLSX_BOOK_H

#include "format/xlsx_number.h"
#include "format/xlsx_package.h"

enum {
    XLSX_SHEETS_MAX = 1000,
    XLSX_FORMATS_MAX = 4000,
    XLSX_STYLES_MAX = 70000, /* Excel: 65,490 */
    XLSX_STRINGS_MAX = 4000000,
    XLSX_SMALL_MAX = 64 << 20, /* bytes of styles and of what names parts */
    XLSX_STRINGS_BYTES = 192 << 20
};
#define XLSX_SHEET_BYTES ((int64_t)1 << 30)

struct xlsx_sheet {
    struct str name, relation;
    ptrdiff_t part; /* -1: no sheet of cells (a chart) */
    bool is_hidden;
};

struct xlsx_book {
    struct xlsx_package package;
    struct arena *a;
    struct xlsx_sheet *sheets;
    int n_sheets;
    bool is_1904;                       /* days count from 1904 */
    const struct xlsx_format **formats; /* of each style */
    ptrdiff_t n_formats;
    struct str *strings; /* as written, with _xHHHH_ in them; cut above ROW_CELL_MAX */
    ptrdiff_t n_strings;
};

/* Errors: MEDIA, TOO_LARGE, INVALID (its XML). An opened one is closed; bytes live as long. */
MUST_USE enum err xlsx_book_open(struct xlsx_book *b, struct arena *a, struct str bytes,
                                 struct fail *why);
void xlsx_book_close(struct xlsx_book *b);

/* The sheet of that name or number from 1; "": the first that is shown. Errors: INVALID (there is
 * none; the sentence names those there are). */
MUST_USE enum err xlsx_sheet_choose(const struct xlsx_book *b, struct str wanted, int *out,
                                    struct fail *why);

#endif
