/*
 * round_minutes.c -- the minutes of a round: outcomes, attendance, and what came of it, in one act.
 */
#include "app/change.h"
#include "app/rounds.h"
#include "entity/attendance.h"
#include "entity/commitment.h"
#include "entity/decision.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/round.h"
#include "entity/round_item.h"

enum { INPUTS_MAX = 12 };

struct minuting {
    struct call *c;
    const struct minutes_order *order;
    struct round_sight r;
    struct problems told; /* of all orders, each under its own name */
    int64_t made;
};

/* What one order found wrong, under "item.12". A doubt is told too. */
static void tell(struct minuting *m, struct str under)
{
    const struct problems *p = &m->c->problems;
    for (ptrdiff_t i = 0; i < p->n; i++) {
        struct str field = STR_CAT(m->c->a, under, p->at[i].field);
        ptrdiff_t before = m->told.n;
        problem_add(&m->told, field, p->at[i].code, p->at[i].message.id, p->at[i].message.args);
        if (m->told.n > before)
            m->told.at[before].doubtful = p->at[i].doubtful;
    }
}

/* What was wrong in one part does not hide what is wrong in the next. */
static enum err gone_on(struct minuting *m, enum err err, struct str under)
{
    tell(m, under);
    return err == ERR_INVALID ? OK : err;
}

static struct str under(struct minuting *m, const char *part, int64_t id)
{
    return str_fmt(m->c->a, "%s.%lld.", part, (long long)id);
}

/* --- parts ------------------------------------------------------------------------------------ */

static enum err write_round(struct tx *tx, struct minuting *m, struct fail *why)
{
    const struct minutes_order *o = m->order;
    struct input in[2] = {0};
    struct order order = {.c = m->c, .e = &round_entity, .id = o->round, .version = o->version};
    order.in = in;
    if (!o->keeps_held_on)
        in[order.n_in++] = (struct input){.field = S("held_on"), .text = o->held_on};
    if (!o->keeps_summary)
        in[order.n_in++] = (struct input){.field = S("summary"), .text = o->summary};
    return gone_on(m, order_update(tx, &order, why), S(""));
}

static enum err write_item(struct tx *tx, struct minuting *m, const struct minutes_item *item,
                           struct fail *why)
{
    struct input in[] = {{.field = S("note"), .text = item->note},
                         {.field = S("outcome"), .text = item->outcome}};
    struct order order = {.c = m->c, .e = &round_item_entity, .id = item->item, .in = in};
    order.n_in = item->outcome.len > 0 ? 2 : 1;
    if (!round_record(&m->r.items, item->item))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_round_item));
    return gone_on(m, order_update(tx, &order, why), under(m, "item", item->item));
}

static enum err write_seat(struct tx *tx, struct minuting *m, const struct minutes_seat *seat,
                           struct fail *why)
{
    struct input in[] = {{.field = S("note"), .text = seat->note},
                         {.field = S("presence"), .text = seat->presence}};
    struct order order = {.c = m->c, .e = &attendance_entity, .id = seat->seat, .in = in};
    order.n_in = seat->presence.len > 0 ? 2 : 1;
    if (!round_record(&m->r.seats, seat->seat))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_attendance));
    return gone_on(m, order_update(tx, &order, why), under(m, "seat", seat->seat));
}

/* --- what came of it -------------------------------------------------------------------------- */

static const struct made_kind {
    const struct entity *e;
    struct str content; /* the field that says what is to be done */
} made_kinds[] = {{&decision_entity, S_("content")}, {&commitment_entity, S_("promise")}};

static const struct made_kind *made_kind(struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(made_kinds); i++)
        if (str_eq(made_kinds[i].e->name, name))
            return &made_kinds[i];
    return NULL;
}

/* A decision of a round is taken there: it does not wait for another move. */
static void set_taken(struct change *ch, const void *ctx)
{
    const struct call *c = ctx;
    if (ch->s->e != &decision_entity)
        return;
    ch->v[MATTER_state] = VALUE_OF_TEXT(matter_state_code(STATE_taken));
    ch->v[MATTER_first_due] = ch->v[MATTER_due];
    if (ch->v[DECISION_decided_on].type == VALUE_NULL)
        ch->v[DECISION_decided_on] = VALUE_OF_INT(c->today);
}

/* Its course begins with that it was taken. */
static enum err write_taken(struct tx *tx, struct minuting *m, int64_t decision, struct str content,
                            struct fail *why)
{
    struct shape s = entity_shape(&matter_move_entity);
    const struct caller *who = &m->c->who;
    struct value v[MATTER_MOVE_N_FIELDS] = {
        [MATTER_MOVE_matter] = VALUE_OF_INT(decision),
        [MATTER_MOVE_move] = VALUE_OF_TEXT(matter_move_moves[MATTER_MOVE_MOVE_record].code),
        [MATTER_MOVE_was] = VALUE_OF_TEXT(matter_state_code(STATE_draft)),
        [MATTER_MOVE_became] = VALUE_OF_TEXT(matter_state_code(STATE_taken)),
        [MATTER_MOVE_moved_on] = VALUE_OF_INT(m->c->today),
        [MATTER_MOVE_opinion] = VALUE_OF_TEXT(content),
    };
    int64_t id = 0;
    if (who->post != 0)
        v[MATTER_MOVE_post] = VALUE_OF_INT(who->post);
    if (who->on_behalf != 0)
        v[MATTER_MOVE_on_behalf_of] = VALUE_OF_INT(who->on_behalf);
    return tx_insert(tx, &s, m->r.m.record.owner, v, &id, why);
}

