/*
 * owned.h -- records that hold for all that is below their owner (terms, ladders), read once and
 * asked for many: the nearest owner's holds.
 */
#ifndef OWNED_H
#define OWNED_H

#include "app/lookup.h"

/* Those that may hold for what `owner` owns, by id; NULL: all there are. In `a`. */
MUST_USE enum err owned_read(struct view *v, struct arena *a, const struct entity *e,
                             const struct unit_info *owner, struct records *out, struct fail *why);
/* How near a record of that owner is: 0 if it is not above, more the nearer it is. */
int owned_nearness(const struct unit_info *owner, int64_t of);
/* Is the day from `from` on and before `to`? An empty `to` has no end. */
bool owned_in_force(const struct value *from, const struct value *to, int64_t day);

#endif
