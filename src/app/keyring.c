/*
 * keyring.c -- the key file: making, reading, rotating; signatures and wrapping over libsodium.
 */
#include "app/keyring.h"

#include "base/date.h"

#include <pthread.h>
#include <sodium.h>

enum { KEYS_MAX = 256, FILE_MAX = 64 * 1024, LINE_MAX_LEN = 256, WRAP_FORM = '1' };

_Static_assert(SECRET_LEN == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "cipher's key");
_Static_assert(SECRET_LEN == crypto_sign_SEEDBYTES, "a signing key is kept as its seed");
_Static_assert(PUBLIC_LEN == crypto_sign_PUBLICKEYBYTES, "signing key's public half");
_Static_assert(SIGNATURE_LEN == crypto_sign_BYTES, "signature");

enum key_use { KEY_SIGN, KEY_PUBLIC, KEY_PROTECT, KEY_USE_COUNT };

static const struct str use_words[KEY_USE_COUNT] = {
    [KEY_SIGN] = S_("sign"), [KEY_PUBLIC] = S_("public"), [KEY_PROTECT] = S_("protect")};

struct key {
    enum key_use use;
    char id[KEY_ID_LEN];
    int64_t since;
    unsigned char secret[SECRET_LEN]; /* seed or key; of a public key: nothing */
    unsigned char public_half[PUBLIC_LEN];
};

/* What one reading of the file gave. */
struct ring {
    struct key keys[KEYS_MAX]; /* in the order of the file: newer ones later */
    int n;
    struct file_look look; /* of the file, just before it was read */
};

struct keyring {
    struct arena home; /* this struct and its texts live in it */
    const struct os *os;
    const char *path;
    struct str erased_path;
    pthread_rwlock_t *lock; /* for `now`; never held while the file is read */
    struct ring *now;
};

static const struct str file_head = S_("ponan-keys 1");

void secret_forget(void *secret, ptrdiff_t len)
{
    sodium_memzero(secret, (size_t)len);
}

struct str keyring_path(struct arena *a, struct str where, struct str given)
{
    if (given.len > 0)
        return given;
    bool is_url = str_starts(where, S("postgres://")) || str_starts(where, S("postgresql://"));
    return is_url ? S("ponan.keys") : str_fmt(a, "%.*s/ponan.keys", STR_ARG(where));
}

/* --- one key -----------------------------------------------------------------------------------
 */

static struct str key_id(const struct key *key)
{
    return (struct str){key->id, KEY_ID_LEN};
}

/* Public half and id, from use and secret (or public half). */
static void key_complete(struct key *key)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char whole[crypto_sign_SECRETKEYBYTES];
    if (key->use == KEY_SIGN)
        (void)crypto_sign_seed_keypair(key->public_half, whole, key->secret);
    struct hasher hasher;
    hasher_init(&hasher, HASH_SHA256);
    bool is_protect = key->use == KEY_PROTECT;
    if (is_protect)
        hasher_add(&hasher, S("ponan-protect "));
    const unsigned char *hashed = is_protect ? key->secret : key->public_half;
    hasher_add(&hasher, (struct str){(const char *)hashed, SECRET_LEN});
    struct hash hash = hasher_done(&hasher);
    for (int i = 0; i < KEY_ID_LEN; i++)
        key->id[i] = digits[i % 2 == 0 ? hash.b[i / 2] >> 4 : hash.b[i / 2] & 15];
    secret_forget(whole, sizeof whole);
}

static struct key key_fresh(const struct os *os, enum key_use use, int64_t instant)
{
    struct key key = {.use = use, .since = instant};
    os->random(os->ctx, key.secret, SECRET_LEN);
    key_complete(&key);
    return key;
}

static void key_write(struct buf *out, const struct key *key)
{
    bool is_public = key->use == KEY_PUBLIC;
    const unsigned char *bytes = is_public ? key->public_half : key->secret;
    struct str coded = base64_of(out->a, (struct str){(const char *)bytes, SECRET_LEN});
    buf_fmt(out, "%.*s %.*s ", STR_ARG(use_words[key->use]), STR_ARG(key_id(key)));
    instant_write(out, key->since);
    buf_fmt(out, " %.*s\n", STR_ARG(coded));
}

