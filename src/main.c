/*
 * main.c -- the program: wires the rooms together and runs one command line.
 */
#include "app/keyring.h"
#include "cli/cli.h"
#include "web/server.h"

#include <unistd.h>

extern const struct asset_table demo_assets; /* demo/meson.build */

static const char *env(const char *name)
{
    return getenv(name); // NOLINT(concurrency-mt-unsafe)
}

static enum err app_open(const struct os *os, struct arena *a, struct str where, struct str keys,
                         struct app *out, struct fail *why)
{
    struct app app = {.os = os, .where = where};
    /* A request reads through one view, and at times through a second: more than twice the threads.
     */
    struct store_options options = {.os = os, .where = where, .n_readers = 24};
    enum err err = store_open(&options, &app.store, why);
    if (err != OK)
        return err;
    err = keyring_open(os, keyring_path(a, where, keys), &app.keys, why);
    if (err != OK) {
        store_close(app.store);
        return err;
    }
    *out = app;
    return OK;
}

static void app_close(struct app *app)
{
    store_close(app->store);
    keyring_close(app->keys);
}

static enum err serve(const struct cli_serve *s, struct fail *why)
{
    struct web_options options = {.app = s->app, .origin = S("")};
    struct server_options how = {.os = s->app->os, .listen = s->listen};
    struct server *server = NULL;
    server_block_signals();
    struct web *web = web_init(s->a, &options);
    enum err err = server_start(s->a, web, &how, &server, why);
    if (err != OK)
        return err;
    s->ready(s->ctx, server_address(server));
    server_wait();
    web_drain(web);
    server_stop(server);
    return OK;
}

int main(int argc, char **argv)
{
    const struct cli cli = {
        .os = &os_real,
        .out = stdout,
        .err = stderr,
        .err_is_terminal = isatty(STDERR_FILENO) == 1,
        .env = env,
        .demos = &demo_assets,
        .open = app_open,
        .close = app_close,
        .serve = serve,
    };
    return cli_main(&cli, argc, (const char *const *)argv);
}
