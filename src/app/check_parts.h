/*
 * check_parts.h -- what the files of `ponan check` share.
 *
 * check.c orders the parts, check_chain.c follows entries, leaves and heads, check_ledger.c
 * balances journal against tables, check_store.c asks the engine and compares the marks of the
 * database, check_rest.c looks at what is kept beside the records: tree, subjects, blobs and keys.
 */
#ifndef CHECK_PARTS_H
#define CHECK_PARTS_H

#include "app/check.h"
#include "store/journal.h"

struct ledger;

struct check {
    struct app *app;
    struct view *v;
    const struct check_options *o;
    struct check_report *out;
    struct ledger *ledger;
    int64_t n_entries, n_leaves, n_heads, n_blobs; /* to come */
};

/* A finding: where, a stable code, the sequence or id it is about, and the sentence. */
#define FOUND(c, where, code, about, id, ...)          \
    check_found((c), S(where), S(code), (about), (id), \
                (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})
void check_found(struct check *c, struct str where, struct str code, int64_t about, enum msg id,
                 const struct message_arg *args);
/* Errors: UNAVAILABLE when whoever looks wants it stopped. */
MUST_USE enum err check_progress(struct check *c, enum msg step, int64_t done, int64_t all,
                                 struct fail *why);

/* The journal's rows, part after part, some in memory at a time. */
struct parts {
    struct check *c;
    struct arena a;
    struct rows rows;
    ptrdiff_t at;
    int64_t seq, part; /* of the last one loaded */
    bool is_over;
};
void parts_open(struct parts *p, struct check *c);
void parts_close(struct parts *p);
/* The next part without taking it; *out_seq is 0 at the end. */
MUST_USE enum err parts_peek(struct parts *p, int64_t *out_seq, struct str *out, struct fail *why);
void parts_take(struct parts *p);

/* --- check_chain.c */
MUST_USE enum err check_chain(struct check *c, struct fail *why);

/* --- check_ledger.c */
struct ledger *ledger_make(struct arena *a);
/* Enter what a journal row says of its record. False if it names no entity of ours. */
bool ledger_journal(struct ledger *l, int64_t seq, const struct entry_row *row);
/* Enter the tables, and report what does not balance. */
MUST_USE enum err check_versions(struct check *c, struct fail *why);

/* --- check_store.c */
MUST_USE enum err check_store(struct check *c, struct fail *why);
MUST_USE enum err check_marks(struct check *c, struct fail *why);

/* --- check_rest.c */
MUST_USE enum err check_tree(struct check *c, struct fail *why);
MUST_USE enum err check_blobs(struct check *c, struct fail *why);
MUST_USE enum err check_keys(struct check *c, struct fail *why);
MUST_USE enum err check_search(struct check *c, struct fail *why);

#endif
