/*
 * calendar_write.h -- the entries of a calendar's address, for its holder.
 */
#ifndef CALENDAR_WRITE_H
#define CALENDAR_WRITE_H

#include "app/calendar_feed.h"

/* What the caller, who is the holder of `feed`, owes and by when. */
MUST_USE enum err calendar_write(struct call *c, const struct record *feed,
                                 const struct calendar_feed_query *q, struct buf *out,
                                 struct fail *why);

#endif
