#include "format/xlsx_made.h"

static struct problems problems;
static enum msg refused;

static struct str read_with(struct str bytes, struct xlsx_options options)
{
    return rows_shown(bytes, &options, &problems, &refused);
}

static struct str read_rows(const char *rows)
{
    struct str shown =
        read_with(made_bytes(&(struct made){.rows = rows}), (struct xlsx_options){0});
    CHECK_INT(refused, MSG_none);
    return shown;
}

static struct str read_made(struct made m)
{
    struct str shown = read_with(made_bytes(&m), (struct xlsx_options){0});
    CHECK_INT(refused, MSG_none);
    return shown;
}

static enum msg refusal(struct made m)
{
    (void)read_with(made_bytes(&m), (struct xlsx_options){0});
    return refused;
}

/* ECMA-376 18.4.8 si: a text, or runs of text, with phonetic runs and properties beside them. */
TEST(shared_texts_are_read_plain_and_in_runs_without_the_way_they_are_spoken)
{
    struct made m = {
        .strings = "<si><t>名称</t></si>"
                   "<si><r><rPr><b/></rPr><t>梅溪</t></r><r><t xml:space=\"preserve\"> 镇</t></r>"
                   "<rPh sb=\"0\" eb=\"1\"><t>meixi</t></rPh><phoneticPr fontId=\"1\"/></si>"
                   "<si><t/></si><si><t>a_x000D_\nb _x005F_x0041_ _xZZZZ_ &amp;&#x4E2D;</t></si>",
        .rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>"};
    CHECK_STR(read_made(m), S("1|名称|梅溪 镇||a\r\nb _x0041_ _xZZZZ_ &中/"));
    CHECK_INT(problems.n_all, 0);
}

TEST(inline_texts_booleans_and_values_of_formulas_are_read)
{
    CHECK_STR(read_rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>安吉</t></is></c>"
                        "<c r=\"B1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x"
                        "</t></rPh></is></c><c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"b\">"
                        "<v>0</v></c><c r=\"E1\"><f>SUM(A2:A9)</f><v>17.100000000000001</v></c>"
                        "<c r=\"F1\" t=\"str\"><f>A1&amp;\"x\"</f><v>安吉x</v></c>"
                        "<c r=\"G1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"H1\" t=\"n\"><v>1.0E-2"
                        "</v></c><c r=\"I1\" t=\"d\"><v>2006-06-20T00:00:00</v></c></row>"),
              S("1|安吉|ab|true|false|17.1|安吉x||0.01|2006-06-20/"));
    CHECK_INT(problems.n_all, 0);
}

TEST(rows_and_cells_that_are_left_out_keep_the_others_in_their_place)
{
    CHECK_STR(read_rows("<row r=\"2\" spans=\"1:3\"><c r=\"C2\"><v>3</v></c></row>"
                        "<row r=\"3\"><c r=\"A3\" s=\"1\"/><c r=\"B3\" s=\"1\"/></row>"
                        "<row r=\"7\"><c r=\"A7\"><v>1</v></c><c r=\"XFD7\"/></row>"),
              S("2|||3/7|1/"));
    /* Neither row nor cell need say where it is (18.3.1.4, 18.3.1.73). */
    CHECK_STR(read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"4\"><c r=\"B4\"><v>3"
                        "</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"),
              S("1|1|2/4||3|4/5|5/"));
    CHECK_STR(read_rows(""), S(""));
}

#define STRICT_NS "http://purl.oclc.org/ooxml/spreadsheetml/main"

TEST(prefixes_and_the_strict_form_make_no_difference)
{
    static const char *const sheets[] = {
        "<x:worksheet xmlns:x=\"" MAIN_NS "\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\""
        "inlineStr\"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>",
        "<worksheet xmlns=\"" STRICT_NS "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">"
        "<is><t>a</t></is></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>a</t></is></c></row></sheetData>"
        "</worksheet>",
        "<worksheet xmlns=\"" MAIN_NS "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-"
        "compatibility/2006\" mc:Ignorable=\"y\" "
        "xmlns:y=\"urn:y\"><y:sheetData><y:row/></y:sheetData>"
        "<sheetData><row r=\"1\" y:dyDescent=\"0.2\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is>"
        "<y:v>9</y:v></c></row></sheetData><extLst><ext><sheetData><row><c><v>7</v></c></row>"
        "</sheetData></ext></extLst></worksheet>",
        "\xef\xbb\xbf<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\""
        "inlineStr\"><is><t><![CDATA[a]]></t></is></c></row></sheetData></worksheet>"};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(sheets); i++)
        CHECK_STR(read_made((struct made){.sheet = sheets[i]}), S("1|a/"));
}

