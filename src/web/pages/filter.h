/*
 * filter.h -- a filter of a list by what its records refer to.
 */
#ifndef PAGES_FILTER_H
#define PAGES_FILTER_H

#include "web/pages/facts.h"

/*
 * Puts the choices into `to`, whose value is what the address says: all of a short list as a
 * select; of a long one the first as suggestions, and where its others are looked for as one types
 * (without script a code is typed). What the caller may not list stays a text. Errors: DB.
 */
MUST_USE enum err filter_refs(struct exchange *x, const struct entity *e, struct view_filter *to,
                              struct fail *why);

#endif
