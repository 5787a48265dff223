#include "t.h"
#include "web/pack.h"

/* zlib's pointer to the input is not const without this. */
#define ZLIB_CONST
#include <zlib.h>

enum { ROOM = 1024 * 1024 };

static struct str unpacked(struct str packed)
{
    z_stream z = {.next_in = (const Bytef *)packed.s, .avail_in = (uInt)packed.len};
    Bytef *out = NEW(t_arena(), Bytef, ROOM);
    z.next_out = out;
    z.avail_out = ROOM;
    REQUIRE(inflateInit2(&z, 15 + 16) == Z_OK);
    CHECK_INT(inflate(&z, Z_FINISH), Z_STREAM_END);
    ptrdiff_t len = ROOM - (ptrdiff_t)z.avail_out;
    (void)inflateEnd(&z);
    return (struct str){(const char *)out, len};
}

TEST(what_is_packed_unpacks_to_the_same)
{
    struct buf page = buf_on(t_arena(), ROOM);
    struct str packed = S("");
    for (int i = 0; i < 500; i++)
        buf_fmt(&page, "<tr><td>指标%d</td><td>%d.%d 亿元</td></tr>\n", i, i * 7919 % 1000, i % 10);
    REQUIRE(pack_gzip(t_arena(), buf_str(&page), &packed));
    CHECK(packed.len * 3 < page.len);
    CHECK_STR(unpacked(packed), buf_str(&page));
}

TEST(what_does_not_shrink_is_left_alone)
{
    /* A linear congruential generator: no two runs of bytes alike. */
    char noise[4096];
    uint32_t x = 2006;
    for (ptrdiff_t i = 0; i < (ptrdiff_t)sizeof noise; i++) {
        x = x * 1664525U + 1013904223U;
        noise[i] = (char)(x >> 24);
    }
    struct str packed = S("kept");
    CHECK(!pack_gzip(t_arena(), (struct str){noise, sizeof noise}, &packed));
    CHECK_STR(packed, S("kept"));
}
