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

#endif