TEST(styles_say_how_numbers_are_shown)
{
    struct made m = {
        .formats = "<numFmts count=\"2\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m"
                   "&quot;月&quot;\"/><numFmt numFmtId=\"177\" formatCode=\"0.0_ \"/></numFmts>"
                   "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                   "<xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/>"
                   "<xf numFmtId=\"10\"/><xf numFmtId=\"31\"/></cellXfs>",
        .rows =
            "<row><c><v>38888</v></c><c s=\"1\"><v>38888</v></c><c s=\"2\"><v>38888</v></c>"
            "<c s=\"3\"><v>17.123456</v></c><c s=\"4\"><v>0.171</v></c><c s=\"5\"><v>38888</v></c>"
            "<c s=\"99\"><v>5</v></c></row>"};
    CHECK_STR(read_made(m), S("1|38888|2006-06-20|2006-06|17.1|17.10%|2006-06-20|5/"));
    m.book = "<workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/>"
             "</sheets>";
    m.rows = "<row><c s=\"1\"><v>37426</v></c></row>";
    CHECK_STR(read_made(m), S("1|2006-06-20/"));
}

static void check_problem(ptrdiff_t i, struct str code, int64_t row, struct str column,
                          bool doubtful)
{
    REQUIRE(i < problems.n);
    CHECK_STR(problems.at[i].code, code);
    CHECK_INT(problems.at[i].row, row);
    CHECK_STR(problems.at[i].field, column);
    CHECK_INT(problems.at[i].doubtful, doubtful);
}

TEST(what_a_cell_does_not_tell_is_a_problem_with_its_place_and_reading_goes_on)
{
    struct made m = {.formats = "<cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"1\"/></cellXfs>",
                     .strings = "<si><t>x</t></si>",
                     .rows = "<row r=\"2\"><c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c></row>"
                             "<row r=\"3\"><c r=\"A3\"><f>NOW()</f></c></row>"
                             "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>60</v></c></row>"
                             "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>1</v></c></row>"
                             "<row r=\"6\"><c r=\"A6\"><v>abc</v></c></row>"
                             "<row r=\"7\"><c r=\"A7\" s=\"2\"><v>1.5</v></c></row>"
                             "<row r=\"8\" hidden=\"1\"><c r=\"A8\" t=\"s\"><v>0</v></c></row>"
                             "<row r=\"9\"><c r=\"A9\"><v>330523197001011234</v></c></row>"
                             "<row r=\"10\"><c r=\"A10\" t=\"odd\"><v>1</v></c></row>"
                             "<row r=\"11\"><c r=\"A11\"><v>1</v></c></row>"};
    CHECK_STR(read_made(m), S("2/3/4/5/6/7|2/8|x/9|330523197001011000/10/11|1/"));
    CHECK_INT(problems.n_all, 9);
    check_problem(0, S("xlsx.error"), 2, S("2"), false);
    check_problem(1, S("xlsx.formula"), 3, S("1"), false);
    check_problem(2, S("xlsx.date"), 4, S("1"), false);
    check_problem(3, S("xlsx.damaged"), 5, S("1"), false);
    check_problem(4, S("xlsx.number"), 6, S("1"), false);
    check_problem(5, S("xlsx.rounded"), 7, S("1"), true);
    check_problem(6, S("xlsx.hidden"), 8, S(""), true);
    check_problem(7, S("xlsx.digits"), 9, S("1"), false);
    check_problem(8, S("xlsx.damaged"), 10, S("1"), false);
}

static const char merged_rows[] =
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>h</t></is></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>k</t></is></c><c r=\"B2\"><v>1</v></c></row>"
    "<row r=\"3\"><c r=\"A3\"/><c r=\"B3\"/><c r=\"C3\"><v>2</v></c></row><row r=\"4\"/>"
    "<row r=\"5\"><c r=\"C5\"><v>3</v></c></row><row r=\"6\"><c r=\"C6\"><v>4</v></c></row>";

