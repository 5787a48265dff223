/*
 * What the head of a request may say. tests/cases/request.t has the cases.
 */
#include "t.h"

#include "web/request.h"

static void path_case(const struct t_line *line)
{
    struct str got = S("");
    bool is_path = path_decode(t_arena(), line->col[0], &got);
    CHECK_STR(is_path ? got : S("refused"), line->col[1]);
}

TEST(paths_are_decoded_or_refused_whole)
{
    t_cases("tests/cases/path.t", path_case);
}

TEST(a_zero_byte_does_not_end_a_path)
{
    struct str got = S("kept");
    CHECK(!path_decode(t_arena(), S("/units%00/1"), &got));
    CHECK(!path_decode(t_arena(), (struct str){"/a\0b", 4}, &got));
    CHECK_STR(got, S("kept"));
}

enum { HEADERS_MAX = 8 };

/* "Name: value" in columns; [TAB], [NUL] and [LF] stand for those bytes. */
static struct header header_of(struct str text)
{
    static const struct {
        struct str word;
        char byte;
    } bytes[] = {{S_("[TAB]"), '\t'}, {S_("[NUL]"), '\0'}, {S_("[LF]"), '\n'}};
    struct buf b = buf_on(t_arena(), KIB);
    while (text.len > 0) {
        ptrdiff_t used = 0;
        for (ptrdiff_t i = 0; i < ARRAY_LEN(bytes) && used == 0; i++) {
            if (!str_starts(text, bytes[i].word))
                continue;
            buf_byte(&b, bytes[i].byte);
            used = bytes[i].word.len;
        }
        if (used == 0) {
            buf_byte(&b, text.s[0]);
            used = 1;
        }
        text = str_sub(text, used, text.len);
    }
    struct str value = S("");
    struct str name = str_cut(buf_str(&b), ':', &value);
    return (struct header){name, str_starts(value, S(" ")) ? str_sub(value, 1, value.len) : value};
}

static void head_case(const struct t_line *line)
{
    struct header headers[HEADERS_MAX];
    struct fail why = {0};
    struct request req = {.method = METHOD_POST, .path = S("/units"), .headers = headers};
    for (int i = 1; i < line->n_cols; i++)
        headers[req.n_headers++] = header_of(line->col[i]);
    enum err err = request_check(&req, &why);
    CHECK_STR(err == OK ? S("fine") : S("refused"), line->col[0]);
    CHECK(err == OK || err_http(err) == 400);
}

TEST(heads_that_two_readers_could_read_differently_are_refused)
{
    t_cases("tests/cases/head.t", head_case);
}

TEST(headers_are_found_whatever_their_case)
{
    struct header headers[] = {{S_("x-one"), S_("1")}, {S_("X-Two"), S_("2")}};
    struct request req = {.headers = headers, .n_headers = 2};
    CHECK_STR(request_header(&req, S("X-One")), S("1"));
    CHECK_STR(request_header(&req, S("x-two")), S("2"));
    CHECK_STR(request_header(&req, S("x-three")), S(""));
}

TEST(cookies_are_found_in_every_cookie_header)
{
    struct header headers[] = {{S_("Cookie"), S_("a=1; b=2")}, {S_("cookie"), S_("c=3")}};
    struct request req = {.headers = headers, .n_headers = 2};
    CHECK_STR(request_cookie(&req, S("b")), S("2"));
    CHECK_STR(request_cookie(&req, S("c")), S("3"));
    CHECK_STR(request_cookie(&req, S("d")), S(""));
}

TEST(a_redirect_stays_on_this_host)
{
    CHECK_STR(local_path(S("/units?q=%E5%AE%89"), S("/")), S("/units?q=%E5%AE%89"));
    CHECK_STR(local_path(S("//evil.example/"), S("/")), S("/"));
    CHECK_STR(local_path(S("/\\evil.example/"), S("/")), S("/"));
    CHECK_STR(local_path(S("https://evil.example/"), S("/")), S("/"));
    CHECK_STR(local_path(S("/a\nSet-Cookie: x=1"), S("/")), S("/"));
    CHECK_STR(local_path(S(""), S("/")), S("/"));
}
