/*
 * matter_forms.c -- the forms of a matter's moves.
 *
 * Each form asks exactly for what its move asks for or welcomes. What was typed stands in the form
 * of the move that was tried; if that move is not offered any more, it stands above them all.
 */
#include "web/pages/matter_forms.h"

#include "app/refs.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/post.h"
#include "entity/unit.h"
#include "web/pages/matter_choice.h"

enum { SUGGESTED = 100, JOINT_READ = 60 };

/* --- what can be given ------------------------------------------------------------------------ */

/* How the inputs of a kind are typed. */
static const struct given {
    struct str type;
    const struct entity *e; /* what it refers to, NULL: nothing */
    struct str list;        /* where its suggestions stand */
    enum msg hint;
    bool is_lines;
} givens[] = {
    [INPUT_LINES] = {.is_lines = true},
    [INPUT_DATE] = {.type = S_("date")},
    [INPUT_UNIT] = {S_("text"), &unit_entity, S_("s-units"), MSG_web_matter_hint_code, false},
    [INPUT_UNITS] = {S_("text"), &unit_entity, S_("s-units"), MSG_web_matter_hint_codes, false},
    [INPUT_POST] = {S_("text"), &post_entity, S_("s-posts"), MSG_web_matter_hint_code, false},
    [INPUT_DOCUMENT] = {S_("text"), &document_entity, S_("s-documents"),
                        MSG_web_matter_hint_document, false},
    [INPUT_MATTER] = {.hint = MSG_web_matter_hint_other},
};

static bool is_tried_code(const struct exchange *x, struct str move)
{
    return x->req->method == METHOD_POST && str_eq(form_get(x, S("_move")), move);
}

static bool is_tried(const struct exchange *x, const struct flow_move *move)
{
    return is_tried_code(x, move->code);
}

/* What was said when the matter was entered is not asked again, only shown to be confirmed. */
static struct str known(struct exchange *x, const struct matter_sight *m, struct str name)
{
    bool is_new = m->state->state == STATE_draft || m->state->state == STATE_raised;
    int at = is_new ? shape_index(&m->shape, name) : -1;
    if (at < 0 || m->record.v[at].type == VALUE_NULL)
        return S("");
    if (m->shape.fields[at].kind == KIND_REF)
        return str_fmt(x->a, "#%lld", (long long)m->record.v[at].i);
    struct buf b = buf_on(x->a, 64 * KIB);
    kind_text(&b, &m->shape.fields[at], &m->record.v[at]);
    return buf_str(&b);
}

struct view_move_input matter_input(struct exchange *x, struct str move, enum flow_input_bit input,
                                    bool is_required)
{
    const struct given *g = &givens[flow_input_kind(input)];
    struct str name = flow_input_code(input);
    struct view_move_input in = {
        .name = name,
        .id = str_fmt(x->a, "%.*s-%.*s", STR_ARG(move), STR_ARG(name)),
        .label = flow_input_label(input),
        .hint = g->hint,
        .type = g->type,
        .list = g->list,
        .is_lines = g->is_lines,
        .is_required = is_required,
    };
    if (!is_tried_code(x, move))
        return in;
    struct view_input troubles = {0};
    troubles_of(x, name, &troubles);
    in.value = form_get(x, name);
    in.is_bad = troubles.is_bad;
    in.troubles.at = troubles.troubles.at;
    in.troubles.n = troubles.troubles.n;
    return in;
}

static struct view_move_input input_of(struct exchange *x, const struct matter_sight *m,
                                       const struct flow_move *move, enum flow_input_bit input)
{
    bool is_required = (move->asks & (1U << input)) != 0;
    struct view_move_input in = matter_input(x, move->code, input, is_required);
    if (is_required && !is_tried(x, move))
        in.value = known(x, m, flow_input_code(input));
    return in;
}

/* The word of a move as a heading: "Ask for a delay". */
static struct str heading(struct exchange *x, enum msg label)
{
    struct buf b = buf_on(x->a, KIB);
    struct str text = words(x, label);
    bool is_small = text.len > 0 && text.s[0] >= 'a' && text.s[0] <= 'z';
    if (is_small)
        buf_byte(&b, (char)(text.s[0] - 'a' + 'A'));
    buf_add(&b, str_sub(text, is_small ? 1 : 0, text.len));
    return buf_str(&b);
}

/* The day that an assignment gets if nobody names another stands in its place. */
static enum err put_usual_due(struct exchange *x, const struct matter_sight *m,
                              const struct flow_move *move, struct view_move_input *in,
                              struct fail *why)
{
    int64_t due = DATE_NONE;
    bool is_it = move->effect == EFFECT_ASSIGN && in->value.len == 0 && !is_tried(x, move) &&
                 str_eq(in->name, flow_input_code(INPUT_DUE_BIT));
    enum err err = is_it ? matter_usual_due(&x->call, m, &due, why) : OK;
    if (err == OK && due != DATE_NONE)
        in->value = date_str(x->a, due);
    return err;
}

