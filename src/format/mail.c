/*
 * mail.c -- one message of mail as bytes.
 */
#include "format/mail.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"

enum {
    MAIL_MAX = 1 << 20,
    WORD_BYTES = 45, /* of text in an encoded word: 60 of base64, 72 in all (RFC 2047: 75) */
    LINE_BYTES = 57  /* of text in a line of base64: 76 in all (RFC 2045) */
};

#define CRLF S("\r\n")

static bool is_printable_ascii(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        if (s.s[i] < ' ' || s.s[i] > '~')
            return false;
    return str_find(s, S("=?")) < 0;
}

/* As many whole characters as fit into an encoded word. */
static struct str word_head(struct str text)
{
    ptrdiff_t len = 0;
    for (ptrdiff_t at = 0; at < text.len;) {
        (void)utf8_next(text, &at);
        if (at > WORD_BYTES)
            break;
        len = at;
    }
    return str_sub(text, 0, len);
}

/* Encoded words, a folded line each; a control character in it cannot end the header. */
static void put_words(struct buf *out, struct str text)
{
    for (struct str rest = text; rest.len > 0;) {
        struct str head = word_head(rest);
        rest = str_sub(rest, head.len, rest.len);
        buf_add(out, S("=?UTF-8?B?"));
        buf_add(out, base64_of(out->a, head));
        buf_add(out, S("?="));
        if (rest.len > 0)
            buf_add(out, S("\r\n "));
    }
}

static void put_subject(struct buf *out, struct str text)
{
    enum { PLAIN_MAX = 60 };
    buf_add(out, S("Subject: "));
    if (is_printable_ascii(text) && text.len <= PLAIN_MAX)
        buf_add(out, text);
    else
        put_words(out, text);
    buf_add(out, CRLF);
}

static void put_from(struct buf *out, const struct mail *m)
{
    buf_add(out, S("From: "));
    if (m->from_name.len > 0) {
        put_words(out, m->from_name);
        buf_add(out, S("\r\n "));
    }
    buf_fmt(out, "<%.*s>\r\n", STR_ARG(m->from_address));
}

static void put_date(struct buf *out, int64_t instant)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t date = instant_date(instant);
    int64_t second = (instant - instant_of_day_end(date - 1)) / 1000000;
    struct ymd d = date_ymd(date);
    buf_fmt(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0800\r\n", days[date_weekday(date) - 1],
            d.day, months[d.month - 1], d.year, (int)(second / 3600), (int)(second / 60 % 60),
            (int)(second % 60));
}

/* With CR LF at its line ends, as text is in mail (RFC 2045, 6.6). */
static struct str canonical(struct arena *a, struct str text)
{
    struct buf out = buf_on(a, MAIL_MAX);
    for (struct str rest = text; rest.len > 0;) {
        buf_add(&out, str_cut(rest, '\n', &rest));
        buf_add(&out, CRLF);
    }
    return buf_str(&out);
}

static void put_text(struct buf *out, struct str text)
{
    struct str body = canonical(out->a, text);
    for (ptrdiff_t at = 0; at < body.len; at += LINE_BYTES) {
        ptrdiff_t end = at + LINE_BYTES < body.len ? at + LINE_BYTES : body.len;
        buf_add(out, base64_of(out->a, str_sub(body, at, end)));
        buf_add(out, CRLF);
    }
}

struct str mail_write(struct arena *a, const struct mail *m)
{
    struct buf out = buf_on(a, MAIL_MAX);
    put_from(&out, m);
    buf_fmt(&out, "To: <%.*s>\r\n", STR_ARG(m->to));
    put_subject(&out, m->subject);
    put_date(&out, m->instant);
    buf_fmt(&out, "Message-ID: <%.*s>\r\n", STR_ARG(m->id));
    /* RFC 3834: nobody's absence note answers it. */
    buf_add(&out, S("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                    "Content-Type: text/plain; charset=UTF-8\r\n"
                    "Content-Transfer-Encoding: base64\r\n\r\n"));
    put_text(&out, m->text);
    return out.full ? S("") : buf_str(&out);
}