TEST(merged_cells_are_repeated_down_in_the_columns_that_are_asked_for)
{
    struct made m = {.rows = merged_rows,
                     .behind = "<mergeCells count=\"3\"><mergeCell ref=\"B2:B5\"/>"
                               "<mergeCell ref=\"A2:A5\"/><mergeCell ref=\"A1:C1\"/></mergeCells>"};
    CHECK_STR(read_made(m), S("1|h/2|k|1/3|k|1|2/5|k|1|3/6|||4/"));
    struct xlsx *x = NEW(t_arena(), struct xlsx, 1);
    struct row row = {0};
    struct fail why = {0};
    bool more = false;
    REQUIRE(xlsx_open(x, made_bytes(&m), &(struct xlsx_options){0}, &problems, &why) == OK);
    for (int n = 1; n <= 3; n++)
        REQUIRE(xlsx_next(x, &more, &row, &why) == OK && more);
    CHECK(x->has_repeated);
    xlsx_repeat(x, 1, false);
    REQUIRE(xlsx_rewind(x, &problems, &why) == OK);
    for (int n = 1; n <= 3; n++)
        REQUIRE(xlsx_next(x, &more, &row, &why) == OK && more);
    REQUIRE(row.n_cells == 3);
    CHECK_STR(row.cells[0], S("k"));
    CHECK_STR(row.cells[1], S(""));
    xlsx_close(x);
}

TEST(overlapping_merges_do_no_harm)
{
    struct made m = {.rows = merged_rows,
                     .behind = "<mergeCells><mergeCell ref=\"A2:A6\"/><mergeCell ref=\"A3:A5\"/>"
                               "<mergeCell ref=\"A2:A3\"/><mergeCell ref=\"A0:A3\"/><mergeCell/>"
                               "<mergeCell ref=\"A5:A2\"/><mergeCell ref=\"XFD1:XFD1048576\"/>"
                               "</mergeCells>"};
    CHECK_STR(read_made(m), S("1|h/2|k|1/3|||2/5|||3/6|||4/"));
}

static const char two_sheets[] =
    "<sheets><sheet name=\"说明\" sheetId=\"1\" state=\"hidden\" r:id=\"rId4\"/>"
    "<sheet name=\"数据 2006\" sheetId=\"2\" r:id=\"rId1\"/><sheet name=\"图\" sheetId=\"3\" "
    "r:id=\"rId9\"/></sheets>";
static const char other_sheet[] =
    "<worksheet xmlns=\"" MAIN_NS
    "\"><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";

TEST(a_sheet_is_chosen_by_name_or_number_or_is_the_first_that_is_shown)
{
    struct made m = {.rows = "<row><c><v>1</v></c></row>",
                     .book = two_sheets,
                     .part = "xl/worksheets/sheet2.xml",
                     .part_xml = other_sheet};
    struct str bytes = made_bytes(&m);
    CHECK_STR(read_with(bytes, (struct xlsx_options){0}), S("1|1/"));
    CHECK_STR(read_with(bytes, (struct xlsx_options){.sheet = S(" 数据 2006 ")}), S("1|1/"));
    CHECK_STR(read_with(bytes, (struct xlsx_options){.sheet = S("2")}), S("1|1/"));
    CHECK_STR(read_with(bytes, (struct xlsx_options){.sheet = S("说明")}), S("1|2/"));
    CHECK_STR(read_with(bytes, (struct xlsx_options){.sheet = S("1")}), S("1|2/"));
    static const struct str none[] = {S_("4"), S_("0"), S_("Sheet1"), S_("图"), S_("3")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(none); i++) {
        (void)read_with(bytes, (struct xlsx_options){.sheet = none[i]});
        CHECK_INT(refused, MSG_xlsx_no_sheet);
    }
}

TEST(limits_hold_for_columns_rows_and_cells)
{
    const char *rows = "<row><c><v>1</v></c><c><v>12345</v></c><c><v>3</v></c><c><v>4</v></c></row>"
                       "<row/><row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"9\"/>";
    struct str bytes = made_bytes(&(struct made){.rows = rows});
    struct xlsx_options o = {.limits = {.rows = 3, .columns = 2, .cell = 4}};
    CHECK_STR(read_with(bytes, o), S("1|1/3|1/"));
    CHECK_INT(refused, MSG_none);
    REQUIRE(problems.n_all == 2);
    check_problem(0, S("xlsx.cell"), 1, S("2"), false);
    check_problem(1, S("xlsx.columns"), 1, S("3"), false);
    o.limits.rows = 2;
    (void)read_with(bytes, o);
    CHECK_INT(refused, MSG_csv_rows);
}

