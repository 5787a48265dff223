/*
 * document.h -- a paper or file; its bytes are kept by the store, once per hash.
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "entity/entity.h"

#define DOCUMENT_TYPES(X)           \
    X(document, type, paper)        \
    X(document, type, instruction)  \
    X(document, type, minutes)      \
    X(document, type, organisation) \
    X(document, type, permit)       \
    X(document, type, evidence)     \
    X(document, type, generated)    \
    X(document, type, data)
enum document_type {
#define X(entity, field, code) DOCUMENT_TYPE_##code,
    DOCUMENT_TYPES(X)
#undef X
        DOCUMENT_TYPE_COUNT
};
extern const struct choice document_types[DOCUMENT_TYPE_COUNT];

#define DOCUMENT_SECRECIES(X)       \
    X(document, secrecy, public)    \
    X(document, secrecy, internal)  \
    X(document, secrecy, sensitive) \
    X(document, secrecy, few)
enum document_secrecy {
#define X(entity, field, code) DOCUMENT_SECRECY_##code,
    DOCUMENT_SECRECIES(X)
#undef X
        DOCUMENT_SECRECY_COUNT
};
extern const struct choice document_secrecies[DOCUMENT_SECRECY_COUNT];

struct document {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/document.def"
    uint64_t set; /* bit DOCUMENT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) DOCUMENT_##n,
#include "entity/document.def"
#undef FIELD_NUMBER
    DOCUMENT_N_FIELDS
};

extern const struct entity document_entity;

#endif
