#include "base/ascii.h"
#include "t.h"

TEST(words_of_a_protocol_are_compared_without_case)
{
    CHECK(ascii_same(S("Content-Type"), S("content-TYPE")));
    CHECK(!ascii_same(S("ab"), S("abc")));
    CHECK(ascii_same(S("破难Z"), S("破难z")));
    /* '@' and '`', '[' and '{' differ by the same bit as letters do, and are no letters. */
    CHECK(!ascii_same(S("@["), S("`{")));
    CHECK(ascii_is_alnum('Q') && ascii_is_alnum('7') && !ascii_is_alnum('_') &&
          !ascii_is_alnum('\0'));
}

TEST(hexadecimal_digits_have_either_case)
{
    CHECK_INT(hex_digit('0'), 0);
    CHECK_INT(hex_digit('a'), 10);
    CHECK_INT(hex_digit('F'), 15);
    CHECK_INT(hex_digit('g'), -1);
    CHECK_INT(hex_digit('@'), -1);
    CHECK_INT(hex_digit('\x10'), -1);
    CHECK_INT(hex_number(S("u7834"), 1, 4), 0x7834);
    CHECK_INT(hex_number(S("u783"), 1, 4), -1);
    CHECK_INT(hex_number(S("u78 4"), 1, 4), -1);
}
