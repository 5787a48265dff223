#include "format/xlsx_number.h"
#include "t.h"

/* Case files keep " and # to themselves. */
static struct str code_of(struct str text)
{
    char *code = str_z(t_arena(), text);
    for (ptrdiff_t i = 0; i < text.len; i++)
        code[i] = (char)(code[i] == '\'' ? '"' : code[i] == '~' ? '#' : code[i]);
    return (struct str){code, text.len};
}

static void shown_case(const struct t_line *line)
{
    struct xlsx_number n = {0};
    struct xlsx_format f = xlsx_format_parse(code_of(line->col[0]));
    struct buf out = buf_on(t_arena(), KIB);
    bool is_1904 = line->n_cols > 3 && str_eq(line->col[3], S("1904"));
    REQUIRE(xlsx_number_parse(line->col[1], &n));
    enum xlsx_shown shown = xlsx_number_show(&out, &n, &f, is_1904);
    struct str want = str_eq(line->col[2], S("-")) ? S("") : line->col[2];
    CHECK_STR(buf_str(&out), want);
    CHECK_INT(shown == XLSX_NO_DATE, want.len == 0);
}

TEST(numbers_are_read_as_the_sheet_shows_them)
{
    t_cases("tests/cases/xlsx_shown.t", shown_case);
}

TEST(what_is_no_number_is_told)
{
    static const struct str wrong[] = {S_(""),    S_("-"),    S_("."),       S_("1,5"), S_("1e"),
                                       S_("1e+"), S_("1e9x"), S_("0x10"),    S_("NaN"), S_("INF"),
                                       S_("1 2"), S_("1..2"), S_("1e99999"), S_("--1"), S_("１")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct xlsx_number n = {0};
        if (xlsx_number_parse(wrong[i], &n))
            t_differs(__FILE__, __LINE__, "read: %.*s", STR_ARG(wrong[i]));
    }
}

/* Excel keeps 15 digits: an identity number of 18 has lost three. */
TEST(a_number_of_more_than_fifteen_digits_is_known_to_have_lost_some)
{
    struct xlsx_number n = {0};
    REQUIRE(xlsx_number_parse(S("330523197001011234"), &n));
    CHECK(n.is_long);
    REQUIRE(xlsx_number_parse(S("3.3052319700101E+17"), &n));
    CHECK(n.is_long);
    REQUIRE(xlsx_number_parse(S("123456789012345"), &n));
    CHECK(!n.is_long);
    REQUIRE(xlsx_number_parse(S("0.12345678901234567"), &n));
    CHECK(!n.is_long);
}

static enum xlsx_shown shown_as(struct str code, struct str number)
{
    struct xlsx_number n = {0};
    struct xlsx_format f = xlsx_format_parse(code);
    struct buf out = buf_on(t_arena(), KIB);
    REQUIRE(xlsx_number_parse(number, &n));
    return xlsx_number_show(&out, &n, &f, false);
}

TEST(a_figure_that_is_shown_rounded_is_doubted_but_a_computed_one_is_not)
{
    CHECK_INT(shown_as(S("0.0"), S("17.16")), XLSX_ROUNDED);
    CHECK_INT(shown_as(S("0.0"), S("17.1")), XLSX_SHOWN);
    CHECK_INT(shown_as(S("0.0"), S("17.123456789")), XLSX_SHOWN);
    CHECK_INT(shown_as(S("0.0%"), S("0.1712")), XLSX_ROUNDED);
    CHECK_INT(shown_as(S("0.0,"), S("12345")), XLSX_SHORTER);
}
