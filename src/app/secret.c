/*
 * secret.c -- libsodium's Argon2id, a few at a time.
 *
 * OWASP's password storage page gives 19 MiB, 2 passes, 1 lane as a sound minimum; one hash takes
 * about 18 ms here. Without a bound, a crowd at the door would fill the memory.
 */
#include "app/secret.h"

#include "app/account.h"
#include "base/hash.h"

#include <sodium.h>

enum { TOKEN_BYTES = 32, MAY_WAIT = 64 };

static const unsigned long long passes = 2;
static const size_t memory = (size_t)19 * 1024 * 1024;

struct str token_make(const struct os *os, struct arena *a)
{
    char bytes[TOKEN_BYTES];
    os->random(os->ctx, bytes, TOKEN_BYTES);
    return base64url_of(a, (struct str){bytes, TOKEN_BYTES});
}

struct value token_hash(struct arena *a, struct str token)
{
    struct hash hash = hash_of(HASH_SHA256, token);
    return VALUE_OF_BLOB(str_dup(a, (struct str){(const char *)hash.b, HASH_LEN}));
}

int64_t token_id(struct str hash)
{
    uint64_t id = 0;
    for (ptrdiff_t i = 0; i < hash.len && i < 8; i++)
        id = (id << 8) | (unsigned char)hash.s[i];
    return (int64_t)(id >> 12); /* 52 bits: whole in JSON's numbers too */
}

static enum err enter(struct app *app, struct fail *why)
{
    if (sodium_init() < 0 || !turnstile_enter(&app->passwords, PASSWORD_PLACES, MAY_WAIT))
        return FAIL(why, ERR_TOO_MANY, MSG_err_busy_sign_in, ARG_NONE);
    return OK;
}

enum err password_hash(struct app *app, struct arena *a, struct str password, struct str *out,
                       struct fail *why)
{
    char hash[crypto_pwhash_STRBYTES];
    enum err err = enter(app, why);
    if (err != OK)
        return err;
    int failed = crypto_pwhash_str_alg(hash, password.s, (unsigned long long)password.len, passes,
                                       memory, crypto_pwhash_ALG_ARGON2ID13);
    turnstile_leave(&app->passwords);
    if (failed)
        return FAIL(why, ERR_UNAVAILABLE, MSG_err_hash_memory, ARG_NONE);
    *out = str_dup(a, str_of(hash));
    return OK;
}

/* A hash of a password that nobody has: made with the figures above. */
static const char nobodys[] = "$argon2id$v=19$m=19456,t=2,p=1$"
                              "AAAAAAAAAAAAAAAAAAAAAA$"
                              "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum err password_matches(struct app *app, struct arena *a, struct str hash, struct str password,
                          bool *out, struct fail *why)
{
    const char *against = hash.len > 0 ? str_z(a, hash) : nobodys;
    enum err err = enter(app, why);
    if (err != OK)
        return err;
    int differs = crypto_pwhash_str_verify(against, password.s, (unsigned long long)password.len);
    turnstile_leave(&app->passwords);
    *out = !differs && hash.len > 0;
    return OK;
}
