/*
 * store.h -- the database: SQLite in a folder or PostgreSQL at a URL, behind one set of calls.
 *
 * Reading is through a `struct view`: one connection, at one moment, current or looking back.
 * Writing is a function that the store runs inside a transaction, perhaps more than once; it must
 * be repeatable and read again, through its tx, what it decides on. Every write ends in one journal
 * entry and the history rows of what it changed, in the same transaction: nothing can skip them.
 * All SQL of the program is in this room. Values are always bound.
 */
#ifndef STORE_H
#define STORE_H

#include "base/hash.h"
#include "base/os.h"
#include "entity/entity.h"
#include "store/statements.h"

struct driver;
struct store;
struct view;
struct tx;

struct store_options {
    const struct os *os;
    struct str where;            /* a folder, or postgres://... */
    int n_readers;               /* most views open at once; further ones wait. 0: 8 */
    bool one_by_one;             /* SQLite: a commit for each write, no grouping (for measuring) */
    const struct driver *driver; /* NULL: chosen by `where`. Tests pass their own (driver.h) */
};

/* Make an empty database with today's schema. Errors: CONFLICT if there is one already, IO, DB. */
MUST_USE enum err store_create(const struct store_options *o, bool demo, struct fail *why);
/* Errors: NOT_FOUND, CONFLICT (the schema is of another release: upgrade), IO, DB, CORRUPT. */
MUST_USE enum err store_open(const struct store_options *o, struct store **out, struct fail *why);
void store_close(struct store *s); /* finishes what was accepted; NULL is fine */

bool store_is_demo(const struct store *s);
int64_t store_now(struct store *s); /* the database's clock; in a demo database the demo clock */
/* Demo databases only (FORBIDDEN elsewhere): the clock that dates entries. */
MUST_USE enum err store_set_clock(struct store *s, int64_t instant, struct fail *why);

/* What the engine itself finds wrong with its pages, indexes and references. */
struct examine {
    enum err (*found)(void *ctx, const struct message *what, struct fail *why);
    enum err (*step)(void *ctx, int64_t done, int64_t all, struct fail *why); /* an error ends it */
    void *ctx;
};
/* False in *out where it has no examiner: PostgreSQL without the extension amcheck. What is found
 * is no error. Errors: DB, IO; what `found` and `step` returned. */
MUST_USE enum err store_examine(struct store *s, const struct examine *e, bool *out,
                                struct fail *why);

/* --- reading --------------------------------------------------------------------------------- */

/* A view of what is committed now (as_of 0) or was at journal entry as_of. Waits for a free reader.
 */
MUST_USE enum err view_open(struct store *s, int64_t as_of, struct view **out, struct fail *why);
void view_close(struct view *v);          /* NULL is fine */
int store_open_views(struct store *s);    /* at this moment */
int64_t view_as_of(const struct view *v); /* 0: now */
/* Look at another moment from here on. Below 0: before the first entry, when nothing was there. */
void view_set_as_of(struct view *v, int64_t as_of);

/* The sequence that a past day (its end, 24:00 +08:00) maps to; 0 if nothing was there yet. */
MUST_USE enum err view_seq_at_day(struct view *v, int64_t date, int64_t *out, struct fail *why);
/* The highest entry below which nothing can appear any more. */
MUST_USE enum err view_horizon(struct view *v, int64_t *out, struct fail *why);

enum op { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_IN, OP_CONTAINS, OP_NULL, OP_NOT_NULL };

struct condition {
    struct str column; /* field of the shape, or id, owner, version; checked against it */
    enum op op;
    const struct value *values; /* one, or several for OP_IN */
    int n_values;
};

/*
 * Who may see which rows, as data; the store turns it into a predicate. A row is in scope if
 * `all`, or its owner is in the subtree of one of `trees`, or one of `relations` holds, or the
 * record that it hangs on is in scope, or a record in scope names it.
 */
