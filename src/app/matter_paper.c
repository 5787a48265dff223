/*
 * matter_paper.c -- which papers fit a matter, and issuing one as one act. To issue the minutes of
 * a round is to make its move: they are the evidence of it.
 */
#include "app/matter_paper.h"

#include "app/paper_form.h"
#include "app/round_paper.h"
#include "base/text.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_paper.h"

enum { PAPERS_SHOWN = 100, NOTE_MAX = 1000 };

/* --- what the matter has ---------------------------------------------------------------------- */

static enum err last_answer(struct call *c, int64_t matter, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value id = VALUE_OF_INT(matter);
    struct value moves[] = {VALUE_OF_TEXT(S("answer")), VALUE_OF_TEXT(S("reply"))};
    struct condition where[] = {
        {.column = S("matter"), .op = OP_EQ, .values = &id, .n_values = 1},
        {.column = S("move"), .op = OP_IN, .values = moves, .n_values = ARRAY_LEN(moves)},
    };
    *shape = entity_shape(&matter_move_entity);
    struct select q = {.shape = shape, .where = where, .n_where = ARRAY_LEN(where)};
    q.sort = S("-id");
    q.limit = 1;
    return view_select(c->view, c->a, &q, out, why);
}

enum err matter_papers(struct call *c, int64_t matter, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value id = VALUE_OF_INT(matter);
    struct condition of = {.column = S("matter"), .op = OP_EQ, .values = &id, .n_values = 1};
    struct scope scope = scope_to_read(c, &matter_paper_entity);
    *shape = entity_shape(&matter_paper_entity);
    struct select q = {.shape = shape, .where = &of, .n_where = 1, .scope = &scope};
    q.sort = S("-id");
    q.limit = PAPERS_SHOWN;
    return view_select(c->view, c->a, &q, out, why);
}

static struct paper_case case_of(const struct call *c, const struct matter_sight *m,
                                 bool has_answer)
{
    const struct value *due = &m->record.v[MATTER_due];
    return (struct paper_case){
        .state = m->state->state,
        .hands = m->hands,
        .has_lead = m->record.v[MATTER_lead].type == VALUE_INT,
        .has_answer = has_answer,
        .today = c->today,
        .due = due->type == VALUE_INT ? due->i : DATE_NONE,
    };
}

enum err matter_papers_offered(struct call *c, const struct matter_sight *m,
                               struct paper_offer *out, ptrdiff_t *out_n, struct fail *why)
{
    struct page answer = {0};
    ptrdiff_t n = 0;
    enum err err = last_answer(c, m->record.id, &answer, why);
    if (err != OK)
        return err;
    struct paper_case is = case_of(c, m, answer.n > 0);
    for (int p = 0; p < PAPER_COUNT; p++) {
        enum paper_refusal refusal = paper_judge((enum paper)p, &is);
        if (refusal != PAPER_NOT_YOURS)
            out[n++] = (struct paper_offer){(enum paper)p, refusal};
    }
    *out_n = n;
    return OK;
}

/* --- issuing ---------------------------------------------------------------------------------- */

struct issuing {
    struct call *c; /* as the caller made it */
    const struct paper_order *order;
    struct call inside;
    struct tx *tx;
    struct lookups l;
    struct matter_sight m;
    struct paper_draft draft;
    struct paper_issued issued;
};

static enum err refused(const struct issuing *w, enum paper_refusal refusal, struct fail *why)
{
    enum msg label = paper_label(w->order->paper);
    switch (refusal) {
    case PAPER_FITS: return OK;
    case PAPER_NOT_YOURS: return FAIL(why, ERR_FORBIDDEN, MSG_paper_not_yours, ARG_MSG(label));
    case PAPER_NOT_NOW:
        return FAIL(why, ERR_CONFLICT, MSG_paper_not_now, ARG_MSG(label),
                    ARG_MSG(matter_state_label(w->m.state->state)));
    case PAPER_NO_LEAD: return FAIL(why, ERR_CONFLICT, MSG_paper_no_lead, ARG_MSG(label));
    case PAPER_NOT_LATE: return FAIL(why, ERR_CONFLICT, MSG_paper_not_late, ARG_MSG(label));
    case PAPER_NO_ANSWER: return FAIL(why, ERR_CONFLICT, MSG_paper_no_answer, ARG_MSG(label));
    }
    return OK;
}

