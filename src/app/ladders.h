/*
 * ladders.h -- the ladder that is for a matter: the one it stands on, or was entered on, or the
 * usual one of the nearest owner.
 */
#ifndef LADDERS_H
#define LADDERS_H

#include "app/owned.h"
#include "core/ladder.h"

/* Ladders and their steps, read once and asked for many matters. */
struct ladders {
    struct records ladders, steps;
};
/* Those that may hold for matters of this owner; NULL: all there are. In `a`. */
MUST_USE enum err ladders_read(struct view *v, struct arena *a, const struct unit_info *owner,
                               struct ladders *out, struct fail *why);

/* A ladder as a matter stands on it. */
struct ladder_sight {
    const struct record *ladder;              /* NULL: none is for it */
    const struct record *steps[LADDER_STEPS]; /* from the lowest up */
    struct ladder rule;
    int at;    /* the step it stands on; -1: on none yet */
    int entry; /* the step chosen for its start; -1: none */
};
/* For a matter of `owner` with these values of the spine, on a day. */
struct ladder_sight ladder_for(const struct ladders *all, const struct unit_info *owner,
                               const struct value *spine, int64_t day);
/* The last day before the ladder climbs: the latest of its due day, its step's, and an excuse's.
 * DATE_NONE: it has none. */
int64_t ladder_last_day(const struct value *spine);

#endif
