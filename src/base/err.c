/*
 * err.c -- each kind of failure, once: what HTTP, the command line and machines call it.
 */
#include "base/err.h"

static const struct err_row {
    int http, exit;
    struct str code;
} errs[ERR_COUNT] = {
    [OK] = {200, 0, S_("ok")},
    [ERR_USAGE] = {400, 2, S_("usage")},
    [ERR_INVALID] = {422, 1, S_("invalid")},
    [ERR_SIGN_IN] = {401, 1, S_("sign_in")},
    [ERR_FORBIDDEN] = {403, 1, S_("forbidden")},
    [ERR_NOT_FOUND] = {404, 1, S_("not_found")},
    [ERR_METHOD] = {405, 1, S_("method")},
    [ERR_CONFLICT] = {409, 1, S_("conflict")},
    [ERR_STALE] = {412, 1, S_("stale")},
    [ERR_TOO_LARGE] = {413, 1, S_("too_large")},
    [ERR_MEDIA] = {415, 1, S_("media")},
    [ERR_TOO_MANY] = {429, 1, S_("too_many")},
    [ERR_UNAVAILABLE] = {503, 1, S_("unavailable")},
    [ERR_IO] = {500, 1, S_("io")},
    [ERR_DB] = {500, 1, S_("db")},
    [ERR_CORRUPT] = {500, 1, S_("corrupt")},
    [ERR_FOUND] = {200, 3, S_("found")},
};

int err_http(enum err err)
{
    return errs[err].http;
}

int err_exit(enum err err)
{
    return errs[err].exit;
}

struct str err_code(enum err err)
{
    return errs[err].code;
}

/* The bytes of `text` that go into `room`, without half a character at the end. */
static ptrdiff_t cut_len(struct str text, ptrdiff_t room)
{
    if (text.len <= room)
        return text.len;
    while (room > 0 && ((unsigned char)text.s[room] & 0xC0) == 0x80)
        room--;
    return room;
}

enum err fail_with(struct fail *why, enum err err, enum msg id, const struct message_arg *args)
{
    ptrdiff_t used = 0;
    *why = (struct fail){.err = err, .message.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        struct message_arg *arg = &why->message.args[i];
        *arg = args[i];
        if (arg->kind != ARG_KIND_TEXT)
            continue;
        ptrdiff_t room = (ptrdiff_t)sizeof why->kept - used;
        ptrdiff_t len = cut_len(arg->text, room);
        if (len > 0)
            memcpy(why->kept + used, arg->text.s, (size_t)len);
        arg->text = (struct str){why->kept + used, len};
        used += len;
    }
    return err;
}

enum err fail_copy(struct fail *to, const struct fail *from)
{
    return fail_with(to, from->err, from->message.id, from->message.args);
}

struct problems problems_on(struct arena *a)
{
    return (struct problems){.a = a};
}

static void problems_grow(struct problems *p)
{
    ptrdiff_t room = p->room > 0 ? p->room * 2 : 16;
    struct problem *at = NEW(p->a, struct problem, room);
    if (p->n > 0)
        memcpy(at, p->at, (size_t)p->n * sizeof *at);
    p->at = at;
    p->room = room;
}

void problem_add(struct problems *p, struct str field, struct str code, enum msg id,
                 const struct message_arg *args)
{
    p->n_all++;
    if (p->n >= PROBLEMS_MAX)
        return;
    if (p->n == p->room)
        problems_grow(p);
    struct problem *added = &p->at[p->n++];
    *added = (struct problem){.field = str_dup(p->a, field), .code = code, .message.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        added->message.args[i] = args[i];
        if (args[i].kind == ARG_KIND_TEXT)
            added->message.args[i].text = str_dup(p->a, args[i].text);
    }
}

bool problems_stop(const struct problems *p)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (!p->at[i].doubtful)
            return true;
    return p->n_all > p->n;
}
