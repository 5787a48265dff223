/*
 * cmd_clock.c -- what is due of matters by itself, done by hand: the round that `serve` makes
 * daily.
 */
#include "app/clock.h"
#include "base/date.h"
#include "cli/print.h"
#include "format/json_write.h"

static void show_json(const struct run *r, const struct clock_report *k)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_text(&w, S("day"), date_str(r->a, k->day));
    json_key(&w, S("rest"));
    json_bool(&w, k->is_rest);
    json_put_int(&w, S("open"), k->n_open);
    json_put_int(&w, S("moves"), k->n_moves);
    json_put_int(&w, S("steps"), k->n_steps);
    json_put_int(&w, S("reminders"), k->n_reminders);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

enum err cmd_clock(struct run *r, struct fail *why)
{
    struct clock_report k = {0};
    run_call_done(r); /* the round has calls of its own */
    enum err err = clock_run(&r->app, DATE_NONE, &k, why);
    if (err != OK)
        return err;
    if (r->json)
        show_json(r, &k);
    else if (k.is_rest)
        SAY(r, MSG_cli_clock_rest, ARG_DATE(k.day));
    else
        SAY(r, MSG_cli_clock_done, ARG_DATE(k.day), ARG_INT(k.n_moves), ARG_INT(k.n_steps),
            ARG_INT(k.n_reminders));
    return OK;
}