/* False if the line is none, or its id is not that of its key. */
static bool key_read(struct arena *a, struct str line, struct key *out)
{
    struct str rest = line;
    struct str use = str_cut(rest, ' ', &rest);
    struct str id = str_cut(rest, ' ', &rest);
    struct str since = str_cut(rest, ' ', &rest);
    struct str bytes = S("");
    struct key key = {.use = KEY_USE_COUNT};
    for (int i = 0; i < KEY_USE_COUNT; i++)
        if (str_eq(use, use_words[i]))
            key.use = (enum key_use)i;
    bool is_well_formed = key.use != KEY_USE_COUNT && instant_parse(since, &key.since) &&
                          base64_parse(a, rest, &bytes) && bytes.len == SECRET_LEN;
    if (!is_well_formed)
        return false;
    unsigned char *to = key.use == KEY_PUBLIC ? key.public_half : key.secret;
    memcpy(to, bytes.s, SECRET_LEN);
    key_complete(&key);
    *out = key;
    return str_eq(id, key_id(&key));
}

/* --- the file ----------------------------------------------------------------------------------
 */

static enum err write_file(const struct os *os, const char *path, const struct key *keys, int n,
                           struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    struct buf b = buf_on(&a, FILE_MAX);
    buf_fmt(&b, "%.*s\n", STR_ARG(file_head));
    for (int i = 0; i < n; i++)
        key_write(&b, &keys[i]);
    assert(!b.full);
    enum err err = os->write_file(os->ctx, path, buf_str(&b), 0600, why);
    if (b.s)
        secret_forget(b.s, b.len);
    arena_done(&a);
    return err;
}

enum err keyring_create(const struct os *os, struct str path, int64_t instant, struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    const char *path_z = str_z(&a, path);
    struct key keys[] = {key_fresh(os, KEY_SIGN, instant), key_fresh(os, KEY_PROTECT, instant)};
    enum err err =
        sodium_init() < 0 ? FAIL(why, ERR_UNAVAILABLE, MSG_app_keys_library, ARG_NONE) : OK;
    if (err == OK && os->exists(os->ctx, path_z))
        err = FAIL(why, ERR_CONFLICT, MSG_app_keys_there, ARG_TEXT(path));
    if (err == OK)
        err = write_file(os, path_z, keys, ARRAY_LEN(keys), why);
    secret_forget(keys, sizeof keys);
    arena_done(&a);
    return err;
}

static const struct key *newest(const struct ring *r, enum key_use use)
{
    const struct key *found = NULL;
    for (int i = 0; i < r->n; i++)
        if (r->keys[i].use == use)
            found = &r->keys[i];
    return found;
}

/* By id; of the two kinds of key that verify, or of the one that protects. */
static const struct key *find(const struct ring *r, struct str id, bool protects)
{
    for (int i = 0; i < r->n; i++)
        if ((r->keys[i].use == KEY_PROTECT) == protects && str_eq(key_id(&r->keys[i]), id))
            return &r->keys[i];
    return NULL;
}

static enum err read_keys(struct ring *r, struct arena *a, struct str path, struct str text,
                          struct fail *why)
{
    struct str rest = text;
    if (!str_eq(str_cut(rest, '\n', &rest), file_head))
        return FAIL(why, ERR_CORRUPT, MSG_app_keys_line, ARG_TEXT(path), ARG_INT(1));
    for (int64_t line = 2; rest.len > 0; line++) {
        bool is_read = r->n < KEYS_MAX && key_read(a, str_cut(rest, '\n', &rest), &r->keys[r->n]);
        if (!is_read)
            return FAIL(why, ERR_CORRUPT, MSG_app_keys_line, ARG_TEXT(path), ARG_INT(line));
        r->n++;
    }
    if (!newest(r, KEY_SIGN) || !newest(r, KEY_PROTECT))
        return FAIL(why, ERR_CORRUPT, MSG_app_keys_few, ARG_TEXT(path));
    return OK;
}

