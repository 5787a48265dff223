/*
 * keys.h -- what an administrator does with the key file, from the machine's own command line.
 */
#ifndef KEYS_H
#define KEYS_H

#include "app/app.h"
#include "app/keyring.h"

/* One key of the file. Secrets are never shown. */
struct key_shown {
    struct str use, id; /* "sign", "public", "protect" */
    int64_t since;
    bool is_used; /* signs or wraps now */
};
/* In the order of the file. In the call's arena. */
MUST_USE enum err keys_list(struct call *c, struct key_shown **out, int *out_n, struct fail *why);
/*
 * A fresh signing key, and an entry "rotate_key" in the record. Servers that run go on signing with
 * the key before, which still verifies, until they start again. Errors: FORBIDDEN but for the
 * machine's own command line.
 */
MUST_USE enum err keys_rotate(struct call *c, struct str *out_id, struct fail *why);

#endif
