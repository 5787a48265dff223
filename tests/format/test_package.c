#include "format/package.h"
#include "t.h"

static struct str packed(const struct package *p)
{
    struct str bytes = S("");
    struct fail why = {0};
    REQUIRE(package_write(t_arena(), p, &bytes, &why) == OK);
    return bytes;
}

static enum err read_back(struct str bytes, struct package *out)
{
    struct fail why = {0};
    return package_read(t_arena(), bytes, out, &why);
}

TEST(a_package_reads_back_as_it_was_written_and_is_the_same_every_time)
{
    struct package_part parts[] = {{S("b.xml"), S("<a>安吉</a>")}, {S("a/empty"), S("")}};
    struct package p = {.at = parts, .n = 2};
    struct str bytes = packed(&p);
    CHECK_STR(packed(&p), bytes);
    struct package again = {0};
    REQUIRE(read_back(bytes, &again) == OK);
    REQUIRE(again.n == 2);
    CHECK_STR(again.at[0].name, S("b.xml"));
    CHECK_STR(package_find(&again, S("b.xml"))->bytes, S("<a>安吉</a>"));
    CHECK_STR(package_find(&again, S("a/empty"))->bytes, S(""));
    CHECK(package_find(&again, S("a")) == NULL);
}

TEST(what_is_no_whole_zip_file_is_refused)
{
    struct package_part part = {S("a"), S("0123456789")};
    struct str bytes = packed(&(struct package){.at = &part, .n = 1});
    struct package out = {0};
    CHECK_INT(read_back(S(""), &out), ERR_MEDIA);
    CHECK_INT(read_back(S("PK\x03\x04"), &out), ERR_MEDIA);
    CHECK_INT(read_back(str_sub(bytes, 0, bytes.len - 1), &out), ERR_MEDIA);
    /* One byte of the packed data: the CRC no longer fits (APPNOTE 4.4.7). */
    char *flipped = str_z(t_arena(), bytes);
    ptrdiff_t at = str_find(bytes, S("0123"));
    at = at >= 0 ? at : 33;
    flipped[at] = (char)(flipped[at] ^ 1);
    CHECK_INT(read_back((struct str){flipped, bytes.len}, &out), ERR_MEDIA);
}

TEST(a_zip_bomb_is_refused_before_it_is_unpacked)
{
    ptrdiff_t len = 8 * MIB;
    struct package_part part = {S("a"), {NEW(t_arena(), char, len), len}};
    struct str bytes = packed(&(struct package){.at = &part, .n = 1});
    CHECK(bytes.len < 16 * KIB);
    struct package out = {0};
    CHECK_INT(read_back(bytes, &out), ERR_TOO_LARGE);
}

TEST(the_number_of_parts_is_bounded)
{
    struct package p = {.at = NEW(t_arena(), struct package_part, PACKAGE_PARTS_MAX + 1)};
    for (; p.n <= PACKAGE_PARTS_MAX; p.n++)
        p.at[p.n] = (struct package_part){str_fmt(t_arena(), "%td", p.n), S("")};
    struct package out = {0};
    CHECK_INT(read_back(packed(&p), &out), ERR_TOO_LARGE);
}
