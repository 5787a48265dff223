#include "base/compress.h"
#include "t.h"

enum { MOST = 1 << 20 };

static struct str rows_of_an_import(ptrdiff_t n)
{
    struct buf b = buf_on(t_arena(), MOST);
    for (ptrdiff_t i = 0; i < n; i++)
        buf_fmt(&b, "4:kind,7:tactual,5:value,%td:i%td,", i, i * 7);
    return buf_str(&b);
}

TEST(what_is_compressed_comes_back)
{
    const struct str texts[] = {S(""), S("x"), rows_of_an_import(1000)};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct str back = S("");
        CHECK(decompress(t_arena(), compressed(t_arena(), texts[i]), MOST, &back));
        CHECK_STR(back, texts[i]);
    }
}

TEST(rows_take_a_fraction)
{
    struct str rows = rows_of_an_import(5000);
    CHECK(compressed(t_arena(), rows).len * 3 < rows.len);
}

TEST(a_frame_is_told_from_rows)
{
    CHECK(is_compressed(compressed(t_arena(), S("12:"))));
    CHECK(!is_compressed(S("12:i1:1,")));
    CHECK(!is_compressed(S("")));
}

TEST(a_frame_is_refused_when_cut_changed_or_too_large)
{
    struct str rows = rows_of_an_import(1000);
    struct str frame = compressed(t_arena(), rows);
    struct str out = S("as it was");
    CHECK(!decompress(t_arena(), str_sub(frame, 0, frame.len - 1), MOST, &out));
    CHECK(!decompress(t_arena(), str_sub(frame, 1, frame.len), MOST, &out));
    CHECK(!decompress(t_arena(), S(""), MOST, &out));
    CHECK(!decompress(t_arena(), frame, rows.len - 1, &out));
    CHECK_STR(out, S("as it was"));
}
