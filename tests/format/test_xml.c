#include "format/xml.h"
#include "t.h"

static struct str written_again(struct str text)
{
    struct xml *root = NULL;
    struct fail why = {0};
    if (xml_parse(t_arena(), text, &root, &why) != OK)
        return message_str(t_arena(), LANG_EN, &why.message);
    struct buf out = buf_on(t_arena(), MIB);
    xml_write(&out, root);
    return buf_str(&out);
}

TEST(xml_is_read_and_written_without_comments_and_with_its_text_whole)
{
    CHECK_STR(
        written_again(S("<?xml version=\"1.0\"?><!-- c --><w:a w:b=\"1 &amp; &quot;2&quot;\">x "
                        "&lt; <![CDATA[<y>]]>安<w:c/></w:a>")),
        S("<w:a w:b=\"1 &amp; &quot;2&quot;\">x &lt; &lt;y&gt;安<w:c></w:c></w:a>"));
}

/* XML 1.0, 2.2: characters that a document may not hold. */
TEST(characters_that_xml_forbids_are_left_out)
{
    struct buf out = buf_on(t_arena(), KIB);
    xml_text(&out, S("a\x01"
                     "b\x1f\xef\xbf\xbf"
                     "c\td"));
    CHECK_STR(buf_str(&out), S("abc&#9;d"));
}

TEST(a_document_type_is_refused_and_with_it_every_entity)
{
    CHECK_HAS(
        written_again(S("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")),
        S("document type"));
    CHECK_HAS(written_again(S("<!DOCTYPE a><a/>")), S("document type"));
    CHECK_HAS(written_again(S("<a>&x;</a>")), S("not well formed at line 1"));
}

TEST(what_is_not_well_formed_is_told_with_its_line)
{
    CHECK_HAS(written_again(S("<a>\n<b>\n</a>")), S("line 3"));
    CHECK_HAS(written_again(S("")), S("not well formed"));
    CHECK_HAS(written_again(S("<a/><b/>")), S("not well formed"));
}

TEST(xml_depth_is_bounded)
{
    struct buf deep = buf_on(t_arena(), KIB);
    for (int i = 0; i <= XML_DEPTH_LIMIT; i++)
        buf_add(&deep, S("<a>"));
    for (int i = 0; i <= XML_DEPTH_LIMIT; i++)
        buf_add(&deep, S("</a>"));
    CHECK_HAS(written_again(buf_str(&deep)), S("too deep"));
}
