/*
 * openapi.h -- the two halves of the description: schemas of records, operations on addresses.
 */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "base/message.h"
#include "format/json_write.h"

struct sheet {
    struct json_writer w;
    struct arena *a;
    enum lang lang;
};

/* The member "schemas": problem details, and for each entity NAME as it is read or made, and
 * NAME.patch with what a merge patch may hold. */
void openapi_schemas(struct sheet *s);

#endif
