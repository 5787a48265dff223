/*
 * internal.h -- what the files of this room share and nobody else sees.
 *
 * A connection is lent: readers to views, on PostgreSQL writers to writes; SQLite's one writer
 * connection belongs to the writer thread.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "store/schema.h"

#include <pthread.h>
#include <stdatomic.h>

enum { CONNECTIONS_MAX = 64, ARGS_MAX = 128, IDS_DRAWN = 64 };

/* Connections of one sort, opened when first needed, lent one at a time. */
struct pool {
    pthread_mutex_t lock;
    pthread_cond_t is_free;
    const struct driver *driver;
    const struct os *os;
    struct str where;
    bool writable;
    int n_max, n_open, n_idle;
    struct connection *idle[CONNECTIONS_MAX];
};
void pool_init(struct pool *p, const struct store_options *o, const struct driver *driver,
               bool writable, int n_max);
MUST_USE enum err pool_take(struct pool *p, struct connection **out, struct fail *why);
void pool_give(struct pool *p, struct connection *c);
int pool_lent(struct pool *p);  /* at this moment */
void pool_done(struct pool *p); /* all must have been given back */

/* The first entry of a database that is made as a demo: what the record covers, nobody can put
 * there afterwards. meta's mark alone sets no clock. */
#define DEMO_ACTION "demo"

struct writer;

struct store {
    struct arena arena; /* holds this struct and what lives as long */
    const struct os *os;
    const struct driver *driver;
    struct str where;
    bool is_demo;
    _Atomic int64_t demo_clock;
    atomic_bool is_unsettled;     /* destroyed bytes may still stand in the write-ahead log */
    struct pool readers, writers; /* writers: only where several may write at once */
    struct writer *writer;        /* where one does */
    struct entity_sql sql[ENTITIES_MAX];
    struct str statements[STMT_COUNT][2]; /* now; looking back, "" if it names no entity */
};

struct view {
    struct arena home;    /* holds this struct, unless it is a write's */
    struct arena scratch; /* texts and arguments of one call */
    struct store *store;
    struct connection *c;
    int64_t as_of;
    int n_each;    /* view_each() running: what they run on stays in scratch */
    struct tx *tx; /* the write it reads for, or NULL */
};

/* Rows an entry changed, on their way to the journal. */
struct rows_out {
    struct buf part;
    struct arena arena; /* of the part */
    struct hasher hasher;
    int64_t n_rows, n_parts, first_id;
    const struct entity *first;
};

struct ids {
    int64_t at[IDS_DRAWN];
    int n, used;
    bool is_run; /* SQLite: at[0], at[0] + 1, ... without end */
};

struct tx {
    struct arena arena;   /* the caller's, tx_arena() */
    struct arena scratch; /* of one call */
    struct store *store;
    struct connection *c;
    struct view view;
    const struct act *act; /* NULL: housekeeping, no entry */
    int64_t seq, instant;
    bool was_unchanged; /* an update found nothing to do */
    bool is_written;
    int64_t n_rows; /* of the last entry */
    struct rows_out rows;
    struct ids ids[ENTITIES_MAX];
    int64_t n_new_units;
    bool is_tree_stale;
};

/* One write as its caller hands it over. */
struct write_request {
    const struct act *act; /* NULL: housekeeping */
    write_fn *fn;
    void *ctx;
    struct receipt receipt;
    enum err err;
    struct fail *why;
    bool is_done;
    pthread_cond_t done;
    struct write_request *next;
};

/* store.c */
const struct entity_sql *store_sql(const struct store *s, const struct entity *e);
enum err db_run(struct connection *c, const struct store *s, struct str sql,
                const struct value *args, int n_args, struct fail *why);
/* The first column of the only row, 0 if there is none. */
enum err db_int(struct connection *c, const struct driver *d, struct str sql,
                const struct value *args, int n_args, int64_t *out, struct fail *why);

/* Is there a database of ours behind a connection? */
enum err store_is_made(struct connection *c, const struct driver *d, bool *out, struct fail *why);
/* NOT_FOUND where a folder has no database: opening it would make an empty one. */
enum err store_is_there(const struct driver *d, const struct os *os, struct str where,
                        struct fail *why);

/* backup.c: a verified copy of what a connection sees. */
enum err backup_from(const struct os *os, const struct driver *d, struct connection *c,
                     struct str folder, struct snapshot *out, struct fail *why);

/* write.c: run a request's function in the open transaction of tx->c and append its entry. */
void tx_init(struct tx *tx, struct store *s, struct connection *c);
void tx_done(struct tx *tx);
enum err tx_run(struct tx *tx, struct write_request *r, struct fail *why);

/* writer.c */
enum err writer_start(struct store *s, bool one_by_one, struct fail *why);
void writer_stop(struct writer *w);
void writer_do(struct writer *w, struct write_request *r);

/* journal.c */
void rows_out_init(struct rows_out *r);
void rows_out_done(struct rows_out *r);
enum err journal_row(struct tx *tx, char what, const struct entity *e, const struct record *r,
                     struct str extra, struct fail *why);
enum err journal_end(struct tx *tx, struct fail *why);

/* tree.c: the closure of who is below whom. */
enum err tree_insert(struct tx *tx, int64_t unit, int64_t parent, struct fail *why);
enum err tree_move(struct tx *tx, int64_t unit, int64_t parent, struct fail *why);
enum err tree_remove(struct tx *tx, int64_t unit, struct fail *why);
enum err tree_freshen(struct tx *tx, struct fail *why); /* before it is read, and at the end */

/* search.c: the index of what is found by words, in the same breath as the record. */
/* New records, at most INSERT_ROWS of one entity; extras: their `extra` columns. */
enum err search_insert(struct tx *tx, const struct entity *e, const struct record *r,
                       const struct str *extras, int n, struct fail *why);
enum err search_update(struct tx *tx, const struct entity *e, const struct record *r,
                       struct str extra, struct fail *why);
enum err search_remove(struct tx *tx, const struct entity *e, int64_t id, struct fail *why);
/* After rows of the index came in by themselves. */
enum err search_fill_words(struct connection *c, const struct driver *d, struct fail *why);

/* select.c */
/* Bytes and values of a row as the driver gives it, copied; v has shape->n places. */
enum err record_of_row(struct arena *a, const struct shape *s, const struct value *row,
                       struct value *v, struct record *out, struct fail *why);
struct value value_dup(struct arena *a, const struct value *v);

/* statements.c */
void statements_prepare(struct store *s);

#endif
