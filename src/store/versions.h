/*
 * versions.h -- every stored version of an entity's records, for checking them against the journal.
 */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "store/store.h"

struct version {
    int64_t id, version, from_seq;
    int64_t to_seq;   /* 0: it is the current one */
    struct str canon; /* record_canon() of the row as it stands in the table now */
};
typedef enum err each_version_fn(void *ctx, const struct version *v, struct fail *why);

/*
 * Rows of the history, in no order; memory does not grow with their number. A kind's version of
 * which the base has no equal half comes without it, and so differs from the journal; of a base
 * come the versions that no kind has, which no journal ever made.
 */
MUST_USE enum err view_each_past(struct view *v, const struct entity *e, each_version_fn *each,
                                 void *ctx, struct fail *why);
/* Rows of the entity's own table. */
MUST_USE enum err view_each_current(struct view *v, const struct entity *e, each_version_fn *each,
                                    void *ctx, struct fail *why);

#endif
