#include "base/hash.h"
#include "t.h"

static struct str digest(enum hash_kind kind, struct str bytes)
{
    struct hash h = hash_of(kind, bytes);
    return hex_of(t_arena(), (struct str){(const char *)h.b, HASH_LEN});
}

TEST(sha_256_gives_the_published_digests)
{
    /* FIPS 180-4, NIST's example values. */
    CHECK_STR(digest(HASH_SHA256, S("abc")),
              S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK_STR(digest(HASH_SHA256, S("")),
              S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    CHECK_STR(digest(HASH_SHA256, S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
}

TEST(sm3_gives_the_published_digests)
{
    /* GB/T 32905-2016, annex A, examples 1 and 2. */
    CHECK_STR(digest(HASH_SM3, S("abc")),
              S("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
    CHECK_STR(
        digest(HASH_SM3, S("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd")),
        S("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"));
}

TEST(hmac_gives_the_published_codes)
{
    /* RFC 4231, test cases 1 and 2. */
    struct hash one = hmac_sha256(S("\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
                                    "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"),
                                  S("Hi There"));
    struct hash two = hmac_sha256(S("Jefe"), S("what do ya want for nothing?"));
    CHECK_STR(hex_of(t_arena(), (struct str){(const char *)one.b, HASH_LEN}),
              S("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    CHECK_STR(hex_of(t_arena(), (struct str){(const char *)two.b, HASH_LEN}),
              S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

TEST(bytes_added_in_parts_hash_as_the_whole)
{
    /* FIPS 180-4: a million times "a". */
    struct hasher h = {0};
    hasher_init(&h, HASH_SHA256);
    for (int i = 0; i < 100000; i++)
        hasher_add(&h, S("aaaaaaaaaa"));
    hasher_add(&h, S(""));
    struct hash got = hasher_done(&h);
    CHECK_STR(hex_of(t_arena(), (struct str){(const char *)got.b, HASH_LEN}),
              S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

TEST(a_mark_is_the_published_128_bits_of_xxh3)
{
    /* xxHash, cli/xsum_sanity_check.c: no bytes, seed 0. */
    CHECK_STR(quick_mark(t_arena(), S("")), S("99aa06d3014798d86001c324468d497f"));
    CHECK(!str_eq(quick_mark(t_arena(), S("page 1")), quick_mark(t_arena(), S("page 2"))));
}

TEST(hashes_differ_by_any_bit)
{
    struct hash a = hash_of(HASH_SM3, S("abc"));
    for (int i = 0; i < HASH_LEN * 8; i++) {
        struct hash b = a;
        b.b[i / 8] ^= (unsigned char)(1 << (i % 8));
        CHECK(!hash_eq(&a, &b));
    }
    struct hash same = hash_of(HASH_SM3, S("abc"));
    CHECK(hash_eq(&a, &same));
}

TEST(hexadecimal_is_read_in_both_cases_and_written_in_lower)
{
    struct str out = S("untouched");
    CHECK_STR(hex_of(t_arena(), S("\x01\xAB\xff")), S("01abff"));
    CHECK(!hex_parse(t_arena(), S("abc"), &out));
    CHECK(!hex_parse(t_arena(), S("0g"), &out));
    CHECK(!hex_parse(t_arena(), S("/0"), &out));
    CHECK(!hex_parse(t_arena(), S("0:"), &out));
    CHECK_STR(out, S("untouched"));
    CHECK(hex_parse(t_arena(), S("01aBFf"), &out));
    CHECK_STR(out, S("\x01\xAB\xff"));
    CHECK(hex_parse(t_arena(), S(""), &out));
    CHECK_STR(out, S(""));
}

TEST(base64_gives_the_published_forms)
{
    /* RFC 4648, section 10. */
    static const struct {
        struct str bytes, padded, bare;
    } rows[] = {
        {S_(""), S_(""), S_("")},
        {S_("f"), S_("Zg=="), S_("Zg")},
        {S_("fo"), S_("Zm8="), S_("Zm8")},
        {S_("foo"), S_("Zm9v"), S_("Zm9v")},
        {S_("foob"), S_("Zm9vYg=="), S_("Zm9vYg")},
        {S_("fooba"), S_("Zm9vYmE="), S_("Zm9vYmE")},
        {S_("foobar"), S_("Zm9vYmFy"), S_("Zm9vYmFy")},
        {S_("\xfb\xef\xff"), S_("++//"), S_("--__")}, /* the last two of each alphabet */
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str out = S("");
        CHECK_STR(base64_of(t_arena(), rows[i].bytes), rows[i].padded);
        CHECK_STR(base64url_of(t_arena(), rows[i].bytes), rows[i].bare);
        CHECK(base64_parse(t_arena(), rows[i].padded, &out));
        CHECK_STR(out, rows[i].bytes);
        CHECK(base64url_parse(t_arena(), rows[i].bare, &out));
        CHECK_STR(out, rows[i].bytes);
    }
}

TEST(base64_has_one_form_for_the_same_bytes)
{
    static const struct str bad_padded[] = {S_("Zg"),       S_("Zg="),  S_("Z==="),
                                            S_("Zh=="),     S_("===="), S_("Zm9="),
                                            S_("Zm9v===="), S_("Zm-_"), S_("Zg==\n")};
    static const struct str bad_bare[] = {S_("Z"),   S_("Zg=="), S_("Zh"),
                                          S_("Zm9"), S_("++//"), S_("Zm 8")};
    struct str out = S("untouched");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bad_padded); i++)
        CHECK(!base64_parse(t_arena(), bad_padded[i], &out));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bad_bare); i++)
        CHECK(!base64url_parse(t_arena(), bad_bare[i], &out));
    CHECK_STR(out, S("untouched"));
}
