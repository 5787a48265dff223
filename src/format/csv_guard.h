/*
 * csv_guard.h -- which cells a spreadsheet could take for a formula; shared by csv.c and
 * csv_write.c.
 */
#ifndef CSV_GUARD_H
#define CSV_GUARD_H

#include "base/base.h"

/*
 * Does the cell begin with = + - @ tab or CR and is no plain number, or does it so behind
 * apostrophes? Such a cell is written with one apostrophe more, and read with one less, so that
 * every text comes back as it was.
 */
bool csv_guard_needed(struct str cell);

#endif
