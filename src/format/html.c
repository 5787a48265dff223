/*
 * html.c -- escaping. Output is safe in element content and in quoted attribute values.
 */
#include "format/html.h"

/* What a byte becomes; "" stands for itself. */
static const struct str escapes[256] = {
    ['&'] = S_("&amp;"),  ['<'] = S_("&lt;"),   ['>'] = S_("&gt;"),
    ['"'] = S_("&quot;"), ['\''] = S_("&#39;"),
};
static const bool is_escaped[256] = {
    ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true,
};

void html_text(struct buf *out, struct str text)
{
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.s[i];
        if (!is_escaped[byte])
            continue;
        buf_add(out, str_sub(text, from, i));
        buf_add(out, escapes[byte]);
        from = i + 1;
    }
    buf_add(out, str_sub(text, from, text.len));
}

void html_int(struct buf *out, int64_t n)
{
    buf_int(out, n);
}

void html_raw(struct buf *out, struct html h)
{
    buf_add(out, h.markup);
}

void html_message(struct buf *out, enum lang lang, const struct message *m)
{
    struct buf worded = buf_on(out->a, out->cap);
    message_write(&worded, lang, m);
    html_text(out, buf_str(&worded));
    out->full = out->full || worded.full;
}

static bool url_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void html_url(struct buf *out, struct str text)
{
    static const char hex[] = "0123456789ABCDEF";
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.s[i];
        if (url_unreserved(text.s[i]))
            buf_byte(out, text.s[i]);
        else
            buf_add(out, (struct str){(const char[]){'%', hex[byte >> 4], hex[byte & 15]}, 3});
    }
}

/* Is this address one that cannot run script and does not leave by a scheme-relative path? */
static bool link_is_safe(struct str address)
{
    static const struct str heads[] = {S_("?"), S_("#"), S_("http://"), S_("https://"),
                                       S_("mailto:")};
    /* A browser reads \ as / in an address: neither may follow the first one. */
    if (address.len > 0 && address.s[0] == '/')
        return address.len == 1 || (address.s[1] != '/' && address.s[1] != '\\');
    for (ptrdiff_t i = 0; i < ARRAY_LEN(heads); i++)
        if (str_starts(address, heads[i]))
            return true;
    return false;
}

void html_link(struct buf *out, struct str address)
{
    html_text(out, link_is_safe(address) ? address : S("#"));
}

void html_put_text(struct buf *out, enum lang lang, struct str text)
{
    (void)lang;
    html_text(out, text);
}

void html_put_int(struct buf *out, enum lang lang, int64_t n)
{
    (void)lang;
    html_int(out, n);
}

void html_put_msg(struct buf *out, enum lang lang, enum msg id)
{
    html_text(out, msg_text(lang, id));
}

void html_put_message(struct buf *out, enum lang lang, struct message m)
{
    html_message(out, lang, &m);
}

void html_put_url_int(struct buf *out, int64_t n)
{
    buf_int(out, n);
}

bool html_true_bool(bool x)
{
    return x;
}

bool html_true_int(int64_t n)
{
    return n != 0;
}

bool html_true_text(struct str text)
{
    return text.len > 0;
}

bool html_true_html(struct html h)
{
    return h.markup.len > 0;
}

bool html_true_msg(enum msg id)
{
    return id != MSG_none;
}

bool html_true_message(struct message m)
{
    return m.id != MSG_none;
}

struct message_arg html_arg_text(struct str text)
{
    return (struct message_arg)ARG_TEXT(text);
}

struct message_arg html_arg_int(int64_t n)
{
    return (struct message_arg)ARG_INT(n);
}

struct message_arg html_arg_msg(enum msg id)
{
    return (struct message_arg)ARG_MSG((int64_t)id);
}
