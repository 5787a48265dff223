/*
 * matter_bulk.h -- one move for several matters, in two steps: what would happen to each, then it.
 *
 * Each matter is judged and moved for itself, and each move is an act of its own. The second step
 * takes the versions that the first one showed: a matter that was changed since is left out and
 * named. So a second commit of the same moves nothing twice.
 */
#ifndef MATTER_BULK_H
#define MATTER_BULK_H

#include "app/matters.h"

enum { BULK_MOST = 100 };

struct bulk_pick {
    int64_t matter, version; /* version 0: whichever is current */
};
struct bulk_order {
    struct str move;
    const struct input *in; /* as of struct move_order */
    ptrdiff_t n_in;
    const struct bulk_pick *picks; /* at most BULK_MOST; one that is named twice counts once */
    ptrdiff_t n;
};

struct bulk_row {
    int64_t matter, version; /* as it is now, after a move that was made */
    struct str title;        /* "": it is not there, or not for the caller */
    enum matter_state was, becomes;
    bool is_ok;                   /* it may be moved (preview), it was moved (commit) */
    struct str why;               /* what stands in the way, worded; "" if nothing */
    struct answer_link_made link; /* that the move made: told this once */
};
struct bulk {
    struct bulk_row *rows;
    ptrdiff_t n, n_ok;
    struct problems problems; /* what was entered wrongly for the first that was refused for it */
};
/* Errors: FORBIDDEN, INVALID (none, or too many), DB. What stands in a matter's way is in its row.
 */
MUST_USE enum err bulk_preview(struct call *c, const struct bulk_order *o, struct bulk *out,
                               struct fail *why);
/* As above; a failure of the database stops it, what was moved until then stays moved. */
MUST_USE enum err bulk_commit(struct call *c, const struct bulk_order *o, struct bulk *out,
                              struct fail *why);

/* A move that some of the matters allow the caller now. */
struct bulk_move {
    struct str code;
    enum msg label;
    unsigned asks, may; /* of any of them */
    ptrdiff_t n;        /* how many allow it */
};
/* Moves by how many allow them, the most first. `rows`: the matters as they are, is_ok where any
 * move is open. */
MUST_USE enum err bulk_moves(struct call *c, const struct bulk_pick *picks, ptrdiff_t n,
                             struct bulk_move **out, ptrdiff_t *out_n, struct bulk *rows,
                             struct fail *why);

#endif