static enum err form_of(struct exchange *x, const struct matter_sight *m,
                        const struct flow_move *move, struct view_move_form *out, struct fail *why)
{
    enum err err = OK;
    struct view_move_input *at = NEW(x->a, struct view_move_input, INPUT_COUNT);
    struct view_move_form f = {
        .code = move->code,
        .label = heading(x, move->label),
        .becomes = matter_state_label(move->to),
        .stays = move->to == move->from,
        .action = str_fmt(x->a, "/matters/%lld/moves", (long long)m->record.id),
        .csrf = x->csrf,
        .version = m->record.version,
        .is_open = is_tried(x, move),
    };
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < INPUT_COUNT; i++)
            if ((pass == 0 ? move->asks : move->may & ~move->asks) & (1U << i))
                at[f.inputs.n++] = input_of(x, m, move, (enum flow_input_bit)i);
    f.inputs.at = at;
    for (ptrdiff_t i = 0; err == OK && i < f.inputs.n; i++) {
        err = put_usual_due(x, m, move, &at[i], why);
        if (err != OK || !str_eq(at[i].name, flow_input_code(INPUT_OTHER_BIT)))
            continue;
        f.is_open = f.is_open || matter_choice_is_sought(x, at[i].id);
        err = matter_choice(x, m, &at[i], why);
    }
    *out = f;
    return err;
}

/* --- which comes first ------------------------------------------------------------------------ */

static int state_index(const struct flow *f, enum matter_state state)
{
    int i = 0;
    while (i < f->n_states && f->states[i].state != state)
        i++;
    return i;
}

static int first_end(const struct flow *f)
{
    int i = 0;
    while (i < f->n_states && !flow_is_end(&f->states[i]))
        i++;
    return i;
}

/*
 * The next action: of the moves of who is at turn, the one that leads furthest towards the end the
 * flow is for; where each leads back, the first that is no return. -1 if there is none.
 */
static ptrdiff_t next_of(const struct matter_sight *m, const struct move_offer *at, ptrdiff_t n)
{
    int here = state_index(m->flow, m->state->state);
    int end = first_end(m->flow);
    int best = here;
    ptrdiff_t next = -1;
    ptrdiff_t other = -1;
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct flow_move *move = at[i].move;
        int to = state_index(m->flow, move->to);
        if (at[i].refusal != REFUSED_NOT || !(move->by & m->hands & m->state->turn) ||
            move->effect == EFFECT_NOTE || to > end)
            continue;
        if (to > best) {
            best = to;
            next = i;
        }
        if (other < 0 && move->effect != EFFECT_RETURN)
            other = i;
    }
    return next >= 0 ? next : other;
}

/* "Not solved" is as easy to say as "solved". */
static bool is_twin(const struct move_offer *at, ptrdiff_t next, const struct flow_move *move)
{
    return next >= 0 && (at[next].move->by & HAND_BLOCKED) && (move->by & HAND_BLOCKED);
}

/* --- suggestions ------------------------------------------------------------------------------ */

/* What people may type and what it means, newest first; a field still takes any other code. */
static enum err suggest(struct exchange *x, const struct given *g, struct view_suggestions *out,
                        struct fail *why)
{
    struct list_query q = {.e = g->e, .sort = S("-id"), .limit = SUGGESTED};
    struct data_page p = {0};
    *out = (struct view_suggestions){.name = g->list};
    if (!may(&x->call, right_to_read(g->e)))
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    struct view_option *at = NEW(x->a, struct view_option, p.page.n + 1);
    int code = ref_code_field(g->e);
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        const struct record *r = &p.page.at[i];
        bool has_code = r->v[code].type == VALUE_TEXT && g->e->key.len > 0;
        at[i].code = has_code ? r->v[code].t : str_fmt(x->a, "#%lld", (long long)r->id);
        at[i].label = record_name(x, &p.shape, r, &p.names);
    }
    out->options.at = at;
    out->options.n = p.page.n;
    return OK;
}

enum err matter_suggestions(struct exchange *x, unsigned inputs,
                            const struct view_suggestions **out, ptrdiff_t *out_n, struct fail *why)
{
    struct view_suggestions *at = NEW(x->a, struct view_suggestions, INPUT_COUNT);
    ptrdiff_t n = 0;
    enum err err = OK;
    for (int i = 0; err == OK && i < INPUT_COUNT; i++) {
        const struct given *g = &givens[flow_input_kind((enum flow_input_bit)i)];
        bool is_there = !(inputs & (1U << i)) || !g->e;
        for (ptrdiff_t j = 0; j < n; j++)
            is_there = is_there || str_eq(at[j].name, g->list);
        if (!is_there)
            err = suggest(x, g, &at[n++], why);
    }
    *out = at;
    *out_n = n;
    return err;
}

