/*
 * view.h -- the names a page gives to its template, described once.
 *
 * A page lists them in a .view file (src/web/pages/NAME.view), part structs before those that hold
 * them:
 *     VIEW(unit_row)
 *     VIEW_TEXT(name)
 *     VIEW_INT(n_projects)
 *     VIEW_END(unit_row)
 *
 *     VIEW(units)
 *     VIEW_PART(shell, shell)         a struct view_shell; in the page, not in its JSON
 *     VIEW_TEXT(title)
 *     VIEW_LIST(unit_row, rows)       .rows.at and .rows.n
 *     VIEW_END(units)
 * After #include "format/view_structs.h" such a file expands to the structs (struct view_units) and
 * the declaration of their tables; after "format/view_tables.h" to the tables, from which
 * view_json() writes the page's JSON. #include "format/view_end.h" ends either.
 */
#ifndef VIEW_H
#define VIEW_H

#include "format/html.h"

struct json_writer;

enum view_kind {
    VIEW_KIND_TEXT,
    VIEW_KIND_INT,
    VIEW_KIND_BOOL,
    VIEW_KIND_HTML,    /* markup: not in the JSON */
    VIEW_KIND_MSG,     /* id of a text, worded in the page's language */
    VIEW_KIND_MESSAGE, /* id and arguments, likewise */
    VIEW_KIND_LIST,
    VIEW_KIND_ONE,
    VIEW_KIND_PART /* like ONE, not in the JSON */
};

struct view_table;

struct view_field {
    struct str name;
    enum view_kind kind;
    ptrdiff_t offset;
    const struct view_table *(*of)(void); /* LIST, ONE, PART: the table of the element */
};

struct view_table {
    struct str name;
    const struct view_field *fields;
    ptrdiff_t n_fields;
    ptrdiff_t size; /* of the struct */
};

/* How every VIEW_LIST lies in memory, whatever its element. */
struct view_list {
    const void *at;
    ptrdiff_t n;
};

/* The view as one JSON object, members in the table's order. */
void view_json(struct json_writer *w, enum lang lang, const struct view_table *table,
               const void *view);

#endif
