/*
 * pack.c -- numbers as seven bits a byte (LEB128, zigzag), texts with their length before them.
 */
#include "app/pack.h"

void pack_int(struct buf *out, int64_t n)
{
    uint64_t left = ((uint64_t)n << 1) ^ (n < 0 ? UINT64_MAX : 0);
    char bytes[10];
    ptrdiff_t len = 0;
    for (; left >= 128; left >>= 7)
        bytes[len++] = (char)(unsigned char)(left | 128);
    bytes[len++] = (char)left;
    if (len == 1)
        buf_byte(out, bytes[0]);
    else
        buf_add(out, (struct str){bytes, len});
}

void pack_str(struct buf *out, struct str s)
{
    pack_int(out, s.len);
    buf_add(out, s);
}

void pack_value(struct buf *out, const struct value *v)
{
    pack_int(out, v->type);
    if (v->type == VALUE_INT)
        pack_int(out, v->i);
    else if (v->type != VALUE_NULL)
        pack_str(out, v->t);
}

void pack_problem(struct buf *out, const struct problem *p)
{
    pack_str(out, p->field);
    pack_str(out, p->code);
    pack_int(out, p->doubtful);
    pack_str(out, msg_key(p->message.id));
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        const struct message_arg *arg = &p->message.args[i];
        pack_int(out, arg->kind);
        if (arg->kind == ARG_KIND_TEXT)
            pack_str(out, arg->text);
        else if (arg->kind == ARG_KIND_MSG)
            pack_str(out, msg_key((enum msg)arg->n));
        else if (arg->kind != ARG_KIND_NONE)
            pack_int(out, arg->n);
    }
}

int64_t unpack_int(struct unpack *u)
{
    uint64_t n = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (u->rest.len == 0)
            break;
        unsigned char byte = (unsigned char)*u->rest.s++;
        u->rest.len--;
        n |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
    }
    u->failed = true;
    return 0;
}

struct str unpack_str(struct unpack *u)
{
    int64_t len = unpack_int(u);
    if (u->failed || len < 0 || len > u->rest.len) {
        u->failed = true;
        return S("");
    }
    struct str s = str_sub(u->rest, 0, len);
    u->rest = str_sub(u->rest, len, u->rest.len);
    return s;
}

struct value unpack_value(struct unpack *u)
{
    struct value v = VALUE_OF_NULL;
    switch (unpack_int(u)) {
    case VALUE_NULL: break;
    case VALUE_INT: v = VALUE_OF_INT(unpack_int(u)); break;
    case VALUE_TEXT: v = VALUE_OF_TEXT(unpack_str(u)); break;
    case VALUE_BLOB: v = VALUE_OF_BLOB(unpack_str(u)); break;
    default: u->failed = true; break;
    }
    return v;
}

struct problem unpack_problem(struct unpack *u)
{
    struct problem p = {.field = unpack_str(u), .code = unpack_str(u)};
    p.doubtful = unpack_int(u) != 0;
    p.message.id = msg_find(unpack_str(u));
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        struct message_arg *arg = &p.message.args[i];
        int64_t kind = unpack_int(u);
        if (kind < ARG_KIND_NONE || kind > ARG_KIND_MSG) {
            u->failed = true;
            break;
        }
        arg->kind = (enum arg_kind)kind;
        if (arg->kind == ARG_KIND_TEXT)
            arg->text = unpack_str(u);
        else if (arg->kind == ARG_KIND_MSG)
            arg->n = (int64_t)msg_find(unpack_str(u));
        else if (arg->kind != ARG_KIND_NONE)
            arg->n = unpack_int(u);
    }
    return p;
}
