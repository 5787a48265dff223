/*
 * presets.h -- what the offices of a new county find and keep from there on: terms, each with the
 * source it was taken from.
 *
 * The files of rules/preset/ are in the program, NN-ENTITY.csv in the order of their names. A
 * preset is a record like any other: owned by the county, changed on its page, dated.
 */
#ifndef PRESETS_H
#define PRESETS_H

#include "app/app.h"

/* Inside a write, into a county that has none of them yet. */
MUST_USE enum err presets_put(struct tx *tx, int64_t county, struct fail *why);

#endif
