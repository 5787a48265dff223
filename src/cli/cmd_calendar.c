/*
 * cmd_calendar.c -- calendar addresses from the machine itself: who has one, and its end when a
 * telephone was lost.
 */
#include "app/calendar_feed.h"
#include "cli/print.h"
#include "format/json_write.h"

enum { PAGE = 500, ID_COLUMNS = 8, DAY_COLUMNS = 12, STATE_COLUMNS = 10 };

static void show_feed(const struct run *r, struct json_writer *w, const struct record *feed)
{
    const struct value *v = feed->v;
    struct str day = date_str(r->a, v[CALENDAR_FEED_made_on].i);
    if (w) {
        json_object(w);
        json_put_int(w, S("id"), feed->id);
        json_put_int(w, S("account"), v[CALENDAR_FEED_account].i);
        json_put_int(w, S("post"), v[CALENDAR_FEED_post].i);
        json_put_text(w, S("name"), v[CALENDAR_FEED_name].t);
        json_put_text(w, S("state"), v[CALENDAR_FEED_state].t);
        json_put_text(w, S("made_on"), day);
        json_object_end(w);
        return;
    }
    struct buf line = buf_on(r->a, 64 * KIB);
    struct buf state = buf_on(r->a, KIB);
    kind_show(&state, r->lang, &calendar_feed_entity.fields[CALENDAR_FEED_state],
              &v[CALENDAR_FEED_state]);
    buf_padded(&line, str_fmt(r->a, "%lld", (long long)feed->id), ID_COLUMNS);
    buf_padded(&line, day, DAY_COLUMNS);
    buf_padded(&line, buf_str(&state), STATE_COLUMNS);
    buf_add(&line, v[CALENDAR_FEED_name].t);
    print_line(r, buf_str(&line));
}

enum err cmd_calendar(struct run *r, struct fail *why)
{
    int64_t id = 0;
    const struct words *w = &r->words;
    if (w->n == 1 && str_eq(w->word[0], S("list")))
        return print_records(
            r, (struct list_query){.e = &calendar_feed_entity, .sort = S("-id"), .limit = PAGE},
            show_feed, why);
    if (w->n != 2 || !str_eq(w->word[0], S("revoke")) || !str_digits(w->word[1], &id))
        return FAIL(why, ERR_USAGE, MSG_cli_calendar_what, ARG_NONE);
    enum err err = calendar_feed_revoke(&r->call, id, why);
    if (err == OK)
        SAY(r, MSG_cli_calendar_revoked, ARG_INT(id));
    return err;
}
