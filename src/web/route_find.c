/*
 * route_find.c -- which row answers a method and a path.
 *
 * The closest pattern wins ("/units/new" over "/units/:id"), whatever their order in the table.
 */
#include "web/routes.h"

static ptrdiff_t segment_end(struct str s, ptrdiff_t from)
{
    while (from < s.len && s.s[from] != '/')
        from++;
    return from;
}

/* Fills params from the path and returns whether it fits. */
static bool pattern_fits(struct str pattern, struct str path, struct str *params)
{
    ptrdiff_t i = 0;
    ptrdiff_t j = 0;
    int n = 0;
    while (i < pattern.len && j < path.len) {
        if (pattern.s[i] == ':') {
            ptrdiff_t end = segment_end(path, j);
            if (end == j || n == ROUTE_PARAMS_MAX)
                return false;
            params[n++] = str_sub(path, j, end);
            j = end;
            i = segment_end(pattern, i);
        } else if (pattern.s[i++] != path.s[j++]) {
            return false;
        }
    }
    return i == pattern.len && j == path.len;
}

/* How close a pattern is: fewer parameters first, then more bytes before the first of them. */
static ptrdiff_t closeness(struct str pattern)
{
    ptrdiff_t first = str_find(pattern, S(":"));
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < pattern.len; i++)
        n += pattern.s[i] == ':';
    return (ROUTE_PARAMS_MAX - n) * KIB + (first < 0 ? 0 : first);
}

static bool answers(const struct route *r, enum method method)
{
    return r->method == method || (method == METHOD_HEAD && r->method == METHOD_GET);
}

static unsigned bits_of(const struct route *r)
{
    unsigned bits = 1U << r->method;
    return r->method == METHOD_GET ? bits | 1U << METHOD_HEAD : bits;
}

const struct route *route_find(enum method method, struct str path, struct str *out_params,
                               unsigned *out_allowed)
{
    const struct route *best = NULL;
    ptrdiff_t closest = -1;
    *out_allowed = 0;
    for (ptrdiff_t i = 0; i < n_routes; i++) {
        struct str params[ROUTE_PARAMS_MAX] = {{0}};
        ptrdiff_t close = closeness(routes[i].path);
        if (close < closest || !pattern_fits(routes[i].path, path, params))
            continue;
        if (close > closest) {
            best = NULL;
            closest = close;
            *out_allowed = 0;
        }
        *out_allowed |= bits_of(&routes[i]);
        if (answers(&routes[i], method)) {
            best = &routes[i];
            memcpy(out_params, params, sizeof params);
        }
    }
    return best;
}

struct str route_param_name(const struct route *r, int n)
{
    struct str rest = r->path;
    for (ptrdiff_t at = str_find(rest, S(":")); at >= 0; at = str_find(rest, S(":")), n--) {
        rest = str_sub(rest, at + 1, rest.len);
        if (n == 0)
            return str_sub(rest, 0, segment_end(rest, 0));
    }
    return S("");
}
