/*
 * text.c -- UTF-8 by hand, other encodings through iconv.
 */
#include "base/text.h"

#include <errno.h>
#include <iconv.h>

/* The code point at the head of s and its bytes in *len; -1 if s does not begin with one. */
static int32_t decode(struct str s, ptrdiff_t *len)
{
    static const int32_t smallest[] = {0, 1, 0x80, 0x800, 0x10000};
    int32_t head = (unsigned char)s.s[0];
    ptrdiff_t n = head < 0x80 ? 1 : head < 0xC0 ? 0 : head < 0xE0 ? 2 : head < 0xF0 ? 3 : 4;
    if (n == 0 || head > 0xF4 || n > s.len)
        return -1;
    int32_t code = n == 1 ? head : head & (0x7F >> n);
    for (ptrdiff_t i = 1; i < n; i++) {
        int32_t next = (unsigned char)s.s[i];
        if ((next & 0xC0) != 0x80)
            return -1;
        code = code << 6 | (next & 0x3F);
    }
    if (code < smallest[n] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return -1;
    *len = n;
    return code;
}

/* Bytes at the front of s, in eights, that are ASCII and no NUL: most of a file, passed quickly. */
static ptrdiff_t ascii_len(struct str s)
{
    const uint64_t ones = 0x0101010101010101U;
    const uint64_t tops = 0x8080808080808080U;
    ptrdiff_t at = 0;
    for (uint64_t eight = 0; at + 8 <= s.len; at += 8) {
        memcpy(&eight, s.s + at, 8);
        if ((eight & tops) != 0 || ((eight - ones) & ~eight & tops) != 0)
            break;
    }
    return at;
}

/* How many bytes at the head of s are valid UTF-8. */
static ptrdiff_t valid_len(struct str s)
{
    ptrdiff_t at = ascii_len(s);
    while (at < s.len) {
        ptrdiff_t len = 0;
        if (decode(str_sub(s, at, s.len), &len) < 0)
            break;
        at += len;
        if (len == 1)
            at += ascii_len(str_sub(s, at, s.len));
    }
    return at;
}

bool utf8_valid(struct str s)
{
    return valid_len(s) == s.len;
}

struct str utf8_mended(struct arena *a, struct str s)
{
    const struct str unknown = S("\xEF\xBF\xBD");
    if (utf8_valid(s))
        return s;
    struct buf out = buf_on(a, s.len * unknown.len + 1);
    for (ptrdiff_t at = 0; at < s.len; at++) {
        struct str good = str_sub(s, at, at + valid_len(str_sub(s, at, s.len)));
        buf_add(&out, good);
        at += good.len;
        if (at < s.len)
            buf_add(&out, unknown);
    }
    return buf_str(&out);
}

ptrdiff_t utf8_count(struct str s)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
    return n;
}

struct str utf8_head(struct str s, ptrdiff_t n_chars)
{
    ptrdiff_t at = 0;
    while (n_chars > 0 && at < s.len) {
        (void)utf8_next(s, &at);
        n_chars--;
    }
    return str_sub(s, 0, at);
}

int32_t utf8_next(struct str s, ptrdiff_t *at)
{
    ptrdiff_t len = 0;
    int32_t code = decode(str_sub(s, *at, s.len), &len);
    assert(code > 0);
    *at += len;
    return code;
}

void utf8_put(struct buf *out, int32_t code)
{
    assert(code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF));
    if (code < 0x80) {
        buf_byte(out, (char)code);
        return;
    }
    char bytes[4];
    ptrdiff_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (ptrdiff_t i = n - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes[0] = (char)((0xF00 >> n & 0xFF) | code);
    buf_add(out, (struct str){bytes, n});
}

/* What each encoding is called here and by iconv, its byte order mark, and the bytes of a NUL. */
static const struct encoding_row {
    struct str name;
    const char *iconv;
    struct str mark;
    bool writes_mark;
    ptrdiff_t unit;
} encodings[ENCODING_COUNT] = {
    [ENCODING_UTF8] = {S_("UTF-8"), "UTF-8", S_("\xEF\xBB\xBF"), false, 1},
    [ENCODING_UTF8_BOM] = {S_("UTF-8 BOM"), "UTF-8", S_("\xEF\xBB\xBF"), true, 1},
    [ENCODING_GB18030] = {S_("GB18030"), "GB18030", S_("\x84\x31\x95\x33"), false, 1},
    [ENCODING_UTF16LE] = {S_("UTF-16LE"), "UTF-16LE", S_("\xFF\xFE"), true, 2},
    [ENCODING_UTF16BE] = {S_("UTF-16BE"), "UTF-16BE", S_("\xFE\xFF"), true, 2},
};

