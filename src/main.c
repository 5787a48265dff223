/*
 * main.c -- the program: wires the rooms together and runs one command line.
 */
#include "app/keyring.h"
#include "app/protect.h"
#include "cli/cli.h"
#include "jobs/jobs.h"
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

/* A job's failure goes to the log; the job is tried again. */
static void job_failed(void *ctx, struct str job, const struct fail *why)
{
    struct arena a;
    (void)ctx;
    arena_init(&a, MIB);
    struct str said = message_str(&a, LANG_EN, &why->message);
    fprintf(stderr, "ponan: %.*s: %.*s\n", STR_ARG(job), STR_ARG(said));
    arena_done(&a);
}

/* The network is slow: what waits for it has a thread of its own. */
struct both_jobs {
    struct jobs *inward, *outward;
};

static void stop_jobs(struct both_jobs *j)
{
    jobs_stop(j->outward);
    jobs_stop(j->inward);
    *j = (struct both_jobs){0};
}

/* What FILE.erased lists stays erased, whatever was restored since; then the jobs begin. */
static enum err start_jobs(const struct cli_serve *s, struct both_jobs *out, struct fail *why)
{
    const struct job_listener listener = {.failed = job_failed};
    int64_t n_erased = 0;
    enum err err = protect_apply(s->app, &n_erased, why);
    if (err == OK)
        err = jobs_start(s->a, s->app, jobs_table, listener, &out->inward, why);
    if (err == OK)
        err = jobs_start(s->a, s->app, jobs_outward, listener, &out->outward, why);
    if (err != OK)
        stop_jobs(out);
    return err;
}

static enum err serve(const struct cli_serve *s, struct fail *why)
{
    struct web_options options = {.app = s->app, .origin = s->origin};
    struct server_options how = {.os = s->app->os, .listen = s->listen};
    struct server *server = NULL;
    server_block_signals();
    s->app->origin = s->origin;
    struct both_jobs jobs = {0};
    enum err err = start_jobs(s, &jobs, why);
    if (err != OK)
        return err;
    struct web *web = web_init(s->a, &options);
    err = server_start(s->a, web, &how, &server, why);
    if (err != OK) {
        stop_jobs(&jobs);
        return err;
    }
    s->ready(s->ctx, server_address(server));
    server_wait();
    web_drain(web);
    server_stop(server);
    stop_jobs(&jobs);
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
