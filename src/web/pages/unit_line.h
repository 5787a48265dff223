/*
 * unit_line.h -- a unit as a line of a tree or list, and the lines of one level of a tree.
 */
#ifndef UNIT_LINE_H
#define UNIT_LINE_H

#include "app/units.h"
#include "web/pages/page.h"

struct view_unit_line unit_line_of(struct exchange *x, const struct unit_node *node);
/* In the reader's language, the Chinese name where there is no other. */
struct str unit_node_name(struct exchange *x, const struct unit_node *node);
/* "/units?open=ID" with the day that is looked at and where a page begins ("": the start). */
struct str unit_below_address(struct exchange *x, int64_t unit, struct str after);
/* What stands right below a unit (0: at the top), one page from `after` on. Each line that has
 * something below it can be opened in its place. Errors: as units_below(). */
MUST_USE enum err unit_lines_below(struct exchange *x, int64_t unit, int64_t day, struct str after,
                                   struct view_unit_below *out, struct fail *why);

#endif