/* Whoever can read it can sign in our name and read what is protected. */
static enum err must_be_private(const struct keyring *k, struct ring *r, struct fail *why)
{
    if (!k->os->look(k->os->ctx, k->path, &r->look) || (r->look.mode & 077) == 0)
        return OK; /* none at all is told by reading it */
    return FAIL(why, ERR_FORBIDDEN, MSG_app_keys_open, ARG_TEXT(str_of(k->path)));
}

/* The file as it is now, into a ring of all zeros. */
static enum err read_ring(const struct keyring *k, struct ring *out, struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    struct str path = str_of(k->path);
    struct str text = S("");
    enum err err = must_be_private(k, out, why);
    if (err == OK)
        err = k->os->read_file(k->os->ctx, &a, k->path, FILE_MAX, &text, why);
    if (err == ERR_NOT_FOUND)
        err = FAIL(why, ERR_NOT_FOUND, MSG_app_keys_none, ARG_TEXT(path));
    if (err == OK)
        err = read_keys(out, &a, path, text, why);
    arena_done(&a);
    return err;
}

void keyring_close(struct keyring *k)
{
    if (!k)
        return;
    struct arena home = k->home;
    secret_forget(k->now, sizeof *k->now);
    (void)pthread_rwlock_destroy(k->lock);
    arena_done(&home);
}

enum err keyring_open(const struct os *os, struct str path, struct keyring **out, struct fail *why)
{
    if (sodium_init() < 0)
        return FAIL(why, ERR_UNAVAILABLE, MSG_app_keys_library, ARG_NONE);
    struct arena home;
    arena_init(&home, MIB);
    struct keyring *k = NEW(&home, struct keyring, 1);
    k->os = os;
    k->path = str_z(&home, path);
    k->erased_path = str_fmt(&home, "%.*s.erased", STR_ARG(path));
    k->lock = NEW(&home, pthread_rwlock_t, 1);
    (void)pthread_rwlock_init(k->lock, NULL);
    k->now = NEW(&home, struct ring, 1);
    k->home = home;
    enum err err = read_ring(k, k->now, why);
    if (err != OK) {
        keyring_close(k);
        return err;
    }
    *out = k;
    return OK;
}

/* --- changes of the file -----------------------------------------------------------------------
 */

static const struct ring *ring_hold(const struct keyring *k)
{
    (void)pthread_rwlock_rdlock(k->lock);
    return k->now;
}

static void ring_leave(const struct keyring *k)
{
    (void)pthread_rwlock_unlock(k->lock);
}

/* From here on all use what is in `next`. */
static void ring_put(struct keyring *k, const struct ring *next)
{
    (void)pthread_rwlock_wrlock(k->lock);
    memcpy(k->now, next, sizeof *next);
    (void)pthread_rwlock_unlock(k->lock);
}

bool keyring_is_changed(const struct keyring *k)
{
    struct file_look look = {0};
    (void)k->os->look(k->os->ctx, k->path, &look);
    const struct file_look *seen = &ring_hold(k)->look;
    bool is_same = look.mode == seen->mode && look.number == seen->number &&
                   look.changed == seen->changed && look.size == seen->size;
    ring_leave(k);
    return !is_same;
}

/* The file of another county in this one's place would make all of its heads look forged. */
static enum err must_keep_all(const struct keyring *k, const struct ring *next, struct fail *why)
{
    char lost[KEY_ID_LEN];
    bool is_lost = false;
    const struct ring *now = ring_hold(k);
    for (int i = 0; i < now->n && !is_lost; i++) {
        const struct key *key = &now->keys[i];
        is_lost = !find(next, key_id(key), key->use == KEY_PROTECT);
        if (is_lost)
            memcpy(lost, key->id, KEY_ID_LEN);
    }
    ring_leave(k);
    if (!is_lost)
        return OK;
    struct str id = {lost, KEY_ID_LEN};
    return FAIL(why, ERR_CONFLICT, MSG_app_keys_lost, ARG_TEXT(str_of(k->path)), ARG_TEXT(id));
}

