/*
 * flow.h -- the moves a matter can make: from which state, by whom, with what, and whom to tell.
 *
 * A kind of matter has one flow, a table (flows.c). Pages draw it, the manual prints it,
 * flow_judge() decides by it. Nothing here knows people, databases or the time: callers bring what
 * is the case.
 */
#ifndef CORE_FLOW_H
#define CORE_FLOW_H

#include "base/base.h"
#include "base/date.h"
#include "base/message.h"

/* --- words ------------------------------------------------------------------------------------ */

/* Where a matter stands. Kinds share the words; each flow has its own selection. */
#define MATTER_STATES(X) \
    X(draft)             \
    X(raised)            \
    X(assigned)          \
    X(objected)          \
    X(working)           \
    X(delaying)          \
    X(disagreed)         \
    X(answered)          \
    X(confirming)        \
    X(asked)             \
    X(decided)           \
    X(taken)             \
    X(replaced)          \
    X(planned)           \
    X(held)              \
    X(halted)            \
    X(received)          \
    X(refused)           \
    X(replied)           \
    X(reviewing)         \
    X(reviewed)          \
    X(rechecking)        \
    X(closed)            \
    X(withdrawn)         \
    X(merged)            \
    X(voided)
enum matter_state {
#define X(code) STATE_##code,
    MATTER_STATES(X)
#undef X
        STATE_COUNT
};

/* Who a move is for: relations of a caller to the matter, as a set. */
#define FLOW_HANDS(X)   \
    X(AUTHOR, author)   \
    X(OFFICE, office)   \
    X(LEAD, lead)       \
    X(JOINT, joint)     \
    X(LINKED, linked)   \
    X(DECIDER, decider) \
    X(RULER, ruler)     \
    X(BLOCKED, blocked) \
    X(CLOCK, clock)
enum flow_hand_bit {
#define X(NAME, code) HAND_##NAME##_BIT,
    FLOW_HANDS(X)
#undef X
        HAND_COUNT
};
enum flow_hand {
#define X(NAME, code) HAND_##NAME = 1 << HAND_##NAME##_BIT,
    FLOW_HANDS(X)
#undef X
};

/* What a move asks for: inputs of its form, as a set. */
#define FLOW_INPUTS(X)                    \
    X(REASON, reason, INPUT_LINES)        \
    X(RESULT, result, INPUT_LINES)        \
    X(CAUSE, cause, INPUT_LINES)          \
    X(MEASURE, measure, INPUT_LINES)      \
    X(NEXT, next, INPUT_LINES)            \
    X(NEXT_ON, next_on, INPUT_DATE)       \
    X(LESSON, lesson, INPUT_LINES)        \
    X(PROGRESS, progress, INPUT_LINES)    \
    X(OPINION, opinion, INPUT_LINES)      \
    X(DUE, due, INPUT_DATE)               \
    X(UNTIL, until, INPUT_DATE)           \
    X(LEAD, lead, INPUT_UNIT)             \
    X(JOINT, joint, INPUT_UNITS)          \
    X(DECIDER, decider, INPUT_POST)       \
    X(EVIDENCE, evidence, INPUT_DOCUMENT) \
    X(OTHER, other, INPUT_MATTER)
enum flow_input_kind {
    INPUT_LINES,
    INPUT_DATE,
    INPUT_UNIT,
    INPUT_UNITS,
    INPUT_POST,
    INPUT_DOCUMENT,
    INPUT_MATTER
};
enum flow_input_bit {
#define X(NAME, code, kind) INPUT_##NAME##_BIT,
    FLOW_INPUTS(X)
#undef X
        INPUT_COUNT
};
enum flow_input {
#define X(NAME, code, kind) ASK_##NAME = 1 << INPUT_##NAME##_BIT,
    FLOW_INPUTS(X)
#undef X
};

/* A term that runs while a matter stands in a state. Its length is data; that it runs is the
 * flow's. */
#define FLOW_TERMS(X) \
    X(none)           \
    X(assign)         \
    X(objection)      \
    X(due)            \
    X(check)          \
    X(ruling)         \
    X(confirm)        \
    X(decide)         \
    X(accept)         \
    X(review)
enum flow_term {
#define X(code) FLOW_TERM_##code,
    FLOW_TERMS(X)
#undef X
        FLOW_TERM_COUNT
};

/* What a move brings about besides the new state. */
enum flow_effect {
    EFFECT_NONE,
    EFFECT_ASSIGN, /* lead, joint units and due are set; first_due if there is none yet */
    EFFECT_DELAY,  /* due moves, first_due stays */
    EFFECT_EXCUSE, /* a justified reason stops the ladder until a day; the state stays */
    EFFECT_RETURN, /* counted: an answer that does not serve */
    EFFECT_CLOSE,
    EFFECT_REOPEN, /* counted: it was closed, or said to be done, and was not */
    EFFECT_PASS,   /* another post decides */
    EFFECT_NOTE    /* the state stays; that it was said, or not said in time, is on record */
};

