/*
 * canon.c -- a record's bytes as the journal keeps them: net strings, so nothing is ambiguous.
 */
#include "entity/entity.h"

static const struct str form = S_("1");

/* Around a text: its length's digits, ':', a type's letter, ','. */
enum { NET_MAX = 24, INT_MAX_LEN = 20 };

/* Bytes go straight to where they stay: room for all of a record is taken at once, as this runs for
 * each row of an import. Each of these returns where the next byte goes. */
static char *put(char *at, struct str s)
{
    if (s.len > 0)
        memcpy(at, s.s, (size_t)s.len);
    return at + s.len;
}

static ptrdiff_t int_len(int64_t n)
{
    ptrdiff_t len = n < 0 ? 2 : 1;
    while (n > 9 || n < -9) {
        n /= 10;
        len++;
    }
    return len;
}

static char *put_int(char *at, int64_t n, ptrdiff_t len)
{
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
    char *end = at + len;
    for (char *digit = end; digit > at;) {
        *--digit = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (n < 0)
        *at = '-';
    return end;
}

static char *net(char *at, struct str s)
{
    at = put_int(at, s.len, int_len(s.len));
    *at++ = ':';
    at = put(at, s);
    *at++ = ',';
    return at;
}

static char *net_int(char *at, int64_t n)
{
    ptrdiff_t len = int_len(n);
    at = put_int(at, len, int_len(len));
    *at++ = ':';
    at = put_int(at, n, len);
    *at++ = ',';
    return at;
}

/* One letter for the type, then the value. */
static char *net_value(char *at, const struct value *v)
{
    bool is_int = v->type == VALUE_INT;
    ptrdiff_t len = is_int ? int_len(v->i) : v->t.len;
    at = put_int(at, len + 1, int_len(len + 1));
    at = put(at, is_int ? S(":i") : v->type == VALUE_TEXT ? S(":t") : S(":b"));
    at = is_int ? put_int(at, v->i, len) : put(at, v->t);
    *at++ = ',';
    return at;
}

static ptrdiff_t most_bytes(const struct entity *e, const struct record *r, struct str extra_json)
{
    const ptrdiff_t of_head = 5 * (NET_MAX + INT_MAX_LEN) + e->name.len;
    ptrdiff_t n = of_head + 2 * NET_MAX + extra_json.len;
    for (int i = 0; i < e->n_fields; i++) {
        bool is_text = r->v[i].type == VALUE_TEXT || r->v[i].type == VALUE_BLOB;
        n += 2 * NET_MAX + e->fields[i].name.len + (is_text ? r->v[i].t.len : INT_MAX_LEN);
    }
    return n;
}

void record_canon_extra(struct buf *out, const struct entity *e, const struct record *r,
                        struct str extra_json)
{
    if (!buf_room(out, most_bytes(e, r, extra_json)))
        return;
    char *const from = out->s + out->len;
    char *at = net(from, form);
    at = net(at, e->name);
    at = net_int(at, r->id);
    at = net_int(at, r->owner);
    at = net_int(at, r->version);
    for (int i = 0; i < e->n_fields; i++) {
        if (r->v[i].type == VALUE_NULL)
            continue;
        at = net(at, e->fields[i].name);
        at = net_value(at, &r->v[i]);
    }
    if (extra_json.len > 0) {
        at = net(at, S("extra"));
        at = net_value(at, &VALUE_OF_TEXT(extra_json));
    }
    out->len += at - from;
}

void record_canon(struct buf *out, const struct shape *s, const struct record *r)
{
    record_canon_extra(out, s->e, r, record_extra_json(out->a, s, r->v));
}
