/*
 * compared.h -- units of one kind beside each other: which of them a caller sees, and a table for
 * each kind with the median of the kind.
 *
 * Leaders and the two offices see all units of their county. Another unit sees its own figures and
 * the median of its kind, which is told from three units on: of two it would be the other's figure.
 */
#ifndef COMPARED_H
#define COMPARED_H

#include "app/map.h"
#include "app/report.h"
#include "entity/unit.h"

enum { COMPARED_FIGURES = 20, COMPARED_NONE = -1 /* nothing is to be said */ };
struct compared_line {
    int64_t unit;
    struct str name;
    enum unit_level level;
    bool has_below, is_shown;
    int64_t n[COMPARED_FIGURES];
};
struct compared {
    struct call *c;
    int64_t tree; /* the county */
    int64_t unit; /* the units right below it are compared; its own line has what it does itself */
    struct str unit_name;
    int64_t only; /* the one unit that is shown; 0: all */
    bool sees_few;
    struct compared_line *lines;
    ptrdiff_t n;
    struct map line_of; /* unit to index + 1 */
};
/* A column, and which figure of a line it shows. */
struct compared_columns {
    const struct report_column *columns;
    const int *at;
    int n;
};

/* `unit`: a code or "#id"; "": the county, for those who see its matters; for others what their
 * own unit stands below, where their own is shown alone. Errors: FORBIDDEN, NOT_FOUND, DB. */
MUST_USE enum err compared_units(struct call *c, struct str unit, struct compared *out,
                                 struct fail *why);
/* NULL for a unit that is not among them on the day looked at. */
struct compared_line *compared_line(const struct compared *all, int64_t unit);
/* A table for each level that has a unit to show, most of the first column first, behind the
 * median; at the end "self". Returns how many were put: at most COMPARED_TABLES. */
enum { COMPARED_TABLES = UNIT_LEVEL_COUNT + 1 };
int compared_tables(const struct compared *all, const struct compared_columns *columns,
                    struct report_table *out);
/* A name in the call's language: column `zh` of a row, or the next one. */
struct str compared_name(const struct call *c, const struct rows *rows, ptrdiff_t row, int zh);

#endif