/* What must be the case besides the hand and the inputs. */
enum flow_gate {
    GATE_NONE,
    GATE_IN_TERM,   /* the state's term is not over */
    GATE_OVERDUE,   /* the state's term is over */
    GATE_OTHER_HAND /* not by who did the work that is judged */
};

/* --- tables ----------------------------------------------------------------------------------- */

struct flow_state {
    enum matter_state state;
    unsigned turn; /* hands whose move is awaited; 0 at an end */
    enum flow_term term;
};

struct flow_move {
    struct str code;
    enum msg label;
    enum matter_state from, to;
    unsigned by;        /* hands */
    unsigned asks, may; /* inputs: required, welcome */
    unsigned tell;      /* hands */
    enum flow_gate gate;
    enum flow_effect effect;
    /* A law's bound of the due day that is given: at most so many days from today, or behind the
     * first due day; 0: none. */
    int due_within, delay_within;
};

struct flow {
    struct str kind;                 /* the entity: "problem" */
    const struct flow_state *states; /* the first is where a matter begins */
    int n_states;
    const struct flow_move *moves;
    int n_moves;
};

extern const struct flow flows[];
extern const int n_flows;

/* NULL if there is no such kind. */
const struct flow *flow_of(struct str kind);
/* NULL if the flow has no such state. */
const struct flow_state *flow_state(const struct flow *f, enum matter_state state);
/* The move of that code out of a state, NULL if there is none. */
const struct flow_move *flow_move(const struct flow *f, enum matter_state from, struct str code);
/* Has it ended there? Ends may have a way back (reopening), nobody's turn awaits it. */
bool flow_is_end(const struct flow_state *s);

struct str matter_state_code(enum matter_state s);
enum msg matter_state_label(enum matter_state s);
/* STATE_COUNT if it is none. */
enum matter_state matter_state_find(struct str code);
struct str flow_input_code(enum flow_input_bit input);
enum msg flow_input_label(enum flow_input_bit input);
enum flow_input_kind flow_input_kind(enum flow_input_bit input);
struct str flow_term_code(enum flow_term term);
enum msg flow_term_label(enum flow_term term);
enum msg flow_hand_label(enum flow_hand_bit hand);

/* --- deciding --------------------------------------------------------------------------------- */

/* What is the case when somebody wants to move a matter. */
struct flow_case {
    enum matter_state state;
    unsigned hands;   /* what the caller is to the matter */
    unsigned given;   /* inputs that hold something */
    int64_t today;    /* a day */
    int64_t term_end; /* last day of the state's term; DATE_NONE: none runs */
    bool is_own_work; /* the caller made the answer that stands */
};

enum flow_refusal {
    REFUSED_NOT,
    REFUSED_NO_MOVE,   /* not from this state */
    REFUSED_NOT_YOURS, /* not this hand's */
    REFUSED_LATE,      /* it was to be within the term */
    REFUSED_EARLY,     /* the term still runs */
    REFUSED_OWN_WORK,  /* who did the work does not judge it */
    REFUSED_LACKS,     /* `lacks` names what is missing */
    REFUSED_COUNT
};
struct flow_verdict {
    const struct flow_move *move; /* NULL if refused before it was found */
    enum flow_refusal refusal;
    unsigned lacks; /* inputs */
};
/* The last day that may be given as due, from today and the first due day (DATE_NONE: none yet);
 * DATE_NONE: any. */
int64_t flow_last_due(const struct flow_move *m, int64_t today, int64_t first_due);
/* May the move be made? The first thing in its way, in the order of enum flow_refusal. */
struct flow_verdict flow_judge(const struct flow *f, struct str move, const struct flow_case *is);

/* --- soundness -------------------------------------------------------------------------------- */

/* What is wrong with a flow as a table: a test asks it of every flow that is shipped. */
enum flow_defect {
    DEFECT_NONE,
    DEFECT_STRANGE_STATE, /* a move names a state that the flow does not have */
    DEFECT_DOUBLE_MOVE,   /* two moves of one code out of one state */
    DEFECT_UNREACHABLE,   /* no way leads there from the beginning */
    DEFECT_NO_WAY_OUT,    /* not an end, and no hand but the clock's leads on */
    DEFECT_NO_END,        /* no end can be reached from there */
    DEFECT_IDLE_TURN,     /* its turn names a hand that has no move there */
    DEFECT_SILENT_TERM,   /* a term runs there and nothing happens when it is over */
    DEFECT_OWN_JUDGE      /* a close that needs no other hand */
};
enum flow_defect flow_defect(const struct flow *f, enum matter_state *out_where);

#endif