/* --- the page's part -------------------------------------------------------------------------- */

static struct message refusal_words(const struct matter_sight *m, const struct move_offer *o)
{
    struct message said = {.id = MSG_matter_not_yours, .args = {ARG_MSG(o->move->label)}};
    switch (o->refusal) {
    case REFUSED_LATE:
        return (struct message){.id = MSG_matter_late,
                                .args = {ARG_MSG(o->move->label), ARG_DATE(m->term_end)}};
    case REFUSED_EARLY: said.id = MSG_matter_early; break;
    case REFUSED_OWN_WORK: said.id = MSG_matter_own_work; break;
    case REFUSED_NOT:
    case REFUSED_NO_MOVE:
    case REFUSED_NOT_YOURS:
    case REFUSED_LACKS:
    case REFUSED_COUNT: break;
    }
    return said;
}

/* What was typed for a move that is not offered: shown, so that it can be taken elsewhere. */
static void put_typed(struct exchange *x, struct view_matter *v)
{
    struct view_fact *at = NEW(x->a, struct view_fact, INPUT_COUNT);
    ptrdiff_t n = 0;
    for (int i = 0; i < INPUT_COUNT; i++) {
        struct str text = form_get(x, flow_input_code((enum flow_input_bit)i));
        if (text.len > 0)
            at[n++] =
                (struct view_fact){.label = words(x, flow_input_label((enum flow_input_bit)i)),
                                   .text = text,
                                   .is_lines = true};
    }
    v->typed.at = at;
    v->typed.n = n;
}

enum err matter_forms(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                      struct fail *why)
{
    struct move_offer *offers = NULL;
    if (x->as_of_day != DATE_NONE)
        return OK;
    ptrdiff_t n = matter_offers(&x->call, m, &offers);
    ptrdiff_t next = next_of(m, offers, n);
    struct view_move_form *first = NEW(x->a, struct view_move_form, 1);
    struct view_move_form *others = NEW(x->a, struct view_move_form, n + 1);
    struct view_refused_move *refused = NEW(x->a, struct view_refused_move, n + 1);
    bool is_offered = x->req->method != METHOD_POST;
    unsigned inputs = ASK_DECIDER; /* a comment may call for a post too */
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct flow_move *move = offers[i].move;
        if (offers[i].refusal != REFUSED_NOT) {
            refused[v->refused.n++] =
                (struct view_refused_move){move->label, refusal_words(m, &offers[i])};
            continue;
        }
        struct view_move_form *f = i == next ? first : &others[v->others.n++];
        enum err err = form_of(x, m, move, f, why);
        if (err != OK)
            return err;
        f->is_next = i == next;
        f->is_open = f->is_open || is_twin(offers, next, move);
        is_offered = is_offered || is_tried(x, move);
        inputs |= move->asks | move->may;
    }
    v->next.at = first;
    v->next.n = next >= 0 ? 1 : 0;
    v->others.at = others;
    v->refused.at = refused;
    if (!is_offered)
        put_typed(x, v);
    return matter_suggestions(x, inputs, &v->suggestions.at, &v->suggestions.n, why);
}

/* --- what was sent ---------------------------------------------------------------------------- */

static bool is_between(char c)
{
    return c == ',' || c == ';' || c == ' ' || c == '\n';
}

/* "TJJ、GTJ" and "TJJ, GTJ": one input a unit. */
static ptrdiff_t put_joint(struct exchange *x, struct str text, struct input *to)
{
    struct buf plain = buf_on(x->a, text.len + 1);
    ptrdiff_t n = 0;
    for (struct str rest = text; rest.len > 0;) {
        bool is_wide =
            str_starts(rest, S("、")) || str_starts(rest, S("，")) || str_starts(rest, S("；"));
        buf_byte(&plain, is_wide || is_between(rest.s[0]) ? ',' : rest.s[0]);
        rest = str_sub(rest, is_wide ? S("、").len : 1, rest.len);
    }
    for (struct str rest = buf_str(&plain); rest.len > 0 && n < JOINT_READ;) {
        struct str one = str_trim(str_cut(rest, ',', &rest));
        if (one.len > 0)
            to[n++] = (struct input){.field = S("joint"), .text = one};
    }
    return n;
}

struct move_order matter_order(struct exchange *x, int64_t id)
{
    ptrdiff_t n = 0;
    const struct input *sent = form_inputs(x, &n);
    struct input *in = NEW(x->a, struct input, n + JOINT_READ);
    struct move_order o = {.matter = id, .move = form_get(x, S("_move")), .in = in};
    bool has_joint = false;
    (void)str_digits(form_get(x, S("_version")), &o.version);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!str_eq(sent[i].field, S("joint")))
            in[o.n_in++] = sent[i];
        else if (!has_joint) {
            o.n_in += put_joint(x, sent[i].text, &in[o.n_in]);
            has_joint = true;
        }
    }
    return o;
}
