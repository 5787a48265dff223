/*
 * matter_list.h -- matters whose turn is the caller's, and matters whose post nobody holds.
 *
 * Whose turn it is says the flow of the kind (core/flow.h); who the caller is to a matter, its
 * records. One query joins the two, however many matters there are.
 */
#ifndef MATTER_LIST_H
#define MATTER_LIST_H

#include "app/rights.h"
#include "core/flow.h"

struct waiting_query {
    struct str kind;  /* a code of matter_kinds; "" is every kind */
    struct str after; /* `next` of the page before; "" is the start */
    int64_t limit;    /* 1..50 */
};
/*
 * What waits for the caller, most overdue first, without a due day last: records of matter_entity,
 * seen by the caller. The turn of the office is that of the posts whose work it is (promotion,
 * supervision); a leader may make its moves too, and is not reminded of them. Errors: FORBIDDEN,
 * USAGE (the cursor), DB.
 */
MUST_USE enum err matters_waiting(struct call *c, const struct waiting_query *q, struct page *out,
                                  struct fail *why);
/*
 * Open matters within the caller's reach that a post answers for, is to decide or has in draft,
 * where nobody who may sign in holds that post on the day looked at. What a post owes goes to its
 * next holder by itself; these wait for one. In the same order. Errors: the same.
 */
MUST_USE enum err matters_orphaned(struct call *c, const struct waiting_query *q, struct page *out,
                                   struct fail *why);

/*
 * "raised,objected": the states in which it is that hand's turn, of a kind (a code; "": of every
 * kind), as the filter state.in takes them. A draft is its own entry: whose turn it is differs by
 * kind, in all other states it does not.
 */
struct str matter_states_awaiting(struct arena *a, struct str kind, enum flow_hand hand);

#endif
