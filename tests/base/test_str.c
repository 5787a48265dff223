#include "t.h"

TEST(a_cut_returns_the_head_and_leaves_the_rest)
{
    struct str rest = S("");
    CHECK_STR(str_cut(S("a,b,c"), ',', &rest), S("a"));
    CHECK_STR(rest, S("b,c"));
    CHECK_STR(str_cut(S("abc"), ',', &rest), S("abc"));
    CHECK_STR(rest, S(""));
}

TEST(digits_are_read_whole_or_not_at_all)
{
    int64_t n = 7;
    CHECK(str_digits(S("000123"), &n));
    CHECK_INT(n, 123);
    CHECK(!str_digits(S("12a"), &n));
    CHECK(!str_digits(S(""), &n));
    CHECK(!str_digits(S("1234567890123456789"), &n));
    CHECK_INT(n, 123);
}

TEST(a_buffer_past_its_ceiling_says_so)
{
    struct buf b = buf_on(t_arena(), 5);
    buf_add(&b, S("abc"));
    buf_int(&b, -9);
    CHECK(!b.full);
    buf_byte(&b, 'x');
    CHECK(b.full);
    CHECK_STR(buf_str(&b), S("abc-9"));
}
