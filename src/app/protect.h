/*
 * protect.h -- protected fields: each record's values under a key of its own, which can be
 * destroyed.
 *
 * A field of KIND_PROTECTED holds ciphertext wherever it is stored: current row, history, journal.
 * The record's key stands in the database, wrapped by the keyring's protection key and bound to
 * entity and id; a value is bound to its entity and field. So neither a value nor a key can be
 * moved to another place. Destroying the key erases the values everywhere, backups of the database
 * too once they are restored, while the record's chain still verifies.
 *
 * Making or changing a protected value, inside one write (run again, it seals again):
 *     struct record_key key;
 *     protect_key(app, tx_view(tx), entity, id or 0, &key, why);
 *     v[i] = VALUE_OF_TEXT(protect_seal(app, a, &key, entity, field, clear));
 *     tx_insert(...) or tx_update(...);
 *     protect_keep(app, tx, &key, entity, id, why);
 */
#ifndef PROTECT_H
#define PROTECT_H

#include "app/app.h"
#include "app/keyring.h"
#include "app/map.h"

struct record_key {
    unsigned char secret[SECRET_LEN];
    bool is_new; /* not in the database yet */
};

struct protect_place {
    struct str entity;
    int64_t id;
    struct str field;
};

/* The record's key; a fresh one if it has none or is new itself (id 0). Errors: CONFLICT if it was
 * destroyed, CORRUPT if the key file is not the one it was wrapped with. */
MUST_USE enum err protect_key(const struct app *app, struct view *v, struct str entity, int64_t id,
                              struct record_key *out, struct fail *why);
/* The stored form of a value: text. */
struct str protect_seal(const struct app *app, struct arena *a, const struct record_key *key,
                        struct str entity, struct str field, struct str clear);
/* Once the record has its id: a fresh key is stored, and forgotten here. */
MUST_USE enum err protect_keep(const struct app *app, struct tx *tx, struct record_key *key,
                               struct str entity, int64_t id, struct fail *why);
/* A stored value in clear. Errors: NOT_FOUND if the key was destroyed, CORRUPT if value, key or key
 * file do not belong together. */
MUST_USE enum err protect_open(const struct app *app, struct view *v, struct arena *a,
                               const struct protect_place *place, struct str sealed,
                               struct str *out, struct fail *why);

/* Can a stored key be unwrapped with this key file? For checks. */
bool protect_key_opens(const struct app *app, struct str entity, int64_t id, struct str wrapped);

/* How a record's key stands. */
enum protect_state { PROTECT_NONE, PROTECT_KEPT, PROTECT_DESTROYED };
/* *out_day: the day it was destroyed on, else DATE_NONE. */
MUST_USE enum err protect_state(struct view *v, struct arena *a, struct str entity, int64_t id,
                                enum protect_state *out, int64_t *out_day, struct fail *why);

/*
 * Destroy a record's key: first a line in FILE.erased outside the database, then a journalled act
 * "erase" in the name of `act`, whose note is kept as the reason. A crash between the two is made
 * good by protect_apply(). The caller has checked the right. Errors: NOT_FOUND if the record has no
 * key (any more).
 */
MUST_USE enum err protect_erase(const struct app *app, struct view *v, const struct act *act,
                                struct str entity, int64_t id, struct fail *why);
/* What FILE.erased lists, as "ENTITY ID"; *out_exists false if there is no such file. Errors:
 * CORRUPT if it is no list, IO. */
MUST_USE enum err protect_list(const struct app *app, struct arena *a, struct map *out,
                               bool *out_exists, struct fail *why);
/* Destroy again what FILE.erased lists: after a restore, and at every start. *out_n: how many. */
MUST_USE enum err protect_apply(const struct app *app, int64_t *out_n, struct fail *why);

#endif
