/*
 * str.c -- views of bytes: compare, cut, find.
 */
#include "base/base.h"

int str_cmp(struct str a, struct str b)
{
    ptrdiff_t n = a.len < b.len ? a.len : b.len;
    int order = n > 0 ? memcmp(a.s, b.s, (size_t)n) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str head)
{
    return s.len >= head.len && str_eq(str_sub(s, 0, head.len), head);
}

bool str_ends(struct str s, struct str tail)
{
    return s.len >= tail.len && str_eq(str_sub(s, s.len - tail.len, s.len), tail);
}

ptrdiff_t str_find(struct str s, struct str part)
{
    if (part.len == 0)
        return 0;
    const char *at = s.len > 0 ? memmem(s.s, (size_t)s.len, part.s, (size_t)part.len) : NULL;
    return at ? at - s.s : -1;
}

struct str str_of(const char *z)
{
    return z ? (struct str){z, (ptrdiff_t)strlen(z)} : S("");
}

struct str str_sub(struct str s, ptrdiff_t from, ptrdiff_t to)
{
    assert(0 <= from && from <= to && to <= s.len);
    return s.s ? (struct str){s.s + from, to - from} : s;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    ptrdiff_t from = 0;
    ptrdiff_t to = s.len;
    while (from < to && is_space(s.s[from]))
        from++;
    while (to > from && is_space(s.s[to - 1]))
        to--;
    return str_sub(s, from, to);
}

struct str str_cut(struct str s, char sep, struct str *tail)
{
    const char *at = s.len > 0 ? memchr(s.s, sep, (size_t)s.len) : NULL;
    if (!at) {
        *tail = S("");
        return s;
    }
    *tail = str_sub(s, at - s.s + 1, s.len);
    return str_sub(s, 0, at - s.s);
}

bool str_digits(struct str s, int64_t *out)
{
    int64_t n = 0;
    if (s.len == 0 || s.len > 18)
        return false;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
        n = n * 10 + (s.s[i] - '0');
    }
    *out = n;
    return true;
}

struct str str_dup(struct arena *a, struct str s)
{
    char *copy = NEW(a, char, s.len + 1);
    if (s.len > 0)
        memcpy(copy, s.s, (size_t)s.len);
    return (struct str){copy, s.len};
}

char *str_z(struct arena *a, struct str s)
{
    char *copy = NEW(a, char, s.len + 1);
    if (s.len > 0)
        memcpy(copy, s.s, (size_t)s.len);
    return copy;
}

struct str str_cat(struct arena *a, const struct str *parts, ptrdiff_t n)
{
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        len += parts[i].len;
    struct buf b = buf_on(a, len);
    if (len == 0 || !buf_room(&b, len))
        return S("");
    for (ptrdiff_t i = 0; i < n; i++)
        buf_add(&b, parts[i]);
    return buf_str(&b);
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
    struct buf b = buf_on(a, 64 * KIB);
    va_list ap;
    va_start(ap, fmt);
    buf_vfmt(&b, fmt, ap);
    va_end(ap);
    struct str text = buf_str(&b);
    buf_byte(&b, '\0');
    return b.full ? S("") : (struct str){b.s, text.len};
}
