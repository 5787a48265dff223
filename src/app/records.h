/*
 * records.h -- list, read, make, change and void records of any entity.
 *
 * Used by pages, API, import and command line. Rules of one entity (a unit's dated change, an
 * account's protected phone) are in that entity's feature file and called from here by table.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include "app/rights.h"

/* The fields that the caller's unit sees: compiled, then its county's own. */
MUST_USE enum err records_shape(struct call *c, const struct entity *e, int64_t owner,
                                struct shape *out, struct fail *why);

struct list_query {
    const struct entity *e;
    struct input
        *filters; /* "state", "valid_from.ge", "parent.in", ...; unknown ones are problems */
    ptrdiff_t n_filters;
    struct str search, sort, after;
    int64_t limit; /* 0: 50 */
    int64_t owner; /* for the machine, that sees all: only what is of this unit or below it, with
                    * the fields that hold there; 0: everything */
};
MUST_USE enum err records_list(struct call *c, const struct list_query *q, struct shape *out_shape,
                               struct page *out, struct fail *why);
MUST_USE enum err records_get(struct call *c, const struct entity *e, int64_t id,
                              struct shape *out_shape, struct record *out, struct fail *why);
/* INVALID: see c->problems. owner 0: the caller's own unit (county-wide entities: its county). */
MUST_USE enum err records_create(struct call *c, const struct entity *e, int64_t owner,
                                 const struct input *in, ptrdiff_t n, int64_t *out_id,
                                 struct fail *why);
/* version 0: whichever is current; else STALE if it is not. */
MUST_USE enum err records_update(struct call *c, const struct entity *e, int64_t id,
                                 int64_t version, const struct input *in, ptrdiff_t n,
                                 struct fail *why);
MUST_USE enum err records_void(struct call *c, const struct entity *e, int64_t id, int64_t version,
                               struct str reason, struct fail *why);
MUST_USE enum err records_past(struct call *c, const struct entity *e, int64_t id,
                               struct shape *out_shape, struct pasts *out, struct fail *why);

/* What references point at, for people: id to name in the call's language, one query an entity. */
struct names {
    struct name {
        const struct entity *e;
        int64_t id;
        struct str code, name;
    } * at;
    ptrdiff_t n;
};
MUST_USE enum err records_names(struct call *c, const struct shape *s, const struct record *at,
                                ptrdiff_t n, struct names *out, struct fail *why);
const struct name *names_find(const struct names *names, const struct entity *e, int64_t id);

#endif
