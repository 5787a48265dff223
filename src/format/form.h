/*
 * form.h -- what browsers send: queries, forms, uploads, cookies, and the headers about them.
 *
 * Every text that comes out is valid UTF-8 without control bytes, except that a form's fields may
 * hold line ends (CRLF as sent) and tabs. Anything else is refused whole, not repaired. Views point
 * into the arguments or the arena.
 */
#ifndef FORM_H
#define FORM_H

#include "base/err.h"

enum {
    FORM_PAIRS_MAX = 20000, /* of one form: a grid of 100 indicators for 200 units */
    FORM_NAME_MAX = 256,    /* bytes of a name */
    FORM_UPLOADS_MAX = 20,
    FILE_NAME_CHARS_MAX = 120
};

/* A name and its text, in the order sent; names may stand several times. */
struct pair {
    struct str name, text;
};
struct pairs {
    struct pair *at;
    ptrdiff_t n;
};

/* A file of a multipart form. `file_name` has no folders, control bytes or leading dots. */
struct upload {
    struct str field, file_name, media_type, bytes;
};
struct multipart {
    struct pairs fields;
    struct upload *uploads;
    ptrdiff_t n_uploads;
};

/* The first text of that name, or NULL. */
const struct str *pairs_find(const struct pairs *p, struct str name);

/* A query string or application/x-www-form-urlencoded body (WHATWG URL, 5.1). Errors: INVALID. */
MUST_USE enum err form_parse(struct arena *a, struct str encoded, struct pairs *out,
                             struct fail *why);
/* multipart/form-data (RFC 7578); content_type is the header with its boundary. Errors: INVALID. */
MUST_USE enum err multipart_parse(struct arena *a, struct str content_type, struct str body,
                                  struct multipart *out, struct fail *why);
/* Percent-decoded path or name, without "+" meaning a space. False if it is no valid text. */
bool url_decode(struct arena *a, struct str encoded, struct str *out);
/* The last part of a path as a name to show and to store under: never empty. */
struct str file_name_clean(struct arena *a, struct str name);

/* A cookie of the Cookie header (RFC 6265, 5.4); the first of that name. False if there is none. */
bool cookie_find(struct str header, struct str name, struct str *out);
/* The best of our languages by Accept-Language (RFC 9110, 12.5.4), else `otherwise`. */
enum lang accept_language(struct str header, enum lang otherwise);
/* Quality 0..1000 that an Accept or Accept-Encoding header gives to a value such as "text/html" or
 * "gzip"; 0: not acceptable. A missing header ("") accepts every media type and no encoding. */
int accept_media(struct str header, struct str media);
int accept_encoding(struct str header, struct str coding);
/* Is a Content-Type header of this type, whatever its parameters? */
bool media_is(struct str content_type, struct str media);
/* A parameter of such a header, unquoted into the arena. False if it is not there. */
bool media_parameter(struct arena *a, struct str header, struct str name, struct str *out);

/* RFC 9110, 5.6.7: "Tue, 20 Jun 2006 01:30:00 GMT". Parsing also takes the two obsolete forms. */
struct str http_date(struct arena *a, int64_t instant);
bool http_date_parse(struct str text, int64_t *out_instant);

/* Does a list such as `"a", W/"b"` or * name this tag (`"a"`)? Weak: If-None-Match; strong:
 * If-Match (RFC 9110, 8.8.3.2). */
bool etag_matches_weak(struct str header, struct str etag);
bool etag_matches_strong(struct str header, struct str etag);

#endif
