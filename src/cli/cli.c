/*
 * cli.c -- from a command line to its command and its exit code.
 *
 * What the columns of a command's row say is done here, before it runs: language, database, call,
 * looking back. What went wrong is told here too, once, in the language asked for.
 */
#include "cli/cli.h"

#include "app/seal.h"
#include "cli/commands.h"
#include "cli/print.h"

/* Imports keep a whole file and its rows in memory. */
enum { ARENA_GIB = 4 };

/* --lang, else PONAN_LANG, else what the machine is set to; Chinese where that says nothing. */
static enum lang run_lang(const struct cli *cli, const struct words *w)
{
    static const char *const names[] = {"PONAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    enum lang lang = LANG_ZH;
    if (w->has[OPTION_lang] && lang_parse(w->option[OPTION_lang], &lang))
        return lang;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str region = S("");
        struct str text = str_cut(str_of(cli->env(names[i])), '_', &region);
        if (lang_parse(text, &lang))
            return lang;
        if (text.len > 0 && i > 0)
            break;
    }
    return LANG_ZH;
}

enum err run_where(const struct run *r, struct str *out, struct fail *why)
{
    struct str where =
        r->words.has[OPTION_db] ? r->words.option[OPTION_db] : str_of(r->cli->env("PONAN_DB"));
    if (where.len == 0)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_db, ARG_TEXT(r->words.command->name));
    *out = where;
    return OK;
}

/* "https://HOST[:PORT]" and no more (RFC 6454, 6.2). */
static bool is_origin(struct str text)
{
    struct str secure = S("https://");
    struct str plain = S("http://");
    bool is_secure = str_starts(text, secure);
    if (!is_secure && !str_starts(text, plain))
        return false;
    struct str host = str_sub(text, is_secure ? secure.len : plain.len, text.len);
    for (ptrdiff_t i = 0; i < host.len; i++)
        if (host.s[i] <= ' ' || host.s[i] > '~' || strchr("/?#@\\\"<>", host.s[i]))
            return false;
    return host.len > 0;
}

enum err run_origin(const struct run *r, struct str *out, struct fail *why)
{
    struct str text = r->words.has[OPTION_origin] ? r->words.option[OPTION_origin]
                                                  : str_of(r->cli->env("PONAN_ORIGIN"));
    struct str origin = str_ends(text, S("/")) ? str_sub(text, 0, text.len - 1) : text;
    if (text.len > 0 && !is_origin(origin))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_origin, ARG_TEXT(text));
    *out = origin;
    return OK;
}

void run_call_done(struct run *r)
{
    if (r->has_call)
        call_done(&r->call);
    r->has_call = false;
}

static enum err look_back(struct run *r, struct fail *why)
{
    int64_t day = DATE_NONE;
    struct str text = r->words.option[OPTION_as_of];
    if (!date_parse(text, &day))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_date, ARG_TEXT(text));
    return call_look_back(&r->call, day, why);
}

/* What the command entered is sealed at once: no server may be running to do it later. */
static enum err seal_written(struct run *r, struct fail *why)
{
    bool is_due = false;
    int64_t n = 0;
    enum err err = seal_is_due(&r->app, &is_due, why);
    return err == OK && is_due ? seal_all(&r->app, &n, why) : err;
}

static enum err run_in_database(struct run *r, struct fail *why)
{
    struct str where = S("");
    enum err err = run_where(r, &where, why);
    if (err == OK)
        err = r->cli->open(r->cli->os, r->a, where, r->words.option[OPTION_keys], &r->app, why);
    if (err != OK)
        return err;
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    err = call_begin(&r->app, r->a, who, r->lang, 0, &r->call, why);
    r->has_call = err == OK;
    if (err == OK && r->words.has[OPTION_as_of])
        err = look_back(r, why);
    if (err == OK)
        err = r->words.command->run(r, why);
    run_call_done(r);
    if (err == OK)
        err = seal_written(r, why);
    r->cli->close(&r->app);
    return err;
}

static enum err run_words(struct run *r, struct fail *why)
{
    if (r->words.has[OPTION_lang] && !lang_parse(r->words.option[OPTION_lang], &r->lang))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_lang, ARG_TEXT(r->words.option[OPTION_lang]));
    if (r->words.has[OPTION_help]) {
        r->words.word[0] = r->words.command->name;
        r->words.n = str_eq(r->words.command->name, S("help")) ? 0 : 1;
        return cmd_help(r, why);
    }
    if (r->words.command->flags & NEEDS_DB)
        return run_in_database(r, why);
    return r->words.command->run(r, why);
}

/* Output that was lost on a full disk is a failure, whatever the command said. */
static enum err flush_out(const struct cli *cli, struct fail *why)
{
    bool is_whole = fflush(cli->out) == 0 && !ferror(cli->out);
    return is_whole ? OK : FAIL(why, ERR_IO, MSG_cli_output, ARG_NONE);
}

int cli_main(const struct cli *cli, int argc, const char *const *argv)
{
    struct arena arena;
    arena_init(&arena, ARENA_GIB * 1024 * MIB);
    struct run r = {.cli = cli, .a = &arena};
    r.call.problems = problems_on(&arena);
    struct fail why = {.err = OK};
    enum err err = words_read(argc, argv, &r.words, &why);
    r.lang = run_lang(cli, &r.words);
    r.json = r.words.has[OPTION_json];
    if (err == OK)
        err = run_words(&r, &why);
    if (err == OK || err == ERR_FOUND) {
        enum err lost = flush_out(cli, &why);
        err = lost != OK ? lost : err;
    }
    if (err != OK && err != ERR_FOUND)
        print_failure(&r, &why);
    (void)fflush(cli->out);
    (void)fflush(cli->err);
    arena_done(&arena);
    return err_exit(err);
}
