/*
 * matter_row.c -- matters as lists and pages show them.
 */
#include "web/pages/matter_row.h"

#include "core/calendar.h"
#include "core/flow.h"
#include "core/term.h"
#include "entity/matter.h"
#include "web/pages/matter_ladder.h"

struct view_countdown countdown_of(struct exchange *x, int64_t due)
{
    if (due == DATE_NONE)
        return (struct view_countdown){0};
    struct term_distance d = term_distance(&calendar_cn, due, call_day(&x->call));
    struct view_countdown v = {.is_known = true};
    if (d.is_overdue) {
        v.colour = S("light-red");
        v.shape = S("■");
    } else if (d.working_days <= TERM_NEAR_WORKING_DAYS) {
        v.colour = S("light-yellow");
        v.shape = S("▲");
    }
    enum msg text = d.is_overdue ? MSG_web_matter_overdue : MSG_web_matter_left;
    if (d.is_provisional)
        text = d.is_overdue ? MSG_web_matter_overdue_about : MSG_web_matter_left_about;
    if (!d.is_overdue && d.days == 0)
        text = MSG_web_matter_due_today;
    v.text = (struct message){.id = text, .args = {ARG_INT(d.days), ARG_INT(d.working_days)}};
    return v;
}

struct str matter_address(struct exchange *x, int64_t id)
{
    return str_fmt(x->a, "/matters/%lld", (long long)id);
}

static struct str date_at(struct exchange *x, const struct record *r, int field)
{
    return r->v[field].type == VALUE_INT ? date_str(x->a, r->v[field].i) : S("");
}

/* Whose move is awaited: "lead unit"; "" where nobody's is. */
static struct str turn_of(struct exchange *x, const struct record *r)
{
    enum { WORDS_MAX = 1024 };
    const struct flow *flow = flow_of(r->v[MATTER_kind].t);
    const struct flow_state *at =
        flow ? flow_state(flow, matter_state_find(r->v[MATTER_state].t)) : NULL;
    struct buf hands = buf_on(x->a, WORDS_MAX);
    for (int i = 0; at && i < HAND_COUNT; i++) {
        if (!(at->turn & (1U << i)))
            continue;
        if (hands.len > 0)
            buf_add(&hands, x->call.lang == LANG_ZH ? S("、") : S(", "));
        buf_add(&hands, words(x, flow_hand_label((enum flow_hand_bit)i)));
    }
    return buf_str(&hands);
}

static struct view_matter_row row_of(struct exchange *x, const struct shape *s,
                                     const struct record *r, const struct names *names)
{
    struct view_matter_row v = {
        .id = r->id,
        .pick = {.id = MSG_web_bulk_pick_one, .args = {ARG_TEXT(r->v[MATTER_title].t)}},
        .title = r->v[MATTER_title].t,
        .address = matter_address(x, r->id),
        .due = date_at(x, r, MATTER_due),
        .closed = date_at(x, r, MATTER_closed_on),
        .next = turn_of(x, r),
    };
    const struct value *opened = &r->v[MATTER_opened_on];
    v.kind = value_words(x, &s->fields[MATTER_kind], &r->v[MATTER_kind], names, NULL);
    v.state = value_words(x, &s->fields[MATTER_state], &r->v[MATTER_state], names, NULL);
    v.lead = value_words(x, &s->fields[MATTER_lead], &r->v[MATTER_lead], names, &v.lead_address);
    if (v.closed.len == 0 && r->v[MATTER_due].type == VALUE_INT)
        v.countdown = countdown_of(x, r->v[MATTER_due].i);
    if (opened->type == VALUE_INT) {
        int64_t until = v.closed.len > 0 ? r->v[MATTER_closed_on].i : call_day(&x->call);
        v.has_age = true;
        v.age = (struct message){.id = MSG_web_matter_age, .args = {ARG_INT(until - opened->i)}};
    }
    return v;
}

enum err matter_rows(struct exchange *x, const struct page *page,
                     const struct view_matter_row **out, struct fail *why)
{
    struct names names = {0};
    struct step_marks marks = {0};
    struct shape shape = entity_shape(&matter_entity);
    int64_t *steps = NEW(x->a, int64_t, page->n + 1);
    struct view_matter_row *at = NEW(x->a, struct view_matter_row, page->n + 1);
    enum err err = records_names(&x->call, &shape, page->at, page->n, &names, why);
    for (ptrdiff_t i = 0; i < page->n; i++)
        if (page->at[i].v[MATTER_step].type == VALUE_INT)
            steps[i] = page->at[i].v[MATTER_step].i;
    if (err == OK)
        err = step_marks(x, steps, page->n, &marks, why);
    for (ptrdiff_t i = 0; err == OK && i < page->n; i++) {
        at[i] = row_of(x, &shape, &page->at[i], &names);
        at[i].step = step_mark_of(&marks, steps[i]);
    }
    if (err == OK)
        *out = at;
    return err;
}
