/*
 * table.h -- the rows of a table that somebody brings, be it CSV or a workbook: told by its bytes,
 * never by its name.
 *
 * What csv.h and xlsx.h promise of their rows and problems holds here.
 */
#ifndef TABLE_H
#define TABLE_H

#include "format/csv.h"
#include "format/xlsx.h"

struct table_options {
    struct str sheet; /* of a workbook: its name, or number from 1; "": the first that is shown */
    struct row_limits limits;
};

/* A reader. It stays where it is until it is closed; its fields are its own. */
struct table {
    bool is_workbook;
    struct csv csv;
    struct xlsx *xlsx; /* of a workbook */
};

/* Is it a workbook, or what such files are kept in (zip, compound file)? */
bool table_is_workbook(struct str bytes);
/* `bytes` live as long. Close it only if this returned OK. Errors: as csv_open(), xlsx_open(). */
MUST_USE enum err table_open(struct table *r, struct arena *a, struct str bytes,
                             const struct table_options *options, struct problems *problems,
                             struct fail *why);
/* Errors: as csv_next(), xlsx_next(). */
MUST_USE enum err table_next(struct table *r, bool *out_more, struct row *out, struct fail *why);
/* Before the first row again; what was asked of table_repeat() stays. */
MUST_USE enum err table_rewind(struct table *r, struct problems *problems, struct fail *why);
/* The last row that was read, as a spreadsheet numbers it; 0 before the first. */
int64_t table_at(const struct table *r);
int table_percent(const struct table *r);
/* The sheet that is read; NULL if this is no workbook. */
const struct xlsx_sheet *table_sheet(const struct table *r);
/* Repeat merged cells of the 0-based column down, or no longer (xlsx_repeat). */
void table_repeat(struct table *r, ptrdiff_t column, bool is_wanted);
void table_close(struct table *r);

#endif
