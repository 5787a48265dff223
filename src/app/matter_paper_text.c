/*
 * matter_paper_text.c -- what stands on a paper about a matter.
 *
 * Opening, a table of what is the case, what is asked. All of it comes from the matter and its
 * moves: nothing is typed but the issuer's own paragraph.
 */
#include "app/docx_values.h"
#include "app/lookup.h"
#include "app/matter_paper.h"
#include "core/calendar.h"
#include "core/term.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_paper.h"
#include "entity/matter_party.h"

enum { PARTS_MAX = 12, LIST_MAX = 4096 };

/* The parts of a paper as they are gathered. */
struct parts {
    const struct paper_draft *d;
    struct docx_row facts[PARTS_MAX];
    struct str opening[PARTS_MAX], asks[PARTS_MAX];
    ptrdiff_t n_facts, n_opening, n_asks;
};

static struct str worded(const struct paper_draft *d, enum msg id, const struct message_arg *args)
{
    struct message m = {.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++)
        m.args[i] = args[i];
    return message_str(d->c->a, d->c->lang, &m);
}
#define WORDED(d, id, ...) worded((d), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})

static struct str day_words(const struct paper_draft *d, int64_t day)
{
    struct ymd at = date_ymd(day);
    return WORDED(d, MSG_paper_date, ARG_INT(at.year), ARG_INT(at.month), ARG_INT(at.day),
                  ARG_TEXT(date_str(d->c->a, day)));
}

static const struct value *value_of(const struct paper_draft *d, int field)
{
    return &d->m->record.v[field];
}

/* The text of a field that only some kinds have; "" if this one has not. */
static struct str kind_field(const struct paper_draft *d, struct str name)
{
    int i = shape_index(&d->m->shape, name);
    const struct value *v = i >= 0 ? value_of(d, i) : NULL;
    return v && v->type == VALUE_TEXT ? v->t : S("");
}

static struct str due_words(const struct paper_draft *d)
{
    const struct value *due = value_of(d, MATTER_due);
    return due->type == VALUE_INT ? day_words(d, due->i) : S("");
}

static void fact(struct parts *p, enum msg label, struct str text)
{
    struct docx_value v[] = {DOCX_TEXT("label", msg_text(p->d->c->lang, label)),
                             DOCX_TEXT("text", text)};
    if (text.len > 0 && p->n_facts < PARTS_MAX)
        p->facts[p->n_facts++] = docx_row_of(p->d->c->a, v, ARRAY_LEN(v));
}

static void ask(struct parts *p, struct str text)
{
    assert(p->n_asks < PARTS_MAX);
    p->asks[p->n_asks++] = text;
}

static void open(struct parts *p, struct str text)
{
    assert(p->n_opening < PARTS_MAX);
    p->opening[p->n_opening++] = text;
}

/* Units that help the lead, by name. */
static enum err joint_words(const struct paper_draft *d, struct str *out, struct fail *why)
{
    struct str role = matter_party_roles[MATTER_PARTY_ROLE_joint].code;
    struct lookups l = lookups_on(d->c->a, d->c->view);
    struct buf b = buf_on(d->c->a, LIST_MAX);
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < d->m->parties.n; i++) {
        const struct value *v = d->m->parties.at[i].v;
        const struct unit_info *unit = NULL;
        if (!str_eq(v[MATTER_PARTY_role].t, role) || v[MATTER_PARTY_unit].type != VALUE_INT)
            continue;
        err = lookup_unit(&l, v[MATTER_PARTY_unit].i, &unit, why);
        if (err == OK && unit) {
            buf_add(&b, b.len == 0 ? S("") : d->c->lang == LANG_ZH ? S("、") : S(", "));
            buf_add(&b, unit->name[d->c->lang]);
        }
    }
    *out = buf_str(&b);
    return err;
}

/* "《督办单》（安督办〔2006〕3号）": the paper that this one follows. */
static struct str before_words(const struct paper_draft *d)
{
    const struct record *r = d->before;
    enum paper p = r ? paper_find(r->v[MATTER_PAPER_paper].t) : PAPER_COUNT;
    if (p == PAPER_COUNT)
        return S("");
    return WORDED(d, MSG_paper_before, ARG_MSG(paper_label(p)),
                  ARG_TEXT(r->v[MATTER_PAPER_number].t),
                  ARG_TEXT(day_words(d, r->v[MATTER_PAPER_issued_on].i)));
}

/* --- papers to the lead ----------------------------------------------------------------------- */

static void put_matter(struct parts *p, struct str joint)
{
    const struct paper_draft *d = p->d;
    const struct value *opened = value_of(d, MATTER_opened_on);
    fact(p, MSG_matter_title, value_of(d, MATTER_title)->t);
    fact(p, MSG_matter_code, value_of(d, MATTER_code)->t);
    if (opened->type == VALUE_INT)
        fact(p, MSG_matter_opened_on, day_words(d, opened->i));
    fact(p, MSG_supervision_instruction, kind_field(d, S("instruction")));
    fact(p, MSG_problem_blocked, kind_field(d, S("blocked")));
    fact(p, MSG_commitment_promise, kind_field(d, S("promise")));
    fact(p, MSG_problem_measure, kind_field(d, S("measure")));
    fact(p, MSG_matter_party_role_joint, joint);
    fact(p, MSG_matter_due, due_words(d));
}

