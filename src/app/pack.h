/*
 * pack.h -- values as compact bytes and back: how a preview keeps its rows.
 *
 * Only what this program wrote is read, but it comes from a database: a reader that runs past the
 * end stays at "failed", and callers check once.
 */
#ifndef PACK_H
#define PACK_H

#include "entity/entity.h"

void pack_int(struct buf *out, int64_t n);
void pack_str(struct buf *out, struct str s);
void pack_value(struct buf *out, const struct value *v);
/* The message by its key, so that another release reads it. */
void pack_problem(struct buf *out, const struct problem *p);

struct unpack {
    struct arena *a;
    struct str rest;
    bool failed;
};
int64_t unpack_int(struct unpack *u);
struct str unpack_str(struct unpack *u); /* a view of what is unpacked */
struct value unpack_value(struct unpack *u);
struct problem unpack_problem(struct unpack *u);

#endif
