/*
 * request.c -- the head of a request: decoding, checking, looking up.
 */
#include "web/request.h"

#include "base/ascii.h"
#include "base/text.h"

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool has_control(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        if (is_control(s.s[i]))
            return true;
    return false;
}

/* The byte at raw[*at], which moves behind it. False if it may not stand in a path. */
static bool next_byte(struct str raw, ptrdiff_t *at, char *out)
{
    char c = raw.s[(*at)++];
    if (c != '%') {
        *out = c;
        return !is_control(c);
    }
    int32_t byte = hex_number(raw, *at, 2);
    if (byte < 0)
        return false;
    *at += 2;
    *out = (char)byte;
    return !is_control(*out) && *out != '/';
}

bool path_decode(struct arena *a, struct str raw, struct str *out)
{
    if (raw.len == 0 || raw.s[0] != '/')
        return false;
    char *text = NEW(a, char, raw.len + 1);
    ptrdiff_t len = 0;
    for (ptrdiff_t at = 0; at < raw.len;)
        if (!next_byte(raw, &at, &text[len++]))
            return false;
    struct str path = {text, len};
    if (!utf8_valid(path))
        return false;
    *out = path;
    return true;
}

struct str request_header(const struct request *req, struct str name)
{
    for (ptrdiff_t i = 0; i < req->n_headers; i++)
        if (ascii_same(req->headers[i].name, name))
            return req->headers[i].value;
    return S("");
}

static int count_headers(const struct request *req, struct str name)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < req->n_headers; i++)
        n += ascii_same(req->headers[i].name, name);
    return n;
}

/* RFC 9110, 5.6.2: the characters of a token. */
static bool is_token(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++) {
        char c = s.s[i];
        if (!ascii_is_alnum(c) && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return s.len > 0;
}

/* RFC 9110, 5.5: a value may hold tabs and bytes above 127, no other control bytes. */
static bool is_field_value(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        if (is_control(s.s[i]) && s.s[i] != '\t')
            return false;
    return true;
}

/* A host name, IPv4 or bracketed IPv6 address, with or without a port. */
static bool is_host(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++) {
        char c = s.s[i];
        if (!ascii_is_alnum(c) && (c == '\0' || !strchr("-._:[]", c)))
            return false;
    }
    return s.len > 0 && s.len < 256;
}

static enum err check_framing(const struct request *req, struct fail *why)
{
    int64_t length = 0;
    int n_lengths = count_headers(req, S("Content-Length"));
    int n_codings = count_headers(req, S("Transfer-Encoding"));
    if (n_lengths > 1)
        return FAIL(why, ERR_USAGE, MSG_web_request_twice, ARG_TEXT(S("Content-Length")));
    if (n_lengths == 1 && n_codings > 0)
        return FAIL(why, ERR_USAGE, MSG_web_request_framing, ARG_NONE);
    if (n_lengths == 1 && !str_digits(request_header(req, S("Content-Length")), &length))
        return FAIL(why, ERR_USAGE, MSG_web_request_header, ARG_TEXT(S("Content-Length")));
    /* Other codings than chunked alone are not read here (RFC 9112, 6.1). */
    bool is_chunked = ascii_same(request_header(req, S("Transfer-Encoding")), S("chunked"));
    if (n_codings > 1 || (n_codings == 1 && !is_chunked))
        return FAIL(why, ERR_USAGE, MSG_web_request_header, ARG_TEXT(S("Transfer-Encoding")));
    return OK;
}

enum err request_check(const struct request *req, struct fail *why)
{
    if (req->path.len == 0 || req->path.s[0] != '/' || has_control(req->path))
        return FAIL(why, ERR_USAGE, MSG_web_request_path, ARG_NONE);
    if (has_control(req->query))
        return FAIL(why, ERR_USAGE, MSG_web_request_path, ARG_NONE);
    for (ptrdiff_t i = 0; i < req->n_headers; i++)
        if (!is_token(req->headers[i].name) || !is_field_value(req->headers[i].value))
            return FAIL(why, ERR_USAGE, MSG_web_request_bytes, ARG_NONE);
    int n_hosts = count_headers(req, S("Host"));
    if (n_hosts > 1)
        return FAIL(why, ERR_USAGE, MSG_web_request_twice, ARG_TEXT(S("Host")));
    if (n_hosts == 0 || !is_host(request_host(req)))
        return FAIL(why, ERR_USAGE, MSG_web_request_header, ARG_TEXT(S("Host")));
    return check_framing(req, why);
}

struct str request_host(const struct request *req)
{
    return request_header(req, S("Host"));
}

struct str request_cookie(const struct request *req, struct str name)
{
    struct str found = S("");
    for (ptrdiff_t i = 0; i < req->n_headers; i++)
        if (ascii_same(req->headers[i].name, S("Cookie")) &&
            cookie_find(req->headers[i].value, name, &found))
            return found;
    return S("");
}

struct str local_path(struct str path, struct str otherwise)
{
    /* "//host" and "/\host" are other hosts to a browser. */
    bool is_local = path.len > 0 && path.s[0] == '/' &&
                    !(path.len > 1 && (path.s[1] == '/' || path.s[1] == '\\'));
    for (ptrdiff_t i = 0; i < path.len; i++)
        if ((unsigned char)path.s[i] < 0x20 || path.s[i] == '\\')
            is_local = false;
    return is_local ? path : otherwise;
}
