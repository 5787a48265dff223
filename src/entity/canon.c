/*
 * canon.c -- a record's bytes as the journal keeps them: net strings, so nothing is ambiguous.
 */
#include "entity/entity.h"

static const struct str form = S_("1");

static void net(struct buf *out, struct str s)
{
    buf_int(out, s.len);
    buf_byte(out, ':');
    buf_add(out, s);
    buf_byte(out, ',');
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

static void net_int(struct buf *out, int64_t n)
{
    buf_int(out, int_len(n));
    buf_byte(out, ':');
    buf_int(out, n);
    buf_byte(out, ',');
}

/* One letter for the type, then the value. */
static void net_value(struct buf *out, const struct value *v)
{
    bool is_int = v->type == VALUE_INT;
    buf_int(out, 1 + (is_int ? int_len(v->i) : v->t.len));
    buf_add(out, is_int ? S(":i") : v->type == VALUE_TEXT ? S(":t") : S(":b"));
    if (is_int)
        buf_int(out, v->i);
    else
        buf_add(out, v->t);
    buf_byte(out, ',');
}

void record_canon_extra(struct buf *out, const struct entity *e, const struct record *r,
                        struct str extra_json)
{
    net(out, form);
    net(out, e->name);
    net_int(out, r->id);
    net_int(out, r->owner);
    net_int(out, r->version);
    for (int i = 0; i < e->n_fields; i++) {
        if (r->v[i].type == VALUE_NULL)
            continue;
        net(out, e->fields[i].name);
        net_value(out, &r->v[i]);
    }
    if (extra_json.len > 0) {
        net(out, S("extra"));
        net_value(out, &VALUE_OF_TEXT(extra_json));
    }
}

void record_canon(struct buf *out, const struct shape *s, const struct record *r)
{
    record_canon_extra(out, s->e, r, record_extra_json(out->a, s, r->v));
}
