/*
 * ladder.h -- escalation: one step at a time, by lateness or by quality, never past a good reason.
 *
 * A ladder is dated data of a county: steps with colour and shape, whom they reach, the term they
 * give. The step a matter enters on is chosen; from there it climbs (R6 华亭县: blue's date passed
 * and not done is yellow; R8 三明市: a step is also due to quality, and the entry may be higher).
 */
#ifndef CORE_LADDER_H
#define CORE_LADDER_H

#include "core/term.h"

enum { LADDER_STEPS = 8 };

struct ladder {
    int n_steps;                    /* at most LADDER_STEPS */
    struct term give[LADDER_STEPS]; /* to put it right, from the day a step is taken */
    bool by_quality;                /* does an answer that is sent back climb as well? */
};

/* Where a matter stands on its ladder. */
struct ladder_place {
    int step;        /* -1: on none yet */
    int64_t due;     /* last day to put it right: the matter's own on step -1 */
    int64_t done_on; /* DATE_NONE: not done */
    bool is_poor;    /* the last answer was sent back for its quality since the step was taken */
    bool is_excused; /* a justified reason stops the clock */
};

/* The step that `today` calls for: the same as now, or the next. Never more than one higher. */
int ladder_step(const struct ladder *l, const struct ladder_place *at, int64_t today);
/* Last day that a step taken on `day` gives. */
int64_t ladder_due(const struct calendar *c, const struct ladder *l, int step, int64_t day);

#endif
