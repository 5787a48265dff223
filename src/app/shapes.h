/*
 * shapes.h -- the fields of an entity as one unit sees them: compiled, then its county's own.
 *
 * Own fields are rows of extra_field owned by the unit or one above it; of two with one code the
 * nearer counts. They are read anew for each call, so a change holds at once.
 */
#ifndef SHAPES_H
#define SHAPES_H

#include "app/lookup.h"

/* owner 0: the fields that hold everywhere in the caller's county (command line: the only one). */
MUST_USE enum err shape_for(struct call *c, struct lookups *l, const struct entity *e,
                            int64_t owner, struct shape *out, struct fail *why);

#endif
