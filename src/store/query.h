/*
 * query.h -- a SELECT under construction for view_select and its neighbours.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/internal.h"

struct query {
    struct arena *a; /* the view's scratch */
    struct view *view;
    const struct select *select;
    struct buf sql;
    struct value *args;
    int n_args, room;
    bool is_full; /* more arguments than a statement takes */
};

struct query query_on(struct view *v, const struct select *s);
/* "?N" for a value. */
void query_arg(struct query *q, struct value v);
/* The entity's table, or its history at the view's moment, as r. */
void query_source(struct query *q, const struct entity *e);
/* " WHERE ..." from conditions, search and scope. */
MUST_USE enum err query_where(struct query *q, struct fail *why);
/* " AND r.id IN (...)": what a person typed is in the record, by the index (found.c). Now only. */
void query_words(struct query *q, struct str typed);
/* " AND ..." and " ORDER BY ... LIMIT ..." of a page. */
MUST_USE enum err query_page(struct query *q, struct fail *why);
/* The cursor behind a row of the page, as opaque text in `a`. */
struct str query_cursor(const struct query *q, struct arena *a, const struct record *r);

#endif
