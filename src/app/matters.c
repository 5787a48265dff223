/*
 * matters.c -- a matter, who its caller is to it, and which term runs.
 */
#include "app/matters.h"

#include "app/change.h"
#include "app/matter_term.h"
#include "app/ruling.h"
#include "app/shapes.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/supervision.h"
#include "entity/term.h"

enum { PARTIES_MAX = 200 };

/* --- hands ------------------------------------------------------------------------------------ */

static bool is_post(const struct call *c, const struct value *v)
{
    return v->type == VALUE_INT && c->who.post != 0 && v->i == c->who.post;
}

static bool is_unit(const struct call *c, const struct value *v)
{
    return v->type == VALUE_INT && c->who.unit != 0 && v->i == c->who.unit;
}

/* What a party of that role may do; informed and asked parties read. */
static unsigned hand_of_role(struct str role)
{
    static const struct {
        enum matter_party_role role;
        unsigned hand;
    } hands[] = {
        {MATTER_PARTY_ROLE_lead, HAND_LEAD},
        {MATTER_PARTY_ROLE_joint, HAND_JOINT},
        {MATTER_PARTY_ROLE_linked, HAND_LINKED},
        {MATTER_PARTY_ROLE_blocked, HAND_BLOCKED},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(hands); i++)
        if (str_eq(matter_party_roles[hands[i].role].code, role))
            return hands[i].hand;
    return 0;
}

static unsigned hands_of_parties(const struct call *c, const struct page *parties)
{
    unsigned hands = 0;
    for (ptrdiff_t i = 0; i < parties->n; i++) {
        const struct value *v = parties->at[i].v;
        if (is_unit(c, &v[MATTER_PARTY_unit]) || is_post(c, &v[MATTER_PARTY_post]))
            hands |= hand_of_role(v[MATTER_PARTY_role].t);
    }
    return hands;
}

static unsigned hands_of_record(const struct call *c, const struct matter_sight *m)
{
    const struct value *v = m->record.v;
    int decider = shape_index(&m->shape, S("decider"));
    unsigned hands = 0;
    if (is_post(c, &v[MATTER_author]) || is_post(c, &v[MATTER_asked_by]))
        hands |= HAND_AUTHOR;
    if (is_unit(c, &v[MATTER_lead]) || is_post(c, &v[MATTER_responsible]))
        hands |= HAND_LEAD;
    if (decider >= 0 && is_post(c, &v[decider]))
        hands |= HAND_DECIDER;
    return hands;
}

/* The offices that coordinate in the area that owns the matter. */
static unsigned hands_of_office(struct call *c, struct lookups *l, const struct matter_sight *m)
{
    struct fail ignored = {0};
    bool may = must_reach(c, l, &supervision_entity, m->record.owner, &ignored) == OK;
    return may ? HAND_OFFICE : 0;
}

/* Where no post is named to decide, or nobody holds it, the offices do. */
static enum err hand_of_ruler(struct call *c, struct matter_sight *m, struct fail *why)
{
    const struct value *ruler = &m->record.v[MATTER_ruler];
    bool is_held = false;
    if (!(m->state->turn & HAND_RULER) || (m->hands & HAND_RULER))
        return OK;
    if (is_post(c, ruler)) {
        m->hands |= HAND_RULER;
        return OK;
    }
    if (!(m->hands & HAND_OFFICE))
        return OK;
    enum err err = ruler->type == VALUE_INT ? post_is_held(c, ruler->i, &is_held, why) : OK;
    if (err == OK && !is_held)
        m->hands |= HAND_RULER;
    return err;
}

static unsigned hands_of(struct call *c, struct lookups *l, const struct matter_sight *m)
{
    if (c->who.is_clock)
        return HAND_CLOCK;
    if (c->who.is_system)
        return (1U << HAND_COUNT) - 1;
    if (c->who.link != 0)
        return c->who.link_matter == m->record.id ? HAND_BLOCKED : 0;
    return hands_of_record(c, m) | hands_of_parties(c, &m->parties) | hands_of_office(c, l, m);
}

/* --- the term that runs ----------------------------------------------------------------------- */

static enum err term_of(struct call *c, struct lookups *l, struct matter_sight *m, struct fail *why)
{
    bool is_of_a_step = m->state->term != FLOW_TERM_none && m->state->term != FLOW_TERM_due;
    const struct unit_info *owner = NULL;
    struct records terms = {0};
    enum err err = is_of_a_step ? lookup_unit(l, m->record.owner, &owner, why) : OK;
    if (err == OK && owner)
        err = owned_read(c->view, c->a, &term_entity, owner, &terms, why);
    if (err == OK)
        m->term_end = owner || !is_of_a_step ? matter_term_end(&terms, owner, m->state, m->record.v)
                                             : DATE_NONE;
    return err;
}

