/*
 * matter_move.c -- a move: judged by the flow, then the matter, its parties and the row of the
 * move.
 */
#include "entity/matter_move.h"

#include "app/answer_link.h"
#include "app/change.h"
#include "app/matter_climb.h"
#include "app/matter_merge.h"
#include "app/matters.h"
#include "app/notices.h"
#include "app/refs.h"
#include "app/rounds.h"
#include "app/ruling.h"
#include "app/secret.h"
#include "app/shapes.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/round.h"

enum { JOINT_MAX = 30 };

/* One move being made. */
struct move_work {
    struct call *c; /* as the caller made it */
    const struct move_order *order;
    struct call inside;
    struct tx *tx;
    struct lookups l;
    struct matter_sight m;
    const struct flow_move *move;
    struct value v[MATTER_MOVE_N_FIELDS]; /* what was given */
    int64_t joint[JOINT_MAX];
    int n_joint;
    int64_t made;
    struct answer_link_made link; /* with a fresh token, if one is wanted */
    int64_t step_row, step_due;   /* of the step of its ladder that the move brought, told to: */
    unsigned step_tells;          /* hands */
};

static void problem(struct move_work *w, struct str field, struct str code, enum msg id)
{
    PROBLEM(&w->inside.problems, field, code, id, ARG_NONE);
}

/* --- what was given --------------------------------------------------------------------------- */

/* The field of the move's row that keeps an input; -1 for joint units, which are parties only. */
static int field_of(enum flow_input_bit input)
{
    struct shape s = entity_shape(&matter_move_entity);
    return shape_index(&s, flow_input_code(input));
}

/* A joint unit is understood as a lead is: one unit an input. */
static void take_joint(struct move_work *w, const struct value *unit)
{
    if (unit->type != VALUE_INT)
        return;
    if (w->n_joint == JOINT_MAX)
        problem(w, S("joint"), S("too_many"), MSG_problem_too_many_joint);
    else
        w->joint[w->n_joint++] = unit->i;
}

/* The inputs of one row, understood: references looked up, dates read. */
static enum err read_row(struct move_work *w, struct input *in, ptrdiff_t n, struct value *out,
                         struct fail *why)
{
    struct shape s = entity_shape(&matter_move_entity);
    const struct unit_info *owner = NULL;
    struct ref_fault *faults = NEW(w->inside.a, struct ref_fault, n + 1);
    ptrdiff_t n_faults = 0;
    enum err err = lookup_unit(&w->l, w->m.record.owner, &owner, why);
    if (err != OK)
        return err;
    struct refs refs = refs_on(&w->inside, &w->l, owner ? owner->county : 0);
    err = refs_inputs(&refs, &s, in, n, faults, &n_faults, why);
    if (err != OK)
        return err;
    record_read(w->inside.a, &s, in, n, NULL, out, &w->inside.problems);
    ref_faults_tell(faults, n_faults, &w->inside.problems);
    return OK;
}

static enum err read_joint(struct move_work *w, struct str text, struct fail *why)
{
    struct value v[MATTER_MOVE_N_FIELDS] = {0};
    struct input in = {.field = S("lead"), .text = text};
    struct problems *told = &w->inside.problems;
    ptrdiff_t n_before = told->n;
    enum err err = read_row(w, &in, 1, v, why);
    for (ptrdiff_t i = n_before; i < told->n; i++)
        told->at[i].field = S("joint");
    if (err == OK)
        take_joint(w, &v[MATTER_MOVE_lead]);
    return err;
}

static enum err read_given(struct move_work *w, struct fail *why)
{
    const struct move_order *o = w->order;
    struct input *in = NEW(w->inside.a, struct input, o->n_in + 1);
    ptrdiff_t n = 0;
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < o->n_in; i++) {
        if (!str_eq(o->in[i].field, S("joint")))
            in[n++] = o->in[i];
        else if (str_trim(o->in[i].text).len > 0)
            err = read_joint(w, o->in[i].text, why);
    }
    return err == OK ? read_row(w, in, n, w->v, why) : err;
}

static unsigned given_of(struct move_work *w)
{
    unsigned given = w->n_joint > 0 ? ASK_JOINT : 0;
    for (int i = 0; i < INPUT_COUNT; i++) {
        int field = field_of((enum flow_input_bit)i);
        if (field >= 0 && w->v[field].type != VALUE_NULL)
            given |= 1U << i;
    }
    return given;
}