/* The newest paper that came from the other side; for the office's own papers, its last one. */
static const struct record *paper_before(const struct page *papers)
{
    for (ptrdiff_t i = 0; i < papers->n; i++) {
        enum paper p = paper_find(papers->at[i].v[MATTER_PAPER_paper].t);
        if (p != PAPER_COUNT && !paper_is_answer(p))
            return &papers->at[i];
    }
    return NULL;
}

/* From the caller's unit (the machine: whose turn it is) to the lead; a reply to who asked last. */
static enum err read_sides(struct issuing *w, struct fail *why)
{
    const struct value *lead = &w->m.record.v[MATTER_lead];
    const struct record *before = w->draft.before;
    bool is_answer = paper_is_answer(w->order->paper);
    bool is_to_all = w->order->paper == PAPER_minutes;
    int64_t asker = before && before->v[MATTER_PAPER_from_unit].type == VALUE_INT
                        ? before->v[MATTER_PAPER_from_unit].i
                        : w->m.record.owner;
    int64_t own = w->inside.who.unit;
    int64_t from = own != 0 ? own : is_answer ? lead->i : w->m.record.owner;
    enum err err = lookup_unit(&w->l, from, &w->draft.from, why);
    if (err == OK && !is_to_all)
        err = lookup_unit(&w->l, is_answer ? asker : lead->i, &w->draft.to, why);
    if (err == OK && (!w->draft.from || (!w->draft.to && !is_to_all)))
        return FAIL(why, ERR_CONFLICT, MSG_paper_no_lead, ARG_MSG(paper_label(w->order->paper)));
    return err;
}

static enum err draw(struct issuing *w, const struct paper_form *form, struct fail *why)
{
    int64_t n = 0;
    struct number_of of = {.owner = form->series_owner,
                           .series = form->series,
                           .year = date_ymd(w->inside.today).year};
    enum err err = number_draw(w->tx, &w->inside, &of, &n, why);
    if (err == OK)
        w->draft.number = paper_number(w->inside.a, of.series, of.year, n);
    return err;
}

static bool is_for_few(const struct matter_sight *m)
{
    struct str few = matter_visibilities[MATTER_VISIBILITY_few].code;
    return str_eq(m->record.v[MATTER_visibility].t, few);
}

static enum err write_row(struct issuing *w, struct fail *why)
{
    struct shape s = entity_shape(&matter_paper_entity);
    const struct caller *who = &w->inside.who;
    struct value v[MATTER_PAPER_N_FIELDS] = {
        [MATTER_PAPER_matter] = VALUE_OF_INT(w->m.record.id),
        [MATTER_PAPER_paper] = VALUE_OF_TEXT(paper_code(w->order->paper)),
        [MATTER_PAPER_number] = VALUE_OF_TEXT(w->draft.number),
        [MATTER_PAPER_issued_on] = VALUE_OF_INT(w->inside.today),
        [MATTER_PAPER_from_unit] = VALUE_OF_INT(w->draft.from->id),
        [MATTER_PAPER_to_unit] = w->draft.to ? VALUE_OF_INT(w->draft.to->id) : VALUE_OF_NULL,
        [MATTER_PAPER_post] = who->post ? VALUE_OF_INT(who->post) : VALUE_OF_NULL,
        [MATTER_PAPER_on_behalf_of] = who->on_behalf ? VALUE_OF_INT(who->on_behalf) : VALUE_OF_NULL,
        [MATTER_PAPER_document] = VALUE_OF_INT(w->issued.document),
    };
    return tx_insert(w->tx, &s, w->m.record.owner, v, &w->issued.id, why);
}

/* The minutes of a round as they are recorded, once every item has an outcome. */
static enum err write_minutes(struct issuing *w, struct str layout, struct str *out,
                              struct fail *why)
{
    struct round_sight r = {0};
    struct round_paper p = {0};
    enum err err = round_may_issue(&w->inside, w->order->matter, why);
    if (err == OK)
        err = round_see(&w->inside, w->order->matter, &r, why);
    if (err == OK)
        err = round_paper_make(&w->inside, &r, ROUND_MINUTES, &p, why);
    if (err != OK)
        return err;
    p.number = w->draft.number;
    p.note = w->draft.note;
    return round_paper_docx(w->inside.a, &p, layout, out, why);
}

static enum err write_bytes(struct issuing *w, struct str layout, struct str *out, struct fail *why)
{
    bool is_minutes = w->order->paper == PAPER_minutes;
    return is_minutes ? write_minutes(w, layout, out, why)
                      : paper_write(&w->draft, layout, out, why);
}

