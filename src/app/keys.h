/*
 * keys.h -- what an administrator does with the key file, from the machine's own command line.
 */
#ifndef KEYS_H
#define KEYS_H

#include "app/app.h"
#include "app/keyring.h"

/* In the order of the file. In the call's arena. */
MUST_USE enum err keys_list(struct call *c, struct key_shown **out, int *out_n, struct fail *why);
/*
 * A fresh signing key, and an entry "rotate_key" in the record. Servers that run on this file sign
 * their next head with it; those with a copy of their own go on with the key before, which still
 * verifies, until the copy is put in its place. Errors: FORBIDDEN but for the machine's own command
 * line.
 */
MUST_USE enum err keys_rotate(struct call *c, struct str *out_id, struct fail *why);

/* A job's two halves: a key file that was changed is read again. Errors: keyring_refresh(). */
MUST_USE enum err keys_are_changed(struct app *app, bool *out, struct fail *why);
MUST_USE enum err keys_refresh(struct app *app, struct fail *why);

#endif