enum err keyring_refresh(struct keyring *k, struct fail *why)
{
    if (!keyring_is_changed(k))
        return OK;
    struct arena a;
    arena_init(&a, MIB);
    struct ring *next = NEW(&a, struct ring, 1);
    enum err err = read_ring(k, next, why);
    if (err == OK)
        err = must_keep_all(k, next, why);
    if (err == OK)
        ring_put(k, next);
    secret_forget(next, sizeof *next);
    arena_done(&a);
    return err;
}

/* The ring with a fresh key that signs in place of the others. */
static void ring_rotate(const struct keyring *k, struct ring *next, int64_t instant)
{
    for (int i = 0; i < next->n; i++) {
        if (next->keys[i].use != KEY_SIGN)
            continue;
        next->keys[i].use = KEY_PUBLIC;
        secret_forget(next->keys[i].secret, SECRET_LEN);
    }
    next->keys[next->n++] = key_fresh(k->os, KEY_SIGN, instant);
}

static enum err rotate_held(struct keyring *k, int64_t instant, struct fail *why)
{
    enum err err = keyring_refresh(k, why);
    if (err != OK)
        return err;
    struct arena a;
    arena_init(&a, MIB);
    struct ring *next = NEW(&a, struct ring, 1);
    memcpy(next, ring_hold(k), sizeof *next);
    ring_leave(k);
    if (next->n == KEYS_MAX) {
        err = FAIL(why, ERR_TOO_LARGE, MSG_app_keys_many, ARG_TEXT(str_of(k->path)),
                   ARG_INT(KEYS_MAX));
    } else {
        ring_rotate(k, next, instant);
        err = write_file(k->os, k->path, next->keys, next->n, why);
    }
    if (err == OK)
        ring_put(k, next); /* with the look of before: reading it once more does no harm */
    secret_forget(next, sizeof *next);
    arena_done(&a);
    return err;
}

enum err keyring_rotate(struct keyring *k, int64_t instant, struct fail *why)
{
    int hold = -1;
    enum err err = k->os->hold_folder(k->os->ctx, k->path, &hold, why);
    if (err != OK)
        return err;
    err = rotate_held(k, instant, why);
    k->os->leave_folder(k->os->ctx, hold);
    return err;
}

/* --- signatures --------------------------------------------------------------------------------
 */

struct str keyring_signer(const struct keyring *k, struct arena *a)
{
    struct str id = str_dup(a, key_id(newest(ring_hold(k), KEY_SIGN)));
    ring_leave(k);
    return id;
}

bool keyring_knows(const struct keyring *k, struct str id)
{
    bool is_known = find(ring_hold(k), id, false) != NULL;
    ring_leave(k);
    return is_known;
}

static const unsigned char *bytes_of(struct str s)
{
    return (const unsigned char *)(s.s ? s.s : "");
}

bool keyring_sign(const struct keyring *k, struct str signer, struct str bytes,
                  unsigned char out[SIGNATURE_LEN])
{
    unsigned char public_half[PUBLIC_LEN];
    unsigned char whole[crypto_sign_SECRETKEYBYTES];
    const struct key *key = newest(ring_hold(k), KEY_SIGN);
    bool signs = str_eq(key_id(key), signer);
    if (signs)
        (void)crypto_sign_seed_keypair(public_half, whole, key->secret);
    ring_leave(k);
    if (!signs)
        return false;
    (void)crypto_sign_detached(out, NULL, bytes_of(bytes), (uint64_t)bytes.len, whole);
    secret_forget(whole, sizeof whole);
    return true;
}

bool keyring_verify(const struct keyring *k, struct str id, struct str bytes, struct str signature)
{
    unsigned char public_half[PUBLIC_LEN];
    const struct key *key = find(ring_hold(k), id, false);
    bool is_known = key != NULL;
    if (is_known)
        memcpy(public_half, key->public_half, PUBLIC_LEN);
    ring_leave(k);
    return is_known && signature.len == SIGNATURE_LEN &&
           crypto_sign_verify_detached(bytes_of(signature), bytes_of(bytes), (uint64_t)bytes.len,
                                       public_half) == 0;
}

