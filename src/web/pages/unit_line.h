/*
 * unit_line.h -- a unit as a line of a tree or list.
 */
#ifndef UNIT_LINE_H
#define UNIT_LINE_H

#include "app/units.h"
#include "web/pages/page.h"

struct view_unit_line unit_line_of(struct exchange *x, const struct unit_node *node);
/* In the reader's language, the Chinese name where there is no other. */
struct str unit_node_name(struct exchange *x, const struct unit_node *node);

#endif
