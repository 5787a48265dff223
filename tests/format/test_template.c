#include "county_templates.h"
#include "format/json_write.h"
#include "t.h"

static struct view_county county(void)
{
    return (struct view_county){.frame = {.title = S("A & B")},
                                .name = S("安吉<县>"),
                                .home = S("/units?id=1&x=2"),
                                .n_people = 450000,
                                .spark = {S("<svg></svg>")},
                                .label = MSG_err_internal};
}

static struct str rendered(const struct view_county *v, enum lang lang)
{
    struct buf b = buf_on(t_arena(), 64 * KIB);
    template_county(&b, lang, v);
    REQUIRE(!b.full);
    return buf_str(&b);
}

TEST(a_template_escapes_by_the_type_of_the_member)
{
    struct view_county v = county();
    struct str page = rendered(&v, LANG_EN);
    CHECK_HAS(page, S("<h1 title=\"安吉&lt;县&gt;\">安吉&lt;县&gt; 450000</h1>"));
    CHECK_HAS(page, S("<p><svg></svg></p>"));
    CHECK_HAS(page, S("<a href=\"/units?id=1&amp;x=2\">"));
    CHECK_HAS(page, S("/search?q=%E5%AE%89%E5%90%89%3C%E5%8E%BF%3E&amp;n=450000\""));
}

TEST(the_language_is_an_argument_of_the_template)
{
    struct view_county v = county();
    CHECK_HAS(rendered(&v, LANG_EN), S("The program failed"));
    CHECK_HAS(rendered(&v, LANG_ZH), S("程序内部出错"));
}

TEST(a_text_takes_members_as_arguments_and_is_escaped_whole)
{
    struct view_county v = county();
    struct str page = rendered(&v, LANG_EN);
    CHECK_HAS(page,
              S("<p>Byte 450000 of the file is not text in 安吉&lt;县&gt;; nothing was read."));
    CHECK_HAS(page, S("Nothing is known for “{{The program failed"));
}

TEST(a_branch_asks_whether_a_member_is_true_not_0_and_not_empty)
{
    struct view_county v = county();
    CHECK_HAS(rendered(&v, LANG_EN), S("<p>1235</p>"));
    v.note = (struct message){.id = MSG_csv_rows, .args = {ARG_INT(3)}};
    v.n_people = 0;
    CHECK_HAS(rendered(&v, LANG_EN), S("<p>2345</p>"));
    CHECK_HAS(rendered(&v, LANG_EN), S("The file has more than 3 rows"));
}

TEST(a_layout_stands_around_its_page)
{
    struct view_county v = county();
    struct str page = rendered(&v, LANG_EN);
    CHECK(str_starts(page, S("<!doctype html>\n<html lang=\"zh\">\n<title>A &amp; B</title>\n"
                             "<main>\n<h1")));
    CHECK(str_ends(page, S("</pre>\n</main>\n</html>\n")));
}

TEST(lists_partials_and_their_else_parts_are_followed)
{
    struct view_county v = county();
    CHECK_HAS(rendered(&v, LANG_EN), S("<ul>\n<li>empty</li>\n</ul>\n<p>no motto</p>\n"
                                       "<input value=\"\" >\n"));
    const struct view_village villages[] = {{S("v1")}, {S("v2")}};
    const struct view_town towns[] = {
        {.name = S("t1"), .is_zone = true},
        {.name = S("t2"), .villages = {.at = villages, .n = ARRAY_LEN(villages)}}};
    v.towns.at = towns;
    v.towns.n = ARRAY_LEN(towns);
    v.motto = S("\"do\"");
    v.is_open = true;
    struct str page = rendered(&v, LANG_EN);
    CHECK_HAS(page, S("<ul>\n<li>t1\n<b>*</b>\n</li>\n<li>t1 has none</li>\n<li>t2\n</li>\n"
                      "<li>t2/v1</li>\n<li>t2/v2</li>\n</ul>\n<p>&quot;do&quot;</p>\n"));
    CHECK_HAS(page, S("<input value=\"&quot;do&quot;\" disabled>"));
    CHECK_HAS(page, S("<i>2</i>"));
}

TEST(white_space_is_kept_in_pre_and_folded_elsewhere)
{
    struct view_county v = county();
    struct str page = rendered(&v, LANG_EN);
    CHECK_HAS(page, S("<pre>\n  kept 安吉&lt;县&gt;\n</pre>"));
    CHECK(str_find(page, S("\n\n")) < 0);
    CHECK(str_find(page, S("\n <")) < 0);
}

TEST(the_json_of_a_page_is_a_loop_over_its_view)
{
    struct view_county v = county();
    const struct view_village villages[] = {{S("v1")}};
    const struct view_town towns[] = {{.name = S("t1"), .villages = {.at = villages, .n = 1}},
                                      {.name = S("t2"), .is_zone = true}};
    v.towns.at = towns;
    v.towns.n = ARRAY_LEN(towns);
    v.seat.name = S("递铺镇");
    struct buf b = buf_on(t_arena(), 4 * KIB);
    struct json_writer w = json_writer_on(&b);
    view_json(&w, LANG_EN, view_table_county(), &v);
    CHECK_STR(buf_str(&b),
              S("{\"name\":\"安吉\\u003c县>\",\"motto\":\"\",\"home\":\"/units?id=1&x=2\","
                "\"n_people\":450000,\"is_open\":false,"
                "\"label\":\"The program failed; nothing was done and no data was changed.\","
                "\"note\":\"\",\"seat\":{\"name\":\"递铺镇\"},\"towns\":["
                "{\"name\":\"t1\",\"is_zone\":false,\"villages\":[{\"name\":\"v1\"}]},"
                "{\"name\":\"t2\",\"is_zone\":true,\"villages\":[]}]}"));
}
