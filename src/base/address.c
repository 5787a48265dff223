/*
 * address.c -- addresses of databases without what is secret in them.
 */
#include "base/text.h"

static const struct str hidden = S_("***");

static void put(char out[ADDRESS_SHOWN], ptrdiff_t *len, struct str s)
{
    ptrdiff_t room = ADDRESS_SHOWN - *len;
    ptrdiff_t n = s.len < room ? s.len : room;
    if (n > 0)
        memcpy(out + *len, s.s, (size_t)n);
    *len += n;
}

/* Where `part` begins behind `from`, or the end of s. */
static ptrdiff_t find_from(struct str s, ptrdiff_t from, struct str part)
{
    ptrdiff_t at = str_find(str_sub(s, from, s.len), part);
    return at < 0 ? s.len : from + at;
}

/* "//user:secret@": from behind the colon to the last @ before path and query; 0 bytes if none. */
static void find_password(struct str url, ptrdiff_t *from, ptrdiff_t *to)
{
    ptrdiff_t begin = find_from(url, 0, S("://"));
    begin = begin == url.len ? begin : begin + 3;
    ptrdiff_t end = begin;
    for (ptrdiff_t i = begin; i < url.len && url.s[i] != '?'; i++)
        if (url.s[i] == '@')
            end = i;
    ptrdiff_t colon = find_from(str_sub(url, 0, end), begin, S(":"));
    *from = colon < end ? colon + 1 : end;
    *to = end;
}

struct str address_shown(char out[ADDRESS_SHOWN], struct str address)
{
    ptrdiff_t len = 0;
    ptrdiff_t from = 0;
    ptrdiff_t to = 0;
    if (str_find(address, S("://")) < 0) {
        put(out, &len, address);
        return (struct str){out, len};
    }
    find_password(address, &from, &to);
    put(out, &len, str_sub(address, 0, from));
    if (to > from)
        put(out, &len, hidden);
    ptrdiff_t value = find_from(address, to, S("password="));
    value = value < address.len ? value + S("password=").len : value;
    put(out, &len, str_sub(address, to, value));
    if (value < address.len) {
        put(out, &len, hidden);
        put(out, &len, str_sub(address, find_from(address, value, S("&")), address.len));
    }
    return (struct str){out, len};
}
