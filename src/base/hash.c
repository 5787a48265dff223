/*
 * hash.c -- digests through libcrypto's EVP, marks through libxxhash, and the three ways bytes are
 * written in ASCII.
 */
#include "base/hash.h"

#include "base/ascii.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <xxhash.h>

static void must(bool done)
{
    if (done)
        return;
    fputs("ponan: libcrypto has no SHA-256 or SM3\n", stderr);
    abort();
}

void hasher_init(struct hasher *h, enum hash_kind kind)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    must(ctx && EVP_DigestInit_ex(ctx, kind == HASH_SM3 ? EVP_sm3() : EVP_sha256(), NULL) == 1);
    h->ctx = ctx;
}

void hasher_add(struct hasher *h, struct str bytes)
{
    must(EVP_DigestUpdate(h->ctx, bytes.s, (size_t)bytes.len) == 1);
}

struct hash hasher_done(struct hasher *h)
{
    struct hash result = {0};
    unsigned int len = 0;
    must(EVP_DigestFinal_ex(h->ctx, result.b, &len) == 1 && len == HASH_LEN);
    EVP_MD_CTX_free(h->ctx);
    h->ctx = NULL;
    return result;
}

struct hash hash_of(enum hash_kind kind, struct str bytes)
{
    struct hasher h = {0};
    hasher_init(&h, kind);
    hasher_add(&h, bytes);
    return hasher_done(&h);
}

struct hash hmac_sha256(struct str key, struct str bytes)
{
    struct hash result = {0};
    unsigned int len = 0;
    const unsigned char *made =
        HMAC(EVP_sha256(), key.s, (int)key.len, (const unsigned char *)bytes.s, (size_t)bytes.len,
             result.b, &len);
    must(made && len == HASH_LEN);
    return result;
}

bool hash_eq(const struct hash *a, const struct hash *b)
{
    return CRYPTO_memcmp(a->b, b->b, HASH_LEN) == 0;
}

struct str hex_of(struct arena *a, struct str bytes)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = NEW(a, char, bytes.len * 2 + 1);
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.s[i];
        hex[i * 2] = digits[byte >> 4];
        hex[i * 2 + 1] = digits[byte & 15];
    }
    return (struct str){hex, bytes.len * 2};
}

struct str quick_mark(struct arena *a, struct str bytes)
{
    XXH128_canonical_t mark = {0};
    XXH128_canonicalFromHash(&mark, XXH3_128bits(bytes.len > 0 ? bytes.s : "", (size_t)bytes.len));
    return hex_of(a, (struct str){(const char *)mark.digest, sizeof mark.digest});
}

bool hex_parse(struct arena *a, struct str hex, struct str *out)
{
    if (hex.len % 2 != 0)
        return false;
    char *bytes = NEW(a, char, hex.len / 2 + 1);
    for (ptrdiff_t i = 0; i < hex.len / 2; i++) {
        int32_t byte = hex_number(hex, i * 2, 2);
        if (byte < 0)
            return false;
        bytes[i] = (char)byte;
    }
    *out = (struct str){bytes, hex.len / 2};
    return true;
}

/* RFC 4648: section 4 and, with '-' and '_', section 5. */
static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url_safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static struct str encode64(struct arena *a, struct str bytes, const char *alphabet)
{
    struct buf b = buf_on(a, bytes.len / 3 * 4 + 4);
    uint32_t bits = 0;
    int n_bits = 0;
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        bits = bits << 8 | (unsigned char)bytes.s[i];
        for (n_bits += 8; n_bits >= 6; n_bits -= 6)
            buf_byte(&b, alphabet[bits >> (n_bits - 6) & 63]);
    }
    if (n_bits > 0)
        buf_byte(&b, alphabet[bits << (6 - n_bits) & 63]);
    return buf_str(&b);
}

/* Strict: no other character, and the bits left over at the end are 0, so a text has one form. */
static bool decode64(struct arena *a, struct str text, const char *alphabet, struct str *out)
{
    struct buf b = buf_on(a, text.len);
    uint32_t bits = 0;
    int n_bits = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        const char *at = memchr(alphabet, text.s[i], 64);
        if (!at)
            return false;
        bits = bits << 6 | (uint32_t)(at - alphabet);
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            buf_byte(&b, (char)(bits >> n_bits & 255));
        }
    }
    if (n_bits >= 6 || (bits & ((1U << n_bits) - 1)) != 0)
        return false;
    *out = buf_str(&b);
    return true;
}

struct str base64url_of(struct arena *a, struct str bytes)
{
    return encode64(a, bytes, url_safe);
}

bool base64url_parse(struct arena *a, struct str text, struct str *out)
{
    return decode64(a, text, url_safe, out);
}

struct str base64_of(struct arena *a, struct str bytes)
{
    struct str text = encode64(a, bytes, standard);
    struct buf b = buf_on(a, text.len + 4);
    buf_add(&b, text);
    while (b.len % 4 != 0)
        buf_byte(&b, '=');
    return buf_str(&b);
}

bool base64_parse(struct arena *a, struct str text, struct str *out)
{
    if (text.len % 4 != 0)
        return false;
    for (int i = 0; i < 2 && str_ends(text, S("=")); i++)
        text = str_sub(text, 0, text.len - 1);
    return decode64(a, text, standard, out);
}