/* --- seeing ------------------------------------------------------------------------------------
 */

static enum err read_kind(struct call *c, struct lookups *l, int64_t id, struct matter_sight *m,
                          struct fail *why)
{
    struct shape spine = entity_shape(&matter_entity);
    struct scope scope = scope_to_read(c, &matter_entity);
    enum err err = must(c, right_to_read(&matter_entity), why);
    if (err == OK)
        err = view_get(c->view, c->a, &spine, &scope, id, &m->record, why);
    if (err != OK)
        return err;
    m->e = entity_find(m->record.v[MATTER_kind].t);
    m->flow = flow_of(m->record.v[MATTER_kind].t);
    enum matter_state state = matter_state_find(m->record.v[MATTER_state].t);
    m->state = m->flow && state < STATE_COUNT ? flow_state(m->flow, state) : NULL;
    if (!m->e || !m->state)
        return FAIL(why, ERR_CORRUPT, MSG_matter_no_flow, ARG_INT(id));
    err = shape_for(c, l, m->e, m->record.owner, &m->shape, why);
    return err == OK ? view_get(c->view, c->a, &m->shape, NULL, id, &m->record, why) : err;
}

static enum err read_parties(struct call *c, int64_t id, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value matter = VALUE_OF_INT(id);
    struct condition where = {.column = S("matter"), .op = OP_EQ, .values = &matter, .n_values = 1};
    *shape = entity_shape(&matter_party_entity);
    struct select q = {.shape = shape, .where = &where, .n_where = 1, .limit = PARTIES_MAX};
    return view_select(c->view, c->a, &q, out, why);
}

/* Did this caller, in whatever post, make the answer that stands? */
static enum err read_own_work(struct call *c, int64_t id, bool *out, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(id)};
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_matter_last_answer, args, 1, &rows, why);
    bool is_made = err == OK && rows.n > 0 && !c->who.is_system;
    *out = is_made && ((c->who.post != 0 && rows_at(&rows, 0, 0)->i == c->who.post) ||
                       (c->who.account != 0 && rows_at(&rows, 0, 1)->i == c->who.account));
    return err;
}

enum err matter_see(struct call *c, int64_t id, struct matter_sight *out, struct fail *why)
{
    struct matter_sight m = {0};
    struct lookups l = lookups_on(c->a, c->view);
    enum err err = read_kind(c, &l, id, &m, why);
    if (err == OK)
        err = read_parties(c, id, &m.parties, why);
    if (err == OK)
        err = read_own_work(c, id, &m.is_own_work, why);
    if (err == OK)
        err = term_of(c, &l, &m, why);
    if (err != OK)
        return err;
    m.hands = hands_of(c, &l, &m);
    err = hand_of_ruler(c, &m, why);
    if (err == OK)
        *out = m;
    return err;
}

enum err matter_usual_due(struct call *c, const struct matter_sight *m, int64_t *out,
                          struct fail *why)
{
    int answer_by = shape_index(&m->shape, S("answer_by"));
    int urgency = shape_index(&m->shape, S("urgency"));
    const struct value *asked = answer_by >= 0 ? &m->record.v[answer_by] : &VALUE_OF_NULL;
    const struct value *class = urgency >= 0 ? &m->record.v[urgency] : &VALUE_OF_NULL;
    struct lookups l = lookups_on(c->a, c->view);
    const struct unit_info *owner = NULL;
    struct records terms = {0};
    *out = asked->type == VALUE_INT && asked->i >= c->today ? asked->i : DATE_NONE;
    if (*out != DATE_NONE)
        return OK;
    enum err err = lookup_unit(&l, m->record.owner, &owner, why);
    if (err != OK || !owner)
        return err;
    err = owned_read(c->view, c->a, &term_entity, owner, &terms, why);
    if (err == OK)
        *out = matter_term_usual(&terms, owner, &m->record.v[MATTER_kind], class, c->today);
    return err;
}

ptrdiff_t matter_offers(struct call *c, const struct matter_sight *m, struct move_offer **out)
{
    struct flow_case is = {.state = m->state->state,
                           .hands = m->hands & ~(unsigned)HAND_CLOCK,
                           .given = ~0U,
                           .today = c->today,
                           .term_end = m->term_end,
                           .is_own_work = m->is_own_work};
    struct move_offer *at = NEW(c->a, struct move_offer, m->flow->n_moves + 1);
    ptrdiff_t n = 0;
    for (int i = 0; i < m->flow->n_moves; i++) {
        const struct flow_move *move = &m->flow->moves[i];
        if (move->from != is.state)
            continue;
        struct flow_verdict v = flow_judge(m->flow, move->code, &is);
        if (v.refusal != REFUSED_NOT_YOURS)
            at[n++] = (struct move_offer){move, v.refusal};
    }
    *out = at;
    return n;
}
