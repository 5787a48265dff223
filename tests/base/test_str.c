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

TEST(texts_are_compared_bytewise)
{
    CHECK(str_eq(S("破难"), S("破难")));
    CHECK(!str_eq(S("a"), S("ab")));
    CHECK(str_eq(S(""), (struct str){NULL, 0}));
    CHECK(str_cmp(S("a"), S("b")) < 0);
    CHECK(str_cmp(S("b"), S("a")) > 0);
    CHECK(str_cmp(S("a"), S("ab")) < 0);
    CHECK(str_cmp(S("ab"), S("a")) > 0);
    CHECK_INT(str_cmp(S(""), (struct str){NULL, 0}), 0);
    CHECK(str_cmp(S("\x7f"), S("\x80")) < 0);
}

TEST(a_part_is_found_at_its_first_place)
{
    CHECK_INT(str_find(S("abcabc"), S("bc")), 1);
    CHECK_INT(str_find(S("abc"), S("abcd")), -1);
    CHECK_INT(str_find(S(""), S("a")), -1);
    CHECK_INT(str_find(S("abc"), S("")), 0);
    CHECK(str_starts(S("abc"), S("ab")));
    CHECK(!str_starts(S("a"), S("ab")));
    CHECK(str_ends(S("abc"), S("bc")));
    CHECK(!str_ends(S("c"), S("bc")));
}

TEST(white_space_around_a_text_is_trimmed)
{
    CHECK_STR(str_trim(S(" \t\r\n\v\fa b \n")), S("a b"));
    CHECK_STR(str_trim(S(" \n ")), S(""));
    CHECK_STR(str_trim(S("")), S(""));
}

TEST(copies_do_not_depend_on_the_original)
{
    char text[] = "abc";
    struct str copy = str_dup(t_arena(), str_of(text));
    char *z = str_z(t_arena(), str_of(text));
    text[0] = 'x';
    CHECK_STR(copy, S("abc"));
    CHECK_STR(str_of(z), S("abc"));
    CHECK_STR(str_of(str_z(t_arena(), str_of(NULL))), S(""));
    CHECK_STR(str_dup(t_arena(), S("")), S(""));
}

TEST(formatted_text_may_be_longer_than_a_small_buffer)
{
    struct str text = str_fmt(t_arena(), "%0300d|%s", 7, "end");
    CHECK_INT(text.len, 304);
    CHECK_STR(str_sub(text, 298, 304), S("07|end"));
    CHECK_STR(str_fmt(t_arena(), "%d%%", 17), S("17%"));
}

TEST(numbers_are_written_whole_to_both_ends)
{
    struct buf b = buf_on(t_arena(), 1000);
    buf_int(&b, INT64_MIN);
    buf_byte(&b, ' ');
    buf_int(&b, INT64_MAX);
    buf_byte(&b, ' ');
    buf_int(&b, 0);
    CHECK_STR(buf_str(&b), S("-9223372036854775808 9223372036854775807 0"));
}

TEST(a_buffer_grows_and_keeps_what_it_has)
{
    struct buf b = buf_on(t_arena(), 10000);
    for (int i = 0; i < 2000; i++)
        buf_fmt(&b, "%04d,", i);
    CHECK_INT(b.len, 10000);
    CHECK(!b.full);
    CHECK_STR(str_sub(buf_str(&b), 9995, 10000), S("1999,"));
    buf_add(&b, S("")); /* nothing needs no room */
    CHECK(!b.full);
    buf_fmt(&b, "x");
    CHECK(b.full);
    CHECK_INT(b.len, 10000);
}
