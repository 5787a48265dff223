/*
 * matter_merge.h -- what a duplicate leaves to the matter that it is merged into.
 */
#ifndef APP_MATTER_MERGE_H
#define APP_MATTER_MERGE_H

#include "app/matters.h"

/*
 * Inside the write of the move: who had to do with the duplicate, but for who was to do it, has to
 * do with the other one from here on, and a link says which is which. Errors: CONFLICT (the other
 * one has ended), FORBIDDEN (it is not the caller's to coordinate), NOT_FOUND.
 */
MUST_USE enum err matter_merge(struct tx *tx, struct call *c, const struct matter_sight *from,
                               int64_t other, struct fail *why);

#endif
