/*
 * outside.c -- addresses outside the program.
 */
#include "base/outside.h"

enum { NAME_MAX_LEN = 64, HOST_MAX_LEN = 253, LABEL_MAX_LEN = 63, PORT_MAX = 65535 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_all(struct str s, struct str besides)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        if (!is_alnum(s.s[i]) && str_find(besides, str_sub(s, i, i + 1)) < 0)
            return false;
    return s.len > 0;
}

static bool is_label(struct str s)
{
    return s.len <= LABEL_MAX_LEN && is_all(s, S("-_")) && s.s[0] != '-' && s.s[s.len - 1] != '-';
}

/* Labels parted by dots; how many, 0 if one of them is none. */
static int labels_of(struct str s)
{
    int n = 0;
    struct str rest = s;
    if (s.len > HOST_MAX_LEN || str_ends(s, S(".")))
        return 0;
    while (rest.len > 0) {
        if (!is_label(str_cut(rest, '.', &rest)))
            return 0;
        n++;
    }
    return n;
}

static bool is_ipv6(struct str s)
{
    ptrdiff_t colon = str_find(s, S(":"));
    return colon >= 0 && str_find(str_sub(s, colon + 1, s.len), S(":")) >= 0 &&
           is_all(s, S(":.")) && s.len <= NAME_MAX_LEN;
}

bool mail_address_is_plain(struct str s)
{
    struct str host = S("");
    struct str name = str_cut(s, '@', &host);
    return name.len > 0 && name.len <= NAME_MAX_LEN && is_all(name, S(".-_+=")) &&
           name.s[0] != '.' && name.s[0] != '-' && !str_ends(name, S(".")) &&
           str_find(name, S("..")) < 0 && labels_of(host) >= 2;
}

bool host_is_plain(struct str s)
{
    return labels_of(s) > 0 || is_ipv6(s);
}

static bool is_port(struct str s)
{
    int64_t port = 0;
    return str_digits(s, &port) && port > 0 && port <= PORT_MAX;
}

/* "host", "host:port", "[::1]:port" */
static bool is_authority(struct str s)
{
    struct str port = S("");
    if (!str_starts(s, S("["))) {
        struct str host = str_cut(s, ':', &port);
        return labels_of(host) > 0 && (host.len == s.len || is_port(port));
    }
    struct str host = str_cut(str_sub(s, 1, s.len), ']', &port);
    return is_ipv6(host) && str_find(s, S("]")) >= 0 &&
           (port.len == 0 || (port.s[0] == ':' && is_port(str_sub(port, 1, port.len))));
}

bool url_is_plain(struct str s)
{
    struct str head = str_starts(s, S("https://")) ? S("https://") : S("http://");
    if (!str_starts(s, head))
        return false;
    struct str rest = str_sub(s, head.len, s.len);
    ptrdiff_t end = str_starts(rest, S("[")) ? str_find(rest, S("]")) : 0;
    if (end < 0)
        return false;
    while (end < rest.len && rest.s[end] != '/' && rest.s[end] != '?')
        end++;
    struct str path = str_sub(rest, end, rest.len);
    return is_authority(str_sub(rest, 0, end)) &&
           (path.len == 0 || is_all(path, S("/?&=-_.~%+:,;@!$*()'")));
}
