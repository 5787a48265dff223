/*
 * report.h -- figures in tables, written once: page, JSON, CSV and workbook are loops over them.
 */
#ifndef REPORT_H
#define REPORT_H

#include "app/app.h"
#include "format/table_write.h"

struct json_writer;

enum report_kind { REPORT_TEXT, REPORT_NUMBER, REPORT_DAY };

struct report_column {
    struct str code; /* member of JSON */
    enum msg label;
    enum report_kind kind;
};
struct report_cell {
    bool is_known; /* else there is nothing to say */
    int64_t n;     /* a number, or a day */
    struct str text;
};
#define REPORT_N(x) ((struct report_cell){.is_known = true, .n = (x)})
#define REPORT_T(x) ((struct report_cell){.is_known = true, .text = (x)})

struct report_row {
    struct str name;        /* of what the row is about */
    const struct entity *e; /* whose record that is; NULL: none */
    int64_t id;
    const struct report_cell *cells; /* one a column */
};
struct report_table {
    struct str code;
    enum msg title, name, empty; /* heading; over the names; said when there are no rows */
    enum msg note;               /* how it is counted; MSG_none: nothing to say */
    const struct report_column *columns;
    int n_columns;
    const struct report_row *rows;
    ptrdiff_t n_rows;
};
struct report {
    const struct report_table *tables;
    int n_tables;
};

/* The table of that code, the first if it is "". NULL: there is none. */
const struct report_table *report_find(const struct report *r, struct str code);
/* A table as a file with headings in the call's language. Errors: TOO_LARGE. */
MUST_USE enum err report_file(struct call *c, const struct report_table *t, enum table_kind kind,
                              struct buf *out, struct fail *why);
/* {"tables":{"CODE":[{"name":...,"id":...,"COLUMN":...}]}} */
void report_json(struct call *c, const struct report *r, struct json_writer *w);

#endif
