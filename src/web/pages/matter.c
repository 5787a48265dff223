/*
 * matter.c -- one matter: the next action first, then what can be done besides, how it runs, what
 * it is, who has to do with it, and what was done.
 */
#include "entity/matter.h"

#include "app/dispute_contact.h"
#include "core/flow.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/round.h"
#include "templates.h"
#include "web/pages/matter_forms.h"
#include "web/pages/matter_ladder.h"
#include "web/pages/matter_papers.h"
#include "web/pages/matter_parts.h"
#include "web/pages/pages.h"
#include "web/pages/round_page.h"

enum { MOVES_SHOWN = 50, TURN_MAX = 1024 };

struct one {
    struct exchange *x;
    struct matter_sight m;
    struct names names;
    struct data_page moves; /* newest first */
};

static int64_t day_of(const struct one *o, int field)
{
    const struct value *v = &o->m.record.v[field];
    return v->type == VALUE_INT ? v->i : DATE_NONE;
}

static struct str date_of_field(const struct one *o, int field)
{
    int64_t day = day_of(o, field);
    return day == DATE_NONE ? S("") : date_words(o->x, day);
}

static struct str shown(const struct one *o, int field)
{
    const struct shape *s = &o->m.shape;
    return value_words(o->x, &s->fields[field], &o->m.record.v[field], &o->names, NULL);
}

/* --- where it stands -------------------------------------------------------------------------- */

/* "Lead unit (Bureau of Statistics), Office": whose move is awaited. */
static struct str turn_words(const struct one *o)
{
    struct exchange *x = o->x;
    struct buf b = buf_on(x->a, TURN_MAX);
    for (int i = 0; i < HAND_COUNT; i++) {
        if (!(o->m.state->turn & (1U << i)))
            continue;
        if (b.len > 0)
            buf_add(&b, x->call.lang == LANG_ZH ? S("、") : S(", "));
        buf_add(&b, words(x, flow_hand_label((enum flow_hand_bit)i)));
        if (i == HAND_LEAD_BIT && day_of(o, MATTER_lead) != DATE_NONE)
            buf_fmt(&b, x->call.lang == LANG_ZH ? "（%.*s）" : " (%.*s)",
                    STR_ARG(shown(o, MATTER_lead)));
        if (i == HAND_RULER_BIT && day_of(o, MATTER_ruler) != DATE_NONE)
            buf_fmt(&b, x->call.lang == LANG_ZH ? "（%.*s）" : " (%.*s)",
                    STR_ARG(shown(o, MATTER_ruler)));
    }
    return buf_str(&b);
}

static void put_terms(const struct one *o, struct view_matter *v)
{
    struct exchange *x = o->x;
    const struct matter_sight *m = &o->m;
    int64_t due = day_of(o, MATTER_due);
    v->due = date_of_field(o, MATTER_due);
    v->closed = date_of_field(o, MATTER_closed_on);
    if (day_of(o, MATTER_first_due) != due)
        v->first_due = date_of_field(o, MATTER_first_due);
    if (day_of(o, MATTER_excused_until) >= call_day(&x->call) && !v->is_over)
        v->excused = date_of_field(o, MATTER_excused_until);
    if (!v->is_over)
        v->countdown = countdown_of(x, due);
    if (m->state->term == FLOW_TERM_due || m->term_end == DATE_NONE)
        return;
    v->step_term = words(x, flow_term_label(m->state->term));
    v->step_end = date_words(x, m->term_end);
    v->step_countdown = countdown_of(x, m->term_end);
}

/* --- how it runs ------------------------------------------------------------------------------ */

static int index_of(const struct flow *f, enum matter_state state)
{
    int i = 0;
    while (i < f->n_states && f->states[i].state != state)
        i++;
    return i;
}

/* The states that lead from the beginning to the end the flow is for, each as far as a move goes.
 */
static void mark_way(const struct flow *f, bool *is_on)
{
    int end = 0;
    while (end < f->n_states && !flow_is_end(&f->states[end]))
        end++;
    for (int at = 0, next = 0; at < f->n_states; at = next) {
        is_on[at] = true;
        next = at;
        for (int i = 0; i < f->n_moves; i++) {
            int to = index_of(f, f->moves[i].to);
            if (f->moves[i].from == f->states[at].state && to <= end && to > next)
                next = to;
        }
        if (next == at)
            return;
    }
}

