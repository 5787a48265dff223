/*
 * seal.h -- heads: signed states of the record's Merkle tree (RFC 9162 shapes).
 *
 * Sealing takes the journal's entries up to the horizon, numbers them densely as leaves and signs
 * the tree's root. What is below a head cannot be changed unseen by anyone without the signing key;
 * a head kept elsewhere shows a cut tail even to whoever has it.
 */
#ifndef SEAL_H
#define SEAL_H

#include "app/app.h"
#include "app/keyring.h"

struct head {
    int64_t size; /* leaves; 0: nothing sealed yet */
    int64_t instant;
    struct hash root;
    struct str signer; /* id of a signing key */
    unsigned char signature[SIGNATURE_LEN];
};

/* A head as a text file, to be kept elsewhere; and back. False if the text is none. */
void head_write(struct buf *out, const struct head *h);
bool head_read(struct str text, struct head *out);
/* Signed by a key of the ring. */
bool head_is_signed(const struct keyring *k, const struct head *h);
/* The newest. size 0 if there is none. `signer` lives in `a`. */
MUST_USE enum err head_last(struct view *v, struct arena *a, struct head *out, struct fail *why);

/*
 * Seal what can be sealed, in one durable write and without a journal entry; at most SEAL_BATCH
 * entries. *out_n: how many; 0: nothing was left, or another server has just done it.
 */
enum { SEAL_BATCH = 2000 };
MUST_USE enum err seal_step(struct app *app, int64_t *out_n, struct fail *why);
/* Steps until nothing is left: before a backup, and at the end of a command line's work. */
MUST_USE enum err seal_all(struct app *app, int64_t *out_n, struct fail *why);
/* Is there an entry that waits for its seal? A cheap look. */
MUST_USE enum err seal_is_due(struct app *app, bool *out, struct fail *why);

#endif
