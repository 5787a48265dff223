/*
 * calendar.c -- addresses for one's calendar program: made, shown once, revoked; and what is read
 * there.
 */
#include "app/calendar_feed.h"
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

enum { CALENDAR_MAX = 1024 * 1024 };

/* The name of a post that is held; "" if it is held no longer, and nothing is read there. */
static struct str held_name(struct exchange *x, const struct postings *all, int64_t post)
{
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->at[i].post == post)
            return all->at[i].post_name[x->call.lang];
    return S("");
}

static enum err put_feeds(struct exchange *x, struct view_calendar *v, struct fail *why)
{
    struct postings postings = {0};
    struct page p = {0};
    enum err err = calendar_feeds(&x->call, &p, why);
    if (err == OK)
        err = session_postings(&x->call, &postings, why);
    if (err != OK)
        return err;
    struct view_feed_row *rows = NEW(x->a, struct view_feed_row, p.n + 1);
    for (ptrdiff_t i = 0; i < p.n; i++) {
        const struct value *is = p.at[i].v;
        rows[i] = (struct view_feed_row){
            .id = p.at[i].id,
            .name = is[CALENDAR_FEED_name].t,
            .post = held_name(x, &postings, is[CALENDAR_FEED_post].i),
            .made_on = date_words(x, is[CALENDAR_FEED_made_on].i),
        };
    }
    v->feeds.at = rows;
    v->feeds.n = p.n;
    return OK;
}

static enum err show(struct exchange *x, int status, struct str token, struct fail *why)
{
    struct view_calendar v = {.shell = shell_on(x, words(x, MSG_web_calendar_title), S("/me")),
                              .troubles = troubles_on(x, NULL),
                              .name = status == 200 ? S("") : form_get(x, S("name"))};
    if (token.len > 0)
        v.address = str_fmt(x->a, "%.*s/calendar/%.*s.ics", STR_ARG(own_origin(x)), STR_ARG(token));
    shell_crumb(x, &v.shell, words(x, MSG_web_me_title), S("/me"));
    shell_crumb(x, &v.shell, words(x, MSG_web_calendar_title), S(""));
    enum err err = put_feeds(x, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_calendar(), &v, why);
    struct buf page = respond_buf(x);
    template_calendar(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_calendar(struct exchange *x, struct fail *why)
{
    return show(x, 200, S(""), why);
}

enum err post_calendar(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct fail tried = {0};
    struct calendar_feed_made made = {0};
    if (str_digits(form_get(x, S("_revoke")), &id)) {
        enum err err = calendar_feed_revoke(&x->call, id, why);
        return err == OK ? respond_redirect(x, S("/me/calendar?done=revoked")) : err;
    }
    enum err err = calendar_feed_make(&x->call, form_get(x, S("name")), &made, &tried);
    if (err == OK)
        return show(x, 200, made.token, why);
    return err == ERR_INVALID ? show(x, err_http(err), S(""), why) : fail_copy(why, &tried);
}

/* "TOKEN" or "TOKEN.ics": some programs look at the ending. ?as=tasks gives tasks. */
enum err get_calendar(struct exchange *x, struct fail *why)
{
    struct str token = exchange_param(x, S("token"));
    struct buf out = buf_on(x->a, CALENDAR_MAX);
    if (str_ends(token, S(".ics")))
        token = str_sub(token, 0, token.len - S(".ics").len);
    struct calendar_feed_query q = {.token = token,
                                    .origin = own_origin(x),
                                    .has_tasks = str_eq(query_get(x, S("as")), S("tasks"))};
    enum err err = calendar_feed_read(&x->call, &q, &out, why);
    return err == OK ? respond_text(x, 200, S("text/calendar; charset=utf-8"), &out, why) : err;
}
