/*
 * rights.h -- who may do what: a role in a subtree of units, or a relation to the record.
 *
 * One table in rights.c says for each role and right how far it reaches; one builder turns that
 * into a scope that the store applies to lists, pages, search, export, JSON and as-of alike.
 */
#ifndef RIGHTS_H
#define RIGHTS_H

#include "app/app.h"

enum right {
    RIGHT_PUBLIC,        /* nobody need be signed in */
    RIGHT_SIGNED_IN,     /* own session, own settings */
    RIGHT_LOOK_UP,       /* units, posts, fields: what the county consists of, for every post */
    RIGHT_VIEW,          /* figures: indicators, targets, observations */
    RIGHT_PAPERS,        /* documents */
    RIGHT_REPORT,        /* enter and revise figures of one's own unit */
    RIGHT_STATISTICS,    /* indicators, final figures, targets */
    RIGHT_EDIT,          /* documents and other business records */
    RIGHT_ORGANISE,      /* units, posts, a county's own fields (system administrator) */
    RIGHT_ACCOUNTS,      /* accounts, holdings, resets (security administrator) */
    RIGHT_RECORD,        /* read the record: instant, actor, post, action, id, digest (auditor) */
    RIGHT_RECORD_VALUES, /* see values in history */
    RIGHT_MATTERS,       /* see matters */
    RIGHT_RAISE,         /* problems, requests, commitments and who has to do with a matter */
    RIGHT_COORDINATE,    /* items under supervision, categories of problems */
    RIGHT_COMPLAIN,      /* read and write what is said of the program */
    RIGHT_REPLY,         /* answer it */
    RIGHT_COUNT
};

bool may(const struct call *c, enum right r);
/* FORBIDDEN or SIGN_IN with a message that says which right is missing, else OK. */
MUST_USE enum err must(const struct call *c, enum right r, struct fail *why);
/* The right that reading, making or changing a record of this entity takes. */
enum right right_to_read(const struct entity *e);
enum right right_to_write(const struct entity *e);
/* May the caller do this to records of e at all? A base is written through its kinds only, and some
 * things are left to an act of their own (INVALID). */
MUST_USE enum err must_write_to(const struct call *c, const struct entity *e, enum write w,
                                struct fail *why);
bool may_write_to(const struct call *c, const struct entity *e, enum write w);
/* Is the caller of one of the two offices that see to all matters, those for few too? */
bool sees_to_matters(const struct call *c);
/* Does the caller see the county's figures, not its own unit's only (as an owner enterprise does)?
 */
bool views_county(const struct call *c);
/* Is the caller the head of its unit (a county's leader, a unit's head)? */
bool heads_own_unit(const struct call *c);
/* Are the papers that units were changed by the only ones the caller has to do with? */
bool reads_orders_only(const struct call *c);
/* Rows of the entity that the caller may read. In the call's arena. */
struct scope scope_to_read(const struct call *c, const struct entity *e);
/* What the unit and those below it own, and the unit itself. In the call's arena. */
struct scope scope_of_unit(const struct call *c, const struct entity *e, int64_t unit);
/* May the caller write a record of e owned by this unit, about this subject (0: none)? */
MUST_USE enum err must_write(const struct call *c, const struct entity *e, int64_t owner,
                             const struct shape *s, const struct value *v, struct fail *why);

#endif
