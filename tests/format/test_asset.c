#include "t.h"

#include "base/hash.h"
#include "format/asset.h"

extern const struct asset_table test_assets;

TEST(an_embedded_file_is_found_by_its_path_with_the_bytes_it_has_on_disk)
{
    CHECK_INT(test_assets.n, 3);
    const struct asset *found = asset_find(&test_assets, S("templates/county.html"));
    REQUIRE(found);
    CHECK_STR(found->bytes, t_source_file("tests/format/templates/county.html"));
    CHECK_STR(found->media, S("text/html; charset=utf-8"));
    struct hash hash = hash_of(HASH_SHA256, found->bytes);
    struct str hex = hex_of(t_arena(), (struct str){(const char *)hash.b, HASH_LEN});
    CHECK_HAS(found->etag, str_sub(hex, 0, 32));
    CHECK(asset_find(&test_assets, S("data/every_byte.bin")) != NULL);
    CHECK(asset_find(&test_assets, S("county.html")) == NULL);
    CHECK(asset_find(&test_assets, S("")) == NULL);
}

TEST(every_byte_survives_embedding)
{
    const struct asset *found = asset_find(&test_assets, S("data/every_byte.bin"));
    REQUIRE(found && found->bytes.len == 512);
    for (int i = 0; i < 512; i++)
        CHECK_INT((unsigned char)found->bytes.s[i], i / 2);
    CHECK_STR(found->media, S("application/octet-stream"));
}

/* RFC 1952, 2.3.1: a member begins with 1f 8b, deflate is 8; MTIME 0 keeps builds the same. */
TEST(text_is_kept_gzipped_where_that_saves_a_tenth)
{
    const struct asset *found = asset_find(&test_assets, S("templates/county.html"));
    REQUIRE(found && found->gzip.len > 0);
    CHECK(found->gzip.len < found->bytes.len * 9 / 10);
    CHECK_STR(str_sub(found->gzip, 0, 8), ((struct str){"\x1f\x8b\x08\0\0\0\0\0", 8}));
    const struct asset *small = asset_find(&test_assets, S("templates/town.html"));
    REQUIRE(small);
    CHECK_INT(small->gzip.len, 0);
}
