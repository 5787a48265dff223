/*
 * flows.c -- the flow of each kind of matter.
 *
 * A row of a table is a state with whose turn it is and the term that runs there, or a move: code,
 * from, to, who, what is asked, what is welcome, whom to tell, gate, effect. Practice behind them:
 * supervision states and return of empty answers, delay asked for in time, objection to an
 * assignment (county supervision rules); a problem written off by the one it blocked (修武县);
 * dispute steps of 信访工作条例 (2022) art. 22-36.
 */
#include "core/flow.h"

#define ROW_STATE(code, hands, runs)                                     \
    {                                                                    \
        .state = STATE_##code, .turn = (hands), .term = FLOW_TERM_##runs \
    }
#define ROW_MOVE(name, was, is, ...)                                                             \
    {                                                                                            \
        .code = S_(#name), .label = MSG_flow_move_##name, .from = STATE_##was, .to = STATE_##is, \
        __VA_ARGS__                                                                              \
    }
#define FLOW(entity, s, m)                                                         \
    {                                                                              \
        .kind = S_(entity), .states = (s), .n_states = ARRAY_LEN(s), .moves = (m), \
        .n_moves = ARRAY_LEN(m)                                                    \
    }

enum {
    DOERS = HAND_LEAD | HAND_JOINT,
    CONCERNED = HAND_AUTHOR | HAND_LEAD | HAND_JOINT | HAND_BLOCKED | HAND_LINKED,
    ANSWER = ASK_RESULT | ASK_CAUSE | ASK_MEASURE | ASK_NEXT | ASK_NEXT_ON
};

/* A justified reason, who accepts it and until when: no reminder and no step of a ladder till then.
 */
#define EXCUSE_OF_WORK                                                  \
    ROW_MOVE(excuse, working, working, .by = HAND_OFFICE | HAND_LINKED, \
             .asks = ASK_REASON | ASK_UNTIL, .may = ASK_EVIDENCE,       \
             .tell = DOERS | HAND_AUTHOR | HAND_OFFICE, .effect = EFFECT_EXCUSE)

/* The lead answers for all. A joint unit that does not agree, with how it is done or with what the
 * lead answered, says so; the deciding post settles it, and the lead goes on from there. */
#define DISAGREE_FROM(state, in_time)                                          \
    ROW_MOVE(disagree, state, disagreed, .by = HAND_JOINT, .asks = ASK_REASON, \
             .may = ASK_EVIDENCE, .tell = HAND_RULER | HAND_LEAD | HAND_OFFICE, .gate = (in_time))
#define MOVES_OF_DISAGREEMENT                                                               \
    DISAGREE_FROM(working, GATE_NONE), DISAGREE_FROM(answered, GATE_IN_TERM),               \
        ROW_MOVE(settle, disagreed, working, .by = HAND_RULER, .asks = ASK_OPINION,         \
                 .may = ASK_DUE | ASK_EVIDENCE, .tell = DOERS | HAND_OFFICE | HAND_AUTHOR), \
        ROW_MOVE(remind, disagreed, disagreed, .by = HAND_CLOCK,                            \
                 .tell = HAND_RULER | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,      \
                 .effect = EFFECT_NOTE)

/* Assigned, objected to, worked on, delayed, answered: alike wherever somebody is told to do
 * something. */
#define STATES_OF_WORK(after_answer)                                                    \
    ROW_STATE(assigned, HAND_LEAD, objection), ROW_STATE(objected, HAND_RULER, ruling), \
        ROW_STATE(working, HAND_LEAD, due), ROW_STATE(delaying, HAND_RULER, ruling),    \
        ROW_STATE(disagreed, HAND_RULER, ruling), ROW_STATE(answered, after_answer, check)

#define MOVES_OF_WORK                                                                              \
    ROW_MOVE(object, assigned, objected, .by = HAND_LEAD, .asks = ASK_REASON,                      \
             .tell = HAND_RULER | HAND_OFFICE | HAND_AUTHOR, .gate = GATE_IN_TERM),                \
        ROW_MOVE(accept, assigned, working, .by = HAND_LEAD, .tell = HAND_OFFICE),                 \
        ROW_MOVE(lapse, assigned, working, .by = HAND_CLOCK, .tell = HAND_LEAD | HAND_OFFICE,      \
                 .gate = GATE_OVERDUE),                                                            \
        ROW_MOVE(insist, objected, assigned, .by = HAND_RULER, .asks = ASK_REASON,                 \
                 .tell = HAND_LEAD | HAND_AUTHOR),                                                 \
        ROW_MOVE(reassign, objected, assigned, .by = HAND_RULER, .asks = ASK_LEAD | ASK_DUE,       \
                 .may = ASK_JOINT | ASK_OPINION, .tell = CONCERNED, .effect = EFFECT_ASSIGN),      \
        ROW_MOVE(remind, objected, objected, .by = HAND_CLOCK,                                     \
                 .tell = HAND_RULER | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,             \
                 .effect = EFFECT_NOTE),                                                           \
        ROW_MOVE(reassign, working, assigned, .by = HAND_OFFICE,                                   \
                 .asks = ASK_LEAD | ASK_DUE | ASK_REASON, .may = ASK_JOINT, .tell = CONCERNED,     \
                 .effect = EFFECT_ASSIGN),                                                         \
        ROW_MOVE(note_progress, working, working, .by = DOERS, .asks = ASK_PROGRESS,               \
                 .may = ASK_NEXT | ASK_NEXT_ON | ASK_EVIDENCE, .tell = HAND_OFFICE | HAND_LEAD,    \
                 .effect = EFFECT_NOTE),                                                           \
        ROW_MOVE(remind, working, working, .by = HAND_CLOCK | HAND_OFFICE,                         \
                 .tell = DOERS | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,                  \
                 .effect = EFFECT_NOTE),                                                           \
        EXCUSE_OF_WORK, MOVES_OF_DISAGREEMENT,                                                     \
        ROW_MOVE(ask_delay, working, delaying, .by = HAND_LEAD,                                    \
                 .asks = ASK_REASON | ASK_PROGRESS | ASK_DUE, .tell = HAND_RULER | HAND_OFFICE,    \
                 .gate = GATE_IN_TERM),                                                            \
        ROW_MOVE(grant_delay, delaying, working, .by = HAND_RULER, .asks = ASK_DUE,                \
                 .may = ASK_OPINION, .tell = CONCERNED, .effect = EFFECT_DELAY),                   \
        ROW_MOVE(deny_delay, delaying, working, .by = HAND_RULER, .asks = ASK_REASON,              \
                 .tell = HAND_LEAD),                                                               \
        ROW_MOVE(remind, delaying, delaying, .by = HAND_CLOCK, .tell = HAND_RULER | HAND_OFFICE,   \
                 .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),                                     \
        ROW_MOVE(answer, working, answered, .by = HAND_LEAD, .asks = ANSWER,                       \
                 .may = ASK_EVIDENCE | ASK_LESSON, .tell = HAND_OFFICE | HAND_AUTHOR),             \
        ROW_MOVE(send_back, answered, working, .by = HAND_OFFICE, .asks = ASK_REASON,              \
                 .may = ASK_DUE, .tell = DOERS, .gate = GATE_OTHER_HAND, .effect = EFFECT_RETURN), \
        ROW_MOVE(remind, answered, answered, .by = HAND_CLOCK, .tell = HAND_OFFICE | HAND_LINKED,  \
                 .gate = GATE_OVERDUE, .effect = EFFECT_NOTE)

/* A mistaken entry is voided with its reason, a duplicate merged into the other. */
#define VOID_FROM(state)                                                                    \
    ROW_MOVE(void, state, voided, .by = HAND_OFFICE, .asks = ASK_REASON, .tell = CONCERNED, \
             .effect = EFFECT_CLOSE)
#define MERGE_FROM(state)                                                                   \
    ROW_MOVE(merge, state, merged, .by = HAND_OFFICE, .asks = ASK_OTHER, .may = ASK_REASON, \
             .tell = CONCERNED, .effect = EFFECT_CLOSE)

/* --- problem ---------------------------------------------------------------------------------- */

static const struct flow_state problem_states[] = {
    ROW_STATE(draft, HAND_AUTHOR, none), ROW_STATE(raised, HAND_OFFICE, assign),
    STATES_OF_WORK(HAND_OFFICE),         ROW_STATE(confirming, HAND_BLOCKED, confirm),
    ROW_STATE(closed, 0, none),          ROW_STATE(withdrawn, 0, none),
    ROW_STATE(merged, 0, none),          ROW_STATE(voided, 0, none),
};
static const struct flow_move problem_moves[] = {
    /* Whoever puts a problem on the table puts a measure beside it. */
    ROW_MOVE(submit, draft, raised, .by = HAND_AUTHOR, .asks = ASK_MEASURE, .tell = HAND_OFFICE),
    ROW_MOVE(withdraw, draft, withdrawn, .by = HAND_AUTHOR, .may = ASK_REASON,
             .effect = EFFECT_CLOSE),
    ROW_MOVE(withdraw, raised, withdrawn, .by = HAND_AUTHOR, .asks = ASK_REASON,
             .tell = HAND_OFFICE, .effect = EFFECT_CLOSE),
    ROW_MOVE(send_back, raised, draft, .by = HAND_OFFICE, .asks = ASK_REASON, .tell = HAND_AUTHOR,
             .effect = EFFECT_RETURN),
    ROW_MOVE(assign, raised, assigned, .by = HAND_OFFICE, .asks = ASK_LEAD | ASK_DUE,
             .may = ASK_JOINT | ASK_OPINION, .tell = CONCERNED, .effect = EFFECT_ASSIGN),
    ROW_MOVE(remind, raised, raised, .by = HAND_CLOCK, .tell = HAND_OFFICE | HAND_LINKED,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    MOVES_OF_WORK,
    ROW_MOVE(check, answered, confirming, .by = HAND_OFFICE, .asks = ASK_EVIDENCE,
             .may = ASK_OPINION, .tell = HAND_BLOCKED | HAND_LEAD, .gate = GATE_OTHER_HAND),
    ROW_MOVE(confirm, confirming, closed, .by = HAND_BLOCKED, .may = ASK_OPINION,
             .tell = CONCERNED | HAND_OFFICE, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(not_solved, confirming, working, .by = HAND_BLOCKED, .asks = ASK_REASON,
             .tell = DOERS | HAND_OFFICE | HAND_LINKED, .effect = EFFECT_REOPEN),
    ROW_MOVE(overrule, confirming, closed, .by = HAND_LINKED | HAND_DECIDER, .asks = ASK_REASON,
             .tell = CONCERNED | HAND_OFFICE, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    /* Silence closes nothing: it is noted, and the office asks. */
    ROW_MOVE(remind, confirming, confirming, .by = HAND_CLOCK | HAND_OFFICE,
             .tell = HAND_BLOCKED | HAND_OFFICE, .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(reopen, closed, working, .by = HAND_BLOCKED | HAND_OFFICE | HAND_LINKED,
             .asks = ASK_REASON, .may = ASK_DUE, .tell = CONCERNED, .effect = EFFECT_REOPEN),
    VOID_FROM(raised),
    VOID_FROM(assigned),
    VOID_FROM(working),
    MERGE_FROM(raised),
    MERGE_FROM(assigned),
    MERGE_FROM(working),
};

/* --- supervision item ------------------------------------------------------------------------- */

static const struct flow_state supervision_states[] = {
    ROW_STATE(draft, HAND_OFFICE, none), STATES_OF_WORK(HAND_OFFICE), ROW_STATE(closed, 0, none),
    ROW_STATE(merged, 0, none),          ROW_STATE(voided, 0, none),
};
static const struct flow_move supervision_moves[] = {
    ROW_MOVE(assign, draft, assigned, .by = HAND_OFFICE, .asks = ASK_LEAD | ASK_DUE,
             .may = ASK_JOINT | ASK_OPINION, .tell = CONCERNED, .effect = EFFECT_ASSIGN),
    MOVES_OF_WORK,
    ROW_MOVE(check, answered, closed, .by = HAND_OFFICE, .asks = ASK_EVIDENCE, .may = ASK_OPINION,
             .tell = CONCERNED, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(reopen, closed, working, .by = HAND_OFFICE | HAND_LINKED, .asks = ASK_REASON | ASK_DUE,
             .tell = CONCERNED, .effect = EFFECT_REOPEN),
    VOID_FROM(draft),
    VOID_FROM(assigned),
    VOID_FROM(working),
    MERGE_FROM(assigned),
    MERGE_FROM(working),
};

/* --- request for decision --------------------------------------------------------------------- */

static const struct flow_state request_states[] = {
    ROW_STATE(draft, HAND_AUTHOR, none), ROW_STATE(asked, HAND_DECIDER, decide),
    ROW_STATE(decided, 0, none),         ROW_STATE(withdrawn, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move request_moves[] = {
    ROW_MOVE(submit, draft, asked, .by = HAND_AUTHOR, .asks = ASK_MEASURE | ASK_DECIDER,
             .may = ASK_EVIDENCE, .tell = HAND_DECIDER | HAND_OFFICE),
    ROW_MOVE(withdraw, draft, withdrawn, .by = HAND_AUTHOR, .may = ASK_REASON,
             .effect = EFFECT_CLOSE),
    ROW_MOVE(withdraw, asked, withdrawn, .by = HAND_AUTHOR, .asks = ASK_REASON,
             .tell = HAND_DECIDER, .effect = EFFECT_CLOSE),
    ROW_MOVE(send_back, asked, draft, .by = HAND_DECIDER | HAND_OFFICE, .asks = ASK_REASON,
             .tell = HAND_AUTHOR, .effect = EFFECT_RETURN),
    ROW_MOVE(pass_on, asked, asked, .by = HAND_DECIDER, .asks = ASK_DECIDER | ASK_REASON,
             .tell = HAND_AUTHOR | HAND_DECIDER, .effect = EFFECT_PASS),
    ROW_MOVE(decide, asked, decided, .by = HAND_DECIDER, .asks = ASK_OPINION,
             .may = ASK_EVIDENCE | ASK_LEAD | ASK_DUE, .tell = CONCERNED | HAND_OFFICE,
             .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, asked, asked, .by = HAND_CLOCK | HAND_OFFICE,
             .tell = HAND_DECIDER | HAND_OFFICE, .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    VOID_FROM(draft),
    VOID_FROM(asked),
};

/* --- commitment ------------------------------------------------------------------------------- */

static const struct flow_state commitment_states[] = {
    ROW_STATE(working, HAND_LEAD, due),
    ROW_STATE(delaying, HAND_RULER, ruling),
    ROW_STATE(answered, HAND_OFFICE, check),
    ROW_STATE(closed, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move commitment_moves[] = {
    ROW_MOVE(note_progress, working, working, .by = DOERS, .asks = ASK_PROGRESS,
             .may = ASK_NEXT | ASK_NEXT_ON | ASK_EVIDENCE, .tell = HAND_OFFICE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(remind, working, working, .by = HAND_CLOCK | HAND_OFFICE,
             .tell = DOERS | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    EXCUSE_OF_WORK,
    ROW_MOVE(ask_delay, working, delaying, .by = HAND_LEAD,
             .asks = ASK_REASON | ASK_PROGRESS | ASK_DUE, .tell = HAND_RULER | HAND_OFFICE,
             .gate = GATE_IN_TERM),
    ROW_MOVE(grant_delay, delaying, working, .by = HAND_RULER, .asks = ASK_DUE, .may = ASK_OPINION,
             .tell = CONCERNED, .effect = EFFECT_DELAY),
    ROW_MOVE(deny_delay, delaying, working, .by = HAND_RULER, .asks = ASK_REASON,
             .tell = HAND_LEAD),
    ROW_MOVE(remind, delaying, delaying, .by = HAND_CLOCK, .tell = HAND_RULER | HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(answer, working, answered, .by = HAND_LEAD, .asks = ASK_RESULT,
             .may = ASK_EVIDENCE | ASK_LESSON, .tell = HAND_OFFICE | HAND_AUTHOR),
    ROW_MOVE(send_back, answered, working, .by = HAND_OFFICE, .asks = ASK_REASON, .may = ASK_DUE,
             .tell = DOERS, .gate = GATE_OTHER_HAND, .effect = EFFECT_RETURN),
    ROW_MOVE(remind, answered, answered, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(check, answered, closed, .by = HAND_OFFICE, .asks = ASK_EVIDENCE, .may = ASK_OPINION,
             .tell = CONCERNED, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(reopen, closed, working, .by = HAND_OFFICE | HAND_LINKED | HAND_BLOCKED,
             .asks = ASK_REASON, .may = ASK_DUE, .tell = CONCERNED, .effect = EFFECT_REOPEN),
    VOID_FROM(working),
};

/* --- decision --------------------------------------------------------------------------------- */

static const struct flow_state decision_states[] = {
    ROW_STATE(draft, HAND_OFFICE, none),
    ROW_STATE(taken, HAND_LEAD, due),
    ROW_STATE(answered, HAND_OFFICE, check),
    ROW_STATE(closed, 0, none),
    ROW_STATE(replaced, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move decision_moves[] = {
    ROW_MOVE(record, draft, taken, .by = HAND_OFFICE,
             .may = ASK_OPINION | ASK_EVIDENCE | ASK_LEAD | ASK_DUE, .tell = CONCERNED),
    ROW_MOVE(note_progress, taken, taken, .by = DOERS, .asks = ASK_PROGRESS,
             .may = ASK_NEXT | ASK_NEXT_ON | ASK_EVIDENCE, .tell = HAND_OFFICE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(remind, taken, taken, .by = HAND_CLOCK | HAND_OFFICE,
             .tell = DOERS | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(put_off, taken, taken, .by = HAND_OFFICE, .asks = ASK_REASON | ASK_DUE,
             .tell = CONCERNED, .effect = EFFECT_DELAY),
    ROW_MOVE(answer, taken, answered, .by = HAND_LEAD, .asks = ASK_RESULT,
             .may = ASK_EVIDENCE | ASK_LESSON, .tell = HAND_OFFICE | HAND_AUTHOR),
    ROW_MOVE(send_back, answered, taken, .by = HAND_OFFICE, .asks = ASK_REASON, .may = ASK_DUE,
             .tell = DOERS, .gate = GATE_OTHER_HAND, .effect = EFFECT_RETURN),
    ROW_MOVE(remind, answered, answered, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(check, answered, closed, .by = HAND_OFFICE, .asks = ASK_EVIDENCE, .may = ASK_OPINION,
             .tell = CONCERNED, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    /* One that no unit has to carry out is seen by the office to stand. */
    ROW_MOVE(check, taken, closed, .by = HAND_OFFICE, .asks = ASK_RESULT | ASK_EVIDENCE,
             .tell = CONCERNED, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(replace, taken, replaced, .by = HAND_OFFICE, .asks = ASK_OTHER | ASK_REASON,
             .tell = CONCERNED, .effect = EFFECT_CLOSE),
    VOID_FROM(draft),
};

/* --- round of coordination -------------------------------------------------------------------- */

static const struct flow_state round_states[] = {
    ROW_STATE(planned, HAND_OFFICE, due),
    ROW_STATE(held, HAND_OFFICE, check),
    ROW_STATE(closed, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move round_moves[] = {
    ROW_MOVE(hold, planned, held, .by = HAND_OFFICE, .tell = CONCERNED),
    ROW_MOVE(put_off, planned, planned, .by = HAND_OFFICE, .asks = ASK_REASON | ASK_DUE,
             .tell = CONCERNED, .effect = EFFECT_DELAY),
    ROW_MOVE(remind, planned, planned, .by = HAND_CLOCK, .tell = HAND_OFFICE, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(issue_minutes, held, closed, .by = HAND_OFFICE, .asks = ASK_EVIDENCE,
             .tell = CONCERNED, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, held, held, .by = HAND_CLOCK, .tell = HAND_OFFICE, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    VOID_FROM(planned),
};

/* --- project: what others hang on; its own stages are another table --------------------------- */

static const struct flow_state project_states[] = {
    ROW_STATE(working, HAND_LEAD, due),
    ROW_STATE(halted, HAND_LEAD, none),
    ROW_STATE(answered, HAND_OFFICE, check),
    ROW_STATE(closed, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move project_moves[] = {
    ROW_MOVE(note_progress, working, working, .by = DOERS, .asks = ASK_PROGRESS,
             .may = ASK_NEXT | ASK_NEXT_ON | ASK_EVIDENCE, .tell = HAND_OFFICE | HAND_LINKED,
             .effect = EFFECT_NOTE),
    ROW_MOVE(remind, working, working, .by = HAND_CLOCK | HAND_OFFICE,
             .tell = DOERS | HAND_OFFICE | HAND_LINKED, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(put_off, working, working, .by = HAND_OFFICE, .asks = ASK_REASON | ASK_DUE,
             .tell = CONCERNED, .effect = EFFECT_DELAY),
    ROW_MOVE(halt, working, halted, .by = HAND_LEAD | HAND_OFFICE, .asks = ASK_REASON,
             .tell = CONCERNED | HAND_OFFICE),
    ROW_MOVE(resume, halted, working, .by = HAND_LEAD | HAND_OFFICE, .asks = ASK_PROGRESS,
             .may = ASK_DUE, .tell = CONCERNED | HAND_OFFICE),
    ROW_MOVE(answer, working, answered, .by = HAND_LEAD, .asks = ASK_RESULT,
             .may = ASK_EVIDENCE | ASK_LESSON, .tell = HAND_OFFICE | HAND_LINKED),
    ROW_MOVE(send_back, answered, working, .by = HAND_OFFICE, .asks = ASK_REASON, .tell = DOERS,
             .gate = GATE_OTHER_HAND, .effect = EFFECT_RETURN),
    ROW_MOVE(remind, answered, answered, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(check, answered, closed, .by = HAND_OFFICE, .asks = ASK_EVIDENCE, .may = ASK_OPINION,
             .tell = CONCERNED, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(reopen, closed, working, .by = HAND_OFFICE | HAND_LINKED, .asks = ASK_REASON,
             .may = ASK_DUE, .tell = CONCERNED, .effect = EFFECT_REOPEN),
    VOID_FROM(working),
};

/* --- dispute ---------------------------------------------------------------------------------- */

/*
 * 信访工作条例 (2022): passed on within 15 days (art. 22), who asks told within 15 days and an
 * objection to being assigned within 5 working days (art. 23), recheck asked for and answered
 * within 30 days each; these were compared with answers that petition offices publish (rules/preset
 * names them). To be verified: answered within 60 days of acceptance and once 30 more (art. 34),
 * review asked for and answered within 30 days each (art. 35); 信访条例 (2005) art. 33 and 34 had
 * the same days. Who asks has no account: what is said at the window or in a letter is entered by
 * the office.
 */
enum { DISPUTE_DAYS = 60, DISPUTE_MORE_DAYS = 30 };
static const struct flow_state dispute_states[] = {
    ROW_STATE(received, HAND_OFFICE, accept),
    ROW_STATE(assigned, HAND_LEAD, objection),
    ROW_STATE(working, HAND_LEAD, due),
    ROW_STATE(delaying, HAND_RULER, ruling),
    ROW_STATE(replied, HAND_BLOCKED, confirm),
    ROW_STATE(reviewing, HAND_OFFICE, review),
    ROW_STATE(reviewed, HAND_BLOCKED, confirm),
    ROW_STATE(rechecking, HAND_OFFICE, review),
    ROW_STATE(closed, 0, none),
    ROW_STATE(refused, 0, none),
    ROW_STATE(withdrawn, 0, none),
    ROW_STATE(merged, 0, none),
    ROW_STATE(voided, 0, none),
};
static const struct flow_move dispute_moves[] = {
    ROW_MOVE(assign, received, assigned, .by = HAND_OFFICE, .asks = ASK_LEAD | ASK_DUE,
             .may = ASK_JOINT | ASK_OPINION, .tell = DOERS | HAND_BLOCKED, .effect = EFFECT_ASSIGN,
             .due_within = DISPUTE_DAYS),
    ROW_MOVE(object, assigned, received, .by = HAND_LEAD, .asks = ASK_REASON, .tell = HAND_OFFICE,
             .gate = GATE_IN_TERM),
    ROW_MOVE(accept, assigned, working, .by = HAND_LEAD, .may = ASK_EVIDENCE,
             .tell = HAND_OFFICE | HAND_BLOCKED),
    ROW_MOVE(lapse, assigned, working, .by = HAND_CLOCK, .tell = HAND_LEAD | HAND_OFFICE,
             .gate = GATE_OVERDUE),
    ROW_MOVE(refuse, received, refused, .by = HAND_OFFICE, .asks = ASK_REASON | ASK_EVIDENCE,
             .tell = HAND_BLOCKED, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, received, received, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(note_progress, working, working, .by = DOERS, .asks = ASK_PROGRESS,
             .may = ASK_EVIDENCE, .tell = HAND_OFFICE, .effect = EFFECT_NOTE),
    ROW_MOVE(remind, working, working, .by = HAND_CLOCK | HAND_OFFICE, .tell = DOERS | HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(ask_delay, working, delaying, .by = HAND_LEAD,
             .asks = ASK_REASON | ASK_PROGRESS | ASK_DUE, .tell = HAND_RULER | HAND_OFFICE,
             .gate = GATE_IN_TERM, .delay_within = DISPUTE_MORE_DAYS),
    ROW_MOVE(grant_delay, delaying, working, .by = HAND_RULER, .asks = ASK_DUE | ASK_REASON,
             .tell = HAND_LEAD | HAND_BLOCKED, .effect = EFFECT_DELAY,
             .delay_within = DISPUTE_MORE_DAYS),
    ROW_MOVE(deny_delay, delaying, working, .by = HAND_RULER, .asks = ASK_REASON,
             .tell = HAND_LEAD),
    ROW_MOVE(remind, delaying, delaying, .by = HAND_CLOCK, .tell = HAND_RULER | HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(reply, working, replied, .by = HAND_LEAD, .asks = ASK_RESULT | ASK_EVIDENCE,
             .tell = HAND_BLOCKED | HAND_OFFICE),
    ROW_MOVE(confirm, replied, closed, .by = HAND_BLOCKED | HAND_OFFICE, .asks = ASK_OPINION,
             .may = ASK_EVIDENCE, .tell = DOERS | HAND_OFFICE, .gate = GATE_OTHER_HAND,
             .effect = EFFECT_CLOSE),
    ROW_MOVE(ask_review, replied, reviewing, .by = HAND_BLOCKED | HAND_OFFICE, .asks = ASK_REASON,
             .may = ASK_EVIDENCE, .tell = DOERS | HAND_OFFICE, .gate = GATE_IN_TERM),
    ROW_MOVE(rest, replied, closed, .by = HAND_OFFICE, .asks = ASK_REASON,
             .tell = DOERS | HAND_BLOCKED, .gate = GATE_OVERDUE, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, replied, replied, .by = HAND_CLOCK, .tell = HAND_OFFICE, .gate = GATE_OVERDUE,
             .effect = EFFECT_NOTE),
    ROW_MOVE(review, reviewing, reviewed, .by = HAND_OFFICE, .asks = ASK_OPINION | ASK_EVIDENCE,
             .tell = HAND_BLOCKED | HAND_LEAD, .gate = GATE_OTHER_HAND),
    ROW_MOVE(remind, reviewing, reviewing, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(confirm, reviewed, closed, .by = HAND_BLOCKED | HAND_OFFICE, .asks = ASK_OPINION,
             .may = ASK_EVIDENCE, .tell = DOERS | HAND_OFFICE, .gate = GATE_OTHER_HAND,
             .effect = EFFECT_CLOSE),
    ROW_MOVE(ask_recheck, reviewed, rechecking, .by = HAND_BLOCKED | HAND_OFFICE,
             .asks = ASK_REASON, .may = ASK_EVIDENCE, .tell = HAND_OFFICE, .gate = GATE_IN_TERM),
    ROW_MOVE(rest, reviewed, closed, .by = HAND_OFFICE, .asks = ASK_REASON,
             .tell = DOERS | HAND_BLOCKED, .gate = GATE_OVERDUE, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, reviewed, reviewed, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(recheck, rechecking, closed, .by = HAND_OFFICE, .asks = ASK_OPINION | ASK_EVIDENCE,
             .tell = HAND_BLOCKED | HAND_LEAD, .gate = GATE_OTHER_HAND, .effect = EFFECT_CLOSE),
    ROW_MOVE(remind, rechecking, rechecking, .by = HAND_CLOCK, .tell = HAND_OFFICE,
             .gate = GATE_OVERDUE, .effect = EFFECT_NOTE),
    ROW_MOVE(withdraw, received, withdrawn, .by = HAND_BLOCKED | HAND_OFFICE, .asks = ASK_REASON,
             .may = ASK_EVIDENCE, .tell = HAND_OFFICE, .effect = EFFECT_CLOSE),
    ROW_MOVE(withdraw, working, withdrawn, .by = HAND_BLOCKED | HAND_OFFICE, .asks = ASK_REASON,
             .may = ASK_EVIDENCE, .tell = DOERS | HAND_OFFICE, .effect = EFFECT_CLOSE),
    VOID_FROM(received),
    MERGE_FROM(received),
    MERGE_FROM(working),
};

const struct flow flows[] = {
    FLOW("problem", problem_states, problem_moves),
    FLOW("supervision", supervision_states, supervision_moves),
    FLOW("request", request_states, request_moves),
    FLOW("commitment", commitment_states, commitment_moves),
    FLOW("decision", decision_states, decision_moves),
    FLOW("round", round_states, round_moves),
    FLOW("project", project_states, project_moves),
    FLOW("dispute", dispute_states, dispute_moves),
};
const int n_flows = ARRAY_LEN(flows);
