/*
 * import.h -- a file of records in two steps: a preview of every row, then exactly that.
 *
 * The preview is kept in the database with a digest over its rows for PREVIEW_LASTS; a commit
 * names both and is one journal entry. Rows that were turned down come back in the columns
 * of the uploader with one added: 问题 / Problem. References are given by code (or id), in any
 * order, also to rows of the same file. Headings are field names, labels in either language, or
 * aliases; a title may stand above them. What kind of file it is, its bytes say. Memory grows with
 * the file, not with the database.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "app/records.h"
#include "format/table_write.h"

#define PREVIEW_LASTS ((int64_t)24 * 3600 * 1000000)

enum { IMPORT_ROWS_MAX = 1000000, IMPORT_COLUMNS_MAX = 200 };

/* How far a long work is; false stops it (the work then returns ERR_UNAVAILABLE). */
typedef bool progress_fn(void *ctx, enum msg step, int64_t done, int64_t all);
struct progress {
    progress_fn *fn; /* NULL: nobody looks */
    void *ctx;
};

struct import_file {
    const struct entity *e;
    int64_t owner; /* of new records; 0: as records_create() */
    struct str file_name;
    struct str bytes; /* CSV in any encoding of text.h, or a workbook (.xlsx) */
    struct str sheet; /* of a workbook: name, or number from 1; "": the first that is shown */
};

enum row_state { ROW_CREATE, ROW_UPDATE, ROW_UNCHANGED, ROW_REJECT, ROW_STATE_COUNT };

/* Headings that are no field of the shape: not understood or not used; or protected, so that not
 * even the preview keeps what stood below them. */
enum { HEADING_UNUSED = -1, HEADING_HIDDEN = -2 };

struct preview {
    int64_t id;
    const struct entity *e;
    struct str file_name; /* of a workbook with its sheet: "may.xlsx · Sheet1" */
    struct hash digest;
    int64_t n_rows, n[ROW_STATE_COUNT], n_doubtful;
    int64_t made, expires;
    bool is_committed;
    struct str *headings; /* the uploader's, as they stood */
    int *fields;          /* each heading's field of the shape; HEADING_UNUSED, HEADING_HIDDEN */
    int n_headings;
};

/* Errors: INVALID (headings: see c->problems), MEDIA, TOO_LARGE, FORBIDDEN. */
MUST_USE enum err import_preview(struct call *c, const struct import_file *file,
                                 const struct progress *progress, struct preview *out,
                                 struct fail *why);
/* The caller's own. Errors: NOT_FOUND (also when its time is over). */
MUST_USE enum err import_find(struct call *c, int64_t id, struct preview *out, struct fail *why);

struct preview_row {
    int64_t line; /* row of the file, as a spreadsheet numbers it */
    enum row_state state;
    int64_t id;               /* of the record that is updated; 0 */
    struct str *cells;        /* n_headings of them, as they stood */
    struct problem *problems; /* field, sentence; doubtful ones do not stop the row */
    struct str *suggestions;  /* one a problem; "" if there is none */
    ptrdiff_t n_problems;
};
struct preview_rows {
    struct preview_row *at;
    ptrdiff_t n;
    int64_t next; /* line to ask for next; 0 at the end */
};
/* Rows of one state (ROW_STATE_COUNT: of all), from a line on, at most `limit` (1..1000). */
struct preview_part {
    enum row_state state;
    int64_t from_line, limit;
};
MUST_USE enum err import_rows(struct call *c, const struct preview *p,
                              const struct preview_part *part, struct preview_rows *out,
                              struct fail *why);

/* How many rows a commit would write. */
int64_t import_n_writes(const struct preview *p);
/*
 * Write what the preview showed, in one entry with its digest as note. If it showed nothing to
 * write nothing happens: no entry, and out->seq is 0. Errors: NOT_FOUND, CONFLICT
 * (committed already), STALE (the digest is another, or a record was changed since: preview again).
 */
MUST_USE enum err import_commit(struct call *c, int64_t id, const struct hash *digest,
                                const struct progress *progress, struct receipt *out,
                                struct fail *why);

/* Takes bytes as they come; an error stops the work and is passed on. */
typedef enum err sink_fn(void *ctx, struct str bytes, struct fail *why);
struct sink {
    sink_fn *fn;
    void *ctx;
};
/* The rejected rows in the uploader's columns; CSV is UTF-8 with a mark (for Excel and WPS). */
MUST_USE enum err import_rejected(struct call *c, const struct preview *p, enum table_kind kind,
                                  const struct sink *to, struct fail *why);
/* Headings alone: an empty form for the entity in the call's language. */
MUST_USE enum err import_template(struct call *c, const struct entity *e, enum table_kind kind,
                                  const struct sink *to, struct fail *why);

#endif
