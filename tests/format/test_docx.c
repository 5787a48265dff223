#include "format/asset.h"
#include "format/docx.h"
#include "format/package.h"
#include "format/xml.h"
#include "t.h"

extern const struct asset_table app_papers; /* made by ui/papers/meson.build */

#define W(inner) S("<w:document xmlns:w=\"w\">" inner "</w:document>")

static const struct docx_value anji[] = {{.name = S_("name"), .text = S_("递铺镇")},
                                         {.name = S_("value"), .text = S_("1.6")}};
static const struct docx_value xiaofeng[] = {{.name = S_("name"), .text = S_("孝丰镇")},
                                             {.name = S_("value"), .text = S_("<2>")}};
static const struct docx_row towns[] = {{anji, 2}, {xiaofeng, 2}};
static const struct docx_value values[] = {
    {.name = S_("title"), .text = S_("安吉 & 通报")},
    {.name = S_("lines"), .text = S_("一\n二\t三")},
    {.name = S_("blank")},
    {.name = S_("towns"), .rows = towns, .n_rows = 2, .is_list = true},
    {.name = S_("none"), .is_list = true},
};
static const struct docx_row root = {values, ARRAY_LEN(values)};

/* The filled document.xml without its declaration and the outermost tag; or the failure's words. */
static struct str filled(struct str document)
{
    struct arena *a = t_arena();
    struct package_part parts[] = {{S("word/document.xml"), document}};
    struct str file = S("");
    struct str out = S("");
    struct fail why = {0};
    REQUIRE(package_write(a, &(struct package){parts, 1}, &file, &why) == OK);
    if (docx_fill(a, file, &root, &out, &why) != OK)
        return message_str(a, LANG_EN, &why.message);
    struct package package = {0};
    REQUIRE(package_read(a, out, &package, &why) == OK && package.n == 1);
    struct str bytes = package.at[0].bytes;
    ptrdiff_t from = str_find(bytes, S("xmlns:w=\"w\">")) + 12;
    return str_sub(bytes, from, bytes.len - S("</w:document>").len);
}

#define T(text) "<w:t xml:space=\"preserve\">" text "</w:t>"
#define R(text) "<w:r>" T(text) "</w:r>"
#define P(text) "<w:p>" R(text) "</w:p>"

TEST(a_field_is_filled_and_escaped)
{
    CHECK_STR(filled(W("<w:p><w:r><w:t>《{{title}}》{{ blank }}</w:t></w:r></w:p>")),
              S(P("《安吉 &amp; 通报》")));
    CHECK_STR(filled(W("<w:p><w:r><w:t>{{lines}}</w:t></w:r></w:p>")),
              S("<w:p><w:r>" T("一") "<w:br/>" T("二") "<w:tab/>" T("三") "</w:r></w:p>"));
}

TEST(a_field_of_word_itself_such_as_the_page_number_is_kept)
{
    CHECK_STR(filled(W("<w:p>\n<w:r><w:instrText> PAGE </w:instrText></w:r>\n</w:p>")),
              S("<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"));
}

/* As Word writes after a correction in the middle of a word: runs with their own looks, and
 * w:proofErr between them. */
TEST(a_placeholder_that_word_split_over_runs_is_merged_into_the_first)
{
    CHECK_STR(filled(W("<w:p><w:r><w:t>县{{</w:t></w:r><w:proofErr w:type=\"spellStart\"/>"
                       "<w:r><w:rPr><w:b/></w:rPr><w:t>ti</w:t></w:r><w:r><w:t>tle</w:t></w:r>"
                       "<w:r><w:t>}}。{</w:t></w:r><w:r><w:t>{blank}}x</w:t></w:r></w:p>")),
              S("<w:p>" R("县安吉 &amp; 通报") "<w:proofErr w:type=\"spellStart\"></w:proofErr>"
                                               "<w:r><w:rPr><w:b></w:b></w:rPr></w:r><w:r></w:r>" R(
                                                   "。") R("x") "</w:p>"));
}

TEST(paragraphs_between_marks_are_repeated_for_every_row)
{
    CHECK_STR(filled(W("<w:p><w:r><w:t>{{#towns}}</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>{{name}}：{{value}}，{{title}}</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t> {{/towns}} </w:t></w:r></w:p>")),
              S(P("递铺镇：1.6，安吉 &amp; 通报") P("孝丰镇：&lt;2&gt;，安吉 &amp; 通报")));
}

TEST(the_contrary_part_stands_where_a_list_is_empty_or_a_text_is)
{
    CHECK_STR(filled(W("<w:p><w:r><w:t>{{#none}}</w:t></w:r></w:p><w:p/>"
                       "<w:p><w:r><w:t>{{/none}}</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>{{^none}}</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>无</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>{{/none}}</w:t></w:r></w:p>")),
              S(P("无")));
    CHECK_STR(filled(W("<w:p><w:r><w:t>a{{#blank}}b{{/blank}}{{^blank}}c{{/blank}}"
                       "{{#title}}d{{/title}}</w:t></w:r></w:p>")),
              S("<w:p>" R("a") "<w:r></w:r>" R("c") "<w:r></w:r>" R("d") "<w:r></w:r></w:p>"));
}