/* An assignment that names no day gets the usual one of its kind and urgency. */
static enum err fill_due(struct move_work *w, struct fail *why)
{
    const struct flow_move *move = flow_move(w->m.flow, w->m.state->state, w->order->move);
    bool is_open = move && move->effect == EFFECT_ASSIGN && (move->asks & ASK_DUE) &&
                   w->v[MATTER_MOVE_due].type == VALUE_NULL;
    int64_t due = DATE_NONE;
    enum err err = is_open ? matter_usual_due(&w->inside, &w->m, &due, why) : OK;
    if (err == OK && due != DATE_NONE)
        w->v[MATTER_MOVE_due] = VALUE_OF_INT(due);
    return err;
}

/* --- judging ---------------------------------------------------------------------------------- */

static void tell_lacking(struct move_work *w, unsigned lacks)
{
    for (int i = 0; i < INPUT_COUNT; i++)
        if (lacks & (1U << i))
            problem(w, flow_input_code((enum flow_input_bit)i), S("missing"), MSG_problem_missing);
}

/* What was given and is neither asked for nor welcome would be lost without a word. */
static void tell_unwanted(struct move_work *w, unsigned given)
{
    unsigned unwanted = given & ~(w->move->asks | w->move->may);
    for (int i = 0; i < INPUT_COUNT; i++)
        if (unwanted & (1U << i))
            PROBLEM(&w->inside.problems, flow_input_code((enum flow_input_bit)i), S("not_wanted"),
                    MSG_problem_move_not_wanted, ARG_MSG(w->move->label));
}

/* The words of a move that the state does not have; "" if it is none at all. */
static enum msg label_of(struct str code)
{
    for (int i = 0; i < MATTER_MOVE_MOVE_COUNT; i++)
        if (str_eq(matter_move_moves[i].code, code))
            return matter_move_moves[i].label;
    return MSG_none;
}

static enum err no_move(const struct move_work *w, enum msg state, struct fail *why)
{
    enum msg label = label_of(w->order->move);
    if (label == MSG_none)
        return FAIL(why, ERR_CONFLICT, MSG_matter_no_move, ARG_TEXT(w->order->move),
                    ARG_MSG(state));
    return FAIL(why, ERR_CONFLICT, MSG_matter_no_move, ARG_MSG(label), ARG_MSG(state));
}

static enum err refused(struct move_work *w, enum flow_refusal refusal, struct fail *why)
{
    enum msg state = matter_state_label(w->m.state->state);
    enum msg label = w->move ? w->move->label : MSG_none;
    switch (refusal) {
    case REFUSED_NO_MOVE: return no_move(w, state, why);
    case REFUSED_NOT_YOURS: return FAIL(why, ERR_FORBIDDEN, MSG_matter_not_yours, ARG_MSG(label));
    case REFUSED_LATE:
        return FAIL(why, ERR_CONFLICT, MSG_matter_late, ARG_MSG(label), ARG_DATE(w->m.term_end));
    case REFUSED_EARLY: return FAIL(why, ERR_CONFLICT, MSG_matter_early, ARG_MSG(label));
    case REFUSED_OWN_WORK: return FAIL(why, ERR_FORBIDDEN, MSG_matter_own_work, ARG_MSG(label));
    case REFUSED_NOT:
    case REFUSED_LACKS:
    case REFUSED_COUNT: break;
    }
    return OK;
}

static void check_last_due(struct move_work *w)
{
    const struct value *first = &w->m.record.v[MATTER_first_due];
    const struct value *due = &w->v[MATTER_MOVE_due];
    int64_t last =
        flow_last_due(w->move, w->inside.today, first->type == VALUE_INT ? first->i : DATE_NONE);
    if (last != DATE_NONE && due->type == VALUE_INT && due->i > last)
        PROBLEM(&w->inside.problems, S("due"), S("too_late"), MSG_problem_move_last_due,
                ARG_DATE(last));
}

/* A date given as due or next step lies ahead; a matter is not merged into itself. */
static void check_given(struct move_work *w)
{
    static const int ahead[] = {MATTER_MOVE_due, MATTER_MOVE_next_on, MATTER_MOVE_until};
    const struct value *other = &w->v[MATTER_MOVE_other];
    for (ptrdiff_t i = 0; i < ARRAY_LEN(ahead); i++)
        if (w->v[ahead[i]].type == VALUE_INT && w->v[ahead[i]].i < w->inside.today)
            problem(w, matter_move_entity.fields[ahead[i]].name, S("order"),
                    MSG_problem_move_past_day);
    if (other->type == VALUE_INT && other->i == w->m.record.id)
        problem(w, S("other"), S("itself"), MSG_problem_itself);
    check_last_due(w);
}

