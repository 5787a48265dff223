/*
 * secret.h -- random tokens and their hashes, and passwords behind the turnstile.
 *
 * A token is 32 random bytes in base64url. The database holds its SHA-256 only: nobody who reads
 * the database can use it.
 */
#ifndef SECRET_H
#define SECRET_H

#include "app/app.h"

struct str token_make(const struct os *os, struct arena *a);
/* What the database keeps of a token; in `a`. */
struct value token_hash(struct arena *a, struct str token);
/* A number for lists, from the hash; it says nothing about the token. */
int64_t token_id(struct str hash);

/* Argon2id (RFC 9106), 19 MiB, two passes. TOO_MANY if too many others wait. */
MUST_USE enum err password_hash(struct app *app, struct arena *a, struct str password,
                                struct str *out, struct fail *why);
/* `hash` "": no account or no password; takes as long and is false. */
MUST_USE enum err password_matches(struct app *app, struct arena *a, struct str hash,
                                   struct str password, bool *out, struct fail *why);

#endif
