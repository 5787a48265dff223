/*
 * cmd_serve.c -- pages and API until told to stop; says where, and how to get in.
 */
#include "app/setup.h"
#include "cli/print.h"
#include "format/json_write.h"

struct ready {
    const struct run *r;
    struct setup_links links;
    struct str code;   /* of the first run, if nobody can sign in yet */
    struct str origin; /* by which browsers come; "": what it listens on */
};

/* One line: what listens, by which address it is reached, the code of the first run. */
static void tell_ready_json(const struct ready *ready, struct str address, struct str reached)
{
    const struct run *r = ready->r;
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("listens"), address);
    json_put_text(&w, S("address"), reached);
    if (ready->code.len > 0)
        json_put_text(&w, S("setup_code"), ready->code);
    print_links_json(r, &w, &ready->links, reached);
    json_object_end(&w);
    print_line(r, buf_str(&b));
    (void)fflush(r->cli->out);
}

/* Requests are answered from now on. */
static void tell_ready(void *ctx, struct str address)
{
    const struct ready *ready = ctx;
    const struct run *r = ready->r;
    struct str reached = ready->origin.len > 0 ? ready->origin : address;
    if (r->json) {
        tell_ready_json(ready, address, str_starts(reached, S("unix:")) ? S("") : reached);
        return;
    }
    SAY(r, MSG_cli_serve_ready, ARG_TEXT(address));
    address = reached;
    if (ready->code.len > 0)
        SAY(r, MSG_cli_serve_setup, ARG_TEXT(address), ARG_TEXT(ready->code));
    if (ready->links.n > 0)
        SAY(r, MSG_cli_init_links, ARG_NONE);
    /* Behind a socket of the machine the proxy's address is not known here. */
    print_links(r, &ready->links, str_starts(address, S("unix:")) ? S("") : address);
    (void)fflush(r->cli->out);
}

static enum err prepare(struct run *r, struct ready *ready, struct fail *why)
{
    struct setup_stage stage = {0};
    enum err err = setup_stage_now(&r->app, &stage, why);
    if (err == OK && stage.is_open)
        err = setup_code(&r->app, r->a, &ready->code, why);
    if (err == OK && r->words.has[OPTION_links])
        err = setup_demo_links(&r->call, &ready->links, why);
    return err;
}

enum err cmd_serve(struct run *r, struct fail *why)
{
    struct ready ready = {.r = r};
    enum err err = run_origin(r, &ready.origin, why);
    if (err == OK)
        err = prepare(r, &ready, why);
    /* Not kept open while serving: the database could not tidy up behind it. */
    run_call_done(r);
    if (err != OK)
        return err;
    struct cli_serve serve = {
        .app = &r->app,
        .a = r->a,
        .listen =
            r->words.has[OPTION_listen] ? r->words.option[OPTION_listen] : S("127.0.0.1:8080"),
        .origin = ready.origin,
        .ready = tell_ready,
        .ctx = &ready,
    };
    return r->cli->serve(&serve, why);
}
