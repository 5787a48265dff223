/*
 * cmd_notice.c -- what a post is told of matters, from the machine itself: listed, and marked as
 * read.
 */
#include "app/notices.h"
#include "base/date.h"
#include "cli/print.h"
#include "entity/post.h"
#include "format/json_write.h"

enum { LISTED = 100, ID_COLUMNS = 8, DAY_COLUMNS = 12, NEW_COLUMNS = 3 };

/* The call goes on in the name of the machine, for the post of --post. */
static enum err take_post(struct run *r, struct fail *why)
{
    struct shape shape = entity_shape(&post_entity);
    struct value code = VALUE_OF_TEXT(r->words.option[OPTION_post]);
    struct condition same = {.column = S("code"), .op = OP_EQ, .values = &code, .n_values = 1};
    struct select q = {.shape = &shape, .where = &same, .n_where = 1, .limit = 2};
    struct page found = {0};
    if (!r->words.has[OPTION_post])
        return FAIL(why, ERR_USAGE, MSG_cli_notice_post, ARG_NONE);
    enum err err = view_select(r->call.view, r->a, &q, &found, why);
    if (err == OK && found.n != 1)
        return FAIL(why, ERR_NOT_FOUND, MSG_cli_notice_post, ARG_NONE);
    if (err == OK)
        r->call.who.post = found.at[0].id;
    return err;
}

static void show_json(struct run *r, const struct notices *n)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    for (ptrdiff_t i = 0; i < n->n; i++) {
        const struct notice *one = &n->at[i];
        json_object(&w);
        json_put_int(&w, S("id"), one->id);
        json_put_int(&w, S("matter"), one->matter);
        json_put_text(&w, S("title"), one->title);
        json_put_text(&w, S("about"), notice_code(one->about));
        json_put_text(&w, S("said"), message_str(r->a, r->lang, &one->said));
        json_put_text(&w, S("told_on"), date_str(r->a, one->told_on));
        json_put_bool(&w, S("new"), one->is_new);
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&b));
}

static void show_line(struct run *r, const struct notice *n)
{
    struct buf line = buf_on(r->a, 64 * KIB);
    buf_padded(&line, str_fmt(r->a, "%lld", (long long)n->id), ID_COLUMNS);
    buf_padded(&line, n->is_new ? S("*") : S(""), NEW_COLUMNS);
    buf_padded(&line, date_str(r->a, n->told_on), DAY_COLUMNS);
    buf_add(&line, n->title);
    buf_add(&line, S("  "));
    buf_add(&line, message_str(r->a, r->lang, &n->said));
    print_line(r, buf_str(&line));
}

static enum err list(struct run *r, struct fail *why)
{
    struct notices n = {0};
    enum err err = notices_list(&r->call, false, 0, LISTED, &n, why);
    if (err == OK && r->json)
        show_json(r, &n);
    for (ptrdiff_t i = 0; err == OK && !r->json && i < n.n; i++)
        show_line(r, &n.at[i]);
    return err;
}

/* Up to a notice, or all. */
static enum err read_them(struct run *r, struct fail *why)
{
    int64_t id = INT64_MAX;
    if (r->words.n > 1 && !str_digits(r->words.word[1], &id))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_notice, ARG_TEXT(r->words.word[1]));
    return notices_read(&r->call, id, why);
}

enum err cmd_notice(struct run *r, struct fail *why)
{
    bool is_list = str_eq(r->words.word[0], S("list"));
    if (!is_list && !str_eq(r->words.word[0], S("read")))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_notice, ARG_TEXT(r->words.word[0]));
    enum err err = take_post(r, why);
    if (err != OK)
        return err;
    return is_list ? list(r, why) : read_them(r, why);
}
