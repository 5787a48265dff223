/*
 * list.h -- a list's words as the store takes them, for lists and exports alike.
 */
#ifndef LIST_H
#define LIST_H

#include "app/records.h"

/* Right, own fields, filters, scope, order. INVALID: see c->problems. All in the call's arena. */
MUST_USE enum err list_select(struct call *c, const struct list_query *q, struct select *out,
                              struct fail *why);

#endif
