/*
 * setup_links.c -- a sign-in link for each post of a demo county.
 */
#include "app/secret.h"
#include "app/setup.h"

static const int64_t demo_link_lasts = (int64_t)7 * 24 * 3600 * 1000000;

struct demo_links {
    struct call *c;
    const struct rows *posts; /* of STMT_demo_posts */
    const struct setup_link *links;
};

static enum err links_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct demo_links *d = ctx;
    int64_t now = d->c->app->os->now(d->c->app->os->ctx);
    struct value over = VALUE_OF_INT(now);
    enum err err = tx_exec(tx, STMT_link_sweep, &over, 1, NULL, why);
    for (ptrdiff_t i = 0; err == OK && i < d->posts->n; i++) {
        struct value link[] = {token_hash(tx_arena(tx), d->links[i].token),
                               *rows_at(d->posts, i, 0), VALUE_OF_TEXT(S("sign_in")),
                               VALUE_OF_INT(now), VALUE_OF_INT(now + demo_link_lasts)};
        err = tx_exec(tx, STMT_link_add, link, ARRAY_LEN(link), NULL, why);
    }
    return err;
}

enum err setup_demo_links(struct call *c, struct setup_links *out, struct fail *why)
{
    struct rows rows = {0};
    struct receipt receipt = {0};
    if (!store_is_demo(c->app->store))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_not_demo, ARG_NONE);
    enum err err =
        view_query(c->view, c->a, STMT_demo_posts, &VALUE_OF_INT(c->today), 1, &rows, why);
    if (err != OK)
        return err;
    struct setup_link *links = NEW(c->a, struct setup_link, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct str zh = rows_at(&rows, i, 3)->t;
        struct str en = rows_at(&rows, i, 4)->t;
        links[i] = (struct setup_link){.login = rows_at(&rows, i, 1)->t,
                                       .name = rows_at(&rows, i, 2)->t,
                                       .post_name = {zh, en.len > 0 ? en : zh},
                                       .token = token_make(c->app->os, c->a)};
    }
    struct demo_links d = {.c = c, .posts = &rows, .links = links};
    struct act act = call_act(c, ACT_link, S("demo"));
    err = call_write(c, &act, links_in, &d, &receipt, why);
    if (err == OK)
        *out = (struct setup_links){.at = links, .n = rows.n};
    return err;
}