static void put_order(struct parts *p)
{
    const struct paper_draft *d = p->d;
    struct str due = due_words(d);
    open(p, WORDED(d, MSG_paper_order_opening, ARG_TEXT(value_of(d, MATTER_title)->t)));
    if (due.len > 0)
        ask(p, WORDED(d, MSG_paper_order_ask, ARG_TEXT(due)));
    ask(p, WORDED(d, MSG_paper_order_delay, ARG_NONE));
}

static void put_assignment(struct parts *p)
{
    const struct paper_draft *d = p->d;
    struct str due = due_words(d);
    bool may_object = d->m->state->term == FLOW_TERM_objection && d->m->term_end != DATE_NONE &&
                      d->c->today <= d->m->term_end;
    open(p, WORDED(d, MSG_paper_assignment_opening, ARG_TEXT(value_of(d, MATTER_title)->t)));
    if (due.len > 0)
        ask(p, WORDED(d, MSG_paper_assignment_ask, ARG_TEXT(due)));
    if (may_object)
        ask(p, WORDED(d, MSG_paper_assignment_object, ARG_TEXT(day_words(d, d->m->term_end))));
}

static void put_urging(struct parts *p)
{
    const struct paper_draft *d = p->d;
    struct term_distance late =
        term_distance(&calendar_cn, value_of(d, MATTER_due)->i, d->c->today);
    struct str before = before_words(d);
    open(p, WORDED(d, MSG_paper_urging_opening, ARG_TEXT(value_of(d, MATTER_title)->t),
                   ARG_TEXT(due_words(d)), ARG_INT(late.days), ARG_INT(late.working_days)));
    if (before.len > 0)
        open(p, WORDED(d, MSG_paper_urging_before, ARG_TEXT(before)));
    ask(p, WORDED(d, MSG_paper_urging_ask, ARG_NONE));
}

/* --- the reply -------------------------------------------------------------------------------- */

static void put_reply(struct parts *p)
{
    static const struct {
        int field;
        enum msg label;
    } said[] = {
        {MATTER_MOVE_result, MSG_matter_move_result},
        {MATTER_MOVE_cause, MSG_matter_move_cause},
        {MATTER_MOVE_measure, MSG_matter_move_measure},
        {MATTER_MOVE_next, MSG_matter_move_next},
    };
    const struct paper_draft *d = p->d;
    const struct value *v = d->answer->v;
    struct str title = value_of(d, MATTER_title)->t;
    struct str before = before_words(d);
    if (before.len > 0)
        open(p, WORDED(d, MSG_paper_reply_before, ARG_TEXT(before), ARG_TEXT(title)));
    else
        open(p, WORDED(d, MSG_paper_reply_opening, ARG_TEXT(title)));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(said); i++)
        if (v[said[i].field].type == VALUE_TEXT)
            fact(p, said[i].label, v[said[i].field].t);
    if (v[MATTER_MOVE_next_on].type == VALUE_INT)
        fact(p, MSG_matter_move_next_on, day_words(d, v[MATTER_MOVE_next_on].i));
    if (v[MATTER_MOVE_lesson].type == VALUE_TEXT)
        fact(p, MSG_matter_move_lesson, v[MATTER_MOVE_lesson].t);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void put_paper(struct parts *p, struct str joint)
{
    static void (*const puts[PAPER_COUNT])(struct parts *) = {
        [PAPER_order] = put_order, [PAPER_urging] = put_urging, [PAPER_assignment] = put_assignment,
        [PAPER_reply] = put_reply, [PAPER_minutes] = NULL, /* app/round_paper.h writes them */
    };
    assert(puts[p->d->paper]);
    puts[p->d->paper](p);
    if (!paper_is_answer(p->d->paper))
        put_matter(p, joint);
    if (p->d->note.len > 0)
        ask(p, p->d->note);
}

enum err paper_write(const struct paper_draft *d, struct str layout, struct str *out,
                     struct fail *why)
{
    struct arena *a = d->c->a;
    struct parts *p = NEW(a, struct parts, 1);
    struct str joint = S("");
    p->d = d;
    enum err err = joint_words(d, &joint, why);
    if (err != OK)
        return err;
    put_paper(p, joint);
    struct docx_value v[] = {
        DOCX_TEXT("title", msg_text(d->c->lang, paper_label(d->paper))),
        DOCX_TEXT("number", d->number),
        DOCX_TEXT("to", WORDED(d, MSG_paper_to, ARG_TEXT(d->to->name[d->c->lang]))),
        DOCX_TEXT("from", d->from->name[d->c->lang]),
        DOCX_TEXT("date", day_words(d, d->c->today)),
        DOCX_TEXT("subject", value_of(d, MATTER_title)->t),
        DOCX_TEXT("due", due_words(d)),
        DOCX_LIST("opening", docx_texts(a, S("text"), p->opening, p->n_opening), p->n_opening),
        DOCX_LIST("facts", p->facts, p->n_facts),
        DOCX_LIST("asks", docx_texts(a, S("text"), p->asks, p->n_asks), p->n_asks),
    };
    struct docx_row root = {.values = v, .n_values = ARRAY_LEN(v)};
    return docx_fill(a, layout.len > 0 ? layout : docx_layout(S("matter.docx")), &root, out, why);
}
