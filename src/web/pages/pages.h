/*
 * pages.h -- the handlers of pages, one file a page; routes.c names them.
 */
#ifndef PAGES_H
#define PAGES_H

#include "web/exchange.h"

/*
 * A failure as a page, in the reader's language: what happened, where, what to do. Nobody need be
 * signed in, and the view may be closed. Fills x->out with the status of why->err.
 */
void page_error(struct exchange *x, const struct fail *why);

/*
 * The form again, with what went wrong with the last try above it, under the status of tried->err.
 * What was typed (but no password) stands in it: form_get().
 */
enum err page_sign_in_again(struct exchange *x, const struct fail *tried, struct fail *why);
/* The same for a one-time link, which cannot be tried again. */
enum err page_sign_in_link_again(struct exchange *x, const struct fail *tried, struct fail *why);

#endif
