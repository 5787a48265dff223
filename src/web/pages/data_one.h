/*
 * data_one.h -- one record of any entity, as read for its pages.
 */
#ifndef DATA_ONE_H
#define DATA_ONE_H

#include "web/pages/facts.h"

struct data_one {
    struct exchange *x;
    int64_t id;
    struct shape shape;
    struct record record;
    struct names names;
    struct str name, base; /* what people call it; "/data/units/12" */
};
/* The record that the path's :id names. Errors: NOT_FOUND, DB. */
MUST_USE enum err data_one_read(struct exchange *x, struct data_one *out, struct fail *why);
/* The way to it: settings, the list, the record; `last`: a page of it, "" is the record itself. */
void data_one_crumbs(const struct data_one *d, struct view_shell *shell, struct str last);

/* What an act on an account has to show, once. */
struct data_shown {
    struct str link, phone, mail;
};
MUST_USE enum err data_one_show(struct exchange *x, int status, const struct data_shown *shown,
                                struct fail *why);

#endif
