/*
 * ruling.h -- who decides what a matter raises: an objection to its assignment, a delay that is
 * asked for, a disagreement of a joint unit with the lead.
 *
 * That is one named post: the one that the unit owning the matter, or the nearest above it, has put
 * down (entity deciding_post); without such a row the post that assigned the matter, if it
 * coordinates, else the supervision office. It is fixed when the question is raised and stands in
 * the matter (`ruler`) until it is answered. Where there is none, or nobody holds it, the offices
 * that coordinate decide.
 */
#ifndef RULING_H
#define RULING_H

#include "app/matters.h"

struct lookups;

/* Who is to decide when the matter comes to that state; 0: no post by name, or nothing to decide.
 * Errors: DB. */
MUST_USE enum err ruling_post(struct call *c, struct lookups *l, const struct matter_sight *m,
                              enum matter_state to, int64_t *out, struct fail *why);
/* Does somebody who may sign in hold this post today, in whatever way? */
MUST_USE enum err post_is_held(struct call *c, int64_t post, bool *out, struct fail *why);

#endif