static enum err judge_move(struct move_work *w, struct fail *why)
{
    unsigned given = given_of(w);
    struct flow_case is = {.state = w->m.state->state,
                           .hands = w->m.hands,
                           .given = given,
                           .today = w->inside.today,
                           .term_end = w->m.term_end,
                           .is_own_work = w->m.is_own_work};
    struct flow_verdict verdict = flow_judge(w->m.flow, w->order->move, &is);
    w->move = verdict.move;
    enum err err = refused(w, verdict.refusal, why);
    if (err != OK)
        return err;
    tell_lacking(w, verdict.lacks);
    tell_unwanted(w, given);
    check_given(w);
    if (problems_stop(&w->inside.problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(w->inside.problems.n_all));
    return OK;
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_given(struct value *to, const struct value *given)
{
    if (given->type != VALUE_NULL)
        *to = *given;
}

/* Days that a move of a kind sets in the matter, if they were not typed. */
static void set_days(struct move_work *w, struct value *v)
{
    static const struct {
        struct str move, field;
    } days[] = {{S_("hold"), S_("held_on")}, {S_("record"), S_("decided_on")}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(days); i++) {
        int field = shape_index(&w->m.shape, days[i].field);
        bool is_it = field >= 0 && str_eq(w->move->code, days[i].move);
        if (is_it && v[field].type == VALUE_NULL)
            v[field] = VALUE_OF_INT(w->inside.today);
    }
}

/* The matter after the move. first_due is set once, when it first gets a due day that binds. */
static struct value *matter_after(struct move_work *w)
{
    const struct matter_sight *m = &w->m;
    struct value *v = NEW(w->inside.a, struct value, m->shape.n);
    for (int i = 0; i < m->shape.n; i++)
        v[i] = m->record.v[i];
    int decider = shape_index(&m->shape, S("decider"));
    int measure = shape_index(&m->shape, S("measure"));
    const struct flow_state *state = flow_state(m->flow, w->move->to);
    bool has_asked_delay = str_eq(w->move->code, S("ask_delay"));
    v[MATTER_state] = VALUE_OF_TEXT(matter_state_code(w->move->to));
    if (w->move->effect != EFFECT_NOTE && w->move->effect != EFFECT_EXCUSE)
        v[MATTER_last_moved_on] = VALUE_OF_INT(w->inside.today);
    v[MATTER_closed_on] = flow_is_end(state) ? VALUE_OF_INT(w->inside.today) : VALUE_OF_NULL;
    put_given(&v[MATTER_lead], &w->v[MATTER_MOVE_lead]);
    put_given(&v[MATTER_excused_until], &w->v[MATTER_MOVE_until]);
    if (!has_asked_delay)
        put_given(&v[MATTER_due], &w->v[MATTER_MOVE_due]);
    if (v[MATTER_first_due].type == VALUE_NULL && w->move->to != STATE_draft)
        v[MATTER_first_due] = v[MATTER_due];
    if (decider >= 0)
        put_given(&v[decider], &w->v[MATTER_MOVE_decider]);
    if (measure >= 0 && w->move->from == STATE_draft)
        put_given(&v[measure], &w->v[MATTER_MOVE_measure]);
    set_days(w, v);
    return v;
}

/* The step of a ladder that an answer sent back calls for; who sends it back has judged it. */
static enum err find_poor(struct move_work *w, const struct ladder_sight *ladder,
                          const struct value *v, struct climb *out, struct fail *why)
{
    int64_t last = DATE_NONE;
    enum err err = matter_stepped_on(&w->inside, &w->m, &last, why);
    if (err == OK)
        *out = climb_poor(ladder, flow_state(w->m.flow, w->move->to), v, last, w->inside.today);
    return err;
}

/* With the assignment a matter takes the step of a ladder that was chosen for its start; with an
 * answer sent back the next one, where the ladder climbs by quality. */
static enum err take_step(struct move_work *w, struct value *v, struct fail *why)
{
    const struct unit_info *owner = NULL;
    struct ladders all = {0};
    bool has_step = v[MATTER_step].type == VALUE_INT;
    bool is_entered =
        w->move->effect == EFFECT_ASSIGN && !has_step && v[MATTER_entry_step].type == VALUE_INT;
    bool is_poor = w->move->effect == EFFECT_RETURN && has_step;
    enum err err = is_entered || is_poor ? lookup_unit(&w->l, w->m.record.owner, &owner, why) : OK;
    if (err != OK || !owner)
        return err;
    err = ladders_read(w->inside.view, w->inside.a, owner, &all, why);
    if (err != OK)
        return err;
    struct ladder_sight ladder = ladder_for(&all, owner, v, w->inside.today);
    struct climb climb = climb_entry(&ladder);
    if (is_poor)
        err = find_poor(w, &ladder, v, &climb, why);
    if (err != OK || climb.to < 0)
        return err;
    err = climb_put(w->tx, &w->inside, &climb, &w->m.record, v, &w->step_row, why);
    w->step_tells = is_poor ? step_tells(ladder.steps[climb.to]->v) : 0;
    w->step_due = v[MATTER_step_due].i;
    return err;
}

static enum err write_matter(struct move_work *w, struct fail *why)
{
    struct value *v = matter_after(w);
    int64_t ruler = 0;
    enum err err = ruling_post(&w->inside, &w->l, &w->m, w->move->to, &ruler, why);
    if (err != OK)
        return err;
    if (w->move->to != w->move->from)
        v[MATTER_ruler] = ruler != 0 ? VALUE_OF_INT(ruler) : VALUE_OF_NULL;
    struct change ch = {.c = &w->inside,
                        .l = &w->l,
                        .s = &w->m.shape,
                        .old = &w->m.record,
                        .v = v,
                        .owner = w->m.record.owner};
    int64_t id = 0;
    err = take_step(w, v, why);
    return err == OK ? change_write(&ch, w->tx, w->order->version, &id, why) : err;
}

static enum err write_row(struct move_work *w, struct fail *why)
{
    struct shape s = entity_shape(&matter_move_entity);
    const struct caller *who = &w->inside.who;
    struct value *v = w->v;
    v[MATTER_MOVE_matter] = VALUE_OF_INT(w->m.record.id);
    v[MATTER_MOVE_move] = VALUE_OF_TEXT(w->move->code);
    v[MATTER_MOVE_was] = VALUE_OF_TEXT(matter_state_code(w->move->from));
    v[MATTER_MOVE_became] = VALUE_OF_TEXT(matter_state_code(w->move->to));
    v[MATTER_MOVE_moved_on] = VALUE_OF_INT(w->inside.today);
    v[MATTER_MOVE_post] = who->post ? VALUE_OF_INT(who->post) : VALUE_OF_NULL;
    v[MATTER_MOVE_on_behalf_of] = who->on_behalf ? VALUE_OF_INT(who->on_behalf) : VALUE_OF_NULL;
    v[MATTER_MOVE_by_link] = who->link ? VALUE_OF_INT(who->link) : VALUE_OF_NULL;
    return tx_insert(w->tx, &s, w->m.record.owner, v, &w->made, why);
}

static enum err add_party(struct move_work *w, enum matter_party_role role, int64_t unit,
                          struct fail *why)
{
    struct shape s = entity_shape(&matter_party_entity);
    struct value v[MATTER_PARTY_N_FIELDS] = {
        [MATTER_PARTY_matter] = VALUE_OF_INT(w->m.record.id),
        [MATTER_PARTY_role] = VALUE_OF_TEXT(matter_party_roles[role].code),
        [MATTER_PARTY_unit] = VALUE_OF_INT(unit),
    };
    int64_t id = 0;
    return tx_insert(w->tx, &s, w->m.record.owner, v, &id, why);
}

static bool is_doer(const struct record *party)
{
    struct str role = party->v[MATTER_PARTY_role].t;
    return str_eq(role, matter_party_roles[MATTER_PARTY_ROLE_lead].code) ||
           str_eq(role, matter_party_roles[MATTER_PARTY_ROLE_joint].code);
}

/* Who was to do it until now gives way to who is to do it from here on. */
static enum err write_doers(struct move_work *w, struct fail *why)
{
    struct shape s = entity_shape(&matter_party_entity);
    const struct page *parties = &w->m.parties;
    int64_t lead = w->v[MATTER_MOVE_lead].i;
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < parties->n; i++)
        if (is_doer(&parties->at[i]))
            err = tx_void(w->tx, &s, parties->at[i].id, 0, why);
    if (err == OK)
        err = add_party(w, MATTER_PARTY_ROLE_lead, lead, why);
    for (int i = 0; err == OK && i < w->n_joint; i++)
        if (w->joint[i] != lead)
            err = add_party(w, MATTER_PARTY_ROLE_joint, w->joint[i], why);
    return err;
}

/* What a kind asks before a move besides its flow. */
static enum err ask_kind(struct move_work *w, struct fail *why)
{
    bool is_issue = w->m.e == &round_entity && str_eq(w->move->code, S("issue_minutes"));
    return is_issue ? round_may_issue(&w->inside, w->m.record.id, why) : OK;
}

/* Whom the flow says is told; an end takes back what reminded of the matter. */
static enum err tell_hands(struct move_work *w, struct fail *why)
{
    bool is_reminder = str_eq(w->move->code, S("remind"));
    struct notice_order told = {.matter = w->m.record.id,
                                .hands = w->move->tell,
                                .about = is_reminder ? NOTICE_remind : NOTICE_move,
                                .row = w->made,
                                .due = DATE_NONE};
    bool is_end = flow_is_end(flow_state(w->m.flow, w->move->to));
    enum err err = is_end ? notices_stop(w->tx, &w->inside, w->m.record.id, why) : OK;
    return err == OK ? notices_put(w->tx, &w->inside, &told, why) : err;
}

static enum err tell_step(struct move_work *w, struct fail *why)
{
    struct notice_order told = {.matter = w->m.record.id,
                                .hands = w->step_tells,
                                .about = NOTICE_step,
                                .row = w->step_row,
                                .due = w->step_due};
    return w->step_tells != 0 ? notices_put(w->tx, &w->inside, &told, why) : OK;
}

static enum err write_move(struct move_work *w, struct fail *why)
{
    enum err err = write_matter(w, why);
    if (err == OK)
        err = write_row(w, why);
    bool is_assigned = w->move->effect == EFFECT_ASSIGN;
    if (err == OK && is_assigned)
        err = write_doers(w, why);
    if (err == OK && w->move->to == STATE_merged)
        err = matter_merge(w->tx, &w->inside, &w->m, w->v[MATTER_MOVE_other].i, why);
    if (err == OK && w->order->link)
        err = answer_link_with_move(w->tx, &w->inside, &w->m, w->move->to, &w->link, why);
    if (err == OK)
        err = tell_hands(w, why);
    return err == OK ? tell_step(w, why) : err;
}

/* All that comes before writing, through that view. */
static enum err judge_through(struct move_work *w, struct view *view, struct fail *why)
{
    w->inside = call_in(w->c, view);
    w->inside.problems = problems_on(w->c->a);
    w->l = lookups_on(w->c->a, view);
    w->n_joint = 0;
    w->step_tells = 0;
    enum err err = matter_see(&w->inside, w->order->matter, &w->m, why);
    if (err == OK && w->order->version != 0 && w->order->version != w->m.record.version)
        return FAIL(why, ERR_STALE, MSG_err_stale, ARG_INT(w->m.record.version));
    if (err == OK)
        err = read_given(w, why);
    if (err == OK)
        err = fill_due(w, why);
    if (err == OK)
        err = judge_move(w, why);
    w->c->problems = w->inside.problems;
    return err == OK ? ask_kind(w, why) : err;
}

static enum err move_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct move_work *w = ctx;
    w->tx = tx;
    enum err err = judge_through(w, tx_view(tx), why);
    return err == OK ? write_move(w, why) : err;
}

enum err matter_move_try(struct call *c, const struct move_order *order,
                         const struct flow_move **out, struct fail *why)
{
    struct move_work w = {.c = c, .order = order};
    enum err err = judge_through(&w, c->view, why);
    if (err == OK)
        *out = w.move;
    return err;
}

enum err matter_move_in(struct tx *tx, struct call *c, const struct move_order *order,
                        int64_t *out_id, struct fail *why)
{
    struct move_work w = {.c = c, .order = order};
    assert(!order->link); /* a token is told by who made the act */
    enum err err = move_in(tx, &w, why);
    if (err == OK)
        *out_id = w.made;
    return err;
}

enum err matter_move(struct call *c, const struct move_order *order, int64_t *out_id,
                     struct fail *why)
{
    struct move_work w = {.c = c, .order = order};
    struct receipt receipt = {0};
    struct act act = call_act(c, ACT_move, order->move);
    if (order->link)
        w.link.token = token_make(c->app->os, c->a);
    enum err err = call_write(c, &act, move_in, &w, &receipt, why);
    if (err == OK && order->link)
        *order->link = w.link;
    if (err == OK)
        *out_id = w.made;
    return err;
}
