/*
 * paper.h -- the papers that go out about a matter: when each fits, from whose hand.
 *
 * Supervision order (督办单), urging letter (催办单), assignment (交办单) and reply (回复) of a
 * matter that a unit works on, and the minutes (纪要) of a round. One table says in which states
 * each may go out; callers bring what is the case, as for moves (core/flow.h).
 */
#ifndef CORE_PAPER_H
#define CORE_PAPER_H

#include "core/flow.h"

#define PAPERS(X) \
    X(order)      \
    X(urging)     \
    X(assignment) \
    X(reply)      \
    X(minutes)
enum paper {
#define X(code) PAPER_##code,
    PAPERS(X)
#undef X
        PAPER_COUNT
};

/* What is the case when somebody wants to send a paper out. */
struct paper_case {
    enum matter_state state;
    unsigned hands;     /* what the caller is to the matter */
    bool has_lead;      /* a unit answers for the matter */
    bool has_answer;    /* an answer was given */
    int64_t today, due; /* days; DATE_NONE: no due day */
};

/* The first thing in a paper's way, in this order. */
enum paper_refusal {
    PAPER_FITS,
    PAPER_NOT_YOURS,
    PAPER_NOT_NOW,  /* not in this state */
    PAPER_NO_LEAD,  /* nobody to send it to */
    PAPER_NOT_LATE, /* the due day is not over: nothing to urge */
    PAPER_NO_ANSWER /* nothing to reply with */
};
enum paper_refusal paper_judge(enum paper paper, const struct paper_case *is);

struct str paper_code(enum paper paper);
enum msg paper_label(enum paper paper);
/* PAPER_COUNT if it is none. */
enum paper paper_find(struct str code);
/* Does it go from the lead to who asked? The others go to the lead, but for minutes. */
bool paper_is_answer(enum paper paper);
/* "安督办〔2006〕12号" (GB/T 9704-2012, 7.2.5: six-cornered brackets, no leading zero). */
struct str paper_number(struct arena *a, struct str series, int64_t year, int64_t n);

#endif
