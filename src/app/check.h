/*
 * check.h -- `ponan check`: is what is stored what was stored?
 *
 * The engine examines its pages and indexes. Recomputed from the stored bytes: the digest of each
 * entry's rows and its leaf; each head's root and signature; each current and past version of each
 * record against the bytes in the journal; who is below whom in the tree of units, and what figures
 * can be about; each blob's hash and that every document has its blob; that every protection key is
 * there and opens; that search finds each record as it is; that a demonstration is one by the
 * record. An erased key is no finding, if the list beside the keys has it: the record verifies
 * without it. Reads in one view; memory does not grow with the journal.
 */
#ifndef CHECK_H
#define CHECK_H

#include "app/import.h" /* struct progress */
#include "app/seal.h"

struct check_options {
    struct str head; /* text of a head kept elsewhere; "" none */
    const struct progress *progress;
};

struct check_report {
    int64_t n_entries, n_rows; /* of the journal */
    int64_t n_sealed, n_heads;
    int64_t n_unsealed; /* entries above the last head: not protected yet */
    int64_t n_versions; /* of records, current ones included */
    int64_t n_blobs, n_keys, n_erased;
    bool is_examined;         /* by the engine too: not on PostgreSQL without amcheck */
    struct head last;         /* size 0: nothing is sealed */
    struct problems findings; /* field: where ("journal", "head", ...); row: sequence or id */
};

/* Make anew what is derived from the records and kept beside them: the index of search. */
MUST_USE enum err check_repair(struct app *app, struct fail *why);

/* OK also with findings: see out->findings.n_all. Other errors: the check could not be done. */
MUST_USE enum err check_record(struct app *app, struct arena *a, const struct check_options *o,
                               struct check_report *out, struct fail *why);

#endif
