/*
 * call.c -- the beginning and end of a call: its view, its day, and where its caller stands.
 */
#include "app/lookup.h"

/* Rights are always today's, so the tree is asked as it is now. */
static enum err caller_place(struct call *c, struct fail *why)
{
    if (c->who.unit == 0)
        return OK;
    struct lookups l = lookups_on(c->a, c->view);
    const struct unit_info *unit = NULL;
    enum err err = lookup_unit(&l, c->who.unit, &unit, why);
    if (err != OK)
        return err;
    if (!unit)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_unit_gone, ARG_NONE);
    c->county = unit->county;
    c->above = unit->path;
    while (c->n_above < unit->n_path && unit->path[c->n_above] != unit->county)
        c->n_above++;
    return OK;
}

enum err call_begin(struct app *app, struct arena *a, struct caller who, enum lang lang,
                    int64_t as_of, struct call *out, struct fail *why)
{
    struct call c = {.app = app, .a = a, .who = who, .lang = lang, .problems = problems_on(a)};
    if (who.post == 0)
        c.who.role = POST_ROLE_COUNT;
    int64_t now = store_is_demo(app->store) ? store_now(app->store) : app->os->now(app->os->ctx);
    c.today = instant_date(now);
    enum err err = view_open(app->store, as_of, &c.view, why);
    if (err != OK)
        return err;
    err = caller_place(&c, why);
    if (err != OK) {
        view_close(c.view);
        return err;
    }
    *out = c;
    return OK;
}

enum err call_become(struct call *c, struct caller who, struct fail *why)
{
    c->who = who;
    c->county = 0;
    c->above = NULL;
    c->n_above = 0;
    return caller_place(c, why);
}

void call_done(struct call *c)
{
    view_close(c->view);
    c->view = NULL;
}

struct act call_act(const struct call *c, enum act_kind kind, struct str note)
{
    return (struct act){.account = c->who.account,
                        .post = c->who.post,
                        .on_behalf = c->who.on_behalf,
                        .action = act_code(kind),
                        .note = note};
}

enum err call_refresh(struct call *c, struct fail *why)
{
    int64_t as_of = view_as_of(c->view);
    view_close(c->view);
    c->view = NULL;
    return view_open(c->app->store, as_of, &c->view, why);
}

enum err call_write(struct call *c, const struct act *act, write_fn *fn, void *ctx,
                    struct receipt *out, struct fail *why)
{
    enum err err = store_write(c->app->store, act, fn, ctx, out, why);
    return err == OK ? call_refresh(c, why) : err;
}

struct call call_in(const struct call *c, struct view *view)
{
    struct call inside = *c;
    inside.view = view;
    return inside;
}
