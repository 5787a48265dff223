/*
 * answer.c -- where a one-time answer link lands, and the office's part of it.
 *
 * The holder has no account: the token in the address is all that speaks for them, so nothing here
 * looks at a session. Looking does not use the link up; programs that fetch addresses may.
 */
#include "app/answer_link.h"
#include "templates.h"
#include "web/pages/matter_parts.h"
#include "web/pages/matter_row.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

/* --- the holder's side ------------------------------------------------------------------------ */

static struct str day_or_none(struct exchange *x, int64_t day)
{
    return day == DATE_NONE ? S("") : date_words(x, day);
}

static struct view_answer view_of(struct exchange *x, const struct answer_sight *s)
{
    struct view_link *papers = NEW(x->a, struct view_link, s->n_evidence + 1);
    for (ptrdiff_t i = 0; i < s->n_evidence; i++)
        papers[i].text = s->evidence[i];
    struct view_answer v = {
        .alone = alone_on(x, words(x, MSG_web_answer_title)),
        .action = STR_CAT(x->a, S("/answer/"), exchange_param(x, S("token"))),
        .title = s->title,
        .holder = s->holder,
        .blocked = s->blocked,
        .since = day_or_none(x, s->blocked_since),
        .result = s->result,
        .measure = s->measure,
        .checked_by = s->checked_by,
        .checked_on = day_or_none(x, s->checked_on),
        .opinion = s->opinion,
        .expires_on = date_words(x, s->expires_on),
        .is_again = s->is_again,
        .is_open = true,
        .reason = form_get(x, S("reason")),
        .papers = {papers, s->n_evidence},
    };
    return v;
}

static enum err respond(struct exchange *x, int status, const struct view_answer *v,
                        struct fail *why)
{
    struct buf page = respond_buf(x);
    template_answer(&page, x->call.lang, v);
    return respond_html(x, status, &page, why);
}

/* Over, unknown, too many tries: said on the same plain card. */
static enum err respond_over(struct exchange *x, const struct fail *tried, struct fail *why)
{
    struct view_answer v = {.alone = alone_on(x, words(x, MSG_web_answer_title)),
                            .failed = message_str(x->a, x->call.lang, &tried->message)};
    if (tried->err != ERR_NOT_FOUND && tried->err != ERR_TOO_MANY)
        return fail_copy(why, tried);
    return respond(x, err_http(tried->err), &v, why);
}

static enum err show(struct exchange *x, int status, struct fail *why)
{
    struct answer_sight s = {0};
    struct fail tried = {0};
    enum err err =
        answer_link_see(&x->call, exchange_param(x, S("token")), x->req->peer, &s, &tried);
    if (err != OK)
        return respond_over(x, &tried, why);
    struct view_answer v = view_of(x, &s);
    v.lacks_reason = status != 200;
    return respond(x, status, &v, why);
}

enum err page_answer(struct exchange *x, struct fail *why)
{
    return show(x, 200, why);
}

enum err post_answer(struct exchange *x, struct fail *why)
{
    struct fail tried = {0};
    struct str answer = form_get(x, S("answer"));
    struct answer_given given = {.token = exchange_param(x, S("token")),
                                 .peer = x->req->peer,
                                 .reason = str_trim(form_get(x, S("reason"))),
                                 .is_solved = str_eq(answer, S("solved"))};
    if (!given.is_solved && !str_eq(answer, S("not_solved")))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("answer")));
    enum err err = answer_link_give(&x->call, &given, &tried);
    if (err == ERR_INVALID)
        return show(x, err_http(err), why);
    if (err != OK)
        return respond_over(x, &tried, why);
    struct view_answer v = {.alone = alone_on(x, words(x, MSG_web_answer_title)),
                            .is_done = true,
                            .is_solved = given.is_solved};
    return respond(x, 200, &v, why);
}

/* --- the office's side ------------------------------------------------------------------------ */

enum err answer_link_shown(struct exchange *x, int64_t matter, const struct answer_link_made *made,
                           struct fail *why)
{
    struct view_answer_made v = {
        .shell = shell_on(x, words(x, MSG_web_answer_made), S("/matters")),
        .holder = made->holder,
        .address = str_fmt(x->a, "%.*s/answer/%.*s", STR_ARG(own_origin(x)), STR_ARG(made->token)),
        .expires_on = date_words(x, made->expires_on),
        .back = matter_address(x, matter),
    };
    shell_crumb(x, &v.shell, words(x, MSG_web_matters_title), S("/matters"));
    shell_crumb(x, &v.shell, words(x, MSG_web_answer_made), S(""));
    struct buf page = respond_buf(x);
    template_answer_made(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

enum err post_answer_link(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t link = 0;
    struct fail tried = {0};
    struct answer_link_made made = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    /* The field is there on one of the two forms only: what it holds decides nothing else. */
    bool revokes = form_has(x, S("_revoke"));
    if (revokes && !str_digits(form_get(x, S("_revoke")), &link))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("_revoke")));
    if (revokes)
        err = answer_link_revoke(&x->call, link, &tried);
    else
        err = answer_link_make(&x->call, id, form_get(x, S("holder")), &made, &tried);
    if (err == OK && revokes)
        return respond_redirect(x, str_fmt(x->a, "/matters/%lld?done=saved#asked", (long long)id));
    if (err == OK)
        return answer_link_shown(x, id, &made, why);
    if (err == ERR_INVALID || err == ERR_FORBIDDEN || err == ERR_CONFLICT)
        return page_matter_again(x, id, &tried, why);
    return fail_copy(why, &tried);
}

enum err answer_links_put(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                          struct fail *why)
{
    struct page p = {0};
    struct names none = {0};
    struct shape s = entity_shape(&answer_link_entity);
    enum err err = answer_links(&x->call, m->record.id, &p, why);
    if (err != OK)
        return err;
    bool is_office = (m->hands & HAND_OFFICE) && x->as_of_day == DATE_NONE;
    struct view_asked_row *at = NEW(x->a, struct view_asked_row, p.n + 1);
    for (ptrdiff_t i = 0; i < p.n; i++) {
        const struct value *is = p.at[i].v;
        bool is_open = str_eq(is[ANSWER_LINK_state].t, S("open"));
        at[i] = (struct view_asked_row){
            .id = p.at[i].id,
            .holder = is[ANSWER_LINK_holder].t,
            .state =
                value_words(x, &s.fields[ANSWER_LINK_state], &is[ANSWER_LINK_state], &none, NULL),
            .answer =
                value_words(x, &s.fields[ANSWER_LINK_answer], &is[ANSWER_LINK_answer], &none, NULL),
            .said = is[ANSWER_LINK_said].t,
            .expires_on = date_words(x, is[ANSWER_LINK_expires_on].i),
            .may_revoke = is_open && is_office,
        };
    }
    v->asked.at = at;
    v->asked.n = p.n;
    if (is_office && (answer_link_fits(m) || p.n > 0))
        v->ask_address = str_fmt(x->a, "/matters/%lld/answer-links", (long long)m->record.id);
    v->may_ask = is_office && answer_link_fits(m);
    return OK;
}