struct str encoding_name(enum encoding e)
{
    return encodings[e].name;
}

enum encoding encoding_guess(struct str bytes)
{
    static const enum encoding marked[] = {ENCODING_UTF8_BOM, ENCODING_UTF16LE, ENCODING_UTF16BE};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(marked); i++)
        if (str_starts(bytes, encodings[marked[i]].mark))
            return marked[i];
    /* A NUL is text in no encoding: it does not tell which one. */
    struct str rest = bytes;
    for (ptrdiff_t at = valid_len(rest); at < rest.len; at = valid_len(rest)) {
        if (rest.s[at] != '\0')
            return ENCODING_GB18030;
        rest = str_sub(rest, at + 1, rest.len);
    }
    return ENCODING_UTF8;
}

/* All of `bytes` through iconv. On bytes that it refuses: false, and where in *bad_at. */
static bool convert(struct arena *a, const char *to, const char *from, struct str bytes,
                    struct str *out, ptrdiff_t *bad_at)
{
    iconv_t cd = iconv_open(to, from);
    /* A system without this converter can read none of the bytes. */
    if (cd == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr): so POSIX has it
        *bad_at = 0;
        return false;
    }
    /* No pair of encodings here more than doubles a text. */
    size_t room = (size_t)bytes.len * 2;
    char *text = NEW(a, char, (ptrdiff_t)room + 1);
    char *to_at = text;
    char *from_start = str_z(a, bytes); /* a copy: iconv wants it writable */
    char *from_at = from_start;
    size_t rest = (size_t)bytes.len;
    size_t result = iconv(cd, &from_at, &rest, &to_at, &room);
    (void)iconv_close(cd);
    if (result == (size_t)-1) {
        assert(errno == EILSEQ || errno == EINVAL);
        *bad_at = from_at - from_start;
        return false;
    }
    *out = (struct str){text, to_at - text};
    return true;
}

/* Where the first NUL character stands, or -1: no text that people write holds one. */
static ptrdiff_t find_nul(struct str bytes, ptrdiff_t unit)
{
    if (unit == 1) {
        const char *at = bytes.len > 0 ? memchr(bytes.s, 0, (size_t)bytes.len) : NULL;
        return at ? at - bytes.s : -1;
    }
    for (ptrdiff_t i = 0; i + 1 < bytes.len; i += 2)
        if (bytes.s[i] == 0 && bytes.s[i + 1] == 0)
            return i;
    return -1;
}

bool encoding_to_utf8(struct arena *a, enum encoding from, struct str bytes, struct str *out,
                      ptrdiff_t *bad_at)
{
    const struct encoding_row *row = &encodings[from];
    ptrdiff_t mark = str_starts(bytes, row->mark) ? row->mark.len : 0;
    struct str text = str_sub(bytes, mark, bytes.len);
    ptrdiff_t bad = find_nul(text, row->unit);
    bool ok = bad < 0;
    if (ok && row->unit == 1 && from != ENCODING_GB18030) {
        bad = valid_len(text);
        ok = bad == text.len;
    } else if (ok) {
        ok = convert(a, "UTF-8", row->iconv, text, &text, &bad);
    }
    if (!ok) {
        *bad_at = mark + bad;
        return false;
    }
    *out = text;
    return true;
}

bool encoding_from_utf8(struct arena *a, enum encoding to, struct str text, struct str *out)
{
    const struct encoding_row *row = &encodings[to];
    ptrdiff_t bad = 0;
    struct str bytes = S("");
    if (!convert(a, row->iconv, "UTF-8", text, &bytes, &bad))
        return false;
    struct buf b = buf_on(a, row->mark.len + bytes.len);
    if (row->writes_mark)
        buf_add(&b, row->mark);
    buf_add(&b, bytes);
    *out = buf_str(&b);
    return true;
}

static int32_t narrow(int32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        return code - 0xFF01 + '!';
    if (code == 0x3000)
        return ' ';
    return code == 0x2212 ? '-' : code;
}

/* Nothing in ASCII is made narrow, and most of what comes in files is that. */
static bool is_ascii(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        if ((unsigned char)s.s[i] >= 0x80)
            return false;
    return true;
}

struct str text_narrow(struct arena *a, struct str s)
{
    if (is_ascii(s))
        return s;
    struct buf b = buf_on(a, s.len);
    ptrdiff_t at = 0;
    while (at < s.len)
        utf8_put(&b, narrow(utf8_next(s, &at)));
    return buf_str(&b);
}
