/*
 * csv.h -- comma-separated values in and out (RFC 4180), a row at a time.
 *
 * In: any encoding of text.h, with or without a mark; rows end with LF, CRLF or CR; cells may hold
 * line ends in quotes; separator comma, semicolon or tab, given or detected. A row's cells live
 * until the next row is read: memory does not grow with the number of rows (a file that is not
 * UTF-8 is converted whole first). Faults are problems with row and column; reading goes on.
 * Out: always quoted where needed, CRLF, with a guard against formulas: a cell that begins with
 * = + - @ tab or CR and is no plain number gets an apostrophe before it (OWASP, CSV Injection),
 * which reading takes off again.
 */
#ifndef CSV_H
#define CSV_H

#include "base/err.h"
#include "base/text.h"
#include "format/row.h"

enum { CSV_ROWS_MAX = 20 * 1000000 /* a nation's month is 4.1 million */ };

struct csv_options {
    char separator; /* 0: whichever of , ; tab stands most often in the first row */
    struct row_limits limits;
};

/* A reader. Its fields are its own. */
struct csv {
    struct arena *a;
    struct problems *problems;
    struct row_limits limits;
    struct str text; /* UTF-8 */
    enum encoding encoding;
    char separator;
    ptrdiff_t at;
    int64_t row, line;
    struct str *cells;
    char *scratch; /* unescaped cells of the current row */
    ptrdiff_t n_cells, used, room;
    bool is_faulty;
};

/*
 * Begin to read. Faults of rows (code "csv.quote", "csv.after_quote", "csv.open_quote",
 * "csv.columns", "csv.cell") are added to `problems` with their row; the field is the column's
 * number. Errors: INVALID (bytes of no known encoding, with their place).
 */
MUST_USE enum err csv_open(struct csv *c, struct arena *a, struct str bytes,
                           const struct csv_options *options, struct problems *problems,
                           struct fail *why);
/* The next row that is not blank, by itself or in all of its cells; false at the end. Errors:
 * TOO_LARGE (too many rows). */
MUST_USE enum err csv_next(struct csv *c, bool *out_more, struct row *out, struct fail *why);

/* Before the first row again. */
void csv_rewind(struct csv *c, struct problems *problems);

/* Where the reading stands, 0..100, for people who wait. */
int csv_percent(const struct csv *c);

struct csv_writer {
    struct buf *out;
    char separator;
    int64_t n_cells;   /* of the row so far */
    ptrdiff_t row_len; /* bytes of the row so far */
};

/* with_mark: begin with a byte order mark, which Excel needs to see UTF-8. */
struct csv_writer csv_writer_on(struct buf *out, bool with_mark);
void csv_cell(struct csv_writer *w, struct str text);
void csv_int(struct csv_writer *w, int64_t n);
void csv_end_row(struct csv_writer *w);

#endif
