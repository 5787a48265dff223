/*
 * acts.h -- the journal as people read it: who did what, when; without values.
 */
#ifndef APP_ACTS_H
#define APP_ACTS_H

#include "app/app.h"

struct act_entry {
    int64_t seq, instant, account, post, on_behalf;
    struct str action, note;
    const struct entity *e; /* of the first row it changed; NULL if it changed none */
    int64_t record, n_rows;
    struct hash digest;
};
struct act_entries {
    struct act_entry *at;
    ptrdiff_t n;
    int64_t next; /* `below` of the next page; 0 at the end */
};
/* Entries below a number (0: from the newest), newest first. RIGHT_RECORD. limit: 1..500. An
 * auditor sees those of the area (county, city, ...) that the post is in; of the whole
 * installation if that is its only top. */
MUST_USE enum err acts_list(struct call *c, int64_t below, int64_t limit, struct act_entries *out,
                            struct fail *why);

#endif
