/*
 * record.c -- the journal, newest first: instant, actor, post, action and digest, without values.
 */
#include "app/acts.h"
#include "entity/account.h"
#include "entity/post.h"
#include "templates.h"
#include "web/pages/acts.h"
#include "web/pages/pages.h"

enum { ROWS_ON_PAGE = 50, DIGEST_SHOWN = 8 };

static struct view_act_row row_of(struct exchange *x, const struct actors *actors,
                                  const struct act_entry *e)
{
    struct str digest = {(const char *)e->digest.b, DIGEST_SHOWN};
    struct view_act_row v = {
        .seq = e->seq,
        .instant = instant_words(x, e->instant),
        .who = actor_name(actors, &account_entity, e->account),
        .post = actor_post(actors, e->post, e->on_behalf),
        .on_behalf = actor_name(actors, &post_entity, e->on_behalf),
        .action = action_words(x, e->action),
        .note = note_words(x, e->note),
        .digest = hex_of(x->a, digest),
    };
    if (!e->e)
        return v;
    struct message what = {.id = MSG_web_record_rows,
                           .args = {ARG_MSG(e->e->title), ARG_INT(e->record), ARG_INT(e->n_rows)}};
    if (e->n_rows <= 1)
        what.id = MSG_web_record_row;
    v.what = message_str(x->a, x->call.lang, &what);
    if (may(&x->call, right_to_read(e->e)))
        v.what_address = str_fmt(x->a, "%.*s/history", STR_ARG(record_address(x, e->e, e->record)));
    return v;
}

static enum err put_rows(struct exchange *x, const struct act_entries *list, struct view_record *v,
                         struct fail *why)
{
    struct actors actors = actors_on(x, list->n);
    struct view_act_row *at = NEW(x->a, struct view_act_row, list->n + 1);
    for (ptrdiff_t i = 0; i < list->n; i++)
        actors_want(&actors, list->at[i].account, list->at[i].post, list->at[i].on_behalf);
    enum err err = actors_find(&actors, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < list->n; i++)
        at[i] = row_of(x, &actors, &list->at[i]);
    v->acts.at = at;
    v->acts.n = list->n;
    return OK;
}

enum err page_record(struct exchange *x, struct fail *why)
{
    int64_t below = 0;
    struct act_entries list = {0};
    (void)str_digits(query_get(x, S("below")), &below);
    enum err err = acts_list(&x->call, below, ROWS_ON_PAGE, &list, why);
    if (err != OK)
        return err;
    struct view_record v = {.shell = shell_on(x, words(x, MSG_web_record_title), S("/record"))};
    if (below != 0)
        v.first = S("/record");
    if (list.next != 0)
        v.next = str_fmt(x->a, "/record?below=%lld", (long long)list.next);
    err = put_rows(x, &list, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_record(), &v, why);
    struct buf page = respond_buf(x);
    template_record(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
