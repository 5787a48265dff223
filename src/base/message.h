/*
 * message.h -- texts for people, by id, worded in a language when they are shown.
 *
 * ui/po/zh.po and en.po hold the wording. At build time tools/po.py makes `enum msg` and the tables
 * from them: the id "err.conflict" is MSG_err_conflict, so an unknown id does not compile, and an
 * id that one language lacks stops the build. In a text %1..%4 stand for the arguments, and
 * {1?row|rows} chooses the first word when argument 1 is the number 1.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "base/base.h"
#include "msg_ids.h" /* generated: enum msg { MSG_none, MSG_..., MSG_COUNT } */

enum lang { LANG_ZH, LANG_EN, LANG_COUNT };

struct str lang_code(enum lang lang);             /* "zh" or "en" */
bool lang_parse(struct str code, enum lang *out); /* also "zh-CN", "en-US" */

enum { MESSAGE_ARGS = 4 };

enum arg_kind { ARG_KIND_NONE, ARG_KIND_TEXT, ARG_KIND_INT, ARG_KIND_DATE, ARG_KIND_MSG };

struct message_arg {
    enum arg_kind kind;
    int64_t n; /* number, days since 1970, or message id */
    struct str text;
};

#define ARG_TEXT(x)                        \
    {                                      \
        .kind = ARG_KIND_TEXT, .text = (x) \
    }
#define ARG_INT(x)                     \
    {                                  \
        .kind = ARG_KIND_INT, .n = (x) \
    }
#define ARG_DATE(x)                     \
    {                                   \
        .kind = ARG_KIND_DATE, .n = (x) \
    }
#define ARG_MSG(x)                     \
    {                                  \
        .kind = ARG_KIND_MSG, .n = (x) \
    }
#define ARG_NONE              \
    {                         \
        .kind = ARG_KIND_NONE \
    }

struct message {
    enum msg id;
    struct message_arg args[MESSAGE_ARGS];
};

/* The raw text of an id. Never empty for an id other than MSG_none. */
struct str msg_text(enum lang lang, enum msg id);
/* The key of an id as in the .po files, e.g. "err.conflict"; and back (MSG_none if unknown). */
struct str msg_key(enum msg id);
enum msg msg_find(struct str key);
/* The text with its arguments in place. */
void message_write(struct buf *out, enum lang lang, const struct message *m);
struct str message_str(struct arena *a, enum lang lang, const struct message *m);

#endif
