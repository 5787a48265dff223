/*
 * schema.h -- the tables of both databases, made from the entities' field tables.
 *
 * In the generic texts here {int} {text} {blob} {id} {key} {strict} {keyed} stand for what each
 * dialect writes: see schema.c.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "store/driver.h"

enum { INSERT_ROWS = 32 };

enum { SCHEMA_VERSION = 1 }; /* number of the newest file in migrations/ */

/* What `to_seq` holds in the history of a version that is the current one. */
#define TO_SEQ_NOW "9223372036854775807"

/* Every table and index, in an order that can be run. */
void schema_write(struct buf *out, enum dialect dialect);
/* The infrastructure: what is no entity (schema_base.c), before and after the entities' tables. */
extern const struct str schema_before[];
extern const struct str schema_after[];

/*
 * A table and its history: an entity has one, a kind has its base's and its own. A row is id,
 * owner, version, seq, the fields [first, first + n), extra; owner stands in the base's table only,
 * extra in the kind's only.
 */
struct table_sql {
    struct str name;
    int first, n;
    bool has_owner, has_extra;
    struct str insert;      /* ?1.. a row */
    struct str insert_rows; /* INSERT_ROWS rows of them */
    struct str insert_past; /* the arguments of insert */
    struct str update;      /* the same arguments */
    struct str copy_past;   /* history of new rows; ?1 first id, ?2 last id, ?3 seq */
    struct str end_past;    /* ?1 id, ?2 version, ?3 to_seq */
    struct str remove;      /* ?1 id */
};

/* Ready texts of one entity, made when a store is opened. Arguments are numbered as said. */
struct entity_sql {
    struct table_sql tables[2];
    int n_tables;
    struct str columns; /* "id, owner, version, seq, FIELDS, extra" */
    struct str now;     /* where those columns are read: the table, or the two joined, without AS */
    struct str past;    /* "(SELECT COLUMNS, to_seq FROM HISTORY AS b WHERE "; ")" is to follow */
    struct str get;     /* ?1 id */
    struct str draw_ids; /* ?1 how many: one id a row, or on SQLite the first of a free run */
    /* For checking: COLUMNS, and behind those of the history to_seq. Both halves of a kind's
     * version must agree on id, version, seq and end, or it comes without its base's; of a base
     * come the rows that no kind has. */
    struct str all_now, all_past;
};
void schema_entity_sql(struct arena *a, enum dialect dialect, const struct entity *e,
                       struct entity_sql *out);

#endif
