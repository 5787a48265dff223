/*
 * matter_row.h -- matters as lists and pages show them: a countdown, a row.
 */
#ifndef MATTER_ROW_H
#define MATTER_ROW_H

#include "web/pages/facts.h"

/* How far `due` is; nothing is known of DATE_NONE. */
struct view_countdown countdown_of(struct exchange *x, int64_t due);
/* "/matters/12" */
struct str matter_address(struct exchange *x, int64_t id);
/* Rows of matter_entity. Errors: DB. */
MUST_USE enum err matter_rows(struct exchange *x, const struct page *page,
                              const struct view_matter_row **out, struct fail *why);
/* What the address of the list shows (view, kind, filters, search), at most `limit` (matters.c).
 * A wrong filter shows nothing. Errors: FORBIDDEN, DB. */
MUST_USE enum err matters_shown(struct exchange *x, int64_t limit, struct page *out,
                                struct fail *why);

#endif
