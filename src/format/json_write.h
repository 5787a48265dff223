/*
 * json_write.h -- JSON out (RFC 8259), value after value into a buffer with a ceiling.
 *
 * Text must be valid UTF-8. "<" is written as an escape, so that the result may also stand inside
 * a page. Opening and closing calls must pair up: that is the caller's bug, and asserted.
 */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "base/base.h"

struct json_writer {
    struct buf *out;
    bool comma; /* the next value or key has one before it */
    int depth;
};

struct json_writer json_writer_on(struct buf *out);
void json_object(struct json_writer *w);
void json_object_end(struct json_writer *w);
void json_array(struct json_writer *w);
void json_array_end(struct json_writer *w);
void json_key(struct json_writer *w, struct str name);
void json_text(struct json_writer *w, struct str text);
void json_int(struct json_writer *w, int64_t n);
/* Digits that are a JSON number already, e.g. of decimal_exact(). */
void json_digits(struct json_writer *w, struct str digits);
void json_bool(struct json_writer *w, bool x);
void json_null(struct json_writer *w);

/* A key and its value in one call. */
void json_put_text(struct json_writer *w, struct str name, struct str text);
void json_put_int(struct json_writer *w, struct str name, int64_t n);
void json_put_bool(struct json_writer *w, struct str name, bool x);

#endif
