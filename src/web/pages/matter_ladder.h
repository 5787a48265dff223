/*
 * matter_ladder.h -- the steps of its ladder that a matter has taken, as its page shows them.
 */
#ifndef MATTER_LADDER_H
#define MATTER_LADDER_H

#include "app/matter_climb.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"

/* Fills `climbed` of the page, the step it is on first: colour, shape, word, why and what is asked.
 * Errors: DB. */
MUST_USE enum err matter_ladder(struct exchange *x, const struct matter_sight *m,
                                struct view_matter *v, struct fail *why);
#endif
