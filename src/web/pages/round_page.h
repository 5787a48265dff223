/*
 * round_page.h -- what the pages of a round share.
 */
#ifndef ROUND_PAGE_H
#define ROUND_PAGE_H

#include "app/rounds.h"
#include "web/pages/page.h"

/* "/rounds/12" and `rest`. */
struct str round_address(struct exchange *x, int64_t id, const char *rest);
/* The way to it; `last`: a page of it, "" is the round itself. */
void round_crumbs(struct exchange *x, struct view_shell *shell, const struct round_sight *r,
                  struct str last);
/* The unit or post of an attendance, by name. */
struct str round_seat_name(struct exchange *x, const struct record *seat,
                           const struct names *names);
/* The form in which minutes are taken: whole, seats, rows, units of the view. Errors: DB. */
MUST_USE enum err round_minutes_form(struct exchange *x, const struct round_sight *r,
                                     struct view_round_paper *v, struct fail *why);
/* The form that was sent, for a round as it is seen. */
struct minutes_order round_minutes_order(struct exchange *x, const struct round_sight *r);

/* Items shown at a time, on the agenda and where minutes are taken (each with a form of its own):
 * from ?from= (1 the first) on. */
enum { ROUND_SHOWN = 50, ROUND_TAKEN = 10 };
int64_t round_from(struct exchange *x);
/* Those on the agenda (or taken off) that the caller sees, at most `most` to `out`; *out_all:
 * how many there are. */
ptrdiff_t round_slice(struct exchange *x, const struct round_sight *r, bool is_on, ptrdiff_t most,
                      const struct record **out, ptrdiff_t *out_all);
struct round_pager {
    int64_t from;
    struct str before, after; /* addresses; "" there is nothing */
};
void round_pager(struct exchange *x, struct str path, ptrdiff_t n_all, ptrdiff_t most,
                 struct round_pager *out);

#endif
