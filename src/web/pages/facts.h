/*
 * facts.h -- records of any entity as pages show them: a page of a list, a value, all its facts.
 */
#ifndef FACTS_H
#define FACTS_H

#include "web/pages/page.h"

/* Rows of a list and what their references point at. */
struct data_page {
    struct exchange *x;
    struct shape shape;
    struct page page;
    struct names names;
};
MUST_USE enum err data_page_read(struct exchange *x, const struct list_query *q,
                                 struct data_page *out, struct fail *why);
/* A field's value for people; "" if it has none. *out_address (may be NULL): where it leads. */
struct str data_value(const struct data_page *p, const struct record *r, const char *field,
                      struct str *out_address);
/* Every field of a record with its label. */
void facts_of(struct exchange *x, const struct shape *s, const struct record *r,
              const struct names *names, const struct view_fact **out, ptrdiff_t *out_n);

#endif