TEST(places_that_cannot_be_and_cells_out_of_order_are_refused)
{
    static const struct {
        const char *rows;
        enum msg want;
    } cases[] = {
        {"<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", MSG_xlsx_place},
        {"<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>", MSG_xlsx_place},
        {"<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", MSG_xlsx_place},
        {"<row r=\"1048577\"><c><v>1</v></c></row>", MSG_xlsx_place},
        {"<row r=\"0\"/>", MSG_xlsx_place},
        {"<row r=\"99999999999999999999\"/>", MSG_xlsx_place},
        {"<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", MSG_xlsx_order},
        {"<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>", MSG_xlsx_order},
        {"<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", MSG_xlsx_order},
        {"<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"/>", MSG_xlsx_order},
        {"<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"/>", MSG_xlsx_order},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK_INT(refusal((struct made){.rows = cases[i].rows}), cases[i].want);
}

TEST(xml_that_is_not_right_is_refused)
{
    static const struct {
        const char *sheet;
        enum msg want;
    } cases[] = {
        {"<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet/>", MSG_xlsx_doctype},
        {"<!DOCTYPE x SYSTEM \"http://127.0.0.1/x\"><worksheet/>", MSG_xlsx_doctype},
        {"<worksheet><sheetData>", MSG_xlsx_xml},
        {"<worksheet><sheetData><row r=\"1\" r=\"1\"/></sheetData></worksheet>", MSG_xlsx_xml},
        {"<worksheet>&lol;</worksheet>", MSG_xlsx_xml},
        {"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><worksheet/>", MSG_xlsx_xml},
        {"<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>"
         "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
         MSG_xlsx_deep},
        {"", MSG_xlsx_xml},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK_INT(refusal((struct made){.sheet = cases[i].sheet}), cases[i].want);
}

TEST(a_tag_without_end_is_refused_before_it_fills_the_memory)
{
    ptrdiff_t len = 3 * MIB;
    char *xml = NEW(t_arena(), char, len + 1);
    uint32_t state = 1;
    for (ptrdiff_t i = 0; i < len; i++) {
        state = state * 1664525 + 1013904223;
        xml[i] = (char)('a' + (state >> 24) % 26);
    }
    static const char head[] = {'<', 'a', ' ', 'x', '=', '"'};
    memcpy(xml, head, sizeof head);
    CHECK_INT(refusal((struct made){.sheet = xml}), MSG_xlsx_deep);
}

/* --- the package -------------------------------------------------------------------------------
 */

TEST(files_that_are_no_workbook_are_refused_with_what_to_do)
{
    /* The name of a stream in a compound file is in UTF-16 ([MS-CFB] 2.6.1). */
    static const char locked[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....E\0n\0c\0r\0y\0p\0t\0e\0d\0"
                                 "P\0a\0c\0k\0a\0g\0e\0\0";
    static const struct {
        struct str bytes;
        enum msg want;
    } cases[] = {
        {S_("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), MSG_xlsx_old},
        {S_("a,b\n1,2\n"), MSG_xlsx_none},
        {S_(""), MSG_xlsx_none},
        {S_("PK\x03\x04"), MSG_xlsx_damaged},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++) {
        (void)read_with(cases[i].bytes, (struct xlsx_options){0});
        CHECK_INT(refused, cases[i].want);
    }
    (void)read_with((struct str){locked, (ptrdiff_t)sizeof locked}, (struct xlsx_options){0});
    CHECK_INT(refused, MSG_xlsx_password);
}

TEST(parts_that_have_no_business_in_a_workbook_are_refused)
{
    static const struct {
        const char *part;
        enum msg want;
    } cases[] = {
        {"xl/vbaProject.bin", MSG_xlsx_macros},
        {"xl/macrosheets/sheet1.xml", MSG_xlsx_macros},
        {"xl/workbook.bin", MSG_xlsx_binary},
        {"word/document.xml", MSG_xlsx_none},
        {"xl/externalLinks/externalLink1.xml", MSG_xlsx_links},
        {"../../etc/passwd", MSG_xlsx_name},
        {"xl/../../x", MSG_xlsx_name},
        {"xl\\sheet.xml", MSG_xlsx_name},
        {"C:/x", MSG_xlsx_name},
        {"/xl/x.xml", MSG_xlsx_name},
        {"xl//x.xml", MSG_xlsx_name},
        {"XL/WORKBOOK.xml", MSG_xlsx_twice},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK_INT(refusal((struct made){.part = cases[i].part, .part_xml = "<a/>"}), cases[i].want);
}

TEST(a_bomb_is_refused_before_it_is_unpacked)
{
    ptrdiff_t len = 24 * MIB;
    char *xml = NEW(t_arena(), char, len + 1);
    memset(xml, ' ', (size_t)len);
    CHECK_INT(refusal((struct made){.sheet = xml}), MSG_xlsx_bomb);
    struct made m = {0};
    struct package p = made_parts(&m);
    struct package many = {.at = NEW(t_arena(), struct package_part, XLSX_PARTS_MAX + 10)};
    for (ptrdiff_t i = 0; i < XLSX_PARTS_MAX + 1; i++)
        many.at[many.n++] =
            i < p.n ? p.at[i] : (struct package_part){str_fmt(t_arena(), "%td", i), S("")};
    (void)read_with(packed_bytes(&many), (struct xlsx_options){0});
    CHECK_INT(refused, MSG_xlsx_parts);
}

/* Wherever the file is cut, it is refused: the list of parts stands at its end. */
TEST(a_file_cut_short_anywhere_is_refused)
{
    struct str bytes = made_bytes(&(struct made){.rows = merged_rows});
    for (ptrdiff_t len = 0; len < bytes.len; len += 7) {
        (void)read_with(str_sub(bytes, 0, len), (struct xlsx_options){0});
        CHECK(refused == MSG_xlsx_damaged || refused == MSG_xlsx_none);
    }
}

static char *size_field(char *bytes, ptrdiff_t len, const char *name)
{
    /* The list of parts: name at 46, size unpacked at 24 (APPNOTE 4.3.12); the last one counts. */
    ptrdiff_t name_len = (ptrdiff_t)strlen(name);
    for (ptrdiff_t at = len - 46 - name_len; at > 0; at--)
        if (memcmp(bytes + at, "PK\x01\x02", 4) == 0 &&
            memcmp(bytes + at + 46, name, (size_t)name_len) == 0)
            return bytes + at + 24;
    return NULL;
}

TEST(a_part_that_lies_about_its_size_or_was_changed_is_refused)
{
    struct str bytes = made_bytes(&(struct made){.rows = merged_rows});
    static const int changes[] = {-5, 5};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(changes); i++) {
        char *copy = str_z(t_arena(), bytes);
        char *size = size_field(copy, bytes.len, "xl/worksheets/sheet1.xml");
        REQUIRE(size != NULL);
        *size = (char)(*size + changes[i]);
        (void)read_with((struct str){copy, bytes.len}, (struct xlsx_options){0});
        CHECK_INT(refused, MSG_xlsx_damaged);
    }
    char *copy = str_z(t_arena(), bytes);
    ptrdiff_t at = str_find(bytes, S("xl/worksheets/sheet1.xml")) + 60;
    copy[at] = (char)(copy[at] ^ 0x10);
    (void)read_with((struct str){copy, bytes.len}, (struct xlsx_options){0});
    CHECK(refused == MSG_xlsx_damaged || refused == MSG_xlsx_xml);
}

TEST(a_workbook_without_its_parts_is_refused)
{
    struct made m = {.rows = merged_rows};
    struct package whole = made_parts(&m);
    for (ptrdiff_t i = 0; i < whole.n; i++) {
        struct package p = {.at = NEW(t_arena(), struct package_part, whole.n)};
        for (ptrdiff_t k = 0; k < whole.n; k++)
            if (k != i)
                p.at[p.n++] = whole.at[k];
        (void)read_with(packed_bytes(&p), (struct xlsx_options){0});
        CHECK_INT(refused, MSG_xlsx_missing);
    }
}
