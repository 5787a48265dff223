/*
 * rounds.h -- a round of coordination: its agenda, who takes part, its minutes.
 *
 * The agenda is drawn from open matters by rule: first what the last round of the same owner left,
 * then the problems that block longest, then those that affect most projects. The office takes off,
 * adds and reorders, and says why. The minutes are one act: each item's outcome, who was there, and
 * the decisions and commitments that came of it as matters of their own.
 */
#ifndef ROUNDS_H
#define ROUNDS_H

#include "app/matters.h"

/* As many items as an agenda takes, those taken off too. */
enum { ROUND_ITEMS_MOST = 500 };

/* A round as its caller sees it. */
struct round_sight {
    struct matter_sight m;
    struct page items;   /* of round_item, by position; those of matters not seen are left out */
    struct page matters; /* the spine of each item's matter */
    struct page seats;   /* of attendance */
    struct page made;    /* the spine of each decision and commitment of the round that is seen */
    bool may_run;        /* the caller's office coordinates, and the minutes are not issued */
};
/* Errors: NOT_FOUND (also where it is no round, or may not be seen), FORBIDDEN, DB. */
MUST_USE enum err round_see(struct call *c, int64_t id, struct round_sight *out, struct fail *why);
/* A record of a page by its id, NULL if there is none. */
const struct record *round_record(const struct page *p, int64_t id);
bool round_item_is_on(const struct record *item);

/* A matter is put on the agenda, last. Errors: INVALID (no such matter, there already, no reason,
 * the agenda is full: c->problems), FORBIDDEN, CONFLICT (minutes issued), NOT_FOUND. */
MUST_USE enum err round_add(struct call *c, int64_t round, int64_t matter, struct str reason,
                            int64_t *out_item, struct fail *why);

enum { ROUND_LONGEST = 10, ROUND_WIDEST = 5, ROUND_MOST = 50 };
struct round_drawn {
    int64_t promised, blocked, projects; /* items added, by rule */
    int64_t seats;                       /* units and posts asked to come */
};
/*
 * Draw what is not on the agenda yet, at most n_longest of the problems that block longest; what
 * was taken off stays off. Units that answer for an item or are blocked are asked to come.
 * Errors: FORBIDDEN, CONFLICT (it was held), INVALID (n_longest not 0..ROUND_MOST), NOT_FOUND.
 */
MUST_USE enum err round_draw(struct call *c, int64_t round, int64_t n_longest,
                             struct round_drawn *out, struct fail *why);

struct round_place {
    int64_t round, item;
    int64_t position;  /* from 1, past the last is last; 0: taken off the agenda */
    struct str reason; /* kept with the item */
};
/* Errors: INVALID (no reason: c->problems), FORBIDDEN, CONFLICT (minutes issued), NOT_FOUND. */
MUST_USE enum err round_place(struct call *c, const struct round_place *order, struct fail *why);

/* --- minutes (round_minutes.c) ---------------------------------------------------------------- */

struct minutes_item {
    int64_t item;
    struct str outcome, note; /* "" outcome: as it was */
};
struct minutes_seat {
    int64_t seat;
    struct str presence, note;
};
/* A decision or a commitment that came of it. Without a title it is no line. */
struct minutes_new {
    int64_t item;    /* whose matter it is part of; 0: of the round itself */
    struct str kind; /* "decision" or "commitment" */
    struct str title, content, lead, due;
    struct str name; /* what its problems are called by: "new.12.1" */
};
struct minutes_order {
    int64_t round, version; /* 0: whichever is current */
    struct str held_on, summary;
    bool keeps_held_on, keeps_summary; /* as they were, whatever stands above */
    const struct minutes_item *items;
    ptrdiff_t n_items;
    const struct minutes_seat *seats;
    ptrdiff_t n_seats;
    const struct minutes_new *news;
    ptrdiff_t n_news;
};
/* One act. Errors: INVALID (c->problems, fields as "item.12.note"), CONFLICT (not held yet, or
 * issued), STALE, FORBIDDEN, NOT_FOUND. *out_made: how many matters came of it. */
MUST_USE enum err round_minutes(struct call *c, const struct minutes_order *order,
                                int64_t *out_made, struct fail *why);

/* Has every item an outcome? Asked before the minutes are issued. Errors: CONFLICT. */
MUST_USE enum err round_may_issue(struct call *c, int64_t round, struct fail *why);

#endif
