/*
 * matter_choice.h -- another matter, chosen from those that the caller may read.
 */
#ifndef PAGES_MATTER_CHOICE_H
#define PAGES_MATTER_CHOICE_H

#include "app/matters.h"
#include "web/pages/page.h"

/*
 * Fill an input of the page of `m` that takes another matter: what was looked for (the address's
 * "find", if its "for" names the input), else the open ones of the same kind, newest first. What
 * in->value holds already is among them. Errors: DB.
 */
MUST_USE enum err matter_choice(struct exchange *x, const struct matter_sight *m,
                                struct view_move_input *in, struct fail *why);
/* Does the address look for something for this input? */
bool matter_choice_is_sought(const struct exchange *x, struct str input_id);

#endif
