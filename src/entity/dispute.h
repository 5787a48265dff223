/*
 * dispute.h -- a dispute or petition of residents (信访纠纷): what is asked, and who asks,
 * protected.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef DISPUTE_MATTER_H
#define DISPUTE_MATTER_H

#include "entity/matter.h"

#define DISPUTE_TOPICS(X)         \
    X(dispute, topic, petition)   \
    X(dispute, topic, land)       \
    X(dispute, topic, demolition) \
    X(dispute, topic, other)
enum dispute_topic {
#define X(entity, field, code) DISPUTE_TOPIC_##code,
    DISPUTE_TOPICS(X)
#undef X
        DISPUTE_TOPIC_COUNT
};
extern const struct choice dispute_topics[DISPUTE_TOPIC_COUNT];

#define DISPUTE_CHANNELS(X)     \
    X(dispute, channel, visit)  \
    X(dispute, channel, letter) \
    X(dispute, channel, call)   \
    X(dispute, channel, online) \
    X(dispute, channel, passed)
enum dispute_channel {
#define X(entity, field, code) DISPUTE_CHANNEL_##code,
    DISPUTE_CHANNELS(X)
#undef X
        DISPUTE_CHANNEL_COUNT
};
extern const struct choice dispute_channels[DISPUTE_CHANNEL_COUNT];

struct dispute_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/dispute.def"
    uint64_t set; /* bit MATTER_x, DISPUTE_x: field x has a value */
};

enum {
    DISPUTE_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) DISPUTE_##n,
#include "entity/dispute.def"
#undef FIELD_NUMBER
    DISPUTE_N_FIELDS
};

extern const struct entity dispute_entity;

#endif
