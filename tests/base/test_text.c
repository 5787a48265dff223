#include "t.h"

#include "base/hash.h"
#include "base/text.h"

static struct str bytes_of(struct str hex)
{
    struct str bytes = S("");
    REQUIRE(hex_parse(t_arena(), hex, &bytes));
    return bytes;
}

static void utf8_case(const struct t_line *line)
{
    struct str bytes = bytes_of(line->col[0]);
    bool want_valid = !str_eq(line->col[1], S("invalid"));
    CHECK(utf8_valid(bytes) == want_valid);
    if (!want_valid)
        return;
    CHECK_STR(str_fmt(t_arena(), "%td", utf8_count(bytes)), line->col[1]);
    struct buf again = buf_on(t_arena(), 64);
    ptrdiff_t at = 0;
    while (at < bytes.len)
        utf8_put(&again, utf8_next(bytes, &at));
    CHECK_STR(buf_str(&again), bytes);
}

TEST(utf8_is_taken_strictly)
{
    t_cases("tests/cases/utf8.t", utf8_case);
}

TEST(a_head_is_cut_between_characters)
{
    CHECK_STR(utf8_head(S("破难a"), 2), S("破难"));
    CHECK_STR(utf8_head(S("破难a"), 9), S("破难a"));
    CHECK_STR(utf8_head(S("破难a"), 0), S(""));
    CHECK_STR(utf8_head(S(""), 3), S(""));
}

/* From UTF-8 to `e` gives `bytes`, and they read back as the same name. */
static void check_both_ways(enum encoding e, struct str name, struct str bytes)
{
    struct str got = S("");
    ptrdiff_t bad_at = -1;
    CHECK(encoding_from_utf8(t_arena(), e, name, &got));
    CHECK_STR(hex_of(t_arena(), got), hex_of(t_arena(), bytes));
    CHECK(encoding_guess(bytes) == e);
    REQUIRE(encoding_to_utf8(t_arena(), e, bytes, &got, &bad_at));
    CHECK_STR(got, name);
    CHECK_INT(bad_at, -1);
}

static void township_case(const struct t_line *line)
{
    struct str le = str_fmt(t_arena(), "fffe%.*s", STR_ARG(line->col[2]));
    struct str be = str_fmt(t_arena(), "feff%.*s", STR_ARG(line->col[3]));
    struct str name = line->col[0];
    check_both_ways(ENCODING_GB18030, name, bytes_of(line->col[1]));
    check_both_ways(ENCODING_UTF16LE, name, bytes_of(le));
    check_both_ways(ENCODING_UTF16BE, name, bytes_of(be));
    check_both_ways(ENCODING_UTF8, name, name);
    check_both_ways(ENCODING_UTF8_BOM, name, str_fmt(t_arena(), "\xEF\xBB\xBF%.*s", STR_ARG(name)));
}

TEST(township_names_outside_gbk_survive_every_encoding)
{
    t_cases("tests/cases/encoding_townships.t", township_case);
}

TEST(ascii_and_empty_files_are_utf8)
{
    CHECK(encoding_guess(S("code,name\n1,a\n")) == ENCODING_UTF8);
    CHECK(encoding_guess(S("")) == ENCODING_UTF8);
    for (int e = 0; e < ENCODING_COUNT; e++) {
        struct str out = S("x");
        ptrdiff_t bad_at = 0;
        CHECK(encoding_to_utf8(t_arena(), (enum encoding)e, S(""), &out, &bad_at));
        CHECK_STR(out, S(""));
        CHECK(encoding_name((enum encoding)e).len > 0);
    }
}

TEST(a_mark_is_dropped_also_where_it_is_not_customary)
{
    struct str out = S("");
    ptrdiff_t bad_at = 0;
    CHECK(encoding_to_utf8(t_arena(), ENCODING_UTF8,
                           S("\xEF\xBB\xBF"
                             "a"),
                           &out, &bad_at));
    CHECK_STR(out, S("a"));
    CHECK(encoding_to_utf8(t_arena(), ENCODING_GB18030,
                           S("\x84\x31\x95\x33"
                             "a"),
                           &out, &bad_at));
    CHECK_STR(out, S("a"));
}

static void check_bad_at(enum encoding e, struct str bytes, ptrdiff_t want)
{
    struct str out = S("untouched");
    ptrdiff_t bad_at = -1;
    CHECK(!encoding_to_utf8(t_arena(), e, bytes, &out, &bad_at));
    CHECK_INT(bad_at, want);
    CHECK_STR(out, S("untouched"));
}

TEST(bytes_of_another_encoding_are_refused_with_their_place)
{
    check_bad_at(ENCODING_UTF8, S("ab\xff"), 2);
    check_bad_at(ENCODING_UTF8_BOM,
                 S("\xEF\xBB\xBF"
                   "ab\xff"),
                 5);
    check_bad_at(ENCODING_UTF8, S("a\0b"), 1);
    check_bad_at(ENCODING_GB18030, S("ab\xff\xff"), 2);
    check_bad_at(ENCODING_GB18030, S("ab\xb0"), 2); /* half a character */
    check_bad_at(ENCODING_GB18030, S("a\0b"), 1);
    check_bad_at(ENCODING_UTF16LE,
                 S("\xff\xfe"
                   "a\0\0\0"),
                 4);
    check_bad_at(ENCODING_UTF16LE,
                 S("\xff\xfe"
                   "a\0b"),
                 4);                                             /* an odd number of bytes */
    check_bad_at(ENCODING_UTF16BE, S("\xfe\xff\xd8\x40\0a"), 2); /* half a surrogate pair */
    check_bad_at(ENCODING_UTF16LE,
                 S("\xff\xfe\x0b\xdc"
                   "a\0"),
                 2); /* its other half */
}

TEST(text_that_is_not_utf8_cannot_be_written)
{
    struct str out = S("untouched");
    CHECK(!encoding_from_utf8(t_arena(), ENCODING_GB18030, S("a\xff"), &out));
    CHECK_STR(out, S("untouched"));
}

TEST(full_width_forms_become_ascii)
{
    CHECK_STR(text_narrow(t_arena(), S("２３０３．５％　Ａｂ（，－）")), S("2303.5% Ab(,-)"));
    CHECK_STR(text_narrow(t_arena(), S("−17.9")), S("-17.9")); /* U+2212 */
    CHECK_STR(text_narrow(t_arena(), S("破难，。")), S("破难,。"));
    CHECK_STR(text_narrow(t_arena(), S("！～｟")),
              S("!~｟")); /* both ends of the row, and past it */
    CHECK_STR(text_narrow(t_arena(), S("")), S(""));
}

TEST(bytes_that_are_no_text_are_shown_as_unknown)
{
    struct arena *a = t_arena();
    CHECK_STR(utf8_mended(a, S("数a")), S("数a"));
    CHECK_STR(utf8_mended(a, S("a\xFF\xE6\x95"
                               "b数\x80")),
              S("a\uFFFD\uFFFD\uFFFD"
                "b数\uFFFD"));
    CHECK_STR(utf8_mended(a, S("")), S(""));
}