static struct str ref_text(struct arena *a, int64_t id)
{
    return str_fmt(a, "#%lld", (long long)id);
}

/* The inputs of a new matter: part of the item's matter, of its project, from this round. */
static ptrdiff_t inputs_of(const struct minuting *m, const struct minutes_new *n,
                           const struct made_kind *kind, struct input *in)
{
    struct arena *a = m->c->a;
    const struct record *item = round_record(&m->r.items, n->item);
    const struct record *matter =
        item ? round_record(&m->r.matters, item->v[ROUND_ITEM_matter].i) : NULL;
    ptrdiff_t k = 0;
    in[k++] = (struct input){.field = S("title"), .text = n->title};
    in[k++] =
        (struct input){.field = kind->content, .text = n->content.len ? n->content : n->title};
    in[k++] = (struct input){.field = S("lead"), .text = n->lead};
    in[k++] = (struct input){.field = S("due"), .text = n->due};
    in[k++] = (struct input){.field = S("round"), .text = ref_text(a, m->order->round)};
    in[k++] = (struct input){.field = S("parent"),
                             .text = ref_text(a, matter ? matter->id : m->order->round)};
    if (matter && matter->v[MATTER_project].type == VALUE_INT)
        in[k++] =
            (struct input){.field = S("project"), .text = ref_text(a, matter->v[MATTER_project].i)};
    if (matter && str_eq(matter->v[MATTER_visibility].t, S("few")))
        in[k++] = (struct input){.field = S("visibility"), .text = S("few")};
    if (kind->e == &decision_entity)
        in[k++] = (struct input){.field = S("decided_on"), .text = m->order->held_on};
    assert(k <= INPUTS_MAX);
    return k;
}

/* A promise without who keeps it and by when is none. */
static void need(struct minuting *m, struct str name, struct str field, struct str text)
{
    if (str_trim(text).len == 0)
        PROBLEM(&m->told, str_fmt(m->c->a, "%.*s.%.*s", STR_ARG(name), STR_ARG(field)),
                S("missing"), MSG_problem_missing, ARG_NONE);
}

static enum err make_matter(struct tx *tx, struct minuting *m, const struct minutes_new *n,
                            struct fail *why)
{
    const struct made_kind *kind = made_kind(n->kind);
    struct input in[INPUTS_MAX] = {0};
    struct call inside = call_in(m->c, tx_view(tx));
    if (!kind)
        return FAIL(why, ERR_USAGE, MSG_round_made_kind, ARG_TEXT(n->kind));
    if (n->item != 0 && !round_record(&m->r.items, n->item))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_round_item));
    need(m, n->name, S("lead"), n->lead);
    need(m, n->name, S("due"), n->due);
    struct order order = {.c = m->c, .e = kind->e, .owner = m->r.m.record.owner};
    order.in = in;
    order.n_in = inputs_of(m, n, kind, in);
    order.finish = set_taken;
    order.ctx = &inside;
    m->made++;
    enum err err = order_create(tx, &order, why);
    if (err == OK && kind->e == &decision_entity)
        return write_taken(tx, m, order.made, in[1].text, why);
    return gone_on(m, err, STR_CAT(m->c->a, n->name, S(".")));
}

/* --- the act ---------------------------------------------------------------------------------- */

static enum err see_held(struct call *c, struct minuting *m, struct fail *why)
{
    enum err err = round_see(c, m->order->round, &m->r, why);
    if (err != OK)
        return err;
    if (!(m->r.m.hands & HAND_OFFICE))
        return FAIL(why, ERR_FORBIDDEN, MSG_round_office, ARG_NONE);
    if (m->r.m.state->state != STATE_held)
        return FAIL(why, ERR_CONFLICT, MSG_round_not_held,
                    ARG_MSG(matter_state_label(m->r.m.state->state)));
    return OK;
}

static enum err write_parts(struct tx *tx, struct minuting *m, struct fail *why)
{
    const struct minutes_order *o = m->order;
    enum err err = write_round(tx, m, why);
    for (ptrdiff_t i = 0; err == OK && i < o->n_seats; i++)
        err = write_seat(tx, m, &o->seats[i], why);
    for (ptrdiff_t i = 0; err == OK && i < o->n_items; i++)
        err = write_item(tx, m, &o->items[i], why);
    for (ptrdiff_t i = 0; err == OK && i < o->n_news; i++)
        if (str_trim(o->news[i].title).len > 0)
            err = make_matter(tx, m, &o->news[i], why);
    return err;
}

static enum err minutes_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct minuting *m = ctx;
    struct call inside = call_in(m->c, tx_view(tx));
    m->told = problems_on(m->c->a);
    m->made = 0;
    enum err err = see_held(&inside, m, why);
    if (err == OK)
        err = write_parts(tx, m, why);
    m->c->problems = m->told;
    if (err == OK && problems_stop(&m->told))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(m->told.n_all));
    return err;
}

enum err round_minutes(struct call *c, const struct minutes_order *order, int64_t *out_made,
                       struct fail *why)
{
    struct minuting m = {.c = c, .order = order};
    struct receipt receipt = {0};
    struct act act = call_act(c, ACT_minutes, S(""));
    enum err err = call_write(c, &act, minutes_in, &m, &receipt, why);
    if (err == OK)
        *out_made = m.made;
    return err;
}
