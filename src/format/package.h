/*
 * package.h -- a zip file as a list of named parts: Word files in and out (libzip).
 *
 * Reading is bounded, so that a small file cannot become a large one: number of parts, bytes of
 * each and of all, and how much a part may grow. Writing is deterministic: the same parts give the
 * same bytes on every machine and day.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "base/err.h"

enum {
    PACKAGE_PARTS_MAX = 500,
    PACKAGE_PART_MAX = 16 << 20, /* bytes unpacked */
    PACKAGE_ALL_MAX = 32 << 20,
    PACKAGE_RATIO_MAX = 200 /* of a part over PACKAGE_FREE; deflate itself ends near 1000 */
};
#define PACKAGE_FREE ((ptrdiff_t)1 << 20)

struct package_part {
    struct str name, bytes;
};
struct package {
    struct package_part *at; /* in the order of the file */
    ptrdiff_t n;
};

/* Errors: MEDIA (no zip file, damaged, encrypted), TOO_LARGE (over a bound). */
MUST_USE enum err package_read(struct arena *a, struct str bytes, struct package *out,
                               struct fail *why);
/* The part of that name, or NULL. */
struct package_part *package_find(const struct package *p, struct str name);
/* Errors: IO (libzip could not write). */
MUST_USE enum err package_write(struct arena *a, const struct package *p, struct str *out,
                                struct fail *why);

#endif