static void mark_been(const struct one *o, bool *has_been)
{
    const struct flow *f = o->m.flow;
    for (ptrdiff_t i = 0; i < o->moves.page.n; i++) {
        const struct value *v = o->moves.page.at[i].v;
        for (int s = 0; s < f->n_states; s++) {
            struct str code = matter_state_code(f->states[s].state);
            has_been[s] = has_been[s] || str_eq(code, v[MATTER_MOVE_was].t);
        }
    }
}

/* The way to the end, and what the matter has seen beside it. */
static void put_steps(const struct one *o, struct view_matter *v)
{
    const struct flow *f = o->m.flow;
    bool is_on[STATE_COUNT] = {false};
    bool has_been[STATE_COUNT] = {false};
    struct view_flow_step *at = NEW(o->x->a, struct view_flow_step, f->n_states + 1);
    ptrdiff_t n = 0;
    mark_way(f, is_on);
    mark_been(o, has_been);
    for (int i = 0; i < f->n_states; i++) {
        bool is_here = f->states[i].state == o->m.state->state;
        if (!is_on[i] && !has_been[i] && !is_here)
            continue;
        at[n++] = (struct view_flow_step){.label = matter_state_label(f->states[i].state),
                                          .is_here = is_here,
                                          .is_done = has_been[i] && !is_here,
                                          .heard = is_here       ? MSG_web_matter_step_here
                                                   : has_been[i] ? MSG_web_matter_step_done
                                                                 : MSG_web_matter_step_ahead};
    }
    v->steps.at = at;
    v->steps.n = n;
}

/* --- what was done ---------------------------------------------------------------------------- */

static struct str move_value(const struct one *o, const struct record *r, int field)
{
    const struct shape *s = &o->moves.shape;
    return value_words(o->x, &s->fields[field], &r->v[field], &o->moves.names, NULL);
}

/* What was given with a move: every field from `reason` on that holds something. */
static void put_said(const struct one *o, const struct record *r, struct view_move_row *to)
{
    const struct shape *s = &o->moves.shape;
    struct view_fact *at = NEW(o->x->a, struct view_fact, s->n + 1);
    ptrdiff_t n = 0;
    for (int i = MATTER_MOVE_reason; i < s->n; i++) {
        if (r->v[i].type == VALUE_NULL)
            continue;
        at[n].label = field_label(&s->fields[i], o->x->call.lang);
        at[n].is_lines = s->fields[i].kind == KIND_LINES;
        at[n].text = value_words(o->x, &s->fields[i], &r->v[i], &o->moves.names, &at[n].address);
        n++;
    }
    to->said.at = at;
    to->said.n = n;
}

static void put_moves(const struct one *o, struct view_matter *v)
{
    struct exchange *x = o->x;
    const struct page *p = &o->moves.page;
    struct view_move_row *at = NEW(x->a, struct view_move_row, p->n + 1);
    struct view_link *papers = NEW(x->a, struct view_link, p->n + 1);
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const struct record *r = &p->at[i];
        const struct value *paper = &r->v[MATTER_MOVE_evidence];
        at[i] = (struct view_move_row){
            .move = move_value(o, r, MATTER_MOVE_move),
            .day = move_value(o, r, MATTER_MOVE_moved_on),
            .post = move_value(o, r, MATTER_MOVE_post),
            .on_behalf = move_value(o, r, MATTER_MOVE_on_behalf_of),
            .was = move_value(o, r, MATTER_MOVE_was),
            .became = move_value(o, r, MATTER_MOVE_became),
        };
        if (str_eq(at[i].was, at[i].became)) /* noted, not moved */
            at[i].became = S("");
        put_said(o, r, &at[i]);
        struct view_link link = {0};
        if (paper->type == VALUE_INT)
            link.text = value_words(x, &o->moves.shape.fields[MATTER_MOVE_evidence], paper,
                                    &o->moves.names, &link.address);
        bool is_there = link.address.len == 0;
        for (ptrdiff_t j = 0; j < v->papers.n; j++)
            is_there = is_there || str_eq(papers[j].address, link.address);
        if (!is_there)
            papers[v->papers.n++] = link;
    }
    v->moves.at = at;
    v->moves.n = p->n;
    v->papers.at = papers;
    if (p->next.len > 0)
        v->more_address =
            str_fmt(x->a, "/data/matter_moves?matter=%%23%lld&sort=-id", (long long)o->m.record.id);
}

