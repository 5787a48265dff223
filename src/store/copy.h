/*
 * copy.h -- a whole database row by row, from one engine to another.
 */
#ifndef COPY_H
#define COPY_H

#include "store/driver.h"

struct side {
    const struct driver *driver;
    struct connection *c;
};

/* Make the schema in `to`, which is empty, and fill it from `from`, in a transaction of each. */
MUST_USE enum err copy_all(const struct side *from, const struct side *to, struct fail *why);

#endif
