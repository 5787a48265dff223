/*
 * import_parts.h -- what the files of the import share.
 *
 * A preview is a head (headings, counts, rows turned down late) and parts of packed rows. A
 * reference to another row of the same file is kept as that row's code: a text where an id is
 * expected.
 */
#ifndef IMPORT_PARTS_H
#define IMPORT_PARTS_H

#include "app/change.h"
#include "app/import.h"
#include "app/map.h"
#include "app/pack.h"
#include "app/refs.h"
#include "format/table.h"

/* A part ends with the row that fills it. */
enum {
    IMPORT_PART_BYTES = 1 << 20,
    IMPORT_PART_MAX = IMPORT_PART_BYTES + (512 << 10),
    IMPORT_CHECK_EACH = 2000
};

/* Why a row is turned down late: the row it refers to was. Another number is the line of that row,
 * and the two belong to one another in a circle. */
enum { LATE_WAITS = -1 };

/* The field by which a record names another of its own entity; -1 if it has none. */
int self_reference(const struct entity *e);

/* --- headings (import_head.c) ---------------------------------------------------------------- */

/* Which field each heading means; -1: it is not used. Problems for headings that are not known
 * (doubtful), stand twice, or lack what identifies a row. */
void heads_match(struct call *c, const struct shape *s, const struct str *cells, ptrdiff_t n,
                 struct preview *out);

/* How many of the cells would be headings of fields to import; are all that are required there? */
int heads_known(struct call *c, const struct shape *s, const struct str *cells, ptrdiff_t n,
                bool *out_complete);

/* --- a row as it is kept (import_row.c) ------------------------------------------------------ */

struct packed_row {
    int64_t line;
    enum row_state state;
    int64_t id, version, owner;
    const struct str *cells; /* n_cells of them */
    ptrdiff_t n_cells;
    const struct problem *problems;
    const struct str *suggestions;
    ptrdiff_t n_problems;
    const struct value *v; /* n_values; none of a row that is turned down or unchanged */
    int n_values;
};
void row_pack(struct buf *out, const struct packed_row *r);
/* In u->a; false at the end or if the bytes are none of ours (u->failed). */
bool row_unpack(struct unpack *u, struct packed_row *out);

void head_pack(struct buf *out, const struct preview *p, const struct map *late,
               const struct shape *s);
/* Also fills p->headings, fields by the names of today's shape, and the lines turned down late. */
bool head_unpack(struct arena *a, struct str bytes, const struct shape *s, struct preview *p,
                 struct map *out_late);

/* What the database keeps of a preview, with its head still packed. */
struct kept_preview {
    struct preview preview;
    int64_t owner;
    struct str head;
};
MUST_USE enum err preview_read(struct call *c, struct view *v, int64_t id, struct kept_preview *out,
                               struct fail *why);
/* The shape and the head in it. STALE if the own fields it was made with are others now. */
MUST_USE enum err preview_open(struct call *c, struct lookups *l, struct kept_preview *kept,
                               struct shape *out_shape, struct map *out_late, struct fail *why);
/* Part `n`, "" past the last. */
MUST_USE enum err preview_part_read(struct view *v, struct arena *a, int64_t id, int64_t n,
                                    struct str *out, struct fail *why);

/* --- what is there already (import_keys.c) --------------------------------------------------- */

struct known_record {
    int64_t id, version, owner;
    int64_t n_alike;   /* 1, or more where the entity has no key and they are alike */
    struct str packed; /* values */
};
struct known {
    struct map seen; /* key to index + 1 */
    struct known_record *at;
    ptrdiff_t n, room;
};
/* The distinct texts and values a column of the key has in the file. */
struct key_column {
    int field, heading; /* heading: -1 if the file has none for it */
    struct map texts;
    struct map seen; /* packed values */
    struct value *values;
    ptrdiff_t n, room;
};
struct key_columns {
    struct key_column at[8];
    int n;
};
struct key_columns key_columns_of(struct arena *a, const struct entity *e);
void key_column_add(struct key_column *k, struct arena *a, struct arena *scratch,
                    const struct value *v);
/* Records of the database whose key may be among those of the file. */
MUST_USE enum err known_read(struct call *c, const struct shape *s, const struct key_columns *keys,
                             struct known *out, struct fail *why);
/* The key's bytes, "" if the entity has none. In `a`. */
struct str key_bytes(struct arena *a, const struct shape *s, int64_t owner, const struct value *v);
/* NULL if there is none. Values go to v. */
const struct known_record *known_find(const struct known *k, struct arena *a, struct str key,
                                      const struct shape *s, struct value *out_v);

/* --- the file as a table (import_table.c) ------------------------------------------------------
 */

/* It stays where it is until it is closed. */
struct import_table {
    struct table table;
    struct arena a;         /* of the faults of one row */
    struct problems faults; /* of the row in hand */
    int64_t heading_row;    /* as a spreadsheet numbers it */
    bool is_open;
};
/* Always closed, also when it could not be opened. Errors: as table_open(). */
MUST_USE enum err import_table_open(struct import_table *t, struct call *c,
                                    const struct import_file *file, struct fail *why);
/* Finds and matches the headings (heads_match), and names the sheet in p->file_name; the next row
 * is any: call import_table_begin(). Errors: MEDIA (no rows), INVALID (c->problems), as
 * table_next(). */
MUST_USE enum err import_table_headings(struct import_table *t, struct call *c,
                                        const struct shape *s, const struct key_columns *keys,
                                        struct preview *p, struct fail *why);
/* To the first row below the headings. */
MUST_USE enum err import_table_begin(struct import_table *t, struct fail *why);
MUST_USE enum err import_table_next(struct import_table *t, bool *out_more, struct row *out,
                                    struct fail *why);
/* What is wrong with the cells of the row in hand as such, but for columns that are not used. */
void import_table_faults_tell(const struct import_table *t, const struct preview *p,
                              struct problems *out);
void import_table_close(struct import_table *t);

#endif
