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

/* Ready texts of one entity, made when a store is opened. Arguments are numbered as said. */
struct entity_sql {
    struct str columns;     /* "id, owner, version, seq, FIELDS, extra" */
    struct str past;        /* the same columns from history, "from_seq AS seq" */
    struct str insert;      /* ?1.. as `columns` */
    struct str insert_rows; /* INSERT_ROWS rows of them */
    struct str copy_past;   /* history of new rows; ?1 first id, ?2 last id, ?3 seq */
    struct str insert_past; /* the same arguments */
    struct str update;      /* the same arguments */
    struct str end_past;    /* ?1 id, ?2 version, ?3 to_seq */
    struct str remove;      /* ?1 id */
    struct str get;         /* ?1 id */
    struct str draw_ids;    /* ?1 how many: one id a row, or on SQLite the first of a free run */
};
void schema_entity_sql(struct arena *a, enum dialect dialect, const struct entity *e,
                       struct entity_sql *out);

#endif
