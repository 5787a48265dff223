/*
 * json.h -- JSON in (RFC 8259), bounded, to a tree in the arena.
 *
 * Strict: valid UTF-8, no NUL, no lone surrogate, no duplicate member, nothing after the value.
 * Numbers keep their text exactly, so that no decimal passes through a floating-point number.
 */
#ifndef JSON_H
#define JSON_H

#include "base/decimal.h"
#include "base/err.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

enum {
    JSON_DEPTH_MAX = 32,
    JSON_MEMBERS_MAX = 10000,  /* of one object or array */
    JSON_VALUES_MAX = 1000000, /* of the whole text */
    JSON_BYTES_MAX = 64 << 20  /* 64 MiB */
};

struct json {
    enum json_kind kind;
    bool truth;               /* BOOL */
    struct str text;          /* TEXT: unescaped; NUMBER: as written */
    struct str name;          /* in an object: of this member */
    const struct json *first; /* ARRAY, OBJECT: what it holds, in order */
    const struct json *next;  /* the next element or member */
    ptrdiff_t n;              /* ARRAY, OBJECT: how many */
};

/* Errors: INVALID (with line and column), TOO_LARGE. */
MUST_USE enum err json_parse(struct arena *a, struct str text, const struct json **out,
                             struct fail *why);

/* A member of an object by name; NULL if it has none, or if it is no object. */
const struct json *json_member(const struct json *object, struct str name);
/* The text of a TEXT, else "". */
struct str json_str(const struct json *value);
/* A NUMBER that is whole and fits (1e3 and 1.0 are not: write 1000). */
bool json_whole(const struct json *value, int64_t *out);
/* A NUMBER with at most four decimals, without an exponent. */
bool json_decimal(const struct json *value, struct decimal *out);

/* A JSON pointer (RFC 6901) one step further: "/rows/0" and "a/b" give "/rows/0/a~1b". */
struct str json_pointer(struct arena *a, struct str pointer, struct str name);
/* What a pointer names, or NULL. */
const struct json *json_at(const struct json *value, struct str pointer);

#endif
