/*
 * today.c -- the first page: what waits for me, in order of consequence. Nothing here is a chart.
 */
#include "app/figures.h"
#include "app/matter_list.h"
#include "entity/complaint.h"
#include "entity/matter.h"
#include "templates.h"
#include "web/pages/board_row.h"
#include "web/pages/facts.h"
#include "web/pages/matter_row.h"
#include "web/pages/notice_rows.h"
#include "web/pages/pages.h"

enum { BEHIND_SHOWN = 5, WAITING_SHOWN = 6, NEWS_SHOWN = 5 };

static struct message days_left(const struct figure_owed *o)
{
    if (o->days_left < 0)
        return (struct message){.id = MSG_web_today_late, .args = {ARG_INT(-o->days_left)}};
    return (struct message){.id = o->days_left == 0 ? MSG_web_today_due_today : MSG_web_today_left,
                            .args = {ARG_INT(o->days_left)}};
}

static enum err put_owed(struct exchange *x, struct view_today *v, struct fail *why)
{
    struct figures_owed owed = {0};
    if (!v->reports)
        return OK;
    enum err err = figures_owed(&x->call, &owed, why);
    if (err != OK)
        return err;
    struct view_owed_row *at = NEW(x->a, struct view_owed_row, owed.n + 1);
    for (ptrdiff_t i = 0; i < owed.n; i++) {
        const struct figure_owed *o = &owed.at[i];
        struct address to = address_on(x, S("/figures"));
        address_put(&to, S("period"), choice_month(x, o->period));
        at[i] = (struct view_owed_row){.indicator = o->name,
                                       .period = period_words(x, o->period),
                                       .due = date_words(x, o->due),
                                       .left = days_left(o),
                                       .is_late = o->days_left < 0,
                                       .address = address_str(&to),
                                       .may_enter = x->as_of_day == DATE_NONE};
    }
    v->owed.at = at;
    v->owed.n = owed.n;
    return OK;
}

/* The first few matters whose turn is mine, most overdue first. */
static enum err put_waiting(struct exchange *x, struct view_today *v, struct fail *why)
{
    struct waiting_query q = {.limit = WAITING_SHOWN};
    struct page waiting = {0};
    if (!v->sees_matters)
        return OK;
    enum err err = matters_waiting(&x->call, &q, &waiting, why);
    if (err == OK)
        err = matter_rows(x, &waiting, &v->waiting.at, why);
    v->waiting.n = waiting.n;
    v->has_more_waiting = waiting.next.len > 0;
    return err;
}

/* For who heads a unit or coordinates: what waits for a post that nobody holds. */
static enum err put_orphans(struct exchange *x, struct view_today *v, struct fail *why)
{
    enum post_role role = x->call.who.role;
    bool is_head = role == POST_ROLE_leader || role == POST_ROLE_unit_head ||
                   role == POST_ROLE_promotion || role == POST_ROLE_supervision;
    struct waiting_query q = {.limit = WAITING_SHOWN};
    struct page orphans = {0};
    if (!v->sees_matters || !is_head)
        return OK;
    enum err err = matters_orphaned(&x->call, &q, &orphans, why);
    if (err == OK)
        err = matter_rows(x, &orphans, &v->orphans.at, why);
    v->orphans.n = orphans.n;
    return err;
}

/* For who pushes the whole county on: what is in whosever hands behind its day, the latest first.
 */
static enum err put_overdue(struct exchange *x, struct view_today *v, struct fail *why)
{
    enum post_role role = x->call.who.role;
    bool pushes = role == POST_ROLE_leader || role == POST_ROLE_secretary ||
                  role == POST_ROLE_promotion || role == POST_ROLE_supervision;
    struct input filters[] = {{.field = S("closed_on.null"), .text = S("yes")},
                              {.field = S("due.lt"), .text = date_str(x->a, call_day(&x->call))}};
    struct list_query q = {.e = &matter_entity,
                           .filters = filters,
                           .n_filters = ARRAY_LEN(filters),
                           .sort = S("due"),
                           .limit = WAITING_SHOWN};
    struct data_page p = {0};
    if (!v->sees_matters || !pushes)
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err == OK)
        err = matter_rows(x, &p.page, &v->overdue.at, why);
    v->overdue.n = p.page.n;
    return err;
}

/* The worst first; equal ones in the board's order. */
static ptrdiff_t worst_of(const struct board *b, const bool *is_taken)
{
    ptrdiff_t worst = -1;
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        if (is_taken[i] || b->rows[i].standing != STANDING_SHORTCOMING)
            continue;
        if (worst < 0 || judgement_cmp(&b->rows[i].judgement, &b->rows[worst].judgement) < 0)
            worst = i;
    }
    return worst;
}

static void put_behind(struct exchange *x, const struct choice_of_board *choice,
                       const struct board *b, struct view_today *v)
{
    struct view_behind_row *at = NEW(x->a, struct view_behind_row, BEHIND_SHOWN);
    bool *is_taken = NEW(x->a, bool, b->n_rows + 1);
    ptrdiff_t n = 0;
    for (; n < BEHIND_SHOWN; n++) {
        ptrdiff_t i = worst_of(b, is_taken);
        if (i < 0)
            break;
        const struct board_row *row = &b->rows[i];
        is_taken[i] = true;
        at[n] = (struct view_behind_row){row->name, indicator_address(x, choice, row->code),
                                         row->sentence, light_of(row->standing)};
    }
    v->behind.at = at;
    v->behind.n = n;
}

