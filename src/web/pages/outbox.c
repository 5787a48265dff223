/*
 * outbox.c -- what leaves the program, before the system administrator: what failed and why, sent
 * again or given up, and test messages.
 */
#include "app/outbox.h"

#include "entity/endpoint.h"
#include "entity/mail_server.h"
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

enum { SHOWN = 50, ENDPOINTS_OFFERED = 200 };

static struct view_outbox_row row_of(struct exchange *x, const struct outbox_row *r)
{
    bool is_open = r->state == OUTBOX_waiting || r->state == OUTBOX_failed;
    return (struct view_outbox_row){
        .id = r->id,
        .made = instant_words(x, r->made),
        .channel = outbox_channel_label(r->channel),
        .receiver = r->receiver,
        .is_test = r->is_test,
        .state = outbox_state_label(r->state),
        .is_bad = r->state == OUTBOX_failed,
        .tries = r->tries,
        .next = r->done == 0 ? instant_words(x, r->next_at) : S(""),
        .done = r->done != 0 ? instant_words(x, r->done) : S(""),
        .fault = r->state == OUTBOX_sent ? MSG_none : r->fault,
        .answer = r->state == OUTBOX_sent ? S("") : r->answer,
        .may_act = is_open && x->as_of_day == DATE_NONE,
    };
}

/* "failed (3)", a view of the list each; those there are none of are left out. */
static enum err put_states(struct exchange *x, enum outbox_state here, struct view_outbox *v,
                           struct fail *why)
{
    int64_t n[OUTBOX_STATE_COUNT] = {0};
    struct view_link *at = NEW(x->a, struct view_link, OUTBOX_STATE_COUNT + 1);
    enum err err = outbox_counts(&x->call, n, why);
    if (err != OK)
        return err;
    at[v->states.n++] =
        (struct view_link){words(x, MSG_web_outbox_all), S("/outbox"), here == OUTBOX_STATE_COUNT};
    for (int i = 0; i < OUTBOX_STATE_COUNT; i++) {
        enum outbox_state s = (enum outbox_state)i;
        struct str label = words(x, outbox_state_label(s));
        if (n[i] > 0 || s == here)
            at[v->states.n++] = (struct view_link){
                str_fmt(x->a, "%.*s (%lld)", STR_ARG(label), (long long)n[i]),
                str_fmt(x->a, "/outbox?state=%.*s", STR_ARG(outbox_state_code(s))), s == here};
    }
    v->states.at = at;
    v->n_failed = n[OUTBOX_failed];
    return OK;
}

static enum err put_endpoints(struct exchange *x, struct view_outbox *v, struct fail *why)
{
    struct list_query q = {.e = &endpoint_entity, .limit = ENDPOINTS_OFFERED};
    struct shape shape = {0};
    struct page page = {0};
    enum err err = records_list(&x->call, &q, &shape, &page, why);
    if (err != OK)
        return err;
    struct view_option *at = NEW(x->a, struct view_option, page.n + 1);
    for (ptrdiff_t i = 0; i < page.n; i++) {
        const struct record *r = &page.at[i];
        if (r->v[ENDPOINT_is_used].i != 0)
            at[v->endpoints.n++] = (struct view_option){str_fmt(x->a, "%lld", (long long)r->id),
                                                        record_name(x, &shape, r, NULL), false};
    }
    v->endpoints.at = at;
    return OK;
}

static void put_rows(struct exchange *x, const struct outbox_rows *rows, int64_t below,
                     enum outbox_state state, struct view_outbox *v)
{
    struct view_outbox_row *at = NEW(x->a, struct view_outbox_row, rows->n + 1);
    for (ptrdiff_t i = 0; i < rows->n; i++)
        at[i] = row_of(x, &rows->at[i]);
    v->rows.at = at;
    v->rows.n = rows->n;
    struct address address = address_on(x, S("/outbox"));
    if (state < OUTBOX_STATE_COUNT)
        address_put(&address, S("state"), outbox_state_code(state));
    if (below != 0)
        v->first = str_dup(x->a, address_str(&address));
    if (rows->next != 0) {
        address_int(&address, S("below"), rows->next);
        v->next = address_str(&address);
    }
}

static enum err show(struct exchange *x, int status, const struct fail *tried, struct fail *why)
{
    struct outbox_rows rows = {0};
    struct outbox_wish wish = {0};
    int64_t below = 0;
    enum outbox_state state = outbox_state_of(query_get(x, S("state")));
    (void)str_digits(query_get(x, S("below")), &below);
    struct view_outbox v = {.shell = shell_on(x, words(x, MSG_web_outbox_title), S("/settings")),
                            .csrf = x->csrf};
    shell_crumb(x, &v.shell, words(x, MSG_web_settings_title), S("/settings"));
    shell_crumb(x, &v.shell, words(x, MSG_web_outbox_title), S(""));
    enum err err = outbox_list(&x->call, state, below, SHOWN, &rows, why);
    if (err == OK)
        err = put_states(x, state, &v, why);
    if (err == OK)
        err = put_endpoints(x, &v, why);
    if (err == OK)
        err = outbox_wish(&x->call, &wish, why);
    if (err != OK)
        return err;
    put_rows(x, &rows, below, state, &v);
    v.mail = wish.mail;
    v.has_server = wish.has_server;
    if (tried)
        v.failure = message_str(x->a, x->call.lang, &tried->message);
    if (wants_json(x))
        return respond_view(x, view_table_outbox(), &v, why);
    struct buf page = respond_buf(x);
    template_outbox(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_outbox(struct exchange *x, struct fail *why)
{
    return show(x, 200, NULL, why);
}

/* What cannot be done is said on the page itself. */
static enum err end(struct exchange *x, enum err err, const struct fail *tried, struct str to,
                    struct fail *why)
{
    if (err == OK)
        return respond_redirect(x, to);
    if (err == ERR_CONFLICT || err == ERR_INVALID)
        return show(x, err_http(err), tried, why);
    return fail_copy(why, tried);
}

enum err post_outbox(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct fail tried = {0};
    struct str act = form_get(x, S("_do"));
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    err = str_eq(act, S("retry")) ? outbox_retry(&x->call, id, &tried)
                                  : outbox_give_up(&x->call, id, &tried);
    return end(x, err, &tried, S("/outbox?done=outbox"), why);
}

enum err post_outbox_test(struct exchange *x, struct fail *why)
{
    int64_t made = 0;
    int64_t endpoint = 0;
    struct fail tried = {0};
    enum err err = str_digits(form_get(x, S("endpoint")), &endpoint)
                       ? outbox_test_endpoint(&x->call, endpoint, &made, &tried)
                       : outbox_test_mail(&x->call, 0, &made, &tried);
    return end(x, err, &tried, S("/outbox?done=tested"), why);
}
