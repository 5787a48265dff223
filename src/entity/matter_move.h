/*
 * matter_move.h -- what was done with a matter, move by move.
 */
#ifndef MATTER_MOVE_H
#define MATTER_MOVE_H

#include "entity/entity.h"

/* The words of core/flows.c; a test holds the two together. */
#define MATTER_MOVE_MOVES(X)    \
    X(flow_move, submit)        \
    X(flow_move, withdraw)      \
    X(flow_move, send_back)     \
    X(flow_move, assign)        \
    X(flow_move, remind)        \
    X(flow_move, object)        \
    X(flow_move, accept)        \
    X(flow_move, lapse)         \
    X(flow_move, insist)        \
    X(flow_move, reassign)      \
    X(flow_move, note_progress) \
    X(flow_move, ask_delay)     \
    X(flow_move, grant_delay)   \
    X(flow_move, deny_delay)    \
    X(flow_move, disagree)      \
    X(flow_move, settle)        \
    X(flow_move, excuse)        \
    X(flow_move, answer)        \
    X(flow_move, check)         \
    X(flow_move, confirm)       \
    X(flow_move, not_solved)    \
    X(flow_move, overrule)      \
    X(flow_move, reopen)        \
    X(flow_move, void)          \
    X(flow_move, merge)         \
    X(flow_move, pass_on)       \
    X(flow_move, decide)        \
    X(flow_move, record)        \
    X(flow_move, replace)       \
    X(flow_move, hold)          \
    X(flow_move, put_off)       \
    X(flow_move, issue_minutes) \
    X(flow_move, halt)          \
    X(flow_move, resume)        \
    X(flow_move, refuse)        \
    X(flow_move, reply)         \
    X(flow_move, ask_review)    \
    X(flow_move, review)        \
    X(flow_move, ask_recheck)   \
    X(flow_move, recheck)       \
    X(flow_move, rest)
enum matter_move_move {
#define X(name, code) MATTER_MOVE_MOVE_##code,
    MATTER_MOVE_MOVES(X)
#undef X
        MATTER_MOVE_MOVE_COUNT
};
extern const struct choice matter_move_moves[MATTER_MOVE_MOVE_COUNT];

struct matter_move {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_move.def"
    uint64_t set; /* bit MATTER_MOVE_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_MOVE_##n,
#include "entity/matter_move.def"
#undef FIELD_NUMBER
    MATTER_MOVE_N_FIELDS
};

extern const struct entity matter_move_entity;

#endif
