/*
 * units.h -- the organisation tree and its dated changes.
 *
 * A unit keeps its id. What it was before a change stands in unit_version, what happened in
 * unit_change. Rights use today's tree; figures use the tree of their own period.
 */
#ifndef UNITS_H
#define UNITS_H

#include "app/records.h"
#include "entity/unit.h"
#include "entity/unit_change.h"

/* One dated change; which fields are read depends on `change`. */
struct unit_step {
    enum unit_change_kind change;      /* open rename recode move merge split close */
    int64_t on;                        /* the first day on which it is so */
    int64_t unit;                      /* the unit that changes; merge: the one that ends */
    int64_t other;                     /* move: new parent; merge: goes on; split: the new unit */
    struct str code, name_zh, name_en; /* new ones, "" stays as it is */
    int64_t document;                  /* the order it rests on; 0: none named */
    struct str note;
};
/*
 * RIGHT_ORGANISE. Present into unit_version, unit changed, unit_change written: one entry.
 * Errors: INVALID (c->problems: a cycle, a date before the present version, a closed unit).
 */
MUST_USE enum err unit_apply(struct call *c, const struct unit_step *step, struct receipt *out,
                             struct fail *why);

/*
 * A change of `unit` as it is asked for in words: change, changed_on, to_unit (id) or to_code,
 * code, name_zh, name_en, note, document (id). Errors: INVALID (c->problems), DB.
 */
MUST_USE enum err unit_step_read(struct call *c, int64_t unit, const struct input *in, ptrdiff_t n,
                                 struct unit_step *out, struct fail *why);

/* The fields that say how its members are written, for descriptions; NULL after the last. to_code
 * is a text beside them. */
const struct field *unit_step_field(int i);

/* A unit on a day. Parents stand before children; siblings by position, code. */
struct unit_node {
    int64_t id, parent; /* parent 0: top, or above what was asked for */
    struct str code, name[LANG_COUNT];
    enum unit_level level;
    int depth; /* 0: the root asked for */
    int64_t position;
    bool is_closed;
    bool has_below; /* units_below() only: something stands below it on that day */
};
struct unit_nodes {
    struct unit_node *at;
    ptrdiff_t n;
};
/* The unit `root` (0: all that the caller sees) and what was below it on that day. `levels`: how
 * deep, 0 is all. */
MUST_USE enum err units_at(struct call *c, int64_t root, int64_t date, int levels,
                           struct unit_nodes *out, struct fail *why);

struct unit_below_query {
    int64_t parent; /* 0: the caller's county; where there is none, what has no parent */
    int64_t date;
    struct str after; /* `next` of the page before; "" is the start */
    int limit;        /* units a page, above 0 */
};
struct unit_below {
    struct unit_nodes units; /* by position, code, id; depth 0 */
    struct str next;         /* "" at the end */
};
/* One page of the units right below a unit on a day: as quick and as large however many there are.
 * Errors: NOT_FOUND (not the caller's to see), USAGE (`after` is none), DB. */
MUST_USE enum err units_below(struct call *c, const struct unit_below_query *q,
                              struct unit_below *out, struct fail *why);
/* From the top down to the unit itself, today. */
MUST_USE enum err unit_path(struct call *c, int64_t unit, struct unit_nodes *out, struct fail *why);
/* The county that a unit is in: nearest ancestor or self at county level, else its top; 0 none. */
MUST_USE enum err unit_county(struct view *v, struct arena *a, int64_t unit, int64_t *out,
                              struct fail *why);

struct rollup_query {
    int64_t root, indicator;
    int64_t basis; /* index into bases */
    struct period period;
};
struct rollup_node {
    struct unit_node unit;
    bool has_own, has_sum;
    struct decimal own; /* the unit's own actual */
    struct decimal sum; /* of its children's: own where there is one, else their sum */
    bool is_large;      /* what is below adds up to more than a number holds: no sum */
    int64_t n_missing;  /* children (of any depth) that have neither */
};
struct rollup {
    struct rollup_node *at; /* order of units_at() */
    ptrdiff_t n;
};
/* Under the parents on the period's last day. Errors: INVALID if the indicator does not add up. */
MUST_USE enum err unit_rollup(struct call *c, const struct rollup_query *q, struct rollup *out,
                              struct fail *why);

/* A sum wanted, of an indicator that adds up, and what it is. */
struct unit_sum {
    int64_t indicator;
    struct period period; /* its last day says under whom each unit stood */
    struct decimal total; /* of those below the root; 0 units: nobody has a figure */
    int n_units;          /* whose own figures were added */
    int n_missing;        /* below which, themselves included, nobody has one; no departments */
    int n_implied, n_synthetic; /* of n_units */
    bool is_large;              /* beyond what a number holds: total says nothing */
};
/* Fills the sums of what stands below `root` at any depth: two statements for each day, however
 * many units and indicators there are (of tens of thousands of units, for each few indicators).
 * `basis`: index into bases. Errors: NOT_FOUND, FORBIDDEN, DB. */
MUST_USE enum err units_sum(struct call *c, int64_t root, int64_t basis, struct unit_sum *sums,
                            ptrdiff_t n, struct fail *why);

#endif
