/*
 * matter_papers.h -- the papers of a matter on its page: those that went out, those that may.
 */
#ifndef PAGES_MATTER_PAPERS_H
#define PAGES_MATTER_PAPERS_H

#include "app/matters.h"
#include "web/pages/page.h"

/* Errors: DB. */
MUST_USE enum err matter_papers_put(struct exchange *x, const struct matter_sight *m,
                                    struct view_matter *v, struct fail *why);

#endif
