/*
 * calendar_write.c -- terms, next steps and rounds as entries of a calendar.
 *
 * A name for a thing stays the same as long as the address does: a program that reads again finds
 * what it has. Four queries, however many matters there are.
 */
#include "app/calendar_write.h"

#include "app/matter_list.h"
#include "app/matter_term.h"
#include "app/records.h"
#include "entity/dispute.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/post.h"
#include "entity/round.h"
#include "entity/term.h"
#include "format/ics.h"

enum { READ_AT_ONCE = 50, ROUNDS_MOST = 100, STEPS_READ = 500, UID_HASH = 16 };

struct calendar_work {
    struct call *c;
    const struct record *feed;
    const struct calendar_feed_query *q;
    struct lookups l;
    struct records terms, owed, rounds;
    struct page steps;
    struct ics_entry *entries;
    ptrdiff_t n;
};

/* --- what there is ---------------------------------------------------------------------------- */

/* Rounds are told as such, whoever's turn they are. */
static enum err read_owed(struct calendar_work *w, struct fail *why)
{
    struct waiting_query q = {.limit = READ_AT_ONCE};
    struct page page = {0};
    enum err err = OK;
    w->owed.at = NEW(w->c->a, struct record, CALENDAR_ENTRIES_MOST);
    do {
        err = matters_waiting(w->c, &q, &page, why);
        for (ptrdiff_t i = 0; err == OK && i < page.n; i++)
            if (w->owed.n < CALENDAR_ENTRIES_MOST &&
                !str_eq(page.at[i].v[MATTER_kind].t, round_entity.name))
                w->owed.at[w->owed.n++] = page.at[i];
        q.after = page.next;
    } while (err == OK && q.after.len > 0 && w->owed.n < CALENDAR_ENTRIES_MOST);
    return err;
}

static enum err read_rounds(struct calendar_work *w, struct fail *why)
{
    struct input in = {.field = S("state"), .text = matter_state_code(STATE_planned)};
    struct list_query q = {
        .e = &round_entity, .filters = &in, .n_filters = 1, .sort = S("due"), .limit = ROUNDS_MOST};
    struct shape s = {0};
    struct page page = {0};
    enum err err = records_list(w->c, &q, &s, &page, why);
    w->rounds = (struct records){page.at, page.n};
    return err;
}

/* What was last said to come next, and when, of all that is owed. */
static enum err read_steps(struct calendar_work *w, struct fail *why)
{
    struct shape *shape = NEW(w->c->a, struct shape, 1);
    struct value *ids = NEW(w->c->a, struct value, w->owed.n + 1);
    struct condition in = {.column = S("matter"), .op = OP_IN, .values = ids};
    for (ptrdiff_t i = 0; i < w->owed.n; i++)
        ids[in.n_values++] = VALUE_OF_INT(w->owed.at[i].id);
    *shape = entity_shape(&matter_move_entity);
    struct select q = {
        .shape = shape, .where = &in, .n_where = 1, .sort = S("-id"), .limit = STEPS_READ};
    return in.n_values > 0 ? view_select(w->c->view, w->c->a, &q, &w->steps, why) : OK;
}

/* --- as entries ------------------------------------------------------------------------------- */

/* What is for few is told without its title: a calendar lies open on a desk. */
static struct str title_of(struct calendar_work *w, const struct record *m)
{
    const struct entity *e = entity_find(m->v[MATTER_kind].t);
    bool is_for_few =
        e == &dispute_entity ||
        !str_eq(m->v[MATTER_visibility].t, matter_visibilities[MATTER_VISIBILITY_normal].code);
    struct message numbered = {MSG_calendar_numbered, {ARG_MSG(e->title), ARG_INT(m->id)}};
    return is_for_few ? message_str(w->c->a, w->c->lang, &numbered) : m->v[MATTER_title].t;
}

static struct str uid_of(struct calendar_work *w, int64_t matter, const char *what)
{
    struct str hash = str_sub(w->feed->v[CALENDAR_FEED_token].t, 0, UID_HASH);
    return str_fmt(w->c->a, "matter-%lld-%s.%.*s@ponan", (long long)matter, what, STR_ARG(hash));
}

