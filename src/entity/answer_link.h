/*
 * answer_link.h -- a one-time link for the party that a problem blocks.
 */
#ifndef ANSWER_LINK_H
#define ANSWER_LINK_H

#include "entity/entity.h"

#define ANSWER_LINK_STATES(X)   \
    X(answer_link, state, open) \
    X(answer_link, state, used) \
    X(answer_link, state, revoked)
enum answer_link_state {
#define X(entity, field, code) ANSWER_LINK_STATE_##code,
    ANSWER_LINK_STATES(X)
#undef X
        ANSWER_LINK_STATE_COUNT
};
extern const struct choice answer_link_states[ANSWER_LINK_STATE_COUNT];

#define ANSWER_LINK_ANSWERS(X)     \
    X(answer_link, answer, solved) \
    X(answer_link, answer, not_solved)
enum answer_link_answer {
#define X(entity, field, code) ANSWER_LINK_ANSWER_##code,
    ANSWER_LINK_ANSWERS(X)
#undef X
        ANSWER_LINK_ANSWER_COUNT
};
extern const struct choice answer_link_answers[ANSWER_LINK_ANSWER_COUNT];

struct answer_link {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/answer_link.def"
    uint64_t set; /* bit ANSWER_LINK_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) ANSWER_LINK_##n,
#include "entity/answer_link.def"
#undef FIELD_NUMBER
    ANSWER_LINK_N_FIELDS
};

extern const struct entity answer_link_entity;

#endif