struct relation {
    struct str column; /* a REF column of the entity, e.g. "reported_by", or "id" */
    int64_t id;
    /* A relation that is a record of its own: the row's id stands in `of` of a row of this entity
     * that has `id` in `column`, today. NULL: `column` is the row's own. */
    const struct entity *through;
    struct str of;
    bool is_wide; /* `within` does not narrow it */
};
/* A row of `by` stands for the record of `of` and names the row in `column`, today. */
struct referrer {
    const struct entity *by;
    struct str column, of; /* REF columns; `of` may be "id" */
};
struct scope {
    bool all;
    const int64_t *trees;
    int n_trees;
    const struct relation *relations;
    int n_relations;
    /* What a row must be besides, for the trees and the relations that are not wide; or NULL. */
    const struct condition *within;
    int64_t wide_tree; /* what this unit and those below it own is not narrowed; 0: none */
    const struct condition *wide_within; /* but for rows that are not so; NULL: for every row */
    struct str hangs_by; /* column with the id of the record that the row hangs on; "": on none */
    const struct referrer
        *referred_by; /* records of hangs_on in scope refer to the row; see `of` */
    int n_referred_by;
    const struct entity *hangs_on;
    const struct scope *of; /* of hangs_on, as of today; it hangs on nothing itself */
};

struct select {
    const struct shape *shape;
    const struct condition *where;
    int n_where;
    const struct scope *scope; /* NULL: none applies (the program itself is reading) */
    struct str search;         /* looked for in the FIELD_SEARCH fields; "" is none */
    struct str sort;           /* "code" or "-issued_on"; "" is by id. id is the last key always */
    struct str after;          /* cursor from `next` of the page before; "" is the start */
    int64_t limit;             /* 1..1000 rows */
};

struct page {
    struct record *at;
    ptrdiff_t n;
    struct str next; /* cursor of the next page; "" at the end */
};

MUST_USE enum err view_select(struct view *v, struct arena *a, const struct select *q,
                              struct page *out, struct fail *why);
MUST_USE enum err view_count(struct view *v, const struct select *q, int64_t *out,
                             struct fail *why);
/*
 * Every row in order of id, one at a time, for exports; stops at the first error of `each`, which
 * may read more from the same view.
 */
typedef enum err each_record_fn(void *ctx, const struct record *r, struct fail *why);
MUST_USE enum err view_each(struct view *v, const struct select *q, each_record_fn *each, void *ctx,
                            struct fail *why);
/* Errors: NOT_FOUND (also outside the scope), DB. */
MUST_USE enum err view_get(struct view *v, struct arena *a, const struct shape *s,
                           const struct scope *scope, int64_t id, struct record *out,
                           struct fail *why);
/* By the entity's key within an owner (0: any owner). values: one for each field of e->key. */
MUST_USE enum err view_find(struct view *v, struct arena *a, const struct shape *s, int64_t owner,
                            const struct value *key, struct record *out, struct fail *why);

/* Versions of one record, newest first, as they were: v[], seq, and to_seq (0: current). */
struct past {
    struct record record;
    int64_t to_seq, instant, account, post, on_behalf;
    struct str action;
};
struct pasts {
    struct past *at;
    ptrdiff_t n;
};
MUST_USE enum err view_past(struct view *v, struct arena *a, const struct shape *s, int64_t id,
                            struct pasts *out, struct fail *why);

/* A named statement of statements.h. Rows are n_cols values each. */
struct rows {
    struct value *at;
    ptrdiff_t n;
    int n_cols;
};
static inline const struct value *rows_at(const struct rows *r, ptrdiff_t row, int col)
{
    return &r->at[row * r->n_cols + col];
}
MUST_USE enum err view_query(struct view *v, struct arena *a, enum statement q,
                             const struct value *args, int n_args, struct rows *out,
                             struct fail *why);
/* The same, each row as it comes; its texts live until `each` returns. Stops at its first error. */
typedef enum err each_row_fn(void *ctx, const struct value *row, int n_cols, struct fail *why);
MUST_USE enum err view_run(struct view *v, enum statement q, const struct value *args, int n_args,
                           each_row_fn *each, void *ctx, struct fail *why);

/* --- writing --------------------------------------------------------------------------------- */

/* Who does what: the head of the journal entry. Zeros and "" where there is none. */
struct act {
    int64_t account, post, on_behalf;
    struct str action; /* "create", "update", "void", "import", "sign_in", ... */
    struct str note;   /* reason, digest, file name */
    int64_t instant;   /* 0: store_now(). Another only in a demo database */
};

typedef enum err write_fn(struct tx *tx, void *ctx, struct fail *why);

struct receipt {
    int64_t seq, instant;
};
/* Run fn in a transaction, append the journal entry, commit durably. On an error nothing happened.
 */
