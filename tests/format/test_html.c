#include "format/html.h"
#include "t.h"

static struct buf out(void)
{
    return buf_on(t_arena(), 4 * KIB);
}

/* OWASP, Cross Site Scripting Prevention Cheat Sheet: the five characters to encode. */
TEST(text_is_escaped_for_content_and_quoted_attributes)
{
    struct buf b = out();
    html_text(&b, S("a<b>&\"'安吉"));
    CHECK_STR(buf_str(&b), S("a&lt;b&gt;&amp;&quot;&#39;安吉"));
}

/* RFC 3986, 2.3: unreserved characters stay; all others are percent-encoded octets of UTF-8. */
TEST(url_values_are_percent_encoded)
{
    struct buf b = out();
    html_url(&b, S("a-Z_0.~ /?&=+%\"安"));
    CHECK_STR(buf_str(&b), S("a-Z_0.~%20%2F%3F%26%3D%2B%25%22%E5%AE%89"));
}

static struct str link_of(struct str address)
{
    struct buf b = out();
    html_link(&b, address);
    return buf_str(&b);
}

TEST(a_link_that_could_run_script_leads_nowhere)
{
    CHECK_STR(link_of(S("/units/1?a=1&b=2")), S("/units/1?a=1&amp;b=2"));
    CHECK_STR(link_of(S("/")), S("/"));
    CHECK_STR(link_of(S("?page=2")), S("?page=2"));
    CHECK_STR(link_of(S("https://example.org/")), S("https://example.org/"));
    CHECK_STR(link_of(S("javascript:alert(1)")), S("#"));
    CHECK_STR(link_of(S(" javascript:alert(1)")), S("#"));
    CHECK_STR(link_of(S("data:text/html,x")), S("#"));
    CHECK_STR(link_of(S("//example.org/")), S("#"));
    CHECK_STR(link_of(S("/\\example.org/")), S("#"));
    CHECK_STR(link_of(S("")), S("#"));
}

TEST(a_message_is_worded_then_escaped)
{
    struct buf b = out();
    html_message(&b, LANG_EN, &(struct message){.id = MSG_err_internal});
    CHECK_STR(buf_str(&b), S("The program failed; nothing was done and no data was changed."));
}

TEST(escaping_past_the_ceiling_is_noticed)
{
    struct buf b = buf_on(t_arena(), 6);
    html_text(&b, S("<<"));
    CHECK(b.full);
}
