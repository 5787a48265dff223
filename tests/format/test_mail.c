/*
 * test_mail.c -- mail as RFC 5322, 2045 and 2047 want it. The encoded texts were made with
 * coreutils' base64.
 */
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "format/mail.h"
#include "t.h"

static struct mail letter(void)
{
    struct mail m = {.from_address = S("ponan@example.gov.cn"),
                     .to = S("zhang@example.gov.cn"),
                     .subject = S("Three matters"),
                     .text = S("one\ntwo\n"),
                     .id = S("0123@example.gov.cn")};
    REQUIRE(instant_parse(S("2006-06-01T08:05:09+08:00"), &m.instant));
    return m;
}

TEST(a_mail_is_headers_and_base64)
{
    struct mail m = letter();
    CHECK_STR(mail_write(t_arena(), &m), S("From: <ponan@example.gov.cn>\r\n"
                                           "To: <zhang@example.gov.cn>\r\n"
                                           "Subject: Three matters\r\n"
                                           "Date: Thu, 1 Jun 2006 08:05:09 +0800\r\n"
                                           "Message-ID: <0123@example.gov.cn>\r\n"
                                           "Auto-Submitted: auto-generated\r\n"
                                           "MIME-Version: 1.0\r\n"
                                           "Content-Type: text/plain; charset=UTF-8\r\n"
                                           "Content-Transfer-Encoding: base64\r\n"
                                           "\r\n"
                                           "b25lDQp0d28NCg==\r\n"));
}

TEST(chinese_names_and_subjects_are_encoded_words)
{
    struct mail m = letter();
    m.from_name = S("督查室");
    m.subject = S("破难：3 条事项消息");
    struct str bytes = mail_write(t_arena(), &m);
    CHECK_HAS(bytes, S("From: =?UTF-8?B?552j5p+l5a6k?=\r\n <ponan@example.gov.cn>\r\n"));
    CHECK_HAS(bytes, S("Subject: =?UTF-8?B?56C06Zq+77yaMyDmnaHkuovpobnmtojmga8=?=\r\n"));
}

/* RFC 2047, 2: an encoded word has at most 75 characters, and characters are not cut apart. */
TEST(long_subjects_fold_between_characters)
{
    struct mail m = letter();
    struct buf subject = buf_on(t_arena(), KIB);
    for (int i = 0; i < 40; i++)
        buf_add(&subject, i % 2 ? S("事") : S("x项"));
    m.subject = buf_str(&subject);
    struct str rest = mail_write(t_arena(), &m);
    int n = 0;
    while (rest.len > 0) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        CHECK(line.len <= 76 + 9); /* the first one behind "Subject: " */
        ptrdiff_t at = str_find(line, S("=?UTF-8?B?"));
        if (at < 0)
            continue;
        struct str word = str_sub(line, at, line.len);
        struct str clear = S("");
        CHECK(word.len <= 75);
        REQUIRE(base64_parse(t_arena(), str_sub(word, 10, word.len - 2), &clear));
        CHECK(utf8_valid(clear));
        n++;
    }
    CHECK_INT(n, 4); /* 140 bytes, at most 45 a word */
}

TEST(nothing_in_a_text_ends_a_header)
{
    struct mail m = letter();
    m.subject = S("x\r\nBcc: evil@example.cn");
    m.from_name = S("y\nBcc: evil@example.cn");
    struct str bytes = mail_write(t_arena(), &m);
    CHECK_INT(str_find(bytes, S("\nBcc")), -1);
    m.subject = S("=?UTF-8?B?eA==?="); /* stands for itself */
    CHECK_INT(str_find(mail_write(t_arena(), &m), S("=?UTF-8?B?eA==?=")), -1);
}

TEST(the_same_message_is_the_same_bytes)
{
    struct mail m = letter();
    CHECK_STR(mail_write(t_arena(), &m), mail_write(t_arena(), &m));
}
