/*
 * message.c -- texts by id, with arguments put in place.
 */
#include "base/message.h"

#include "base/date.h"
#include "base/message_table.h"

static const struct str lang_codes[LANG_COUNT] = {[LANG_ZH] = S_("zh"), [LANG_EN] = S_("en")};

struct str lang_code(enum lang lang)
{
    return lang_codes[lang];
}

bool lang_parse(struct str code, enum lang *out)
{
    struct str region = S("");
    struct str head = str_cut(code, '-', &region);
    for (int i = 0; i < LANG_COUNT; i++) {
        if (str_eq(head, lang_codes[i])) {
            *out = (enum lang)i;
            return true;
        }
    }
    return false;
}

struct str msg_text(enum lang lang, enum msg id)
{
    assert(id < MSG_COUNT);
    return message_texts[lang][id];
}

struct str msg_key(enum msg id)
{
    assert(id < MSG_COUNT);
    return message_keys[id];
}

enum msg msg_find(struct str key)
{
    int low = 1;
    int high = MSG_COUNT;
    while (low < high) {
        int mid = low + (high - low) / 2;
        int order = str_cmp(message_keys[mid], key);
        if (order == 0)
            return (enum msg)mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return MSG_none;
}

static void write_arg(struct buf *out, enum lang lang, const struct message_arg *arg)
{
    switch (arg->kind) {
    case ARG_KIND_NONE: return;
    case ARG_KIND_TEXT: buf_add(out, arg->text); return;
    case ARG_KIND_INT: buf_int(out, arg->n); return;
    case ARG_KIND_DATE: date_write(out, arg->n); return;
    case ARG_KIND_MSG: buf_add(out, msg_text(lang, (enum msg)arg->n)); return;
    }
}

/* "%1" at the head of text: writes argument 1; returns its bytes, 0 if there is none. */
static ptrdiff_t write_place(struct buf *out, enum lang lang, struct str text,
                             const struct message *m)
{
    if (text.len < 2 || text.s[0] != '%' || text.s[1] < '1' || text.s[1] > '4')
        return 0;
    write_arg(out, lang, &m->args[text.s[1] - '1']);
    return 2;
}

/* Bytes up to the next that may begin something else; at least one. */
static ptrdiff_t plain_len(struct str text)
{
    ptrdiff_t len = 1;
    while (len < text.len && text.s[len] != '%' && text.s[len] != '{')
        len++;
    return len;
}

/* A place, or the plain text before the next; returns its bytes. */
static ptrdiff_t write_piece(struct buf *out, enum lang lang, struct str text,
                             const struct message *m)
{
    ptrdiff_t used = write_place(out, lang, text, m);
    if (used > 0)
        return used;
    used = plain_len(text);
    buf_add(out, str_sub(text, 0, used));
    return used;
}

/* "{1?one row|%1 rows}" at the head of text: writes what fits argument 1; returns its bytes, 0 if
 * there is none. */
static ptrdiff_t write_plural(struct buf *out, enum lang lang, struct str text,
                              const struct message *m)
{
    if (text.len < 5 || text.s[0] != '{' || text.s[1] < '1' || text.s[1] > '4' || text.s[2] != '?')
        return 0;
    ptrdiff_t end = str_find(text, S("}"));
    if (end < 0)
        return 0;
    struct str many = S("");
    struct str said = str_cut(str_sub(text, 3, end), '|', &many);
    if (m->args[text.s[1] - '1'].n != 1)
        said = many;
    while (said.len > 0)
        said = str_sub(said, write_piece(out, lang, said, m), said.len);
    return end + 1;
}

void message_write(struct buf *out, enum lang lang, const struct message *m)
{
    struct str text = msg_text(lang, m->id);
    while (text.len > 0) {
        ptrdiff_t used = write_plural(out, lang, text, m);
        if (used == 0)
            used = write_piece(out, lang, text, m);
        text = str_sub(text, used, text.len);
    }
}

struct str message_str(struct arena *a, enum lang lang, const struct message *m)
{
    struct buf b = buf_on(a, 64 * KIB);
    message_write(&b, lang, m);
    return buf_str(&b);
}