static void put(struct calendar_work *w, const struct record *m, const char *what, int64_t day,
                struct message said)
{
    struct arena *a = w->c->a;
    const struct value *moved = &m->v[MATTER_last_moved_on];
    struct message state = {MSG_calendar_state,
                            {ARG_MSG(matter_state_label(matter_state_find(m->v[MATTER_state].t)))}};
    w->entries[w->n++] = (struct ics_entry){
        .uid = uid_of(w, m->id, what),
        .title = message_str(a, w->c->lang, &said),
        .text = message_str(a, w->c->lang, &state),
        .category = msg_text(w->c->lang, entity_find(m->v[MATTER_kind].t)->title),
        .address = str_fmt(a, "%.*s/matters/%lld", STR_ARG(w->q->origin), (long long)m->id),
        .day = day,
        .changed_on = moved->type == VALUE_INT ? moved->i : day,
        .sequence = m->version,
    };
}

static enum err put_term(struct calendar_work *w, const struct record *m, struct fail *why)
{
    const struct unit_info *owner = NULL;
    const struct flow *flow = flow_of(m->v[MATTER_kind].t);
    const struct flow_state *state =
        flow ? flow_state(flow, matter_state_find(m->v[MATTER_state].t)) : NULL;
    enum err err = lookup_unit(&w->l, m->owner, &owner, why);
    if (err != OK || !state || !owner)
        return err;
    int64_t end = matter_term_end(&w->terms, owner, state, m->v);
    if (end != DATE_NONE)
        put(w, m, "due", end,
            (struct message){MSG_calendar_due,
                             {ARG_TEXT(title_of(w, m)), ARG_MSG(flow_term_label(state->term))}});
    return OK;
}

/* The newest next step of the matter; moves are read newest first. */
static void put_step(struct calendar_work *w, const struct record *m)
{
    bool is_for_few = !str_eq(title_of(w, m), m->v[MATTER_title].t);
    for (ptrdiff_t i = 0; i < w->steps.n && !is_for_few; i++) {
        const struct value *v = w->steps.at[i].v;
        if (v[MATTER_MOVE_matter].i != m->id || v[MATTER_MOVE_next_on].type != VALUE_INT)
            continue;
        put(w, m, "next", v[MATTER_MOVE_next_on].i,
            (struct message){MSG_calendar_next,
                             {ARG_TEXT(v[MATTER_MOVE_next].t), ARG_TEXT(m->v[MATTER_title].t)}});
        return;
    }
}

static enum err put_all(struct calendar_work *w, struct fail *why)
{
    enum err err = OK;
    w->entries = NEW(w->c->a, struct ics_entry, 2 * w->owed.n + w->rounds.n + 1);
    for (ptrdiff_t i = 0; err == OK && i < w->owed.n; i++) {
        err = put_term(w, &w->owed.at[i], why);
        put_step(w, &w->owed.at[i]);
    }
    for (ptrdiff_t i = 0; i < w->rounds.n; i++) {
        const struct record *m = &w->rounds.at[i];
        if (m->v[MATTER_due].type == VALUE_INT)
            put(w, m, "round", m->v[MATTER_due].i,
                (struct message){MSG_calendar_round, {ARG_TEXT(title_of(w, m))}});
    }
    return err;
}

static enum err post_name(struct calendar_work *w, struct str *out, struct fail *why)
{
    struct shape posts = entity_shape(&post_entity);
    struct record post = {0};
    enum err err = view_get(w->c->view, w->c->a, &posts, NULL, w->c->who.post, &post, why);
    if (err != OK)
        return err;
    bool has_en = w->c->lang == LANG_EN && post.v[POST_name_en].t.len > 0;
    *out = post.v[has_en ? POST_name_en : POST_name_zh].t;
    return OK;
}

enum err calendar_write(struct call *c, const struct record *feed,
                        const struct calendar_feed_query *q, struct buf *out, struct fail *why)
{
    struct calendar_work w = {.c = c, .feed = feed, .q = q, .l = lookups_on(c->a, c->view)};
    struct str post = S("");
    enum err err = post_name(&w, &post, why);
    if (err == OK)
        err = owned_read(c->view, c->a, &term_entity, NULL, &w.terms, why);
    if (err == OK)
        err = read_owed(&w, why);
    if (err == OK)
        err = read_rounds(&w, why);
    if (err == OK)
        err = read_steps(&w, why);
    if (err == OK)
        err = put_all(&w, why);
    if (err != OK)
        return err;
    struct message name = {MSG_calendar_name, {ARG_TEXT(post)}};
    struct ics_calendar calendar = {.name = message_str(c->a, c->lang, &name),
                                    .origin = S("-//Ponan//Ponan//ZH"),
                                    .has_tasks = q->has_tasks,
                                    .entries = w.entries,
                                    .n = w.n};
    ics_write(out, &calendar);
    return OK;
}
