/*
 * setup_parts.h -- what the files of setup share.
 */
#ifndef SETUP_PARTS_H
#define SETUP_PARTS_H

#include "app/setup.h"

/* Neither a unit nor an account: nobody has begun. */
MUST_USE enum err setup_unused(struct view *v, struct arena *a, bool *out, struct fail *why);

/* What is wrong with a county as it was typed; fields as in the form: code, name_zh, name_en. */
void county_check(struct arena *a, const struct setup_county *county, struct problems *probs);

/*
 * The county's unit, post, account, holding and one-time link of each administrator, and the usual
 * categories of problems, in one entry. Errors: CONFLICT when somebody was quicker.
 */
MUST_USE enum err county_seed(struct call *c, const struct setup_county *county,
                              struct setup_links *out, struct fail *why);

#endif
