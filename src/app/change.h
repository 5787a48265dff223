/*
 * change.h -- what making, changing and importing records have in common.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "app/protect.h"
#include "app/rules.h"

/* May the caller make this change: right, reach, and the entity's own rule. */
MUST_USE enum err change_may(struct change *ch, struct fail *why);

/*
 * Write the values of a change: protected ones are sealed under the record's own key first. Inside
 * a write, after the rules. With `old` it is an update of that record at `version` (0: whichever).
 */
MUST_USE enum err change_write(struct change *ch, struct tx *tx, int64_t version, int64_t *out_id,
                               struct fail *why);

#endif
