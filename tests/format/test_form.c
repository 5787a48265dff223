#include "format/form.h"
#include "t.h"

static struct pairs parsed(struct str text)
{
    struct pairs p = {0};
    struct fail why = {0};
    REQUIRE(form_parse(t_arena(), text, &p, &why) == OK);
    return p;
}

/* WHATWG URL Standard, 5.1 application/x-www-form-urlencoded parsing. */
TEST(a_form_is_decoded_in_order_and_repeated_names_are_kept)
{
    struct pairs p = parsed(S("name=%E5%AE%89+%e5%90%89&a=1&&a=2&empty=&bare&x=a=b&p=100%&q=%zz"));
    REQUIRE(p.n == 8);
    CHECK_STR(p.at[0].name, S("name"));
    CHECK_STR(p.at[0].text, S("安 吉"));
    CHECK_STR(p.at[1].text, S("1"));
    CHECK_STR(p.at[2].text, S("2"));
    CHECK_STR(p.at[3].text, S(""));
    CHECK_STR(p.at[4].name, S("bare"));
    CHECK_STR(p.at[4].text, S(""));
    CHECK_STR(p.at[5].text, S("a=b"));
    CHECK_STR(p.at[6].text, S("100%"));
    CHECK_STR(p.at[7].text, S("%zz"));
    CHECK_STR(*pairs_find(&p, S("a")), S("1"));
    CHECK(pairs_find(&p, S("A")) == NULL);
    CHECK_INT(parsed(S("")).n, 0);
    CHECK_STR(parsed(S("t=a%0D%0Ab%09c")).at[0].text, S("a\r\nb\tc"));
}

TEST(a_form_with_bytes_that_are_no_text_is_refused_whole)
{
    static const struct str bad[] = {S_("a=%FF"),      S_("a=\xc0\x80"), S_("a=%00"),
                                     S_("a=1&b%0A=2"), S_("a=%07"),      S_("a=%ED%A0%80"),
                                     S_("a=1&b=%7F&c")};
    for (int i = 0; i < ARRAY_LEN(bad); i++) {
        struct pairs p = {.n = -1};
        struct fail why = {0};
        CHECK_INT(form_parse(t_arena(), bad[i], &p, &why), ERR_INVALID);
        CHECK_INT(why.message.id, MSG_form_text);
        CHECK_INT(p.n, -1);
    }
}

TEST(a_form_with_too_many_fields_is_refused)
{
    struct buf b = buf_on(t_arena(), MIB);
    for (int i = 0; i <= FORM_PAIRS_MAX; i++)
        buf_add(&b, S("&a"));
    struct pairs p = {0};
    struct fail why = {0};
    CHECK_INT(form_parse(t_arena(), buf_str(&b), &p, &why), ERR_INVALID);
    CHECK_INT(why.message.id, MSG_form_many);
}

TEST(a_path_is_decoded_strictly)
{
    struct str out = S("before");
    CHECK(url_decode(t_arena(), S("/units/%E5%AE%89+x"), &out));
    CHECK_STR(out, S("/units/安+x"));
    CHECK(!url_decode(t_arena(), S("/a%2"), &out));
    CHECK(!url_decode(t_arena(), S("/a%00"), &out));
    CHECK(!url_decode(t_arena(), S("/a%0a"), &out));
    CHECK_STR(out, S("/units/安+x"));
}

#define FORM_TYPE S("multipart/form-data; boundary=\"----B\"")

static enum err multipart_of(struct str body, struct multipart *m, struct fail *why)
{
    return multipart_parse(t_arena(), FORM_TYPE, body, m, why);
}

