/*
 * change.h -- what making, changing and importing records have in common.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "app/rules.h"

/* May the caller make this change: right, reach, and the entity's own rule. */
MUST_USE enum err change_may(struct change *ch, struct fail *why);

#endif
