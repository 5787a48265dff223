/*
 * complaints.c -- /complaints: what is said of the program, and its answers, for everybody.
 */
#include "app/complaints.h"

#include "entity/complaint.h"
#include "templates.h"
#include "web/api.h"
#include "web/pages/facts.h"
#include "web/pages/pages.h"

enum { ROWS_ON_PAGE = 20 };

static struct str state_asked(struct exchange *x)
{
    struct str state = query_get(x, S("state"));
    for (int i = 0; i < COMPLAINT_STATE_COUNT; i++)
        if (str_eq(complaint_states[i].code, state))
            return state;
    return S("");
}

static struct str address_of(struct exchange *x, struct str state, struct str after)
{
    struct address to = address_on(x, S("/complaints"));
    address_put(&to, S("state"), state);
    address_put(&to, S("after"), after);
    return address_str(&to);
}

static struct str export_of(struct exchange *x, enum table_kind kind)
{
    struct address to = address_on(x, S("/api/v1/complaints/export"));
    address_put(&to, S("state"), state_asked(x));
    address_put(&to, S("labels"), S("true"));
    address_put(&to, S("format"), table_kind_word(kind));
    address_put(&to, S("lang"), lang_code(x->call.lang));
    return address_str(&to);
}

static void put_views(struct exchange *x, struct view_complaints *v)
{
    struct view_link *at = NEW(x->a, struct view_link, COMPLAINT_STATE_COUNT + 1);
    struct str now = state_asked(x);
    at[0] = (struct view_link){words(x, MSG_web_matters_all), address_of(x, S(""), S("")),
                               now.len == 0};
    for (int i = 0; i < COMPLAINT_STATE_COUNT; i++)
        at[i + 1] = (struct view_link){choice_label(&complaint_states[i], x->call.lang),
                                       address_of(x, complaint_states[i].code, S("")),
                                       str_eq(now, complaint_states[i].code)};
    v->views.at = at;
    v->views.n = COMPLAINT_STATE_COUNT + 1;
}

static struct view_complaint_row row_of(struct exchange *x, const struct data_page *p,
                                        const struct record *r)
{
    const struct value *made = &r->v[COMPLAINT_made_on];
    int64_t age = made->type == VALUE_INT ? call_day(&x->call) - made->i : 0;
    return (struct view_complaint_row){
        .id = r->id,
        .kind = data_value(p, r, "kind", NULL),
        .title = r->v[COMPLAINT_title].t,
        .said = r->v[COMPLAINT_said].t,
        .day = made->type == VALUE_INT ? date_words(x, made->i) : S(""),
        .author = data_value(p, r, "author", NULL),
        .is_open = r->v[COMPLAINT_answer].type == VALUE_NULL,
        .age = {.id = MSG_web_complaints_age, .args = {ARG_INT(age)}},
        .answer = r->v[COMPLAINT_answer].t,
        .answered_on = data_value(p, r, "answered_on", NULL),
        .answered_by = data_value(p, r, "answered_by", NULL),
        .may_answer = may(&x->call, RIGHT_REPLY) && x->as_of_day == DATE_NONE,
        .answer_action = str_fmt(x->a, "/complaints/%lld/answer", (long long)r->id),
        .withhold_action = str_fmt(x->a, "/complaints/%lld/withhold", (long long)r->id),
        .csrf = x->csrf,
    };
}

static enum err put_rows(struct exchange *x, struct view_complaints *v, struct fail *why)
{
    struct input is = {.field = S("state"), .text = state_asked(x)};
    struct data_page p = {0};
    struct list_query q = {.e = &complaint_entity,
                           .filters = &is,
                           .n_filters = is.text.len > 0,
                           .after = query_get(x, S("after")),
                           .limit = ROWS_ON_PAGE};
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    struct view_complaint_row *at = NEW(x->a, struct view_complaint_row, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++)
        at[i] = row_of(x, &p, &p.page.at[i]);
    v->rows.at = at;
    v->rows.n = p.page.n;
    if (p.page.next.len > 0)
        v->next = address_of(x, is.text, p.page.next);
    if (q.after.len > 0)
        v->first = address_of(x, is.text, S(""));
    return OK;
}