/* What was issued is what the round is closed by. */
static enum err close_round(struct issuing *w, struct fail *why)
{
    struct input evidence = {
        .field = S("evidence"),
        .text = str_fmt(w->inside.a, "#%lld", (long long)w->issued.document),
    };
    struct move_order order = {
        .matter = w->order->matter, .move = S("issue_minutes"), .in = &evidence, .n_in = 1};
    int64_t made = 0;
    return matter_move_in(w->tx, &w->inside, &order, &made, why);
}

static enum err write_paper(struct issuing *w, struct fail *why)
{
    struct paper_form form = {0};
    struct str bytes = S("");
    struct arena *a = w->inside.a;
    enum err err = paper_form_of(&w->inside, w->draft.from, w->order->paper, &form, why);
    if (err == OK)
        err = draw(w, &form, why);
    if (err == OK)
        err = write_bytes(w, form.layout, &bytes, why);
    if (err != OK)
        return err;
    struct str label = msg_text(w->c->lang, paper_label(w->order->paper));
    w->issued.number = w->draft.number;
    w->issued.file_name = str_fmt(a, "%.*s %.*s.docx", STR_ARG(w->draft.number), STR_ARG(label));
    struct paper_sheet sheet = {
        .title = w->draft.title,
        .number = w->draft.number,
        .issuer = w->draft.from->name[w->c->lang],
        .file_name = w->issued.file_name,
        .bytes = bytes,
        .owner = w->draft.from->id,
        .issued_on = w->inside.today,
        .is_for_few = is_for_few(&w->m),
    };
    err = paper_keep(w->tx, &sheet, &w->issued.document, why);
    if (err == OK)
        err = write_row(w, why);
    return err == OK && w->order->paper == PAPER_minutes ? close_round(w, why) : err;
}

static enum err issue_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct issuing *w = ctx;
    struct page answer = {0};
    struct page papers = {0};
    w->tx = tx;
    w->inside = call_in(w->c, tx_view(tx));
    w->l = lookups_on(w->c->a, tx_view(tx));
    enum err err = matter_see(&w->inside, w->order->matter, &w->m, why);
    if (err == OK)
        err = last_answer(&w->inside, w->order->matter, &answer, why);
    if (err == OK)
        err = matter_papers(&w->inside, w->order->matter, &papers, why);
    if (err != OK)
        return err;
    struct paper_case is = case_of(&w->inside, &w->m, answer.n > 0);
    err = refused(w, paper_judge(w->order->paper, &is), why);
    w->draft = (struct paper_draft){
        .c = &w->inside,
        .m = &w->m,
        .paper = w->order->paper,
        .note = str_trim(w->order->note),
        .title = STR_CAT(w->inside.a, msg_text(w->c->lang, paper_label(w->order->paper)),
                         msg_text(w->c->lang, MSG_paper_colon), w->m.record.v[MATTER_title].t),
        .answer = answer.n > 0 ? &answer.at[0] : NULL,
        .before = paper_before(&papers),
    };
    if (err == OK)
        err = read_sides(w, why);
    return err == OK ? write_paper(w, why) : err;
}

enum err matter_paper_issue(struct call *c, const struct paper_order *order,
                            struct paper_issued *out, struct fail *why)
{
    struct issuing w = {.c = c, .order = order};
    struct receipt receipt = {0};
    struct act act = call_act(c, ACT_issue, paper_code(order->paper));
    assert(order->paper < PAPER_COUNT);
    if (utf8_count(str_trim(order->note)) > NOTE_MAX)
        PROBLEM(&c->problems, S("note"), S("too_long"), MSG_problem_too_long, ARG_INT(NOTE_MAX),
                ARG_INT(utf8_count(str_trim(order->note))));
    if (problems_stop(&c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    enum err err = call_write(c, &act, issue_in, &w, &receipt, why);
    if (err == OK)
        *out = w.issued;
    return err;
}

/* --- the file --------------------------------------------------------------------------------- */

enum err matter_paper_file(struct call *c, int64_t matter, int64_t paper, struct document_file *out,
                           struct fail *why)
{
    struct shape shape = entity_shape(&matter_paper_entity);
    struct scope scope = scope_to_read(c, &matter_paper_entity);
    struct record r = {0};
    enum err err = view_get(c->view, c->a, &shape, &scope, paper, &r, why);
    if (err == OK && r.v[MATTER_PAPER_matter].i != matter)
        return FAIL(why, ERR_NOT_FOUND, MSG_store_not_found, ARG_MSG(MSG_entity_matter_paper));
    return err == OK ? document_bytes(c, r.v[MATTER_PAPER_document].i, out, why) : err;
}
