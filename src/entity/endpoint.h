/*
 * endpoint.h -- an address outside the program that hears of matters.
 */
#ifndef ENTITY_ENDPOINT_H
#define ENTITY_ENDPOINT_H

#include "entity/entity.h"

#define ENDPOINT_KINDS(X)       \
    X(endpoint, kind, webhook)  \
    X(endpoint, kind, dingtalk) \
    X(endpoint, kind, wecom)
enum endpoint_kind {
#define X(entity, field, code) ENDPOINT_KIND_##code,
    ENDPOINT_KINDS(X)
#undef X
        ENDPOINT_KIND_COUNT
};
extern const struct choice endpoint_kinds[ENDPOINT_KIND_COUNT];

/* always: at any hour, as programs want it; at_once: outside of quiet hours; digest: each working
 * morning. */
#define ENDPOINT_PACES(X)      \
    X(endpoint, pace, always)  \
    X(endpoint, pace, at_once) \
    X(endpoint, pace, digest)
enum endpoint_pace {
#define X(entity, field, code) ENDPOINT_PACE_##code,
    ENDPOINT_PACES(X)
#undef X
        ENDPOINT_PACE_COUNT
};
extern const struct choice endpoint_paces[ENDPOINT_PACE_COUNT];

struct endpoint {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/endpoint.def"
    uint64_t set; /* bit ENDPOINT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ENDPOINT_##n,
#include "entity/endpoint.def"
#undef FIELD_NUMBER
    ENDPOINT_N_FIELDS
};

extern const struct entity endpoint_entity;

#endif
