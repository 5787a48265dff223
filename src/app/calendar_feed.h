/*
 * calendar_feed.h -- what a post owes and by when, for the holder's calendar program.
 *
 * A calendar program has no session: the token in the address is all that speaks for the holder. It
 * reads and never writes; the database keeps its hash. What it reads is what the holder may read in
 * that post today, so it ends with the holding, with the account, and when it is revoked. A token
 * has 256 random bits: it is not guessed, and wrong ones are not counted.
 */
#ifndef APP_CALENDAR_FEED_H
#define APP_CALENDAR_FEED_H

#include "app/rights.h"
#include "entity/calendar_feed.h"

enum { CALENDAR_FEEDS_MOST = 10, CALENDAR_ENTRIES_MOST = 300 };

struct calendar_feed_made {
    int64_t id;
    struct str token; /* for the address; it is never shown again */
};
/* For the post that the caller acts in. `name`: where it will be read, "" or at most 60 characters.
 * Errors: FORBIDDEN (acts in no post that has to do with matters), CONFLICT (too many are open),
 * INVALID (c->problems). */
MUST_USE enum err calendar_feed_make(struct call *c, struct str name,
                                     struct calendar_feed_made *out, struct fail *why);
/* The caller's own that are open, of all their posts, newest first. */
MUST_USE enum err calendar_feeds(struct call *c, struct page *out, struct fail *why);
/* One's own, or by who keeps the accounts there. Errors: NOT_FOUND, CONFLICT (it is over). */
MUST_USE enum err calendar_feed_revoke(struct call *c, int64_t id, struct fail *why);

struct calendar_feed_query {
    struct str token;
    struct str origin; /* of links to matters: "https://host" */
    bool has_tasks;    /* tasks instead of events */
};
/*
 * The feed as an iCalendar file, for a caller who is nobody; the call is the holder's from here on,
 * in the language of the account. Terms of what waits for the post, the next steps that were named
 * there, planned rounds; at most CALENDAR_ENTRIES_MOST matters, the most urgent. A dispute, and
 * what else is for few, is told without its title. Errors: NOT_FOUND.
 */
MUST_USE enum err calendar_feed_read(struct call *c, const struct calendar_feed_query *q,
                                     struct buf *out, struct fail *why);

#endif
