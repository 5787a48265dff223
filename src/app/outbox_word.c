/*
 * outbox_word.c -- what messages say. A mail names matters by title where that is free to be named;
 * what goes to a group or another program names them by kind and number alone.
 */
#include "app/outbox_parts.h"
#include "base/date.h"
#include "format/json_write.h"

enum {
    TEXT_CAP = 512 * 1024,
    /* WeCom takes text of at most 2048 bytes; DingTalk more. */
    ROBOT_CAP = 1900,
    ROBOT_LINE_CAP = 600
};

#define SAID(c, msg, ...) \
    message_str((c)->a, (c)->lang, &(struct message){.id = (msg), .args = {__VA_ARGS__}})

/* Where the matter is looked at; "" if nobody told the program its address. */
static struct str link_to(const struct call *c, int64_t matter)
{
    struct str origin = c->app->origin;
    return origin.len > 0 ? str_fmt(c->a, "%.*s/matters/%lld", STR_ARG(origin), (long long)matter)
                          : S("");
}

static struct str shown_title(const struct call *c, const struct notice *n)
{
    return n->is_guarded ? SAID(c, MSG_outbox_guarded, ARG_INT(n->matter)) : n->title;
}

static void put_line(struct buf *out, struct str text)
{
    buf_add(out, text);
    buf_byte(out, '\n');
}

static void put_notice(struct buf *out, const struct call *c, const struct notice *n, ptrdiff_t i)
{
    struct str said = message_str(c->a, c->lang, &n->said);
    struct str link = link_to(c, n->matter);
    put_line(out, SAID(c, MSG_outbox_mail_matter, ARG_INT(i), ARG_MSG(n->kind),
                       ARG_TEXT(shown_title(c, n))));
    put_line(out, SAID(c, MSG_outbox_mail_said, ARG_TEXT(said), ARG_DATE(n->told_on)));
    if (link.len > 0)
        put_line(out, str_fmt(c->a, "   %.*s", STR_ARG(link)));
    buf_byte(out, '\n');
}

static void put_foot(struct buf *out, const struct call *c)
{
    struct str origin = c->app->origin;
    put_line(out, S("-- "));
    put_line(out, SAID(c, MSG_outbox_mail_foot, ARG_NONE));
    if (origin.len > 0)
        put_line(out, str_fmt(c->a, "%.*s/me#messages", STR_ARG(origin)));
}

struct worded outbox_word_mail(const struct call *c, const struct notices *n, ptrdiff_t n_all)
{
    struct buf out = buf_on(c->a, TEXT_CAP);
    put_line(&out, SAID(c, MSG_outbox_mail_head, ARG_INT(n_all)));
    buf_byte(&out, '\n');
    for (ptrdiff_t i = 0; i < n->n; i++)
        put_notice(&out, c, &n->at[i], i + 1);
    if (n_all > n->n) {
        put_line(&out, SAID(c, MSG_outbox_more, ARG_INT(n_all - n->n)));
        buf_byte(&out, '\n');
    }
    put_foot(&out, c);
    return (struct worded){SAID(c, MSG_outbox_mail_subject, ARG_INT(n_all)), buf_str(&out)};
}

/* --- for programs -------------------------------------------------------------------------------
 */

static void json_head(struct json_writer *w, struct str event, struct str delivery, int64_t made,
                      struct arena *a)
{
    json_object(w);
    json_put_text(w, S("event"), event);
    json_put_text(w, S("delivery"), delivery);
    json_put_text(w, S("made"), instant_str(a, made));
}

struct worded outbox_word_hook(const struct call *c, const struct notices *n, struct str delivery,
                               int64_t made)
{
    struct buf out = buf_on(c->a, TEXT_CAP);
    struct json_writer w = json_writer_on(&out);
    json_head(&w, S("notices"), delivery, made, c->a);
    json_key(&w, S("items"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < n->n; i++) {
        const struct notice *one = &n->at[i];
        struct str link = link_to(c, one->matter);
        json_object(&w);
        json_put_int(&w, S("notice"), one->id);
        json_put_int(&w, S("matter"), one->matter);
        json_put_text(&w, S("kind"), one->kind_code);
        json_put_text(&w, S("about"), notice_code(one->about));
        json_put_text(&w, S("said"), message_str(c->a, c->lang, &one->said));
        json_put_text(&w, S("told_on"), date_str(c->a, one->told_on));
        if (link.len > 0)
            json_put_text(&w, S("address"), link);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    return (struct worded){S(""), buf_str(&out)};
}

/* --- for group chats ----------------------------------------------------------------------------
 */

/* {"msgtype":"text","text":{"content":"..."}}: the form that both kinds of robot take. */
static struct str robot_text(struct arena *a, struct str content)
{
    struct buf out = buf_on(a, TEXT_CAP);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_text(&w, S("msgtype"), S("text"));
    json_key(&w, S("text"));
    json_object(&w);
    json_put_text(&w, S("content"), content);
    json_object_end(&w);
    json_object_end(&w);
    return buf_str(&out);
}

static struct str robot_line(const struct call *c, const struct notice *n)
{
    struct buf out = buf_on(c->a, ROBOT_LINE_CAP);
    struct str said = message_str(c->a, c->lang, &n->said);
    struct str link = link_to(c, n->matter);
    put_line(&out,
             SAID(c, MSG_outbox_robot_line, ARG_MSG(n->kind), ARG_INT(n->matter), ARG_TEXT(said)));
    if (link.len > 0)
        put_line(&out, link);
    return out.full ? S("") : buf_str(&out);
}

struct worded outbox_word_robot(const struct call *c, const struct notices *n, ptrdiff_t n_all)
{
    struct buf out = buf_on(c->a, TEXT_CAP);
    ptrdiff_t named = 0;
    put_line(&out, SAID(c, MSG_outbox_robot_head, ARG_INT(n_all)));
    for (; named < n->n; named++) {
        struct str line = robot_line(c, &n->at[named]);
        if (out.len + line.len > ROBOT_CAP - ROBOT_LINE_CAP)
            break;
        buf_add(&out, line);
    }
    if (n_all > named)
        put_line(&out, SAID(c, MSG_outbox_more, ARG_INT(n_all - named)));
    return (struct worded){S(""), robot_text(c->a, str_trim(buf_str(&out)))};
}

struct worded outbox_word_test(const struct call *c, struct str channel, struct str delivery,
                               int64_t made)
{
    struct str text = SAID(c, MSG_outbox_test_text, ARG_NONE);
    if (str_eq(channel, S("mail"))) {
        struct buf out = buf_on(c->a, TEXT_CAP);
        put_line(&out, text);
        return (struct worded){SAID(c, MSG_outbox_test_subject, ARG_NONE), buf_str(&out)};
    }
    if (!str_eq(channel, S("webhook")))
        return (struct worded){S(""), robot_text(c->a, text)};
    struct buf out = buf_on(c->a, TEXT_CAP);
    struct json_writer w = json_writer_on(&out);
    json_head(&w, S("test"), delivery, made, c->a);
    json_put_text(&w, S("said"), text);
    json_object_end(&w);
    return (struct worded){S(""), buf_str(&out)};
}