/* --- the cipher --------------------------------------------------------------------------------
 */

enum {
    NONCE_LEN = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_LEN = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

struct str aead_seal(const struct os *os, struct arena *a, const unsigned char key[SECRET_LEN],
                     struct str bound, struct str clear)
{
    ptrdiff_t len = NONCE_LEN + clear.len + TAG_LEN;
    unsigned char *sealed = NEW(a, unsigned char, len);
    os->random(os->ctx, sealed, NONCE_LEN);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_LEN, NULL, bytes_of(clear),
                                                     (uint64_t)clear.len, bytes_of(bound),
                                                     (uint64_t)bound.len, NULL, sealed, key);
    return (struct str){(const char *)sealed, len};
}

bool aead_open(struct arena *a, const unsigned char key[SECRET_LEN], struct str bound,
               struct str sealed, struct str *out)
{
    ptrdiff_t len = sealed.len - NONCE_LEN - TAG_LEN;
    if (len < 0)
        return false;
    unsigned char *clear = NEW(a, unsigned char, len + 1);
    const unsigned char *at = bytes_of(sealed);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            clear, NULL, NULL, at + NONCE_LEN, (uint64_t)(sealed.len - NONCE_LEN), bytes_of(bound),
            (uint64_t)bound.len, at, key) != 0)
        return false;
    *out = (struct str){(const char *)clear, len};
    return true;
}

/* Form, id of the protection key, then the sealed secret. */
struct str keyring_wrap(const struct keyring *k, struct arena *a, struct str bound,
                        const unsigned char secret[SECRET_LEN])
{
    struct buf b = buf_on(a, KIB);
    const struct key *key = newest(ring_hold(k), KEY_PROTECT);
    assert(key); /* read_keys() has seen one */
    buf_byte(&b, WRAP_FORM);
    buf_add(&b, key_id(key));
    buf_add(&b, aead_seal(k->os, a, key->secret, bound,
                          (struct str){(const char *)secret, SECRET_LEN}));
    ring_leave(k);
    return buf_str(&b);
}

bool keyring_unwrap(const struct keyring *k, struct str bound, struct str wrapped,
                    unsigned char out[SECRET_LEN])
{
    if (wrapped.len < 1 + KEY_ID_LEN || wrapped.s[0] != WRAP_FORM)
        return false;
    struct str id = str_sub(wrapped, 1, 1 + KEY_ID_LEN);
    struct str sealed = str_sub(wrapped, 1 + KEY_ID_LEN, wrapped.len);
    struct arena a;
    arena_init(&a, MIB);
    struct str clear = S("");
    const struct key *key = find(ring_hold(k), id, true);
    bool is_open =
        key && aead_open(&a, key->secret, bound, sealed, &clear) && clear.len == SECRET_LEN;
    ring_leave(k);
    if (is_open)
        memcpy(out, clear.s, SECRET_LEN);
    arena_done(&a);
    return is_open;
}

struct hash keyring_mark(const struct keyring *k, struct str bytes)
{
    struct hash mark = {0};
    const struct key *key = newest(ring_hold(k), KEY_PROTECT);
    (void)crypto_generichash(mark.b, HASH_LEN, bytes_of(bytes), (uint64_t)bytes.len, key->secret,
                             SECRET_LEN);
    ring_leave(k);
    return mark;
}

int keyring_list(const struct keyring *k, struct arena *a, struct key_shown **out)
{
    const struct ring *r = ring_hold(k);
    int n = r->n;
    *out = NEW(a, struct key_shown, n);
    for (int i = 0; i < n; i++) {
        const struct key *key = &r->keys[i];
        (*out)[i] =
            (struct key_shown){.use = use_words[key->use],
                               .id = str_dup(a, key_id(key)),
                               .since = key->since,
                               .is_used = key->use != KEY_PUBLIC && key == newest(r, key->use)};
    }
    ring_leave(k);
    return n;
}

struct str keyring_erased_path(const struct keyring *k)
{
    return k->erased_path;
}
