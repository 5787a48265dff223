/*
 * pack.h -- gzip for answers.
 */
#ifndef PACK_H
#define PACK_H

#include "base/base.h"

/* Shorter answers fit into one packet as they are. */
enum { PACK_FROM = 1400 };

/* False if packing gains less than a tenth. */
bool pack_gzip(struct arena *a, struct str bytes, struct str *out);

#endif
