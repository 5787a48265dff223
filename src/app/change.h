/*
 * change.h -- what making, changing and importing records have in common.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "app/protect.h"
#include "app/rules.h"

/* One record to be made (id 0) or changed; the same at each try of the write. */
struct order {
    struct call *c;
    const struct entity *e;
    int64_t id, version, owner;
    const struct input *in;
    ptrdiff_t n_in;
    /* System fields that only this use case knows, set after the rules were asked; may be NULL. */
    void (*finish)(struct change *ch, const void *ctx);
    const void *ctx;
    int64_t made; /* id of the new record */
};

/* Inside a write: read what was typed, ask the rules, write. o->c->problems are then of this order.
 * Errors: as records_create() and records_update(). */
MUST_USE enum err order_create(struct tx *tx, struct order *o, struct fail *why);
MUST_USE enum err order_update(struct tx *tx, struct order *o, struct fail *why);

/* The same for taking a record back: only o->c, e, id and version count. */
MUST_USE enum err order_void(struct tx *tx, struct order *o, struct fail *why);

/* May the caller make this change: right, reach, and the entity's own rule. */
MUST_USE enum err change_may(struct change *ch, struct fail *why);

/* Whose a changed record is from here on: an owner that follows from a field follows it. The new
 * owner must be within the caller's reach too. */
MUST_USE enum err change_follow(struct change *ch, struct fail *why);

/*
 * Write the values of a change: protected ones are sealed under the record's own key first. Inside
 * a write, after the rules. With `old` it is an update of that record at `version` (0: whichever).
 */
MUST_USE enum err change_write(struct change *ch, struct tx *tx, int64_t version, int64_t *out_id,
                               struct fail *why);

#endif
