/*
 * matter_party.h -- who has to do with a matter: lead, joint, asked, blocked, informed.
 */
#ifndef MATTER_PARTY_H
#define MATTER_PARTY_H

#include "entity/entity.h"

#define MATTER_PARTY_ROLES(X)      \
    X(matter_party, role, lead)    \
    X(matter_party, role, joint)   \
    X(matter_party, role, linked)  \
    X(matter_party, role, asked)   \
    X(matter_party, role, blocked) \
    X(matter_party, role, informed)
enum matter_party_role {
#define X(entity, field, code) MATTER_PARTY_ROLE_##code,
    MATTER_PARTY_ROLES(X)
#undef X
        MATTER_PARTY_ROLE_COUNT
};
extern const struct choice matter_party_roles[MATTER_PARTY_ROLE_COUNT];

struct matter_party {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_party.def"
    uint64_t set; /* bit MATTER_PARTY_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_PARTY_##n,
#include "entity/matter_party.def"
#undef FIELD_NUMBER
    MATTER_PARTY_N_FIELDS
};

extern const struct entity matter_party_entity;

#endif
