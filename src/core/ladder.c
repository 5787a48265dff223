/*
 * ladder.c -- when a matter climbs a step.
 */
#include "core/ladder.h"

int ladder_step(const struct ladder *l, const struct ladder_place *at, int64_t today)
{
    bool is_done = at->done_on != DATE_NONE && at->done_on <= today;
    bool is_late = !is_done && at->due != DATE_NONE && today > at->due;
    bool is_poor = !is_done && l->by_quality && at->is_poor && at->step >= 0;
    bool climbs = (is_late || is_poor) && !at->is_excused && at->step + 1 < l->n_steps;
    return climbs ? at->step + 1 : at->step;
}

int64_t ladder_due(const struct calendar *c, const struct ladder *l, int step, int64_t day)
{
    assert(step >= 0 && step < l->n_steps && l->n_steps <= LADDER_STEPS);
    struct term_clock clock = {.term = l->give[step], .start = day};
    return term_end(c, &clock);
}
