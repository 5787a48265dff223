/*
 * signed_in.h -- what the files about signing in share.
 */
#ifndef SIGNED_IN_H
#define SIGNED_IN_H

#include "app/session.h"

/* Posts that an account may act as on a day: held ones first. */
MUST_USE enum err postings_of(struct view *v, struct arena *a, int64_t account, int64_t day,
                              struct postings *out, struct fail *why);

#endif
