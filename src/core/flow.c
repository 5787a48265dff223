/*
 * flow.c -- words of flows, the judgement of a move, and whether a table is sound.
 */
#include "core/flow.h"

/* --- words ------------------------------------------------------------------------------------ */

struct word {
    struct str code;
    enum msg label;
};

static const struct word state_words[STATE_COUNT] = {
#define X(code) [STATE_##code] = {S_(#code), MSG_flow_state_##code},
    MATTER_STATES(X)
#undef X
};

static const struct {
    struct word word;
    enum flow_input_kind kind;
} input_words[INPUT_COUNT] = {
#define X(NAME, code, kind) [INPUT_##NAME##_BIT] = {{S_(#code), MSG_flow_input_##code}, kind},
    FLOW_INPUTS(X)
#undef X
};

static const struct word term_words[FLOW_TERM_COUNT] = {
#define X(code) [FLOW_TERM_##code] = {S_(#code), MSG_flow_term_##code},
    FLOW_TERMS(X)
#undef X
};

static const enum msg hand_labels[HAND_COUNT] = {
#define X(NAME, code) [HAND_##NAME##_BIT] = MSG_flow_hand_##code,
    FLOW_HANDS(X)
#undef X
};

struct str matter_state_code(enum matter_state s)
{
    return state_words[s].code;
}

enum msg matter_state_label(enum matter_state s)
{
    return state_words[s].label;
}

enum matter_state matter_state_find(struct str code)
{
    int s = 0;
    while (s < STATE_COUNT && !str_eq(state_words[s].code, code))
        s++;
    return (enum matter_state)s;
}

struct str flow_input_code(enum flow_input_bit input)
{
    return input_words[input].word.code;
}

enum msg flow_input_label(enum flow_input_bit input)
{
    return input_words[input].word.label;
}

enum flow_input_kind flow_input_kind(enum flow_input_bit input)
{
    return input_words[input].kind;
}

struct str flow_term_code(enum flow_term term)
{
    return term_words[term].code;
}

enum msg flow_term_label(enum flow_term term)
{
    return term_words[term].label;
}

enum msg flow_hand_label(enum flow_hand_bit hand)
{
    return hand_labels[hand];
}

/* --- finding ---------------------------------------------------------------------------------- */

const struct flow *flow_of(struct str kind)
{
    for (int i = 0; i < n_flows; i++)
        if (str_eq(flows[i].kind, kind))
            return &flows[i];
    return NULL;
}

const struct flow_state *flow_state(const struct flow *f, enum matter_state state)
{
    for (int i = 0; i < f->n_states; i++)
        if (f->states[i].state == state)
            return &f->states[i];
    return NULL;
}

const struct flow_move *flow_move(const struct flow *f, enum matter_state from, struct str code)
{
    for (int i = 0; i < f->n_moves; i++)
        if (f->moves[i].from == from && str_eq(f->moves[i].code, code))
            return &f->moves[i];
    return NULL;
}

bool flow_is_end(const struct flow_state *s)
{
    return s->turn == 0;
}

/* --- deciding --------------------------------------------------------------------------------- */

static enum flow_refusal gate_refusal(const struct flow_move *m, const struct flow_case *is)
{
    bool is_over = is->term_end != DATE_NONE && is->today > is->term_end;
    if (m->gate == GATE_IN_TERM && is_over)
        return REFUSED_LATE;
    if (m->gate == GATE_OVERDUE && !is_over)
        return REFUSED_EARLY;
    if (m->gate == GATE_OTHER_HAND && is->is_own_work)
        return REFUSED_OWN_WORK;
    return REFUSED_NOT;
}

struct flow_verdict flow_judge(const struct flow *f, struct str move, const struct flow_case *is)
{
    struct flow_verdict v = {.move = flow_move(f, is->state, move)};
    if (!v.move)
        v.refusal = REFUSED_NO_MOVE;
    else if (!(v.move->by & is->hands))
        v.refusal = REFUSED_NOT_YOURS;
    else
        v.refusal = gate_refusal(v.move, is);
    if (v.refusal != REFUSED_NOT)
        return v;
    v.lacks = v.move->asks & ~is->given;
    if (v.lacks != 0)
        v.refusal = REFUSED_LACKS;
    return v;
}

