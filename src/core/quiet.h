/*
 * quiet.h -- when a message may reach a person: at once, or gathered on the working morning; never
 * in quiet hours, never on days of rest, unless the person wants it so.
 *
 * Hours are those of +08:00. Quiet hours begin at `from` and end at `to`, over midnight if `to` is
 * not later; from == to: there are none. Pure.
 */
#ifndef CORE_QUIET_H
#define CORE_QUIET_H

#include "base/date.h"

struct calendar;

enum pace { PACE_NONE, PACE_AT_ONCE, PACE_DIGEST, PACE_COUNT };

/* Messages are gathered to this hour, or to the end of quiet hours that last over it. */
enum { QUIET_MORNING = 8 };

struct quiet {
    enum pace pace;
    int from, to; /* 0..23 */
    bool rests;   /* days of rest are quiet */
};

/* The first instant, not before `told`, at which what was told then may be sent. INT64_MAX for
 * PACE_NONE. */
int64_t quiet_ready(const struct calendar *c, const struct quiet *q, int64_t told);

#endif
