/*
 * cmd_outbox.c -- what leaves the program, from the machine itself: listed, sent again, given up,
 * tested; the mail server and endpoints set. A running `ponan serve` does the sending.
 */
#include "app/account.h"
#include "app/outbox.h"
#include "base/date.h"
#include "cli/print.h"
#include "entity/endpoint.h"
#include "entity/mail_server.h"
#include "format/json_write.h"

enum {
    LISTED = 100,
    ID_COLUMNS = 8,
    STATE_COLUMNS = 12,
    CHANNEL_COLUMNS = 24,
    TO_COLUMNS = 24,
    SECRET_MAX = 16 * 1024
};

/* --- listed -------------------------------------------------------------------------------------
 */

static void show_json(struct run *r, const struct outbox_rows *rows)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    for (ptrdiff_t i = 0; i < rows->n; i++) {
        const struct outbox_row *one = &rows->at[i];
        json_object(&w);
        json_put_int(&w, S("id"), one->id);
        json_put_text(&w, S("delivery"), one->delivery);
        json_put_text(&w, S("channel"), one->channel);
        json_put_text(&w, S("receiver"), one->receiver);
        json_put_text(&w, S("state"), outbox_state_code(one->state));
        json_put_int(&w, S("tries"), one->tries);
        json_put_text(&w, S("made"), instant_str(r->a, one->made));
        json_put_text(&w, S("fault"), one->fault_code);
        json_put_text(&w, S("answer"), one->answer);
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&b));
}

static void show_line(struct run *r, const struct outbox_row *one)
{
    struct buf line = buf_on(r->a, 4 * KIB);
    buf_padded(&line, str_fmt(r->a, "%lld", (long long)one->id), ID_COLUMNS);
    buf_padded(&line, msg_text(r->lang, outbox_state_label(one->state)), STATE_COLUMNS);
    buf_padded(&line, msg_text(r->lang, outbox_channel_label(one->channel)), CHANNEL_COLUMNS);
    buf_padded(&line, one->receiver, TO_COLUMNS);
    if (one->fault != MSG_none && one->state != OUTBOX_sent)
        buf_add(&line, msg_text(r->lang, one->fault));
    print_line(r, buf_str(&line));
}

static enum err list(struct run *r, struct fail *why)
{
    struct outbox_rows rows = {0};
    enum outbox_state state = OUTBOX_STATE_COUNT;
    if (r->words.n > 1) {
        state = outbox_state_of(r->words.word[1]);
        if (state == OUTBOX_STATE_COUNT)
            return FAIL(why, ERR_USAGE, MSG_cli_outbox_state, ARG_TEXT(r->words.word[1]));
    }
    enum err err = outbox_list(&r->call, state, 0, LISTED, &rows, why);
    if (err == OK && r->json)
        show_json(r, &rows);
    for (ptrdiff_t i = 0; err == OK && !r->json && i < rows.n; i++)
        show_line(r, &rows.at[i]);
    return err;
}

/* --- again, never, tried ------------------------------------------------------------------------
 */

static enum err need_id(struct run *r, int64_t *out, struct fail *why)
{
    struct str word = r->words.n > 1 ? r->words.word[1] : S("");
    if (str_digits(word, out) && *out > 0)
        return OK;
    return FAIL(why, ERR_USAGE, MSG_cli_outbox_id, ARG_TEXT(word));
}

static enum err retry(struct run *r, struct fail *why)
{
    int64_t id = 0;
    enum err err = need_id(r, &id, why);
    return err == OK ? outbox_retry(&r->call, id, why) : err;
}

static enum err give_up(struct run *r, struct fail *why)
{
    int64_t id = 0;
    enum err err = need_id(r, &id, why);
    return err == OK ? outbox_give_up(&r->call, id, why) : err;
}

/* An endpoint's code, else a login. */
static enum err try_it(struct run *r, struct fail *why)
{
    struct shape shape = entity_shape(&endpoint_entity);
    struct record found = {0};
    struct str name = r->words.n > 1 ? r->words.word[1] : S("");
    struct value code = VALUE_OF_TEXT(name);
    int64_t account = 0;
    int64_t made = 0;
    struct fail no = {0};
    if (view_find(r->call.view, r->a, &shape, 0, &code, &found, &no) == OK) {
        enum err err = outbox_test_endpoint(&r->call, found.id, &made, why);
        if (err == OK)
            SAY(r, MSG_cli_outbox_queued, ARG_INT(made));
        return err;
    }
    enum err err = account_find(&r->call, name, &account, why);
    if (err == OK && account == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_cli_outbox_nobody, ARG_TEXT(name));
    if (err == OK)
        err = outbox_test_mail(&r->call, account, &made, why);
    if (err == OK)
        SAY(r, MSG_cli_outbox_queued, ARG_INT(made));
    return err;
}

/* --- set ----------------------------------------------------------------------------------------
 */

/* FIELD=TEXT; @PATH is what stands in a file, so that no password is on a command line. */
static enum err read_field(struct run *r, struct str word, struct input *out, struct fail *why)
{
    struct str text = S("");
    struct str field = str_cut(word, '=', &text);
    if (field.len == word.len)
        return FAIL(why, ERR_USAGE, MSG_cli_outbox_field, ARG_TEXT(word));
    enum err err = OK;
    if (str_starts(text, S("@")))
        err = read_named(r, str_sub(text, 1, text.len), SECRET_MAX, &text, why);
    *out = (struct input){.field = field, .text = str_trim(text)};
    return err;
}

static enum err set(struct run *r, struct fail *why)
{
    const struct entity *e =
        str_eq(r->words.word[1], S("endpoint")) ? &endpoint_entity : &mail_server_entity;
    struct shape shape = entity_shape(e);
    struct input in[WORDS_MAX] = {0};
    struct value key = VALUE_OF_TEXT(S(""));
    struct record old = {0};
    struct fail no = {0};
    ptrdiff_t n = 0;
    int64_t id = 0;
    enum err err = OK;
    for (int i = 2; err == OK && i < r->words.n; i++) {
        err = read_field(r, r->words.word[i], &in[n], why);
        if (str_eq(in[n].field, e->key))
            key.t = in[n].text;
        n++;
    }
    if (err != OK)
        return err;
    r->entity = e;
    if (key.t.len > 0 && view_find(r->call.view, r->a, &shape, 0, &key, &old, &no) == OK)
        err = records_update(&r->call, e, old.id, 0, in, n, why);
    else
        err = records_create(&r->call, e, 0, in, n, &id, why);
    if (err == OK)
        SAY(r, MSG_cli_outbox_set, ARG_MSG(e->title), ARG_TEXT(key.t));
    return err;
}

static enum err set_one(struct run *r, struct fail *why)
{
    struct str what = r->words.n > 1 ? r->words.word[1] : S("");
    if (str_eq(what, S("endpoint")) || str_eq(what, S("mail-server")))
        return set(r, why);
    return FAIL(why, ERR_USAGE, MSG_cli_outbox_set_what, ARG_TEXT(what));
}

enum err cmd_outbox(struct run *r, struct fail *why)
{
    static const struct {
        struct str name;
        enum err (*run)(struct run *r, struct fail *why);
    } acts[] = {{S_("list"), list},
                {S_("retry"), retry},
                {S_("give-up"), give_up},
                {S_("test"), try_it},
                {S_("set"), set_one}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(acts); i++)
        if (str_eq(acts[i].name, r->words.word[0]))
            return acts[i].run(r, why);
    return FAIL(why, ERR_USAGE, MSG_cli_usage_outbox, ARG_TEXT(r->words.word[0]));
}
