/*
 * acts.h -- who did what, in words: the people and posts of journal entries.
 */
#ifndef PAGES_ACTS_H
#define PAGES_ACTS_H

#include "web/pages/page.h"

/* Accounts and posts to be named, all asked for in one go. */
struct actors {
    struct exchange *x;
    struct shape shape; /* a record of holding names both an account and a post */
    struct record *at;
    ptrdiff_t n, room;
    struct names names;
};
struct actors actors_on(struct exchange *x, ptrdiff_t n_acts);
void actors_want(struct actors *w, int64_t account, int64_t post, int64_t on_behalf);
MUST_USE enum err actors_find(struct actors *w, struct fail *why);
/* Its name; "#7" if it may not be seen; the machine's own for account 0, "" for post 0. */
struct str actor_name(const struct actors *w, const struct entity *e, int64_t id);
/* The post acted in; "" if it is the one acted for, which is named as such. */
struct str actor_post(const struct actors *w, int64_t post, int64_t on_behalf);
/* An act's code in words, and its note if that is a code; what has no words is shown as it is. */
struct str action_words(struct exchange *x, struct str code);
struct str note_words(struct exchange *x, struct str note);

#endif
