/*
 * matter_reach.h -- which matters figures about matters are made of: those the caller may read.
 *
 * Named statements take these three as arguments. It is scope_to_read() of matters without the
 * relations of single posts: figures of a unit are the same for all its posts. Matters for few
 * count for the two offices only.
 */
#ifndef MATTER_REACH_H
#define MATTER_REACH_H

#include "app/rights.h"

struct matter_reach {
    int64_t tree; /* what this unit and those below it own; 0: nothing */
    int64_t unit; /* what this unit owns or leads; 0: nothing */
    bool sees_few;
};
/* Errors: FORBIDDEN, SIGN_IN, DB. */
MUST_USE enum err matter_reach(struct call *c, struct matter_reach *out, struct fail *why);

#endif
