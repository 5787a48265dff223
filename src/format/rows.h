/*
 * rows.h -- the rows of a table that somebody brings, be it CSV or a workbook: told by its bytes,
 * never by its name.
 *
 * What csv.h and xlsx.h promise of their rows and problems holds here.
 */
#ifndef ROWS_H
#define ROWS_H

#include "format/csv.h"
#include "format/xlsx.h"

struct rows_options {
    struct str sheet; /* of a workbook: its name, or number from 1; "": the first that is shown */
    struct row_limits limits;
};

/* A reader. It stays where it is until it is closed; its fields are its own. */
struct rows {
    bool is_workbook;
    struct csv csv;
    struct xlsx *xlsx; /* of a workbook */
};

/* Is it a workbook, or what such files are kept in (zip, compound file)? */
bool rows_is_workbook(struct str bytes);
/* `bytes` live as long. Close it only if this returned OK. Errors: as csv_open(), xlsx_open(). */
MUST_USE enum err rows_open(struct rows *r, struct arena *a, struct str bytes,
                            const struct rows_options *options, struct problems *problems,
                            struct fail *why);
/* Errors: as csv_next(), xlsx_next(). */
MUST_USE enum err rows_next(struct rows *r, bool *out_more, struct row *out, struct fail *why);
/* Before the first row again; what was asked of rows_repeat() stays. */
MUST_USE enum err rows_rewind(struct rows *r, struct problems *problems, struct fail *why);
/* The last row that was read, as a spreadsheet numbers it; 0 before the first. */
int64_t rows_at(const struct rows *r);
int rows_percent(const struct rows *r);
/* The sheet that is read; NULL if this is no workbook. */
const struct xlsx_sheet *rows_sheet(const struct rows *r);
/* Repeat merged cells of the 0-based column down, or no longer (xlsx_repeat). */
void rows_repeat(struct rows *r, ptrdiff_t column, bool is_wanted);
void rows_close(struct rows *r);

#endif