TEST(text_within_a_paragraph_is_repeated_with_its_look)
{
    struct str got = filled(W("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>镇：{{#towns}}{{name}}、"
                              "{{/towns}}等</w:t></w:r></w:p>"));
    CHECK_HAS(got,
              S("<w:r><w:rPr><w:b></w:b></w:rPr>" T(
                  "递铺镇、") "</w:r>"
                              "<w:r><w:rPr><w:b></w:b></w:rPr>" T(
                                  "孝丰镇、") "</w:r>"
                                              "<w:r><w:rPr><w:b></w:b></w:rPr>" T("等") "</w:r>"));
}

#define TC(inner) "<w:tc>" inner "</w:tc>"

TEST(table_rows_are_repeated_when_marks_stand_in_their_first_and_last_cell)
{
    CHECK_STR(
        filled(W("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>名</w:t></w:r></w:p></w:tc></w:tr>"
                 "<w:tr><w:tc><w:p><w:r><w:t>{{#towns}}{{name}}</w:t></w:r></w:p></w:tc>"
                 "<w:tc><w:p><w:r><w:t>{{value}}{{/towns}}</w:t></w:r></w:p></w:tc></w:tr>"
                 "<w:tr><w:tc><w:p><w:r><w:t>{{#none}}{{x}}{{/none}}</w:t></w:r></w:p></w:tc>"
                 "</w:tr></w:tbl>")),
        S("<w:tbl><w:tr>" TC(P(
            "名")) "</w:tr>"
                   "<w:tr>" TC("<w:p><w:r></w:r>" R("递铺镇") "</w:p>") TC("<w:p>" R(
                       "1.6") "<w:r></w:r></w:p>") "</w:tr>"
                                                   "<w:tr>" TC(
                                                       "<w:p><w:r></w:r>" R("孝丰镇") "</w:p>")
                                                       TC("<w:p>" R("&lt;2&gt;") "<w:r></w:r></"
                                                                                 "w:p>") "</w:tr></"
                                                                                         "w:tbl>"));
}

TEST(a_cell_whose_list_is_empty_keeps_a_paragraph)
{
    CHECK_STR(filled(W("<w:tc><w:p><w:r><w:t>{{#none}}</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
                       "<w:p><w:r><w:t>{{/none}}</w:t></w:r></w:p></w:tc>")),
              S("<w:tc><w:p></w:p></w:tc>"));
}

TEST(a_template_that_cannot_be_filled_is_refused_with_the_name)
{
    CHECK_HAS(filled(W("<w:p><w:r><w:t>{{titel}}</w:t></w:r></w:p>")), S("{{titel}}"));
    CHECK_HAS(filled(W("<w:p><w:r><w:t>{{towns}}</w:t></w:r></w:p>")), S("is a list"));
    CHECK_HAS(filled(W("<w:p><w:r><w:t>{{#towns}}</w:t></w:r></w:p>")), S("pairs"));
    CHECK_HAS(filled(W("<w:p><w:r><w:t>a{{/towns}}</w:t></w:r></w:p>")), S("pairs"));
    CHECK_HAS(filled(W("<w:p><w:r><w:t>{{#gone}}{{/gone}}</w:t></w:r></w:p>")), S("{{gone}}"));
    CHECK_HAS(filled(S("<w:document>")), S("not well formed"));
    CHECK_STR(filled(W("<w:p><w:r><w:t>{{open</w:t></w:r></w:p>")), S(P("{{open")));
}

/* 2 rows at each of 60 levels would be 2^60 runs. */
TEST(lists_within_lists_cannot_multiply_without_end)
{
    struct buf nested = buf_on(t_arena(), 64 * KIB);
    buf_add(&nested, S("<w:document xmlns:w=\"w\"><w:p><w:r><w:t>"));
    for (int i = 0; i < 60; i++)
        buf_add(&nested, S("{{#towns}}"));
    buf_add(&nested, S("x"));
    for (int i = 0; i < 60; i++)
        buf_add(&nested, S("{{/towns}}"));
    buf_add(&nested, S("</w:t></w:r></w:p></w:document>"));
    CHECK_HAS(filled(buf_str(&nested)), S("nested too deep"));
}

TEST(a_package_that_is_no_word_file_is_refused)
{
    struct package_part part = {S("xl/workbook.xml"), S("<a/>")};
    struct str file = S("");
    struct str out = S("");
    struct fail why = {0};
    REQUIRE(package_write(t_arena(), &(struct package){&part, 1}, &file, &why) == OK);
    CHECK_INT(docx_fill(t_arena(), file, &root, &out, &why), ERR_MEDIA);
    CHECK_INT(docx_fill(t_arena(), S("x"), &root, &out, &why), ERR_MEDIA);
}

TEST(the_program_carries_a_layout_of_the_brief)
{
    const struct asset *layout = asset_find(&app_papers, S("brief.docx"));
    REQUIRE(layout);
    struct package package = {0};
    struct fail why = {0};
    REQUIRE(package_read(t_arena(), layout->bytes, &package, &why) == OK);
    CHECK_STR(package.at[0].name, S("[Content_Types].xml"));
    for (ptrdiff_t i = 0; i < package.n; i++) {
        struct xml *tree = NULL;
        CHECK_INT(xml_parse(t_arena(), package.at[i].bytes, &tree, &why), OK);
    }
    /* GB/T 9704-2012, 5.2: 37, 26, 35 and 28 mm in twentieths of a point. */
    CHECK_HAS(package_find(&package, S("word/document.xml"))->bytes,
              S("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\""));
}
