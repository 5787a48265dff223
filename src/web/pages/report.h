/*
 * report.h -- pages, files and API answers of figures in tables (app/report.h).
 */
#ifndef PAGES_REPORT_H
#define PAGES_REPORT_H

#include "app/report.h"
#include "web/pages/page.h"

struct report_page {
    struct str path; /* "/effect"; its files are /effect.csv and /effect.xlsx */
    enum msg title;
    struct str subtitle;
    const struct report *report;
    /* What one may choose: the name in the address, its label, the options; "" there is nothing. */
    struct str choice_name, chosen;
    enum msg choice_label;
    const struct view_option *choices;
    ptrdiff_t n_choices;
    /* Views of it, each an address, and what the choice and the files keep of the one shown; "". */
    const struct view_link *views;
    ptrdiff_t n_views;
    struct str kept_name, kept;
};

/* HTML, or the view as JSON if that was asked for. */
MUST_USE enum err report_respond(struct exchange *x, const struct report_page *p, struct fail *why);
/* The table that ?table= names, or the first, as a file. Errors: NOT_FOUND. */
MUST_USE enum err report_respond_file(struct exchange *x, const struct report_page *p,
                                      enum table_kind kind, struct fail *why);
/* {"tables":{"CODE":[{"name":...,"id":...,"COLUMN":...}]}} */
MUST_USE enum err report_respond_json(struct exchange *x, const struct report *report,
                                      struct fail *why);

#endif