static enum err put_counts(struct exchange *x, struct view_complaints *v, struct fail *why)
{
    struct complaint_counts n = {0};
    enum err err = complaints_count(&x->call, &n, why);
    v->counts = (struct message){.id = n.oldest < 0 ? MSG_web_complaints_counts_none
                                                    : MSG_web_complaints_counts,
                                 .args = {ARG_INT(n.open), ARG_INT(n.answered), ARG_INT(n.oldest)}};
    return err;
}

/* What was typed stands there again if it was refused. */
static void put_form(struct exchange *x, struct view_complaints *v)
{
    struct view_option *at = NEW(x->a, struct view_option, COMPLAINT_KIND_COUNT);
    bool is_post = x->req->method == METHOD_POST;
    struct str kind = is_post ? form_get(x, S("kind")) : S("");
    for (int i = 0; i < COMPLAINT_KIND_COUNT; i++)
        at[i] = (struct view_option){complaint_kinds[i].code,
                                     choice_label(&complaint_kinds[i], x->call.lang),
                                     str_eq(kind, complaint_kinds[i].code)};
    v->kinds.at = at;
    v->kinds.n = COMPLAINT_KIND_COUNT;
    if (!is_post)
        return;
    v->title = form_get(x, S("title"));
    v->said = form_get(x, S("said"));
    v->is_named = str_eq(form_get(x, S("named")), S("yes"));
    v->is_tried = v->said.len > 0 || v->title.len > 0;
}

static enum err show(struct exchange *x, int status, struct fail *why)
{
    struct shape shape = entity_shape(&complaint_entity);
    struct view_complaints v = {
        .shell = shell_on(x, words(x, MSG_web_complaints_title), S("/complaints")),
        .may_write = x->as_of_day == DATE_NONE,
        .csrf = x->csrf,
        .xlsx_address = export_of(x, TABLE_XLSX),
        .csv_address = export_of(x, TABLE_CSV),
        .troubles = troubles_on(x, &shape),
    };
    put_views(x, &v);
    put_form(x, &v);
    enum err err = put_counts(x, &v, why);
    if (err == OK)
        err = put_rows(x, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_complaints(), &v, why);
    struct buf page = respond_buf(x);
    template_complaints(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_complaints(struct exchange *x, struct fail *why)
{
    return show(x, 200, why);
}

/* What was refused is shown with the reason; the rest goes back to the list. */
static enum err shown_or(struct exchange *x, enum err err, const struct fail *tried,
                         struct fail *why)
{
    if (err == OK)
        return respond_redirect(x, S("/complaints?done=saved"));
    if (err == ERR_INVALID)
        return show(x, err_http(err), why);
    *why = *tried;
    return err;
}

enum err post_complaint(struct exchange *x, struct fail *why)
{
    static const struct str names[] = {S_("kind"), S_("title"), S_("said")};
    struct input in[ARRAY_LEN(names) + 1] = {0};
    struct fail tried = {0};
    int64_t id = 0;
    ptrdiff_t n = 0;
    for (; n < ARRAY_LEN(names); n++)
        in[n] = (struct input){.field = names[n], .text = form_get(x, names[n])};
    bool is_named = str_eq(form_get(x, S("named")), S("yes"));
    in[n++] = (struct input){.field = S("named"), .text = is_named ? S("yes") : S("no")};
    enum err err = records_create(&x->call, &complaint_entity, 0, in, n, &id, &tried);
    return shown_or(x, err, &tried, why);
}

enum err post_complaint_answer(struct exchange *x, struct fail *why)
{
    struct fail tried = {0};
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    err = complaint_answer(&x->call, id, form_get(x, S("answer")), &tried);
    return shown_or(x, err, &tried, why);
}

enum err post_complaint_withhold(struct exchange *x, struct fail *why)
{
    struct fail tried = {0};
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    err = complaint_withhold(&x->call, id, form_get(x, S("reason")), &tried);
    return shown_or(x, err, &tried, why);
}

/* {"answer": "..."} */
enum err api_complaint_answer(struct exchange *x, struct fail *why)
{
    struct api_body body = {0};
    int64_t id = 0;
    struct str answer = S("");
    x->entity = &complaint_entity;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = api_body_read(x, &body, why);
    for (ptrdiff_t i = 0; err == OK && i < body.n; i++) {
        if (!str_eq(body.in[i].field, S("answer")))
            return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(body.in[i].field));
        answer = body.in[i].text;
    }
    if (err == OK)
        err = complaint_answer(&x->call, id, answer, why);
    return err == OK ? api_respond_record(x, 200, id, why) : err;
}
