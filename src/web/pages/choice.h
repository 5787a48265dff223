/*
 * choice.h -- which unit, period and basis a page of figures is about, as its address says.
 */
#ifndef PAGES_CHOICE_H
#define PAGES_CHOICE_H

#include "web/pages/page.h"

struct choice_of_board {
    struct board_query q;
    struct str unit_code; /* as asked for; "" is the caller's own county */
};

/*
 * ?unit=CODE&basis=CODE and a period as text ("" is the last one with figures). Errors: NOT_FOUND
 * (no such unit or period), DB.
 */
MUST_USE enum err choice_read(struct exchange *x, struct str period, struct choice_of_board *out,
                              struct fail *why);
/* What waits for the caller: the unit answered for, on the basis and in the period it has. */
MUST_USE enum err choice_own(struct exchange *x, struct choice_of_board *out, struct fail *why);
/* The months one may choose from, newest first, and the two bases. */
void choice_periods(struct exchange *x, struct period chosen, const struct view_option **out,
                    ptrdiff_t *out_n);
void choice_bases(struct exchange *x, int64_t chosen, const struct view_option **out,
                  ptrdiff_t *out_n);
/* An address with unit, basis and period of the choice: what is not the default is put. */
struct address choice_address(struct exchange *x, struct str path,
                              const struct choice_of_board *choice);
/* "2006-05": the last month of a period, which names a board. */
struct str choice_month(struct exchange *x, struct period p);

#endif
