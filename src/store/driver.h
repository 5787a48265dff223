/*
 * driver.h -- what a database engine must offer; store.c and its neighbours do the rest.
 *
 * sqlite.c and postgres.c each fill one `struct driver`. A connection is used by one thread at a
 * time. Texts use ?1, ?2 ... for arguments (postgres.c rewrites them to $1, $2 ...).
 */
#ifndef DRIVER_H
#define DRIVER_H

#include "store/store.h"

enum dialect { DIALECT_SQLITE, DIALECT_POSTGRES, DIALECT_COUNT };

struct connection; /* of one engine; each file knows its own */

struct driver {
    enum dialect dialect;
    struct str name; /* "SQLite", "PostgreSQL" */
    bool one_writer; /* writes go through one thread that groups them (writer.c) */
    /* Bulk writes put INSERT_ROWS rows into one statement. Where a statement is no journey to a
     * server they do not: SQLite keeps the pages that such a statement changes, to undo it. */
    bool inserts_many;
    /* `writable` false: a connection that cannot write. */
    enum err (*connect)(const struct os *os, struct str where, bool writable,
                        struct connection **out, struct fail *why);
    void (*disconnect)(struct connection *c);
    /*
     * One statement with bound values; rows go to `each` (NULL: none wanted). Prepared once a text;
     * the bytes of a text may move between calls. Errors: CONFLICT with MSG_store_taken or
     * MSG_store_pg_unique (a key), MSG_store_reference or MSG_store_pg_used (a reference); INVALID
     * or DB for another constraint; DB, IO, CORRUPT, UNAVAILABLE; what `each` returned. After an
     * error in a write the transaction can only be rolled back.
     */
    enum err (*run)(struct connection *c, struct str sql, const struct value *args, int n_args,
                    each_row_fn *each, void *ctx, int64_t *out_changed, struct fail *why);
    /* Several statements without arguments (schema). */
    enum err (*script)(struct connection *c, struct str sql, struct fail *why);
    /* A transaction: read-only snapshot, or a write (SQLite IMMEDIATE, PostgreSQL SERIALIZABLE). */
    enum err (*begin)(struct connection *c, bool write, struct fail *why);
    enum err (*commit)(struct connection *c, bool *out_retry, struct fail *why);
    void (*rollback)(struct connection *c);
    /* True if the last error of run() or commit() is a serialization failure: run the write again.
     */
    bool (*must_retry)(struct connection *c);
    /* Between two tries of a write that lost to others so many times: let them pass. */
    void (*stand_back)(struct connection *c, int n_lost);
    /*
     * Draw the next journal number and its instant inside a write (architecture, "As-of"): the
     * number stays locked until the transaction ends, and the instant is not below any earlier one.
     */
    enum err (*draw)(struct connection *c, int64_t *out_seq, int64_t *out_instant,
                     struct fail *why);
    /* The highest number below which nothing can appear any more. */
    enum err (*horizon)(struct connection *c, int64_t *out_seq, struct fail *why);
    int64_t (*now)(struct connection *c); /* the database's clock */
    /* Empty the write-ahead log, now or not at all; NULL where it is not ours. Was it emptied? */
    bool (*settle)(struct connection *c);
    /* The whole database as it is now into a new file at `path`; NULL: copied row by row. */
    enum err (*copy_to)(struct connection *c, struct str path, struct fail *why);
};

/* The engine for a folder or URL. */
const struct driver *driver_for(struct str where);

extern const struct driver driver_sqlite;
extern const struct driver driver_postgres;

#endif
