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
/* The steps of these ids as marks: by id, read at once. In the exchange's arena. Errors: DB. */
struct step_marks {
    const int64_t *ids;
    const struct view_step_mark *marks;
    ptrdiff_t n;
};
MUST_USE enum err step_marks(struct exchange *x, const int64_t *ids, ptrdiff_t n,
                             struct step_marks *out, struct fail *why);
/* Without a name where the step is none of them. */
struct view_step_mark step_mark_of(const struct step_marks *all, int64_t id);

#endif
