/*
 * matter_parts.h -- comments, documents and links of a matter, on its page.
 */
#ifndef PAGES_MATTER_PARTS_H
#define PAGES_MATTER_PARTS_H

#include "app/matters.h"
#include "web/pages/page.h"

/* Errors: DB. */
MUST_USE enum err matter_parts_put(struct exchange *x, const struct matter_sight *m,
                                   struct view_matter *v, struct fail *why);
/* Its one-time answer links, for the office (answer.c). Errors: DB. */
MUST_USE enum err answer_links_put(struct exchange *x, const struct matter_sight *m,
                                   struct view_matter *v, struct fail *why);
/* A link that was just made, shown this once: nobody can read it again (answer.c). */
MUST_USE enum err answer_link_shown(struct exchange *x, int64_t matter,
                                    const struct answer_link_made *made, struct fail *why);
/* Where a reader goes from a record that was made: the matter that it is or hangs on, else its own
 * page. */
MUST_USE enum err made_address(struct exchange *x, const struct entity *e, int64_t id,
                               struct str *out, struct fail *why);

#endif
