/*
 * cmd_init.c -- a new database: empty, with a county and its administrators, or the demo county.
 */
#include "app/seal.h"
#include "app/setup.h"
#include "base/text.h"
#include "cli/print.h"
#include "format/json_write.h"

/* The files of a demo county, carried in the program under its name. */
static ptrdiff_t demo_files(const struct run *r, struct str name, struct setup_file **out)
{
    const struct asset_table *all = r->cli->demos;
    struct str folder = str_fmt(r->a, "%.*s/", STR_ARG(name));
    struct setup_file *files = NEW(r->a, struct setup_file, all->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct asset *file = &all->at[i];
        if (str_starts(file->path, folder) && str_ends(file->path, S(".csv")))
            files[n++] = (struct setup_file){.name = file->path, .bytes = file->bytes};
    }
    *out = files;
    return n;
}

/* The names before the first slash, once each; the table is sorted by path. */
static struct str demo_names(const struct run *r)
{
    struct buf names = buf_on(r->a, 64 * KIB);
    struct str before = S("");
    for (ptrdiff_t i = 0; i < r->cli->demos->n; i++) {
        struct str rest = S("");
        struct str name = str_cut(r->cli->demos->at[i].path, '/', &rest);
        if (!str_eq(name, before))
            buf_fmt(&names, "%s%.*s", names.len > 0 ? " " : "", STR_ARG(name));
        before = name;
    }
    return buf_str(&names);
}

static enum err load_demo(struct run *r, struct str where, const struct setup_file *files,
                          ptrdiff_t n, struct fail *why)
{
    enum err err =
        r->cli->open(r->cli->os, r->a, where, r->words.option[OPTION_keys], &r->app, why);
    if (err != OK)
        return err;
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    struct progress progress = print_progress(r);
    err = call_begin(&r->app, r->a, who, r->lang, 0, &r->call, why);
    if (err == OK) {
        err = setup_demo(&r->call, files, n, &progress, why);
        call_done(&r->call);
    }
    int64_t n_sealed = 0;
    if (err == OK)
        err = seal_all(&r->app, &n_sealed, why);
    print_progress_end(r);
    r->cli->close(&r->app);
    return err;
}

void print_links(const struct run *r, const struct setup_links *links, struct str address)
{
    for (ptrdiff_t i = 0; i < links->n; i++) {
        const struct setup_link *link = &links->at[i];
        struct buf line = buf_on(r->a, 64 * KIB);
        buf_add(&line, S("  "));
        buf_padded(&line, link->post_name[r->lang].len > 0 ? link->post_name[r->lang] : link->name,
                   LINK_COLUMNS);
        buf_fmt(&line, "%.*s/sign-in/link/%.*s", STR_ARG(address), STR_ARG(link->token));
        print_line(r, buf_str(&line));
    }
}

void print_links_json(const struct run *r, struct json_writer *w, const struct setup_links *links,
                      struct str address)
{
    json_key(w, S("links"));
    json_array(w);
    for (ptrdiff_t i = 0; i < links->n; i++) {
        const struct setup_link *link = &links->at[i];
        json_object(w);
        json_put_text(w, S("login"), link->login);
        json_put_text(w, S("post"), link->post_name[r->lang]);
        json_put_text(w, S("link"), STR_CAT(r->a, address, S("/sign-in/link/"), link->token));
        json_object_end(w);
    }
    json_array_end(w);
}

static void tell_made(const struct run *r, struct str where, const struct setup_links *links,
                      struct str origin)
{
    struct str shown = address_shown((char[ADDRESS_SHOWN]){0}, where);
    if (!r->json) {
        SAY(r, MSG_cli_init_done, ARG_TEXT(shown));
        if (links->n > 0)
            SAY(r, MSG_cli_init_links, ARG_NONE);
        print_links(r, links, origin);
        return;
    }
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("database"), shown);
    print_links_json(r, &w, links, origin);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

static enum err init_words(const struct run *r, struct str *where, struct fail *why)
{
    const struct words *w = &r->words;
    if (w->has[OPTION_county] != w->has[OPTION_name])
        return FAIL(why, ERR_USAGE, MSG_cli_init_county, ARG_NONE);
    if (w->n > 0 && w->has[OPTION_db])
        return FAIL(why, ERR_USAGE, MSG_cli_usage_many, ARG_TEXT(w->word[0]));
    if (w->n > 0) {
        *where = w->word[0];
        return OK;
    }
    return run_where(r, where, why);
}

enum err cmd_init(struct run *r, struct fail *why)
{
    const struct words *w = &r->words;
    struct setup_init init = {
        .store = {.os = r->cli->os},
        .keys = w->option[OPTION_keys],
        .lang = r->lang,
        .demo = w->has[OPTION_demo],
        .county = {.code = w->option[OPTION_county],
                   .name_zh = w->option[OPTION_name],
                   .name_en = w->option[OPTION_name_en]},
    };
    struct setup_file *files = NULL;
    ptrdiff_t n_files = w->has[OPTION_demo] ? demo_files(r, w->option[OPTION_demo], &files) : 0;
    if (w->has[OPTION_demo] && n_files == 0)
        return FAIL(why, ERR_USAGE, MSG_cli_init_demo, ARG_TEXT(w->option[OPTION_demo]),
                    ARG_TEXT(demo_names(r)));
    struct setup_links links = {0};
    struct str origin = S("");
    enum err err = init_words(r, &init.store.where, why);
    if (err == OK)
        err = run_origin(r, &origin, why);
    if (err == OK)
        err = setup_create(r->a, &init, &links, why);
    if (err == OK && n_files > 0)
        err = load_demo(r, init.store.where, files, n_files, why);
    if (err != OK)
        return err;
    tell_made(r, init.store.where, &links, origin);
    return OK;
}
