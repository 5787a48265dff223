/*
 * hash.h -- SHA-256 and SM3 (GB/T 32905) over libcrypto, marks, hexadecimal and base64 (RFC 4648).
 */
#ifndef HASH_H
#define HASH_H

#include "base/base.h"

enum hash_kind { HASH_SHA256, HASH_SM3 };
enum { HASH_LEN = 32 };

struct hash {
    unsigned char b[HASH_LEN];
};

struct hash hash_of(enum hash_kind kind, struct str bytes);

/* HMAC-SHA-256 (RFC 2104): only who has the key can make it. */
struct hash hmac_sha256(struct str key, struct str bytes);

struct hasher {
    void *ctx;
};
void hasher_init(struct hasher *h, enum hash_kind kind);
void hasher_add(struct hasher *h, struct str bytes);
struct hash hasher_done(struct hasher *h); /* the result; releases h */

/* 128 bits by which the same bytes are known again, as 32 hexadecimal digits (XXH3). Quick and no
 * proof: who sets out to can make two texts of one mark. */
struct str quick_mark(struct arena *a, struct str bytes);

bool hash_eq(const struct hash *a, const struct hash *b); /* in constant time */
struct str hex_of(struct arena *a, struct str bytes);     /* lower case */
/* The parsers are strict: false on any other byte, and for base64 on padding or spare bits that
 * the writers would not make. hex_parse takes both cases. */
bool hex_parse(struct arena *a, struct str hex, struct str *out);
struct str base64url_of(struct arena *a, struct str bytes);
bool base64url_parse(struct arena *a, struct str text, struct str *out);
struct str base64_of(struct arena *a, struct str bytes); /* with padding, for key files */
bool base64_parse(struct arena *a, struct str text, struct str *out);

#endif
