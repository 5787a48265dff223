/*
 * matter_papers.c -- papers of a matter on its page, and issuing one from there.
 */
#include "web/pages/matter_papers.h"

#include "app/matter_paper.h"
#include "entity/matter_paper.h"
#include "web/pages/matter_forms.h"
#include "web/pages/pages.h"

static enum err put_issued(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                           struct fail *why)
{
    struct page p = {0};
    struct names names = {0};
    struct shape s = entity_shape(&matter_paper_entity);
    enum err err = matter_papers(&x->call, m->record.id, &p, why);
    if (err == OK)
        err = records_names(&x->call, &s, p.at, p.n, &names, why);
    if (err != OK)
        return err;
    struct view_paper_row *at = NEW(x->a, struct view_paper_row, p.n + 1);
    for (ptrdiff_t i = 0; i < p.n; i++) {
        const struct value *is = p.at[i].v;
        at[i] = (struct view_paper_row){
            .number = is[MATTER_PAPER_number].t,
            .paper = value_words(x, &s.fields[MATTER_PAPER_paper], &is[MATTER_PAPER_paper], &names,
                                 NULL),
            .day = date_words(x, is[MATTER_PAPER_issued_on].i),
            .from = value_words(x, &s.fields[MATTER_PAPER_from_unit], &is[MATTER_PAPER_from_unit],
                                &names, NULL),
            .to = value_words(x, &s.fields[MATTER_PAPER_to_unit], &is[MATTER_PAPER_to_unit], &names,
                              NULL),
            .address = str_fmt(x->a, "/matters/%lld/papers/%lld", (long long)m->record.id,
                               (long long)p.at[i].id),
        };
    }
    v->issued.at = at;
    v->issued.n = p.n;
    return OK;
}

/* A form for each paper that fits as things are; what does not fit is not shown. */
static enum err put_offers(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                           struct fail *why)
{
    struct paper_offer offers[PAPER_COUNT];
    struct view_paper_form *at = NEW(x->a, struct view_paper_form, PAPER_COUNT);
    ptrdiff_t n = 0;
    if (x->as_of_day != DATE_NONE)
        return OK;
    enum err err = matter_papers_offered(&x->call, m, offers, &n, why);
    for (ptrdiff_t i = 0; err == OK && i < n; i++) {
        struct str code = paper_code(offers[i].paper);
        bool is_tried = str_eq(form_get(x, S("_paper")), code);
        if (offers[i].refusal != PAPER_FITS)
            continue;
        at[v->paper_forms.n++] = (struct view_paper_form){
            .code = code,
            .label = paper_label(offers[i].paper),
            .action = str_fmt(x->a, "/matters/%lld/papers", (long long)m->record.id),
            .csrf = x->csrf,
            .note = is_tried ? form_get(x, S("note")) : S(""),
            .is_open = is_tried,
        };
    }
    v->paper_forms.at = at;
    return err;
}

enum err matter_papers_put(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                           struct fail *why)
{
    enum err err = put_issued(x, m, v, why);
    return err == OK ? put_offers(x, m, v, why) : err;
}

enum err post_matter_paper(struct exchange *x, struct fail *why)
{
    struct paper_issued paper = {0};
    struct fail tried = {0};
    struct paper_order order = {.paper = paper_find(form_get(x, S("_paper"))),
                                .note = form_get(x, S("note"))};
    enum err err = exchange_param_id(x, S("id"), &order.matter, why);
    if (err != OK)
        return err;
    if (order.paper == PAPER_COUNT)
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("_paper")));
    err = matter_paper_issue(&x->call, &order, &paper, &tried);
    if (err == OK)
        return respond_redirect(
            x, str_fmt(x->a, "/matters/%lld?done=issued#issued", (long long)order.matter));
    if (err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_FORBIDDEN)
        return page_matter_again(x, order.matter, &tried, why);
    *why = tried;
    return err;
}
