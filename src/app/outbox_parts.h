/*
 * outbox_parts.h -- what the files of the outbox share.
 */
#ifndef OUTBOX_PARTS_H
#define OUTBOX_PARTS_H

#include "app/outbox.h"
#include "app/outbox_send.h"

#define OUTBOX_SECOND ((int64_t)1000000)

/* The installation's instant: a demo county has its own. Preferences are judged by it. */
int64_t outbox_now(const struct app *app);
/* The machine's: tries and leases. */
int64_t outbox_machine(const struct app *app);

/* A call of the program itself through a view at hand. */
struct call outbox_call(struct app *app, struct arena *a, struct view *v, enum lang lang);

/* A message to be: fields of the row. */
struct outbox_new {
    struct str name;     /* what it is; a second of that name is not made. "": the delivery id */
    struct str delivery; /* "": drawn */
    struct str channel;
    int64_t account, endpoint; /* one of them, the other 0 */
    int64_t owner;
    bool is_test;
    struct str subject, body; /* "" until it is worded */
};
/* Inside a write. *out: was it made? */
MUST_USE enum err outbox_add(struct tx *tx, struct app *app, const struct outbox_new *o, bool *out,
                             struct fail *why);

/* The preferences in rows of a statement, from the column of the pace on. */
struct quiet outbox_quiet(const struct rows *rows, ptrdiff_t i, int col);
/* When what is told now is ready for an endpoint of that pace. */
int64_t outbox_endpoint_ready(struct str pace, int64_t told);

/* --- outbox_word.c ------------------------------------------------------------------------------
 */

struct worded {
    struct str subject, body;
};
/* What a mail says of notices; `n_all` of them, of which those in `n` are named. */
struct worded outbox_word_mail(const struct call *c, const struct notices *n, ptrdiff_t n_all);
/* The JSON that another program gets. */
struct worded outbox_word_hook(const struct call *c, const struct notices *n, struct str delivery,
                               int64_t made);
/* The JSON that a robot of a group chat takes: DingTalk's and WeCom's text message. */
struct worded outbox_word_robot(const struct call *c, const struct notices *n, ptrdiff_t n_all);
struct worded outbox_word_test(const struct call *c, struct str channel, struct str delivery,
                               int64_t made);

#endif
