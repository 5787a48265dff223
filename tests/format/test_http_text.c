#include "t.h"

#include "format/form.h"

/* RFC 6265, 4.2 and 5.4. */
TEST(a_cookie_is_found_among_others)
{
    struct str value = S("-");
    CHECK(cookie_find(S("lang=zh; session=ab=c; x"), S("session"), &value));
    CHECK_STR(value, S("ab=c"));
    CHECK(cookie_find(S("a=1;a=2"), S("a"), &value));
    CHECK_STR(value, S("1"));
    CHECK(!cookie_find(S("sessions=1; xsession=2"), S("session"), &value));
    CHECK(!cookie_find(S("a=\x01"), S("a"), &value));
    CHECK(!cookie_find(S(""), S("a"), &value));
    CHECK_STR(value, S("1"));
}

/* RFC 9110, 12.5.4: the highest weight wins, q=0 means not acceptable. */
TEST(the_best_of_our_languages_is_chosen)
{
    CHECK_INT(accept_language(S("en-US,en;q=0.9"), LANG_ZH), LANG_EN);
    CHECK_INT(accept_language(S("fr, en;q=0.4, zh-CN;q=0.8"), LANG_EN), LANG_ZH);
    CHECK_INT(accept_language(S("EN"), LANG_ZH), LANG_EN);
    CHECK_INT(accept_language(S("fr, de"), LANG_ZH), LANG_ZH);
    CHECK_INT(accept_language(S(""), LANG_EN), LANG_EN);
    CHECK_INT(accept_language(S("en;q=0"), LANG_ZH), LANG_ZH);
    CHECK_INT(accept_language(S("*, en;q=0.5"), LANG_ZH), LANG_ZH);
    CHECK_INT(accept_language(S(";;,,q=,en;q=x"), LANG_ZH), LANG_EN);
}

/* RFC 9110, 12.5.1: the most specific range decides. The header is its example. */
TEST(a_media_range_is_weighed_by_the_closest_match)
{
    struct str header = S("text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed;q=0.5, "
                          "text/html;level=1, */*;q=0.5");
    CHECK_INT(accept_media(header, S("image/jpeg")), 500);
    CHECK_INT(accept_media(header, S("text/css")), 300);
    CHECK_INT(accept_media(header, S("text/plain")), 700);
    CHECK_INT(accept_media(S("application/json"), S("text/html")), 0);
    CHECK_INT(accept_media(S(""), S("text/html")), 1000);
}

/* RFC 9110, 12.5.3. */
TEST(a_content_coding_is_used_only_if_it_is_asked_for)
{
    CHECK_INT(accept_encoding(S("gzip, br;q=0.8"), S("br")), 800);
    CHECK_INT(accept_encoding(S("gzip;q=0, *"), S("gzip")), 0);
    CHECK_INT(accept_encoding(S("*;q=0.5"), S("br")), 500);
    CHECK_INT(accept_encoding(S(""), S("gzip")), 0);
}

TEST(a_media_type_and_its_parameters_are_read)
{
    struct str value = S("");
    CHECK(media_is(S("Application/JSON; charset=utf-8"), S("application/json")));
    CHECK(!media_is(S("application/jsonx"), S("application/json")));
    CHECK(media_parameter(t_arena(), S("a/b; x=1; Boundary=\"a\\\"b;c\"; y=2"), S("boundary"),
                          &value));
    CHECK_STR(value, S("a\"b;c"));
    CHECK(media_parameter(t_arena(), S("a/b; x=1; Boundary=\"a\"; y=2"), S("y"), &value));
    CHECK_STR(value, S("2"));
    CHECK(!media_parameter(t_arena(), S("a/b; x=\"1"), S("x"), &value));
}

/* RFC 9110, 5.6.7 gives one instant in its three forms: 784111777 seconds after 1970. */
TEST(http_dates_are_read_in_three_forms_and_written_in_one)
{
    int64_t want = (int64_t)784111777 * 1000000;
    int64_t got = 0;
    CHECK(http_date_parse(S("Sun, 06 Nov 1994 08:49:37 GMT"), &got));
    CHECK_INT(got, want);
    got = 0;
    CHECK(http_date_parse(S("Sunday, 06-Nov-94 08:49:37 GMT"), &got));
    CHECK_INT(got, want);
    got = 0;
    CHECK(http_date_parse(S("Sun Nov  6 08:49:37 1994"), &got));
    CHECK_INT(got, want);
    CHECK_STR(http_date(t_arena(), want + 999999), S("Sun, 06 Nov 1994 08:49:37 GMT"));
    CHECK_STR(http_date(t_arena(), -1), S("Wed, 31 Dec 1969 23:59:59 GMT"));
    static const struct str bad[] = {S_(""),
                                     S_("Sun, 06 Nov 1994 08:49:37"),
                                     S_("Sun, 31 Feb 1994 08:49:37 GMT"),
                                     S_("Sun, 06 Nov 1994 24:49:37 GMT"),
                                     S_("Sun, 06 Nov 1994 8:49:37 GMT"),
                                     S_("Sun, 06 nov 1994 08:49:37 GMT"),
                                     S_("yesterday")};
    for (int i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(!http_date_parse(bad[i], &got));
}

/* The table of RFC 9110, 8.8.3.2. */
TEST(entity_tags_compare_weakly_and_strongly)
{
    CHECK(!etag_matches_strong(S("W/\"1\""), S("W/\"1\"")));
    CHECK(etag_matches_weak(S("W/\"1\""), S("W/\"1\"")));
    CHECK(!etag_matches_weak(S("W/\"1\""), S("W/\"2\"")));
    CHECK(!etag_matches_strong(S("W/\"1\""), S("\"1\"")));
    CHECK(etag_matches_weak(S("W/\"1\""), S("\"1\"")));
    CHECK(etag_matches_strong(S("\"1\""), S("\"1\"")));
    CHECK(etag_matches_strong(S("\"a,b\" , W/\"1\",\"1\""), S("\"1\"")));
    CHECK(etag_matches_strong(S(" * "), S("\"1\"")));
    CHECK(!etag_matches_strong(S("1"), S("1")));
    CHECK(!etag_matches_strong(S("\"1"), S("\"1\"")));
    CHECK(!etag_matches_weak(S(""), S("\"1\"")));
}