/* --- what it is, and who has to do with it ---------------------------------------------------- */

static void put_facts(const struct one *o, struct view_matter *v)
{
    const struct view_fact *all = NULL;
    ptrdiff_t n_all = 0;
    facts_of(o->x, &o->m.shape, &o->m.record, &o->names, &all, &n_all);
    struct view_fact *at = NEW(o->x->a, struct view_fact, n_all + 1);
    for (ptrdiff_t i = 0; i < n_all; i++)
        if (all[i].text.len > 0)
            at[v->facts.n++] = all[i];
    v->facts.at = at;
}

static enum err put_parties(const struct one *o, struct view_matter *v, struct fail *why)
{
    struct exchange *x = o->x;
    const struct page *p = &o->m.parties;
    struct shape s = entity_shape(&matter_party_entity);
    struct names names = {0};
    struct view_party_row *at = NEW(x->a, struct view_party_row, p->n + 1);
    enum err err = records_names(&x->call, &s, p->at, p->n, &names, why);
    for (ptrdiff_t i = 0; err == OK && i < p->n; i++) {
        const struct value *is = p->at[i].v;
        int who = is[MATTER_PARTY_post].type == VALUE_INT ? MATTER_PARTY_post : MATTER_PARTY_unit;
        at[i].role =
            value_words(x, &s.fields[MATTER_PARTY_role], &is[MATTER_PARTY_role], &names, NULL);
        at[i].name = value_words(x, &s.fields[who], &is[who], &names, NULL);
        at[i].address = record_address(x, &matter_party_entity, p->at[i].id);
        at[i].note = is[MATTER_PARTY_note].t;
    }
    v->parties.at = at;
    v->parties.n = p->n;
    if (x->as_of_day == DATE_NONE && may_write_to(&x->call, &matter_party_entity, WRITE_MAKE))
        v->party_address =
            str_fmt(x->a, "/data/matter_parties/new?matter=%%23%lld", (long long)o->m.record.id);
    return err;
}

/* --- the page --------------------------------------------------------------------------------- */

static enum err read_one(struct exchange *x, int64_t id, struct one *out, struct fail *why)
{
    struct one o = {.x = x};
    struct input of = {.field = S("matter"), .text = str_fmt(x->a, "#%lld", (long long)id)};
    struct list_query q = {.e = &matter_move_entity,
                           .filters = &of,
                           .n_filters = 1,
                           .sort = S("-id"),
                           .limit = MOVES_SHOWN};
    enum err err = matter_see(&x->call, id, &o.m, why);
    if (err == OK)
        err = records_names(&x->call, &o.m.shape, &o.m.record, 1, &o.names, why);
    if (err == OK)
        err = data_page_read(x, &q, &o.moves, why);
    if (err == OK)
        *out = o;
    return err;
}

/* Who asks in a dispute: behind a button that leaves a line in the record, or erased. */
static enum err put_contact_sight(const struct one *o, struct view_matter *v, struct fail *why)
{
    struct exchange *x = o->x;
    struct contact_sight s = {0};
    if (x->as_of_day != DATE_NONE || !dispute_contact_is_for(&x->call, &o->m))
        return OK;
    enum err err = dispute_contact_see(&x->call, &o->m, &s, why);
    if (err != OK)
        return err;
    v->contact_action = str_fmt(x->a, "/matters/%lld/contact", (long long)o->m.record.id);
    v->contact_erased = s.erased_on != DATE_NONE ? date_words(x, s.erased_on) : S("");
    v->may_erase = s.may_erase;
    v->erase_reason = form_get(x, S("_erase"));
    return OK;
}

