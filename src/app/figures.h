/*
 * figures.h -- the figures that a post reports: what is owed, the grid of a period, saving it.
 *
 * Who reports what: the unit that an indicator names as its source reports the county's figure;
 * indicators that add up over units (management basis) are reported by each township, street and
 * zone for itself. No target is read here: a form that collects figures shows none.
 */
#ifndef APP_FIGURES_H
#define APP_FIGURES_H

#include "app/records.h"

/* An observation in the grid; id 0: there is none yet. */
struct figure_cell {
    int64_t id, version;
    bool is_known;
    struct decimal value;
    int64_t status; /* index into observation_statuses */
    struct str reason;
};

struct figure_row {
    int64_t indicator, subject;
    struct str code, name, measure; /* in the call's language */
    int decimals;
    int64_t basis;
    struct period period; /* the indicator's own that ends in the month asked for */
    int64_t due;          /* date */
    struct figure_cell actual, growth, before; /* before: the period before, for comparison */
};
struct figures {
    struct figure_row *at;
    ptrdiff_t n;
};

/* What the caller's post reports for periods that end in the last month of `month`. RIGHT_REPORT.
 */
MUST_USE enum err figures_read(struct call *c, struct period month, struct figures *out,
                               struct fail *why);

/* One row as typed. Texts are trimmed and full-width forms put right; "" is no figure: a growth
 * that is there is then taken back. */
struct figure_input {
    struct str code, value, growth, status, reason;
};
/*
 * Save what differs from what is there; *out_n says how many figures were. All or nothing is
 * refused: if any cell is wrong none is saved. Errors: INVALID (c->problems, field "CODE.value",
 * "CODE.growth" or "CODE.reason"), FORBIDDEN, STALE, DB.
 */
MUST_USE enum err figures_save(struct call *c, struct period month, const struct figure_input *in,
                               ptrdiff_t n, int64_t *out_n, struct fail *why);

/* A figure not yet reported for the last period that has ended, on the day the call is about. */
struct figure_owed {
    struct str code, name;
    struct period period;
    int64_t due;         /* date */
    int64_t days_left;   /* working days to it from that day; below 0: late */
    bool is_provisional; /* the calendar of one of those years is not published yet */
};
struct figures_owed {
    struct figure_owed *at;
    ptrdiff_t n;
};
/* In order of their due dates. */
MUST_USE enum err figures_owed(struct call *c, struct figures_owed *out, struct fail *why);

#endif
