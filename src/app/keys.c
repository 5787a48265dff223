/*
 * keys.c -- the key file for its administrator.
 */
#include "app/keys.h"

static enum err must_be_machine(const struct call *c, struct fail *why)
{
    return c->who.is_system ? OK : FAIL(why, ERR_FORBIDDEN, MSG_app_keys_machine, ARG_NONE);
}

enum err keys_list(struct call *c, struct key_shown **out, int *out_n, struct fail *why)
{
    enum err err = must_be_machine(c, why);
    if (err != OK)
        return err;
    *out_n = keyring_list(c->app->keys, c->a, out);
    return OK;
}

/* The entry has no rows: the act itself is what is recorded. */
static enum err nothing_more(struct tx *tx, void *ctx, struct fail *why)
{
    (void)tx;
    (void)ctx;
    (void)why;
    return OK;
}

enum err keys_rotate(struct call *c, struct str *out_id, struct fail *why)
{
    enum err err = must_be_machine(c, why);
    if (err != OK)
        return err;
    struct str before = keyring_signer(c->app->keys, c->a);
    err = keyring_rotate(c->app->keys, c->app->os->now(c->app->os->ctx), why);
    if (err != OK)
        return err;
    struct str after = keyring_signer(c->app->keys, c->a);
    struct str note = str_fmt(c->a, "%.*s %.*s", STR_ARG(before), STR_ARG(after));
    struct act act = call_act(c, ACT_rotate_key, note);
    err = call_write(c, &act, nothing_more, NULL, NULL, why);
    if (err == OK)
        *out_id = after;
    return err;
}

enum err keys_are_changed(struct app *app, bool *out, struct fail *why)
{
    (void)why;
    *out = keyring_is_changed(app->keys);
    return OK;
}

enum err keys_refresh(struct app *app, struct fail *why)
{
    return keyring_refresh(app->keys, why);
}
