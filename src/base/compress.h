/*
 * compress.h -- bulk bytes as a Zstandard frame (RFC 8878), which any tool can open.
 *
 * Fast rather than small: rows of an import repeat so much that the lowest level takes nearly all.
 */
#ifndef COMPRESS_H
#define COMPRESS_H

#include "base/base.h"

/* In `a`. */
struct str compressed(struct arena *a, struct str bytes);
/* Do the bytes begin like a frame? */
bool is_compressed(struct str bytes);
/* One whole frame, in `a`; false if it is none or stands for more than `max` bytes. */
MUST_USE bool decompress(struct arena *a, struct str frame, ptrdiff_t max, struct str *out);

#endif
