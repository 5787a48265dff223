/*
 * keyring.h -- the keys that stand outside the database: one file, for its owner's eyes only.
 *
 * Signing keys (Ed25519) sign heads of the record; a protection key (256 bits) wraps the keys of
 * records with protected fields. The file is text, a key a line:
 *     ponan-keys 1
 *     sign ID SINCE SECRET        the newest is used; of older ones only
 *     public ID SINCE PUBLIC      this is kept, so that old heads can be verified
 *     protect ID SINCE SECRET     the newest wraps; older ones still unwrap
 * ID is the first half of SHA-256 of the public key (or of "ponan-protect " and the key) in
 * hexadecimal, SINCE an instant, the rest base64. A program that runs reads a changed file again
 * (keyring_refresh); threads may use one ring together. Beside it, FILE.erased lists the records
 * whose keys were destroyed (app/protect.h). Whoever loses the file loses the protected fields;
 * whoever has it and the database can read them.
 */
#ifndef KEYRING_H
#define KEYRING_H

#include "base/hash.h"
#include "base/os.h"

struct keyring;

enum { SECRET_LEN = 32, PUBLIC_LEN = 32, SIGNATURE_LEN = 64, KEY_ID_LEN = 32 };

/* Where the key file of a database stands: `given` if not "", else FOLDER/ponan.keys, else (a URL)
 * ponan.keys in the current folder. */
struct str keyring_path(struct arena *a, struct str where, struct str given);

/* A new file with fresh keys. Errors: CONFLICT if there is one, IO. */
MUST_USE enum err keyring_create(const struct os *os, struct str path, int64_t instant,
                                 struct fail *why);
/* Errors: NOT_FOUND, FORBIDDEN (group or others may read it), IO, CORRUPT (names the line). */
MUST_USE enum err keyring_open(const struct os *os, struct str path, struct keyring **out,
                               struct fail *why);
void keyring_close(struct keyring *k); /* forgets the secrets; NULL is fine */

/* Is the file another one, or written to, since it was read? A look at its folder, no more. */
bool keyring_is_changed(const struct keyring *k);
/*
 * Read a changed file again, as after a rotation on another server. Whatever the error, the keys
 * read before stay in use. Errors: those of keyring_open(); CONFLICT if a key is gone that heads
 * were signed or fields protected with.
 */
MUST_USE enum err keyring_refresh(struct keyring *k, struct fail *why);
/* A fresh signing key; of the one before only the public half is kept. The file is rewritten.
 * Errors: those of keyring_refresh(), TOO_LARGE. */
MUST_USE enum err keyring_rotate(struct keyring *k, int64_t instant, struct fail *why);

/* Id of the key that signs now. In `a`. */
struct str keyring_signer(const struct keyring *k, struct arena *a);
/* False, and nothing is signed, if `signer` is no longer the key that signs. */
MUST_USE bool keyring_sign(const struct keyring *k, struct str signer, struct str bytes,
                           unsigned char out[SIGNATURE_LEN]);
/* False also when the id is not in the ring. */
bool keyring_verify(const struct keyring *k, struct str id, struct str bytes, struct str signature);
bool keyring_knows(const struct keyring *k, struct str id);

/* XChaCha20-Poly1305 under the protection key; `bound` must be the same again to unwrap. */
struct str keyring_wrap(const struct keyring *k, struct arena *a, struct str bound,
                        const unsigned char secret[SECRET_LEN]);
/* False if it was wrapped under another key, for another `bound`, or changed. */
bool keyring_unwrap(const struct keyring *k, struct str bound, struct str wrapped,
                    unsigned char out[SECRET_LEN]);

/* A hash of bytes that only the protection key can make; the same after a rotation. */
struct hash keyring_mark(const struct keyring *k, struct str bytes);

/* One key of the file. Secrets are never shown. */
struct key_shown {
    struct str use, id; /* "sign", "public", "protect" */
    int64_t since;
    bool is_used; /* signs or wraps now */
};
/* In the order of the file; how many. In `a`. */
int keyring_list(const struct keyring *k, struct arena *a, struct key_shown **out);

/* FILE.erased: what was destroyed and stays destroyed after a restore. */
struct str keyring_erased_path(const struct keyring *k);

/* --- the cipher, for protect.c --------------------------------------------------------------- */

/* nonce (24 bytes), ciphertext, tag (16 bytes) */
struct str aead_seal(const struct os *os, struct arena *a, const unsigned char key[SECRET_LEN],
                     struct str bound, struct str clear);
bool aead_open(struct arena *a, const unsigned char key[SECRET_LEN], struct str bound,
               struct str sealed, struct str *out);
/* Overwrites a secret; the compiler cannot leave it out. */
void secret_forget(void *secret, ptrdiff_t len);

#endif
