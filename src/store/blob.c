/*
 * blob.c -- bytes kept once, under their SHA-256.
 */
#include "store/internal.h"

enum err tx_blob(struct tx *tx, struct str bytes, struct hash *out, struct fail *why)
{
    struct hash h = hash_of(HASH_SHA256, bytes);
    struct value args[] = {VALUE_OF_BLOB(((struct str){(const char *)h.b, HASH_LEN})),
                           VALUE_OF_INT(bytes.len), VALUE_OF_BLOB(bytes)};
    tx->is_written = true;
    enum err err = db_run(tx->c, tx->store,
                          S("INSERT INTO blob (hash, size, bytes) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (hash) DO NOTHING"),
                          args, 3, why);
    if (err == OK)
        *out = h;
    return err;
}

struct found {
    struct arena *a;
    struct str bytes;
    bool is_there;
};

static enum err take_bytes(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct found *f = ctx;
    (void)n_cols;
    (void)why;
    f->bytes = str_dup(f->a, row[0].t);
    f->is_there = true;
    return OK;
}

enum err view_blob(struct view *v, struct arena *a, const struct hash *h, struct str *out,
                   struct fail *why)
{
    struct value arg = VALUE_OF_BLOB(((struct str){(const char *)h->b, HASH_LEN}));
    struct found f = {.a = a};
    enum err err = v->store->driver->run(v->c, S("SELECT bytes FROM blob WHERE hash = ?1"), &arg, 1,
                                         take_bytes, &f, NULL, why);
    if (err != OK)
        return err;
    if (!f.is_there)
        return FAIL(why, ERR_NOT_FOUND, MSG_store_no_blob, ARG_NONE);
    struct hash now = hash_of(HASH_SHA256, f.bytes);
    if (!hash_eq(&now, h))
        return FAIL(why, ERR_CORRUPT, MSG_store_blob_corrupt, ARG_NONE);
    *out = f.bytes;
    return OK;
}
