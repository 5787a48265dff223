/*
 * calendar_feed.h -- an address by which a calendar program reads what a post owes.
 */
#ifndef CALENDAR_FEED_H
#define CALENDAR_FEED_H

#include "entity/entity.h"

#define CALENDAR_FEED_STATES(X)   \
    X(calendar_feed, state, open) \
    X(calendar_feed, state, revoked)
enum calendar_feed_state {
#define X(entity, field, code) CALENDAR_FEED_STATE_##code,
    CALENDAR_FEED_STATES(X)
#undef X
        CALENDAR_FEED_STATE_COUNT
};
extern const struct choice calendar_feed_states[CALENDAR_FEED_STATE_COUNT];

struct calendar_feed {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/calendar_feed.def"
    uint64_t set; /* bit CALENDAR_FEED_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) CALENDAR_FEED_##n,
#include "entity/calendar_feed.def"
#undef FIELD_NUMBER
    CALENDAR_FEED_N_FIELDS
};

extern const struct entity calendar_feed_entity;

#endif
