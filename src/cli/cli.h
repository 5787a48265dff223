/*
 * cli.h -- the command line as a function; the platform and the wiring are parameters.
 *
 * main.c fills a `struct cli` with the real streams and with how a database is opened and served;
 * tests fill it with others. Commands reach data through app only. What a program reads goes to
 * `out`, sentences for people to `err`; nothing is ever asked for.
 */
#ifndef CLI_H
#define CLI_H

#include "app/app.h"
#include "format/asset.h"

/* How to serve: filled from the command line, carried out by main.c. */
struct cli_serve {
    struct app *app;
    struct arena *a;
    struct str listen; /* "127.0.0.1:8080" or "unix:/path" */
    struct str origin; /* "https://ponan.example.gov.cn"; "": as each request's Host says */
    /* Called once when requests are answered; `address` is what to open in a browser. */
    void (*ready)(void *ctx, struct str address);
    void *ctx;
};

struct cli {
    const struct os *os;
    FILE *out, *err;
    bool err_is_terminal;
    const char *(*env)(const char *name); /* like getenv */
    const struct asset_table *demos;      /* "anji-2006/01-unit.csv", ... */
    /* `keys`: the key file, "" where it usually stands. */
    enum err (*open)(const struct os *os, struct arena *a, struct str where, struct str keys,
                     struct app *out, struct fail *why);
    void (*close)(struct app *app);
    /* Runs until told to stop (SIGINT, SIGTERM). */
    enum err (*serve)(const struct cli_serve *serve, struct fail *why);
};

/* Runs one command line; argv[0] is the program. Returns the exit code: 0 ok, 1 failed, 2 usage,
 * 3 found problems. */
int cli_main(const struct cli *cli, int argc, const char *const *argv);

#endif
