/*
 * matters.h -- one matter as its caller stands to it, and the moves it can make.
 *
 * What may be done is the flow's to say (core/flow.h): here its questions are answered from
 * records: who the caller is to the matter, which term runs, what was given. A move is one act: the
 * matter, the row of the move and who has to do with it change together.
 */
#ifndef MATTERS_H
#define MATTERS_H

#include "app/rights.h"
#include "core/flow.h"

/* A matter with what decides about its moves. */
struct matter_sight {
    const struct entity *e; /* its kind */
    struct shape shape;
    struct record record;
    const struct flow *flow;
    const struct flow_state *state;
    struct page parties; /* of matter_party, by role; at most 200 */
    unsigned hands;      /* what the caller is to it */
    int64_t term_end;    /* last day of the term that runs; DATE_NONE: none */
    bool is_own_work;    /* the answer that stands is the caller's */
};

/* Errors: NOT_FOUND (also where it may not be seen), FORBIDDEN, DB. */
MUST_USE enum err matter_see(struct call *c, int64_t id, struct matter_sight *out,
                             struct fail *why);

/* The due day of an assignment that names none: the day by which an answer is asked for, else what
 * the terms of its kind and urgency give from today. DATE_NONE: there is none. Errors: DB. */
MUST_USE enum err matter_usual_due(struct call *c, const struct matter_sight *m, int64_t *out,
                                   struct fail *why);

/* A move out of the state in which a matter is, and what stands in its way besides its inputs. */
struct move_offer {
    const struct flow_move *move;
    enum flow_refusal refusal; /* REFUSED_NOT: it may be made */
};
/* Moves for the caller's hands, in the order of the flow; those of other hands are left out. */
ptrdiff_t matter_offers(struct call *c, const struct matter_sight *m, struct move_offer **out);

/* A one-time answer link that was just made: its token is told this once (answer_link.h). */
struct answer_link_made {
    int64_t id, expires_on; /* id 0: none was made */
    struct str token, holder;
};

struct move_order {
    int64_t matter;
    int64_t version;        /* of the matter; 0: whichever is current */
    struct str move;        /* its code */
    const struct input *in; /* by flow_input_code(); "joint" may stand several times */
    ptrdiff_t n_in;
    /* Where a link goes that the move makes for the blocked party; NULL: there is nobody to show it
     * to, so none is made. */
    struct answer_link_made *link;
};
/*
 * Make the move. Errors: INVALID (see c->problems: what lacks, what is wrong), CONFLICT (not from
 * this state, too late, too early), FORBIDDEN (another's move; one's own work), STALE, NOT_FOUND.
 */
MUST_USE enum err matter_move(struct call *c, const struct move_order *order, int64_t *out_id,
                              struct fail *why);
/* Would it be made? Judged as matter_move() does, and nothing is written. Errors: the same. */
MUST_USE enum err matter_move_try(struct call *c, const struct move_order *order,
                                  const struct flow_move **out, struct fail *why);
/* The same inside a write, as a part of its act. */
MUST_USE enum err matter_move_in(struct tx *tx, struct call *c, const struct move_order *order,
                                 int64_t *out_id, struct fail *why);

#endif
