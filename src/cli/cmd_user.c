/*
 * cmd_user.c -- accounts from the machine itself: list, add, link, reset, lock, unlock, erase.
 */
#include "app/account.h"
#include "app/board.h"
#include "app/records.h"
#include "cli/print.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "format/json_write.h"

enum { PAGE = 500, LOGIN_COLUMNS = 20, NAME_COLUMNS = 34 };

static void show_account(const struct run *r, struct json_writer *w, const struct record *rec)
{
    struct account row = {0};
    record_to_struct(&account_entity, rec->v, &row);
    const struct choice *state = &account_states[row.state];
    if (w) {
        json_object(w);
        json_put_int(w, S("id"), rec->id);
        json_put_text(w, S("login"), row.login);
        json_put_text(w, S("name"), row.name);
        json_put_text(w, S("state"), state->code);
        json_object_end(w);
        return;
    }
    struct buf line = buf_on(r->a, 64 * KIB);
    buf_padded(&line, row.login, LOGIN_COLUMNS);
    buf_padded(&line, row.name, NAME_COLUMNS);
    buf_add(&line, choice_label(state, r->lang));
    print_line(r, buf_str(&line));
}

static enum err list(struct run *r, struct fail *why)
{
    return print_records(r, (struct list_query){.e = &account_entity, .limit = PAGE}, show_account,
                         why);
}

/* The account that the command line names. */
static enum err named(struct run *r, int64_t *out, struct fail *why)
{
    int64_t id = 0;
    enum err err = account_find(&r->call, r->words.word[1], &id, why);
    if (err != OK)
        return err;
    if (id == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_cli_user_none, ARG_TEXT(r->words.word[1]));
    *out = id;
    return OK;
}

/* The whole address if the server's is known, else its path. */
static void show_link(const struct run *r, struct str origin, struct str token)
{
    struct str path = str_fmt(r->a, "%.*s/sign-in/link/%.*s", STR_ARG(origin), STR_ARG(token));
    if (!r->json) {
        print_line(r, path);
        return;
    }
    struct buf b = buf_on(r->a, 64 * KIB);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("login"), r->words.word[1]);
    json_put_text(&w, S("link"), path);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

/* References are given as people write them: login and code. */
static enum err hold(struct run *r, int64_t owner, struct fail *why)
{
    const struct input in[] = {
        {.field = S("account"), .text = r->words.word[1]},
        {.field = S("post"), .text = r->words.option[OPTION_post]},
        {.field = S("as_what"), .text = holding_kinds[HOLDING_KIND_holder].code},
        {.field = S("held_from"), .text = date_str(r->a, r->call.today)},
    };
    int64_t id = 0;
    return records_create(&r->call, &holding_entity, owner, in, ARRAY_LEN(in), &id, why);
}

static enum err add(struct run *r, struct fail *why)
{
    const struct words *w = &r->words;
    if (!w->has[OPTION_name])
        return FAIL(why, ERR_USAGE, MSG_cli_user_add_name, ARG_NONE);
    int64_t owner = 0;
    int64_t account = 0;
    struct str token = S("");
    struct str origin = S("");
    const struct input in[] = {{.field = S("login"), .text = w->word[1]},
                               {.field = S("name"), .text = w->option[OPTION_name]}};
    enum err err = run_origin(r, &origin, why);
    r->entity = &account_entity;
    if (err == OK)
        err = w->has[OPTION_owner] ? board_unit(&r->call, w->option[OPTION_owner], &owner, why)
                                   : board_home(&r->call, &owner, why);
    if (err == OK)
        err = records_create(&r->call, &account_entity, owner, in, ARRAY_LEN(in), &account, why);
    if (err == OK && w->has[OPTION_post]) {
        err = hold(r, owner, why);
        /* An account that could not take its post is of no use to anybody. */
        struct fail ignored = {0};
        if (err != OK && records_void(&r->call, &account_entity, account, 0,
                                      msg_text(r->lang, MSG_cli_user_no_post), &ignored) != OK)
            return err;
    }
    if (err == OK)
        err = account_link(&r->call, account, LINK_PASSWORD, &token, why);
    if (err == OK)
        show_link(r, origin, token);
    return err;
}

static enum err link_of(struct run *r, struct fail *why)
{
    int64_t account = 0;
    struct str token = S("");
    struct str origin = S("");
    enum err err = run_origin(r, &origin, why);
    if (err == OK)
        err = named(r, &account, why);
    if (err == OK)
        err = account_link(&r->call, account, LINK_SIGN_IN, &token, why);
    if (err == OK)
        show_link(r, origin, token);
    return err;
}

static enum err reset(struct run *r, struct fail *why)
{
    int64_t account = 0;
    struct str token = S("");
    struct str origin = S("");
    enum err err = run_origin(r, &origin, why);
    if (err == OK)
        err = named(r, &account, why);
    if (err == OK)
        err = account_reset(&r->call, account, &token, why);
    if (err == OK)
        show_link(r, origin, token);
    return err;
}

static enum err set_state(struct run *r, enum account_state state, struct fail *why)
{
    int64_t account = 0;
    const struct input in = {.field = S("state"), .text = account_states[state].code};
    enum err err = named(r, &account, why);
    if (err == OK)
        err = records_update(&r->call, &account_entity, account, 0, &in, 1, why);
    if (err == OK && !r->json)
        SAY(r, MSG_cli_user_changed, ARG_TEXT(r->words.word[1]),
            ARG_TEXT(choice_label(&account_states[state], r->lang)));
    return err;
}

static enum err lock(struct run *r, struct fail *why)
{
    return set_state(r, ACCOUNT_STATE_locked, why);
}

static enum err unlock(struct run *r, struct fail *why)
{
    return set_state(r, ACCOUNT_STATE_active, why);
}

static enum err erase(struct run *r, struct fail *why)
{
    int64_t account = 0;
    enum err err = named(r, &account, why);
    if (err == OK)
        err = account_erase(&r->call, account, why);
    if (err == OK && !r->json)
        SAY(r, MSG_cli_user_erased, ARG_TEXT(r->words.word[1]));
    return err;
}

static const struct user_act {
    struct str name;
    bool takes_login;
    enum err (*run)(struct run *r, struct fail *why);
} acts[] = {
    {S_("list"), false, list},  {S_("add"), true, add},   {S_("link"), true, link_of},
    {S_("reset"), true, reset}, {S_("lock"), true, lock}, {S_("unlock"), true, unlock},
    {S_("erase"), true, erase},
};

enum err cmd_user(struct run *r, struct fail *why)
{
    const struct words *w = &r->words;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(acts); i++) {
        if (!str_eq(acts[i].name, w->word[0]))
            continue;
        if (acts[i].takes_login && w->n < 2)
            return FAIL(why, ERR_USAGE, MSG_cli_usage_login, ARG_TEXT(w->word[0]));
        if (!acts[i].takes_login && w->n > 1)
            return FAIL(why, ERR_USAGE, MSG_cli_usage_many, ARG_TEXT(w->word[1]));
        return acts[i].run(r, why);
    }
    return FAIL(why, ERR_USAGE, MSG_cli_usage_user, ARG_TEXT(w->word[0]));
}
