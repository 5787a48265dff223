/*
 * matter_forms.h -- the forms of a matter's moves: the next one, the others, those refused.
 */
#ifndef MATTER_FORMS_H
#define MATTER_FORMS_H

#include "app/matters.h"
#include "web/pages/matter_row.h"

/* Fills next, others, refused, suggestions and typed of the page. Looking back there are none.
 * Errors: DB. */
MUST_USE enum err matter_forms(struct exchange *x, const struct matter_sight *m,
                               struct view_matter *v, struct fail *why);
/* One input of a move by itself, with what was typed if that move was tried. */
struct view_move_input matter_input(struct exchange *x, struct str move, enum flow_input_bit input,
                                    bool is_required);
/* What may be typed into such inputs. Errors: DB. */
MUST_USE enum err matter_suggestions(struct exchange *x, unsigned inputs,
                                     const struct view_suggestions **out, ptrdiff_t *out_n,
                                     struct fail *why);
/* The form that was sent, as an order; joint units stand in it one by one. */
struct move_order matter_order(struct exchange *x, int64_t id);

#endif
