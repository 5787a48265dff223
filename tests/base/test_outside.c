/*
 * test_outside.c -- which mail addresses, hosts and URLs are taken. By hand from RFC 5321 and 3986,
 * and from what could break out of a header or a command.
 */
#include "base/outside.h"
#include "t.h"

static const struct {
    const char *text;
    bool is_plain;
} mails[] = {
    {"zhang@example.gov.cn", true},
    {"zhang.san+tag_1=2@a-b.example.cn", true},
    {"", false},
    {"zhang", false},
    {"zhang@", false},
    {"@example.cn", false},
    {"zhang@host", false}, /* one label: a name nobody outside knows */
    {"zhang@@example.cn", false},
    {"zhang@exam ple.cn", false},
    {"zhang@example.cn\r\nBcc: x@y.cn", false},
    {"<zhang@example.cn>", false},
    {"\"zhang\"@example.cn", false},
    {"zhang,li@example.cn", false},
    {".zhang@example.cn", false},
    {"zhang.@example.cn", false},
    {"zh..ang@example.cn", false},
    {"-zhang@example.cn", false}, /* no option of a mail program */
    {"zhang@-example.cn", false},
    {"zhang@example..cn", false},
    {"zhang@example.cn.", false},
    {"张三@example.cn", false},
};

TEST(mail_addresses_are_plain_or_refused)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(mails); i++)
        if (mail_address_is_plain(str_of(mails[i].text)) != mails[i].is_plain)
            t_differs(__FILE__, __LINE__, "\"%s\"", mails[i].text);
    char longest[80];
    memset(longest, 'a', sizeof longest);
    CHECK(mail_address_is_plain(str_fmt(t_arena(), "%.64s@example.cn", longest)));
    CHECK(!mail_address_is_plain(str_fmt(t_arena(), "%.65s@example.cn", longest)));
}

static const struct {
    const char *text;
    bool is_plain;
} hosts[] = {
    {"smtp.example.gov.cn", true},
    {"localhost", true},
    {"10.0.0.1", true},
    {"::1", true},
    {"fe80::1", true},
    {"", false},
    {"[::1]", false},
    {"a:25", false},
    {"a b", false},
    {"a/b", false},
    {"user@host", false},
    {"-a", false},
    {"a.", false},
    {"http://a", false},
};

TEST(hosts_are_plain_or_refused)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(hosts); i++)
        if (host_is_plain(str_of(hosts[i].text)) != hosts[i].is_plain)
            t_differs(__FILE__, __LINE__, "\"%s\"", hosts[i].text);
}

static const struct {
    const char *text;
    bool is_plain;
} urls[] = {
    {"https://oapi.dingtalk.com/robot/send", true},
    {"http://127.0.0.1:8080/hook?a=1&b=%20", true},
    {"https://[::1]:8443/x", true},
    {"https://example.cn", true},
    {"https://example.cn?x", true},
    {"", false},
    {"ftp://example.cn/", false},
    {"file:///etc/passwd", false},
    {"gopher://a/", false},
    {"HTTPS://example.cn", false},
    {"https://", false},
    {"https:///x", false},
    {"https://user@example.cn/", false},
    {"https://user:secret@example.cn/", false},
    {"https://example.cn#x", false},
    {"https://example.cn/a b", false},
    {"https://example.cn/\r\nX: y", false},
    {"https://example.cn:0/", false},
    {"https://example.cn:99999/", false},
    {"https://example.cn:/", false},
    {"https://example.cn:80x/", false},
    {"https://[::1/", false},
    {"https://[example.cn]/", false},
    {"https://example.cn\\@evil.cn/", false},
};

TEST(urls_are_plain_or_refused)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(urls); i++)
        if (url_is_plain(str_of(urls[i].text)) != urls[i].is_plain)
            t_differs(__FILE__, __LINE__, "\"%s\"", urls[i].text);
}
