/*
 * board_row.h -- a row of a board as pages show it.
 */
#ifndef BOARD_ROW_H
#define BOARD_ROW_H

#include "web/pages/choice.h"

struct str indicator_address(struct exchange *x, const struct choice_of_board *choice,
                             struct str code);
/* The target as it is set: an amount in the indicator's unit, or a growth in %. */
struct view_figure target_figure(struct exchange *x, const struct board_row *row);
/* How much of the year's target is done, or how far growth is from its target. */
struct view_figure against_figure(struct exchange *x, const struct board_row *row);
struct view_indicator_row board_row_view(struct exchange *x, const struct choice_of_board *choice,
                                         const struct board_row *row);

#endif