int64_t flow_last_due(const struct flow_move *m, int64_t today, int64_t first_due)
{
    if (m->due_within != 0)
        return today + m->due_within;
    return m->delay_within != 0 && first_due != DATE_NONE ? first_due + m->delay_within : DATE_NONE;
}

/* --- soundness -------------------------------------------------------------------------------- */

/* Sets of states are bits, as are sets of hands. */
static uint64_t bit_of(enum matter_state s)
{
    return 1ULL << s;
}

static uint64_t all_states(const struct flow *f)
{
    uint64_t all = 0;
    for (int i = 0; i < f->n_states; i++)
        all |= bit_of(f->states[i].state);
    return all;
}

/* What can be reached along the moves, from a set of states. */
static uint64_t reached(const struct flow *f, uint64_t from)
{
    uint64_t before = 0;
    while (before != from) {
        before = from;
        for (int i = 0; i < f->n_moves; i++)
            if (from & bit_of(f->moves[i].from))
                from |= bit_of(f->moves[i].to);
    }
    return from;
}

static uint64_t ends(const struct flow *f)
{
    uint64_t set = 0;
    for (int i = 0; i < f->n_states; i++)
        if (flow_is_end(&f->states[i]))
            set |= bit_of(f->states[i].state);
    return set;
}

static enum flow_defect move_defect(const struct flow *f, const struct flow_move *m)
{
    uint64_t all = all_states(f);
    if (!(all & bit_of(m->from)) || !(all & bit_of(m->to)))
        return DEFECT_STRANGE_STATE;
    if (flow_move(f, m->from, m->code) != m)
        return DEFECT_DOUBLE_MOVE;
    if (m->to == STATE_closed && (m->by & (HAND_LEAD | HAND_JOINT)))
        return DEFECT_OWN_JUDGE;
    return DEFECT_NONE;
}

/* What the moves out of a state offer together. */
struct ways {
    unsigned by;
    bool leads_on, wakes;
};

static struct ways ways_of(const struct flow *f, enum matter_state state)
{
    struct ways w = {0};
    for (int i = 0; i < f->n_moves; i++) {
        const struct flow_move *m = &f->moves[i];
        if (m->from != state)
            continue;
        w.by |= m->by;
        w.leads_on = w.leads_on || (m->to != state && (m->by & ~(unsigned)HAND_CLOCK));
        w.wakes = w.wakes || ((m->by & HAND_CLOCK) && m->gate == GATE_OVERDUE);
    }
    return w;
}

static enum flow_defect state_defect(const struct flow *f, const struct flow_state *s)
{
    struct ways w = ways_of(f, s->state);
    if (!(reached(f, bit_of(f->states[0].state)) & bit_of(s->state)))
        return DEFECT_UNREACHABLE;
    if (flow_is_end(s))
        return DEFECT_NONE;
    if (!w.leads_on)
        return DEFECT_NO_WAY_OUT;
    if (!(reached(f, bit_of(s->state)) & ends(f)))
        return DEFECT_NO_END;
    if (s->turn & ~w.by)
        return DEFECT_IDLE_TURN;
    if (s->term != FLOW_TERM_none && !w.wakes)
        return DEFECT_SILENT_TERM;
    return DEFECT_NONE;
}

enum flow_defect flow_defect(const struct flow *f, enum matter_state *out_where)
{
    for (int i = 0; i < f->n_moves; i++) {
        enum flow_defect d = move_defect(f, &f->moves[i]);
        *out_where = f->moves[i].from;
        if (d != DEFECT_NONE)
            return d;
    }
    for (int i = 0; i < f->n_states; i++) {
        enum flow_defect d = state_defect(f, &f->states[i]);
        *out_where = f->states[i].state;
        if (d != DEFECT_NONE)
            return d;
    }
    return DEFECT_NONE;
}
