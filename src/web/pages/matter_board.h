/*
 * matter_board.h -- matters side by side, a column for each hand whose turn it is.
 */
#ifndef MATTER_BOARD_H
#define MATTER_BOARD_H

#include "app/matter_list.h"
#include "web/pages/matter_row.h"

/* What one may ask for with ?turn=, in the order of a matter's way: drafts, then the hands. */
struct matter_turn {
    struct str code;
    enum msg label;
    enum flow_hand hand; /* 0: drafts */
};
enum { MATTER_TURNS = 5 };
extern const struct matter_turn matter_turns[MATTER_TURNS];

/* The matters of a page and their rows, in columns; columns without a matter are left out.
 * `address` is the list's, to which the turn is put. */
ptrdiff_t matter_board(struct exchange *x, const struct page *page,
                       const struct view_matter_row *rows, struct str address,
                       const struct view_board_column **out);

#endif