MUST_USE enum err store_write(struct store *s, const struct act *act, write_fn *fn, void *ctx,
                              struct receipt *out, struct fail *why);
/* Housekeeping without a journal entry (sessions, jobs, previews): fn may only use tx_exec(). */
MUST_USE enum err store_keep(struct store *s, write_fn *fn, void *ctx, struct fail *why);

struct view *tx_view(struct tx *tx);   /* reads see what this transaction wrote */
struct arena *tx_arena(struct tx *tx); /* lives until the write returns; cleared for each try */
/* Values are for the shape; owner must exist (0 only for units without one). */
MUST_USE enum err tx_insert(struct tx *tx, const struct shape *s, int64_t owner,
                            const struct value *v, int64_t *out_id, struct fail *why);
/*
 * Many at once, as an import does: several times as fast as one by one. Rows may refer to rows
 * before them. out_ids has room for n. A refusal does not say which row it was for: check first.
 */
struct new_row {
    int64_t owner;
    const struct value *v;
};
MUST_USE enum err tx_insert_many(struct tx *tx, const struct shape *s, const struct new_row *rows,
                                 ptrdiff_t n, int64_t *out_ids, struct fail *why);
/* `version` must be the current one (STALE); 0: whichever it is. Unchanged values write nothing. */
MUST_USE enum err tx_update(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                            const struct value *v, struct fail *why);
/* The same, and the record belongs to row->owner from here on: a unit that moves to another county.
 */
MUST_USE enum err tx_update_row(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                                const struct new_row *row, struct fail *why);
/* Take a record out of the current table; its history stays. Errors: NOT_FOUND, CONFLICT if used.
 */
MUST_USE enum err tx_void(struct tx *tx, const struct shape *s, int64_t id, int64_t version,
                          struct fail *why);
/* A named statement that writes infrastructure tables (never an entity's). */
MUST_USE enum err tx_exec(struct tx *tx, enum statement q, const struct value *args, int n_args,
                          int64_t *out_changed, struct fail *why);

/*
 * After something was destroyed: its bytes are to leave the write-ahead log too. Done as soon as no
 * view is open; nothing waits for it. PostgreSQL's log is its administrator's to expire.
 */
void store_settle(struct store *s);

/* --- blobs ------------------------------------------------------------------------------------ */

/* Keeps bytes once; *out is their SHA-256. Called in a write, before the record that names them. */
MUST_USE enum err tx_blob(struct tx *tx, struct str bytes, struct hash *out, struct fail *why);
MUST_USE enum err view_blob(struct view *v, struct arena *a, const struct hash *h, struct str *out,
                            struct fail *why);

/* --- keeping it safe (backup.c, upgrade.c) ------------------------------------------------------
 */

/* What a copy holds. A copy is a folder with ponan.db in it, whichever engine it was made from. */
struct snapshot {
    int64_t schema_version;
    int64_t n_entries, seq, instant; /* of the journal; its newest entry, 0 if it is empty */
    bool is_demo;
};

/*
 * Copy what is committed, while others read and write, into a folder that has no database yet;
 * then read the copy back and check it. Head and keys are the caller's to put beside it
 * (app/seal.h). Errors: CONFLICT (there is a database in the folder), IO, DB, CORRUPT.
 */
MUST_USE enum err store_backup(struct store *s, struct str folder, struct snapshot *out,
                               struct fail *why);
/* Is a copy (or a database that nobody has open) whole? Errors: NOT_FOUND, CORRUPT, IO, DB. */
MUST_USE enum err store_verify(const struct os *os, struct str folder, struct snapshot *out,
                               struct fail *why);
/* Make a database from a copy, verified first, on either engine. Errors: CONFLICT (there is one
 * already), NOT_FOUND, CORRUPT, IO, DB. */
MUST_USE enum err store_restore(const struct store_options *to, struct str folder,
                                struct snapshot *out, struct fail *why);

struct upgrade {
    int64_t from, to; /* schema versions; equal: there was nothing to do, and no snapshot */
};
/*
 * Bring an older database to this program's schema: first a verified copy in `snapshot_folder`,
 * then all migrations in one transaction, which rolls back itself. Nobody else may have the
 * database open. Errors: CONFLICT (it is newer than the program), those of store_backup().
 */
MUST_USE enum err store_upgrade(const struct store_options *o, struct str snapshot_folder,
                                struct upgrade *out, struct fail *why);

#endif
