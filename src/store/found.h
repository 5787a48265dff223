/*
 * found.h -- search: records found by words, best first, as they are today.
 *
 * The index is a table of tokens (base/token.h), one row a record, and what each engine finds them
 * by: SQLite a full-text table with the places of tokens, PostgreSQL lexemes and then the token
 * texts themselves. Both find the same. It is derived: written with the record, never journalled.
 */
#ifndef FOUND_H
#define FOUND_H

#include "base/token.h"
#include "store/store.h"

/* Best first: a field of its title is just what was typed; its title has it; it has it. */
enum find_rank { FIND_EXACT, FIND_TITLE, FIND_ANY, FIND_RANK_COUNT };

struct find {
    const struct shape *shape; /* of an entity that is searched */
    const struct scope *scope; /* NULL: none applies */
    const struct search_terms *terms;
    enum find_rank rank; /* only those of this rank */
    int64_t before;      /* place of the last one seen; INT64_MAX: from the start */
    int64_t limit;       /* 1..1000 */
};

/* `place` falls from the newest text to the oldest. */
struct found {
    struct record record;
    int64_t place;
};
struct founds {
    struct found *at;
    ptrdiff_t n;
    bool has_more;
};
/* The view must look at now. Records live in `a`. */
MUST_USE enum err view_find_words(struct view *v, struct arena *a, const struct find *f,
                                  struct founds *out, struct fail *why);

/* How many records of a searched entity the index does not have as they are, or has in excess. */
MUST_USE enum err view_search_faults(struct view *v, const struct entity *e, int64_t *out,
                                     struct fail *why);
/* Make the whole index anew from the records, inside store_keep(). */
MUST_USE enum err tx_search_rebuild(struct tx *tx, struct fail *why);

#endif