/* As Chromium sends it: RFC 7578, 4 with the escapes of WHATWG HTML, 4.10.22.8. */
TEST(uploads_and_fields_of_a_multipart_form_are_told_apart)
{
    struct multipart m = {0};
    struct fail why = {0};
    struct str body =
        S("------B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n"
          "安吉\r\n第二行\r\n"
          "------B\r\nContent-Disposition: form-data; name=\"none\"\r\n\r\n\r\n"
          "------B\r\ncontent-disposition: form-data; name=\"file\"; "
          "filename=\"C:\\表格 %22a%22.csv\"\r\nContent-Type: text/csv\r\n\r\n"
          "a,b\r\n--x\r\n\0\xff\r\n"
          "------B\r\nContent-Disposition: form-data; name=\"left\"; filename=\"\"\r\n"
          "Content-Type: application/octet-stream\r\n\r\n\r\n------B--\r\n");
    REQUIRE(multipart_of(body, &m, &why) == OK);
    REQUIRE(m.fields.n == 2 && m.n_uploads == 1);
    CHECK_STR(*pairs_find(&m.fields, S("title")), S("安吉\r\n第二行"));
    CHECK_STR(*pairs_find(&m.fields, S("none")), S(""));
    CHECK_STR(m.uploads[0].field, S("file"));
    CHECK_STR(m.uploads[0].file_name, S("表格 _a_.csv"));
    CHECK_STR(m.uploads[0].media_type, S("text/csv"));
    CHECK_STR(m.uploads[0].bytes, S("a,b\r\n--x\r\n\0\xff"));
}

TEST(a_multipart_form_that_is_cut_short_or_odd_is_refused)
{
    static const struct str bad[] = {
        S_(""),
        S_("------B"),
        S_("------C\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------C--"),
        S_("------B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"),
        S_("------B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------B"),
        S_("------B\r\nContent-Disposition: form-data\r\n\r\nx\r\n------B--"),
        S_("------B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n------B--"),
        S_("------B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n------B--"),
        S_("------B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n------B--"),
        S_("------B\r\n\r\nx\r\n------B--"),
        S_("------B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n------B--"),
    };
    for (int i = 0; i < ARRAY_LEN(bad); i++) {
        struct multipart m = {.n_uploads = -1};
        struct fail why = {0};
        if (multipart_of(bad[i], &m, &why) != ERR_INVALID || m.n_uploads != -1)
            t_differs(__FILE__, __LINE__, "row %d is not refused", i);
    }
    struct multipart m = {0};
    struct fail why = {0};
    CHECK_INT(multipart_parse(t_arena(), S("multipart/form-data"), S("--\r\n"), &m, &why),
              ERR_INVALID);
    CHECK_INT(why.message.id, MSG_form_boundary);
}

TEST(a_file_name_from_outside_is_only_a_name)
{
    struct arena *a = t_arena();
    CHECK_STR(file_name_clean(a, S("C:\\Users\\x\\年报.xlsx")), S("年报.xlsx"));
    CHECK_STR(file_name_clean(a, S("../../etc/passwd")), S("passwd"));
    CHECK_STR(file_name_clean(a, S("...hidden")), S("hidden"));
    CHECK_STR(file_name_clean(a, S("a/")), S("file"));
    CHECK_STR(file_name_clean(a, S("..")), S("file"));
    CHECK_STR(file_name_clean(a, S("\xff")), S("file"));
    CHECK_STR(file_name_clean(a, S("a<b>:\"|?*\n.csv")), S("a_b______.csv"));
    /* U+202E shows "fdp.exe" as "exe.pdf". */
    CHECK_STR(file_name_clean(a, S("a\xe2\x80\xae"
                                   "fdp.exe")),
              S("afdp.exe"));
    struct buf b = buf_on(a, KIB);
    for (int i = 0; i < 200; i++)
        buf_add(&b, S("长"));
    buf_add(&b, S(".docx"));
    struct str cut = file_name_clean(a, buf_str(&b));
    CHECK(str_ends(cut, S("长.docx")));
    CHECK_INT(cut.len, (FILE_NAME_CHARS_MAX - 5) * 3 + 5);
}
