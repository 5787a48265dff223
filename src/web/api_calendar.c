/*
 * api_calendar.c -- addresses for calendar programs: one's own, a new one, the end of one.
 */
#include "app/calendar_feed.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

static void write_feed(struct exchange *x, struct json_writer *w, const struct record *feed)
{
    json_object(w);
    json_put_int(w, S("id"), feed->id);
    json_put_text(w, S("name"), feed->v[CALENDAR_FEED_name].t);
    json_put_int(w, S("post"), feed->v[CALENDAR_FEED_post].i);
    json_put_text(w, S("made_on"), date_str(x->a, feed->v[CALENDAR_FEED_made_on].i));
    json_object_end(w);
}

enum err api_calendar_feeds(struct exchange *x, struct fail *why)
{
    struct page p = {0};
    enum err err = calendar_feeds(&x->call, &p, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < p.n; i++)
        write_feed(x, &w, &p.at[i]);
    json_array_end(&w);
    json_key(&w, S("next"));
    json_null(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* {"name":"..."}, or nothing at all. */
static enum err read_name(struct exchange *x, struct str *out, struct fail *why)
{
    const struct json *body = NULL;
    enum err err = x->req->body.len > 0 ? api_object(x, &body, why) : OK;
    for (const struct json *m = body ? body->first : NULL; m && err == OK; m = m->next) {
        if (!str_eq(m->name, S("name")))
            PROBLEM(&x->call.problems, m->name, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(m->name));
        else if (m->kind == JSON_TEXT)
            *out = m->text;
        else
            PROBLEM(&x->call.problems, m->name, S("type"), MSG_web_api_type, ARG_NONE);
    }
    return err == OK && problems_stop(&x->call.problems) ? api_invalid(why) : err;
}

enum err api_calendar_feed_make(struct exchange *x, struct fail *why)
{
    struct str name = S("");
    struct calendar_feed_made made = {0};
    enum err err = read_name(x, &name, why);
    if (err == OK)
        err = calendar_feed_make(&x->call, name, &made, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("id"), made.id);
    json_put_text(&w, S("path"), STR_CAT(x->a, S("/calendar/"), made.token, S(".ics")));
    json_object_end(&w);
    return respond_json(x, 201, &out, why);
}

enum err api_calendar_feed_revoke(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = calendar_feed_revoke(&x->call, id, why);
    return err == OK ? respond_empty(x, 204) : err;
}