static enum err view_of(const struct one *o, struct view_matter *out, struct fail *why)
{
    struct exchange *x = o->x;
    const struct matter_sight *m = &o->m;
    struct shape given = entity_shape(&matter_move_entity);
    struct str record = record_address(x, m->e, m->record.id);
    struct view_matter v = {
        .shell = shell_on(x, m->record.v[MATTER_title].t, S("/matters")),
        .id = m->record.id,
        .title = m->record.v[MATTER_title].t,
        .code = m->record.v[MATTER_code].t,
        .kind = shown(o, MATTER_kind),
        .state = shown(o, MATTER_state),
        .turn = turn_words(o),
        .is_mine = (m->hands & m->state->turn) != 0,
        .is_over = flow_is_end(m->state),
        .troubles = troubles_on(x, &given),
        .history_address = STR_CAT(x->a, record, S("/history")),
    };
    v.csrf = x->csrf;
    if (m->e == &round_entity)
        v.round_address = round_address(x, m->record.id, "");
    if (x->as_of_day == DATE_NONE && may_write_to(&x->call, m->e, WRITE_MEND))
        v.edit_address = STR_CAT(x->a, record, S("/edit"));
    shell_crumb(x, &v.shell, words(x, MSG_web_matters_title), S("/matters"));
    shell_crumb(x, &v.shell, v.title, S(""));
    put_terms(o, &v);
    put_steps(o, &v);
    put_moves(o, &v);
    put_facts(o, &v);
    enum err err = put_parties(o, &v, why);
    if (err == OK)
        err = matter_forms(x, m, &v, why);
    if (err == OK)
        err = matter_papers_put(x, m, &v, why);
    if (err == OK)
        err = matter_parts_put(x, m, &v, why);
    if (err == OK)
        err = matter_ladder(x, m, &v, why);
    if (err == OK)
        err = answer_links_put(x, m, &v, why);
    if (err == OK)
        err = put_contact_sight(o, &v, why);
    *out = v;
    return err;
}

static void put_contact(struct exchange *x, const struct dispute_contact *contact,
                        struct view_matter *v)
{
    struct view_fact *at = NEW(x->a, struct view_fact, CONTACT_FIELDS);
    for (int i = 0; contact && i < CONTACT_FIELDS; i++)
        at[v->contact.n++] = (struct view_fact){
            .label = field_label(contact->field[i], x->call.lang), .text = contact->text[i]};
    v->contact.at = at;
}

/* `tried`: why what was sent was not done; NULL if it was, or nothing was sent. `contact`: who asks
 * in a dispute, once it was asked for; else NULL. */
static enum err show_with(struct exchange *x, int64_t id, const struct fail *tried,
                          const struct dispute_contact *contact, struct fail *why)
{
    struct one o = {0};
    struct view_matter v = {0};
    enum err err = read_one(x, id, &o, why);
    if (err == OK)
        err = view_of(&o, &v, why);
    if (err != OK)
        return err;
    if (tried && tried->err != ERR_INVALID)
        v.failure = message_str(x->a, x->call.lang, &tried->message);
    put_contact(x, contact, &v);
    if (wants_json(x) && !tried)
        return respond_view(x, view_table_matter(), &v, why);
    struct buf page = respond_buf(x);
    template_matter(&page, x->call.lang, &v);
    return respond_html(x, tried ? err_http(tried->err) : 200, &page, why);
}

static enum err show(struct exchange *x, int64_t id, const struct fail *tried, struct fail *why)
{
    return show_with(x, id, tried, NULL, why);
}

enum err post_matter_contact(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct dispute_contact contact = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = dispute_contact(&x->call, id, &contact, why);
    return err == OK ? show_with(x, id, NULL, &contact, why) : err;
}

enum err post_matter_erase(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    err = dispute_contact_erase(&x->call, id, form_get(x, S("_erase")), &tried);
    if (err == OK)
        return respond_redirect(x, str_fmt(x->a, "/matters/%lld?done=erased", (long long)id));
    if (err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_FORBIDDEN)
        return show(x, id, &tried, why);
    *why = tried;
    return err;
}

enum err page_matter_again(struct exchange *x, int64_t id, const struct fail *tried,
                           struct fail *why)
{
    return show(x, id, tried, why);
}

enum err page_matter(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? show(x, id, NULL, why) : err;
}

/* What stands in a move's way is said on the page, beside what was typed. */
enum err post_matter_move(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t row = 0;
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    struct answer_link_made link = {0};
    struct move_order order = matter_order(x, id);
    order.link = &link;
    err = matter_move(&x->call, &order, &row, &tried);
    if (err == OK && link.id != 0)
        return answer_link_shown(x, id, &link, why);
    if (err == OK)
        return respond_redirect(x, str_fmt(x->a, "/matters/%lld?done=moved", (long long)id));
    if (err == ERR_INVALID || err == ERR_STALE || err == ERR_CONFLICT || err == ERR_FORBIDDEN)
        return show(x, id, &tried, why);
    *why = tried;
    return err;
}
