/*
 * matter_document.h -- a document that belongs to a matter.
 */
#ifndef MATTER_DOCUMENT_H
#define MATTER_DOCUMENT_H

#include "entity/entity.h"

struct matter_document {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter_document.def"
    uint64_t set; /* bit MATTER_DOCUMENT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_DOCUMENT_##n,
#include "entity/matter_document.def"
#undef FIELD_NUMBER
    MATTER_DOCUMENT_N_FIELDS
};

extern const struct entity matter_document_entity;

#endif
