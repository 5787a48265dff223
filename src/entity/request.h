/*
 * request.h -- a request for a decision (请示事项): options, a recommendation, who decides by when.
 *
 * Its fields follow those of the spine (matter.h), which keep their numbers.
 */
#ifndef REQUEST_MATTER_H
#define REQUEST_MATTER_H

#include "entity/matter.h"

struct request_matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/request.def"
    uint64_t set; /* bit MATTER_x, REQUEST_x: field x has a value */
};

enum {
    REQUEST_SPINE = MATTER_N_FIELDS - 1,
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) REQUEST_##n,
#include "entity/request.def"
#undef FIELD_NUMBER
    REQUEST_N_FIELDS
};

extern const struct entity request_entity;

#endif
