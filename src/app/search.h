/*
 * search.h -- search over everything the caller may read: names, codes, document numbers, texts.
 *
 * Found by the index (store/found.h), so any entity with searched fields takes part by its table of
 * fields. Looks at today only, whatever day the call looks back to; rights stand in the query.
 */
#ifndef APP_SEARCH_H
#define APP_SEARCH_H

#include "app/rights.h"
#include "store/found.h"

enum { SEARCH_LIMIT = 20, SEARCH_MOST = 100, SEARCH_WORDS = 200 /* characters that are read */ };

struct search_query {
    struct str words;
    const struct entity *e; /* NULL: all that the caller may read */
    struct str cursor;      /* `next` of the page before; "" is the start */
    int64_t limit;          /* records, at most SEARCH_MOST; 0: SEARCH_LIMIT */
};

/* A text around the first place where a term was found; without a hit it is all in `before`. */
struct excerpt {
    struct str before, hit, after;
};

struct search_hit {
    const struct entity *e;
    enum find_rank rank;
    struct record record;
    int64_t place;
    struct excerpt title;
    const struct field *field; /* that the text is of; NULL: found in the title */
    struct excerpt text;
    struct str owner; /* name of the unit that it belongs to; "" if to none */
};

struct search_page {
    struct search_hit *at;
    ptrdiff_t n;
    struct str next; /* "" at the end */
    bool is_empty;   /* nothing in what was typed can be looked for */
    bool is_cut;     /* there was more in it than is looked for */
};

/* Best first, among equals by entity, the newest text first. Errors: SIGN_IN, FORBIDDEN (of e),
 * USAGE (the cursor), INVALID (e is not searched), DB. */
MUST_USE enum err search_records(struct call *c, const struct search_query *q,
                                 struct search_page *out, struct fail *why);
/* May the caller search records of e? */
bool search_reaches(const struct call *c, const struct entity *e);

#endif