static void put_doubts(struct exchange *x, const struct choice_of_board *choice,
                       const struct board *b, struct view_today *v)
{
    static const struct view_light doubtful = {S_("light-yellow"), S_("▲"),
                                               MSG_web_indicators_doubtful};
    struct view_behind_row *at = NEW(x->a, struct view_behind_row, b->n_rows + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        const struct board_row *row = &b->rows[i];
        if (row->n_doubts > 0)
            at[n++] = (struct view_behind_row){row->name, indicator_address(x, choice, row->code),
                                               row->doubts[0].sentence, doubtful};
    }
    v->doubts.at = at;
    v->doubts.n = n;
}

/* A county that is not set up yet has no board: the page is then shown without one. */
static enum err put_board(struct exchange *x, struct view_today *v, struct fail *why)
{
    struct choice_of_board choice = {0};
    struct board board = {0};
    struct fail tried = {0};
    if (!may(&x->call, RIGHT_VIEW))
        return OK;
    enum err err = choice_own(x, &choice, &tried);
    if (err == OK)
        err = board_make(&x->call, &choice.q, &board, &tried);
    if (err == ERR_NOT_FOUND || err == ERR_FORBIDDEN)
        return OK;
    *why = tried;
    if (err != OK)
        return err;
    if (choice.q.subject != x->call.county)
        choice.unit_code = board.unit_code;
    struct address to = choice_address(x, S("/indicators"), &choice);
    v->sees_board = true;
    v->board_title = str_fmt(x->a, "%.*s · %.*s", STR_ARG(board.unit_name),
                             STR_ARG(period_words(x, period_cumulative(choice.q.period))));
    v->board_address = address_str(&to);
    put_behind(x, &choice, &board, v);
    put_doubts(x, &choice, &board, v);
    return OK;
}

/* What one's posts were told and nobody has marked as read. */
static enum err put_news(struct exchange *x, struct view_today *v, struct fail *why)
{
    struct notices n = {0};
    enum err err = notices_list(&x->call, true, 0, NEWS_SHOWN, &n, why);
    if (err != OK)
        return err;
    v->news.at = notice_rows(x, &n);
    v->news.n = n.n;
    return OK;
}

/* What the reader's post said of the program under its name, answered within two weeks. */
static enum err put_answered(struct exchange *x, struct view_today *v, struct fail *why)
{
    enum { DAYS_SHOWN = 14, ANSWERS_SHOWN = 5 };
    struct input filters[] = {
        {.field = S("author"), .text = str_fmt(x->a, "#%lld", (long long)x->call.who.post)},
        {.field = S("answered_on.ge"), .text = date_str(x->a, call_day(&x->call) - DAYS_SHOWN)}};
    struct list_query q = {.e = &complaint_entity,
                           .filters = filters,
                           .n_filters = ARRAY_LEN(filters),
                           .limit = ANSWERS_SHOWN};
    struct data_page p = {0};
    if (x->call.who.post == 0)
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    struct view_link *at = NEW(x->a, struct view_link, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++)
        at[i] = (struct view_link){.text = p.page.at[i].v[COMPLAINT_title].t,
                                   .address = S("/complaints?state=answered")};
    v->answered.at = at;
    v->answered.n = p.page.n;
    return OK;
}

/* Where those begin who keep the program rather than figures. */
static void put_tasks(struct exchange *x, struct view_today *v)
{
    static const struct task {
        enum right right;
        enum msg text;
        struct str address;
    } all[] = {
        {RIGHT_ORGANISE, MSG_web_task_units, S_("/units")},
        {RIGHT_ORGANISE, MSG_web_task_posts, S_("/data/posts")},
        {RIGHT_ACCOUNTS, MSG_web_task_accounts, S_("/data/accounts")},
        {RIGHT_ACCOUNTS, MSG_web_task_holdings, S_("/data/holdings")},
        {RIGHT_RECORD, MSG_web_task_record, S_("/record")},
    };
    struct view_link *at = NEW(x->a, struct view_link, ARRAY_LEN(all));
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(all); i++)
        if (may(&x->call, all[i].right))
            at[n++] = (struct view_link){.text = words(x, all[i].text), .address = all[i].address};
    v->tasks.at = at;
    v->tasks.n = n;
}

enum err page_today(struct exchange *x, struct fail *why)
{
    int64_t day = call_day(&x->call);
    struct view_today v = {
        .shell = shell_on(x, words(x, MSG_web_today_title), S("/")),
        .date = date_words(x, day),
        .greeting = x->session.post_name[x->call.lang],
        .reports = may(&x->call, RIGHT_REPORT),
        .sees_matters = may(&x->call, RIGHT_MATTERS),
    };
    enum err err = put_owed(x, &v, why);
    if (err == OK)
        err = put_waiting(x, &v, why);
    if (err == OK)
        err = put_overdue(x, &v, why);
    if (err == OK)
        err = put_orphans(x, &v, why);
    if (err == OK)
        err = put_news(x, &v, why);
    if (err == OK)
        err = put_answered(x, &v, why);
    if (err == OK)
        err = put_board(x, &v, why);
    if (err != OK)
        return err;
    put_tasks(x, &v);
    if (wants_json(x))
        return respond_view(x, view_table_today(), &v, why);
    struct buf page = respond_buf(x);
    template_today(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
