/*
 * account.h -- a person's way in.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "entity/entity.h"

#define ACCOUNT_STATES(X)     \
    X(account, state, active) \
    X(account, state, locked) \
    X(account, state, closed)
enum account_state {
#define X(entity, field, code) ACCOUNT_STATE_##code,
    ACCOUNT_STATES(X)
#undef X
        ACCOUNT_STATE_COUNT
};
extern const struct choice account_states[ACCOUNT_STATE_COUNT];

struct account {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/account.def"
    uint64_t set; /* bit ACCOUNT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ACCOUNT_##n,
#include "entity/account.def"
#undef FIELD_NUMBER
    ACCOUNT_N_FIELDS
};

extern const struct entity account_entity;

#endif
