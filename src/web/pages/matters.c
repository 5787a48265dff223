/*
 * matters.c -- the list of matters: what waits for me, what is open, overdue, closed; by kind, by
 * whose turn it is, unit, category and age; or side by side as a board.
 *
 * View, kind, filters and order stand in the address, so that a list is a link one can send.
 */
#include "app/matter_list.h"
#include "entity/category.h"
#include "entity/matter.h"
#include "entity/problem.h"
#include "entity/unit.h"
#include "templates.h"
#include "web/pages/filter.h"
#include "web/pages/matter_board.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"

enum { ROWS_ON_PAGE = 50, CARDS_ON_BOARD = 100, FILTERS_MAX = 10 };

enum which {
    WHICH_OPEN,
    WHICH_WAITS,
    WHICH_ORPHANS,
    WHICH_OVERDUE,
    WHICH_CLOSED,
    WHICH_ALL,
    WHICH_BOARD,
    WHICH_COUNT
};
static const struct which_row {
    struct str code;
    enum msg label, empty;
    struct str sort;
} whiches[WHICH_COUNT] = {
    [WHICH_OPEN] = {S_("open"), MSG_web_matters_open, MSG_web_matters_none_open, S_("due")},
    [WHICH_WAITS] = {S_("waits"), MSG_web_matters_waits, MSG_web_today_nothing_waits, S_("")},
    [WHICH_ORPHANS] = {S_("orphans"), MSG_web_matters_orphans, MSG_web_matters_none_orphans,
                       S_("")},
    [WHICH_OVERDUE] = {S_("overdue"), MSG_web_matters_overdue, MSG_web_matters_none_overdue,
                       S_("due")},
    [WHICH_CLOSED] = {S_("closed"), MSG_web_matters_closed, MSG_web_matters_none_closed,
                      S_("-closed_on")},
    [WHICH_ALL] = {S_("all"), MSG_web_matters_all, MSG_web_data_empty, S_("-id")},
    [WHICH_BOARD] = {S_("board"), MSG_web_matters_board, MSG_web_matters_none_open, S_("due")},
};

struct list {
    struct exchange *x;
    enum which which;
    struct str kind, sort, after;
    struct list_query q; /* what the address asks for, as filters of the spine */
    struct page page;
};

static enum which which_of(struct str code)
{
    for (int i = 0; i < WHICH_COUNT; i++)
        if (str_eq(whiches[i].code, code))
            return (enum which)i;
    return WHICH_OPEN;
}

static void filter(struct list *l, struct str field, struct str text)
{
    if (text.len > 0)
        l->q.filters[l->q.n_filters++] = (struct input){.field = field, .text = text};
}

/* Only problems have one. */
static bool has_category(const struct list *l)
{
    return l->kind.len == 0 || str_eq(l->kind, problem_entity.name);
}

static const struct matter_turn *turn_asked(struct exchange *x)
{
    struct str code = query_get(x, S("turn"));
    for (int i = 0; i < MATTER_TURNS; i++)
        if (str_eq(matter_turns[i].code, code))
            return &matter_turns[i];
    return NULL;
}

/* "on or before": what was raised so many days ago. */
static void filter_age(struct list *l)
{
    enum { OLDEST_ASKED = 36600 };
    int64_t days = 0;
    struct str text = query_get(l->x, S("age"));
    if (str_digits(text, &days) && days <= OLDEST_ASKED)
        filter(l, S("opened_on.le"), date_str(l->x->a, call_day(&l->x->call) - days));
}

/* What is asked for beside the view: whose turn it is, category, age. */
static void read_filters(struct list *l)
{
    struct exchange *x = l->x;
    const struct matter_turn *turn = turn_asked(x);
    struct str category = has_category(l) ? query_get(x, S("category")) : S("");
    filter(l, S("kind"), l->kind);
    filter(l, S("state"), query_get(x, S("state")));
    filter(l, S("lead"), str_trim(query_get(x, S("lead"))));
    if (turn && turn->hand == 0)
        filter(l, S("state.in"), matter_state_code(STATE_draft));
    else if (turn)
        filter(l, S("state.in"), matter_states_awaiting(x->a, l->kind, turn->hand));
    filter_age(l);
    filter(l, S("category"), category);
    if (category.len > 0)
        l->q.e = &problem_entity;
}

static void read_query(struct list *l, int64_t limit)
{
    struct exchange *x = l->x;
    l->which = which_of(query_get(x, S("view")));
    l->kind = query_get(x, S("kind"));
    l->sort = query_get(x, S("sort"));
    l->after = query_get(x, S("after"));
    l->q = (struct list_query){.e = &matter_entity,
                               .filters = NEW(x->a, struct input, FILTERS_MAX),
                               .search = str_trim(query_get(x, S("q"))),
                               .sort = l->sort.len > 0 ? l->sort : whiches[l->which].sort,
                               .after = l->after,
                               .limit = limit};
    read_filters(l);
    if (l->which == WHICH_BOARD && limit < CARDS_ON_BOARD)
        l->q.limit = CARDS_ON_BOARD;
    if (l->which == WHICH_OPEN || l->which == WHICH_OVERDUE || l->which == WHICH_BOARD)
        filter(l, S("closed_on.null"), S("yes"));
    if (l->which == WHICH_OVERDUE)
        filter(l, S("due.lt"), date_str(x->a, call_day(&x->call)));
    if (l->which == WHICH_CLOSED)
        filter(l, S("closed_on.null"), S("no"));
}

/* Has the view an order of its own, which no filter narrows? */
static bool is_of_its_own(enum which which)
{
    return which == WHICH_WAITS || which == WHICH_ORPHANS;
}

/* --- addresses -------------------------------------------------------------------------------- */

/* The list's address with another view, kind, order or page. */
struct turn {
    enum which which;
    struct str kind, sort, after;
    bool any_turn; /* whosever turn it is */
};

/* What narrows the list. */
static void put_kept(const struct list *l, struct address *to, bool any_turn)
{
    static const struct str kept[] = {S_("state"), S_("turn"), S_("lead"), S_("category"),
                                      S_("age")};
    address_put(to, S("q"), l->q.search);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(kept); i++)
        if (!any_turn || !str_eq(kept[i], S("turn")))
            address_put(to, kept[i], query_get(l->x, kept[i]));
}

static struct str turned(const struct list *l, const struct turn *turn)
{
    struct exchange *x = l->x;
    struct address to = address_on(x, S("/matters"));
    if (turn->which != WHICH_OPEN)
        address_put(&to, S("view"), whiches[turn->which].code);
    address_put(&to, S("kind"), turn->kind);
    if (!is_of_its_own(turn->which)) {
        put_kept(l, &to, turn->any_turn);
        address_put(&to, S("sort"), turn->sort);
    }
    address_put(&to, S("after"), turn->after);
    return address_str(&to);
}

/* The rows by the same filters; what waits for me has none, so its rows are named. */
static struct str export_address(const struct list *l, enum table_kind kind)
{
    enum { IDS_MAX = 2048 };
    struct exchange *x = l->x;
    struct address to =
        address_on(x, str_fmt(x->a, "/api/v1/%.*s/export", STR_ARG(l->q.e->plural)));
    if (is_of_its_own(l->which)) {
        struct buf ids = buf_on(x->a, IDS_MAX);
        for (ptrdiff_t i = 0; i < l->page.n; i++)
            buf_fmt(&ids, i > 0 ? ",%lld" : "%lld", (long long)l->page.at[i].id);
        if (l->page.n == 0)
            return S("");
        address_put(&to, S("id.in"), buf_str(&ids));
    } else {
        address_put(&to, S("q"), l->q.search);
        for (ptrdiff_t i = 0; i < l->q.n_filters; i++)
            address_put(&to, l->q.filters[i].field, l->q.filters[i].text);
        address_put(&to, S("sort"), l->q.sort);
    }
    address_put(&to, S("fields"), S("title,code,kind,state,step,lead,due,opened_on,closed_on"));
    address_put(&to, S("labels"), S("true"));
    if (kind != TABLE_CSV)
        address_put(&to, S("format"), table_kind_word(kind));
    address_put(&to, S("lang"), lang_code(x->call.lang));
    if (x->as_of_day != DATE_NONE)
        address_put(&to, S("as_of"), date_str(x->a, x->as_of_day));
    return address_str(&to);
}

/* All that the filters show, to be moved at once. */
static struct str all_address(const struct list *l)
{
    struct exchange *x = l->x;
    struct address to = address_on(x, S("/matters/move"));
    address_put(&to, S("all"), S("yes"));
    address_put(&to, S("view"), whiches[l->which].code);
    address_put(&to, S("kind"), l->kind);
    if (!is_of_its_own(l->which)) {
        put_kept(l, &to, false);
        address_put(&to, S("sort"), l->sort);
    }
    return address_str(&to);
}

/* --- view ------------------------------------------------------------------------------------- */

static void put_chips(const struct list *l, struct view_matters *v)
{
    static const enum which order[] = {WHICH_WAITS,   WHICH_OPEN,   WHICH_BOARD, WHICH_OVERDUE,
                                       WHICH_ORPHANS, WHICH_CLOSED, WHICH_ALL};
    struct exchange *x = l->x;
    struct view_link *views = NEW(x->a, struct view_link, ARRAY_LEN(order));
    struct view_link *kinds_at = NEW(x->a, struct view_link, MATTER_KIND_COUNT + 1);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(order); i++) {
        struct turn turn = {.which = order[i], .kind = l->kind};
        views[i] = (struct view_link){words(x, whiches[order[i]].label), turned(l, &turn),
                                      order[i] == l->which};
    }
    struct turn every = {.which = l->which, .sort = l->sort};
    kinds_at[0] =
        (struct view_link){words(x, MSG_web_matters_every), turned(l, &every), l->kind.len == 0};
    for (int i = 0; i < MATTER_KIND_COUNT; i++) {
        struct turn turn = {.which = l->which, .kind = matter_kinds[i].code, .sort = l->sort};
        kinds_at[i + 1] = (struct view_link){choice_label(&matter_kinds[i], x->call.lang),
                                             turned(l, &turn), str_eq(turn.kind, l->kind)};
    }
    v->views.at = views;
    v->views.n = ARRAY_LEN(order);
    v->kinds.at = kinds_at;
    v->kinds.n = MATTER_KIND_COUNT + 1;
}

/* A new matter of each kind that the caller may raise; of a list of one kind that kind alone, and
 * its import. */
static void put_news(const struct list *l, struct view_matters *v)
{
    struct exchange *x = l->x;
    struct view_link *at = NEW(x->a, struct view_link, MATTER_KIND_COUNT);
    ptrdiff_t n = 0;
    for (int i = 0; i < MATTER_KIND_COUNT && x->as_of_day == DATE_NONE; i++) {
        const struct entity *e = entity_find(matter_kinds[i].code);
        bool is_other = l->kind.len > 0 && !str_eq(l->kind, matter_kinds[i].code);
        if (!e || is_other || !may_write_to(&x->call, e, WRITE_MAKE))
            continue;
        at[n++] =
            (struct view_link){.text = choice_label(&matter_kinds[i], x->call.lang),
                               .address = str_fmt(x->a, "/data/%.*s/new", STR_ARG(e->plural))};
        if (l->kind.len > 0)
            v->import_address = str_fmt(x->a, "/data/%.*s/import", STR_ARG(e->plural));
    }
    if (n == 1)
        v->fresh = at[0];
    v->news.at = at;
    v->news.n = n == 1 ? 0 : n;
}

static void put_options(struct view_filter *to, const struct view_option *at, ptrdiff_t n)
{
    to->options.at = at;
    to->options.n = n;
    to->is_choice = true;
}

static struct view_filter turn_filter(const struct list *l)
{
    struct exchange *x = l->x;
    const struct matter_turn *now = turn_asked(x);
    struct view_option *at = NEW(x->a, struct view_option, MATTER_TURNS);
    struct view_filter f = {.name = S("turn"), .label = words(x, MSG_web_matters_next)};
    for (int i = 0; i < MATTER_TURNS; i++)
        at[i] = (struct view_option){matter_turns[i].code, words(x, matter_turns[i].label),
                                     now == &matter_turns[i]};
    put_options(&f, at, MATTER_TURNS);
    return f;
}

static struct view_filter state_filter(const struct list *l)
{
    struct exchange *x = l->x;
    struct str now = query_get(x, S("state"));
    struct view_option *at = NEW(x->a, struct view_option, MATTER_STATE_COUNT);
    struct view_filter f = {.name = S("state"),
                            .label =
                                field_label(&matter_entity.fields[MATTER_state], x->call.lang)};
    for (int i = 0; i < MATTER_STATE_COUNT; i++)
        at[i] = (struct view_option){matter_states[i].code,
                                     choice_label(&matter_states[i], x->call.lang),
                                     str_eq(now, matter_states[i].code)};
    put_options(&f, at, MATTER_STATE_COUNT);
    return f;
}

static struct view_filter age_filter(const struct list *l)
{
    static const int days[] = {30, 60, 90, 180, 365};
    struct exchange *x = l->x;
    struct view_option *at = NEW(x->a, struct view_option, ARRAY_LEN(days));
    struct view_filter f = {.name = S("age"), .label = words(x, MSG_web_matters_age)};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(days); i++) {
        struct message text = {.id = MSG_web_matters_older, .args = {ARG_INT(days[i])}};
        struct str code = str_fmt(x->a, "%d", days[i]);
        at[i] = (struct view_option){code, message_str(x->a, x->call.lang, &text),
                                     str_eq(code, query_get(x, S("age")))};
    }
    put_options(&f, at, ARRAY_LEN(days));
    return f;
}

static enum err ref_filter(const struct list *l, struct str name, struct str label,
                           const struct entity *e, struct view_filter *out, struct fail *why)
{
    *out = (struct view_filter){
        .name = name, .label = label, .value = str_trim(query_get(l->x, name))};
    enum err err = filter_refs(l->x, e, out, why);
    if (!out->is_choice && !out->is_suggested)
        out->type = S("text");
    return err;
}

static enum err put_filters(const struct list *l, struct view_matters *v, struct fail *why)
{
    enum { FILTERS = 5 };
    struct exchange *x = l->x;
    struct view_filter *at = NEW(x->a, struct view_filter, FILTERS);
    struct str lead = field_label(&matter_entity.fields[MATTER_lead], x->call.lang);
    ptrdiff_t n = 0;
    at[n++] = turn_filter(l);
    at[n++] = state_filter(l);
    enum err err = ref_filter(l, S("lead"), lead, &unit_entity, &at[n++], why);
    if (err == OK && has_category(l))
        err = ref_filter(l, S("category"), words(x, MSG_web_matters_category), &category_entity,
                         &at[n++], why);
    at[n++] = age_filter(l);
    v->filters.at = at;
    v->filters.n = n;
    for (ptrdiff_t i = 0; i < n; i++)
        v->is_narrowed = v->is_narrowed || query_get(x, at[i].name).len > 0;
    return err;
}

static void put_columns(const struct list *l, struct view_matters *v)
{
    static const struct {
        struct str field;
        enum msg label;
    } all[] = {
        {S_("title"), MSG_web_matters_name},    {S_("kind"), MSG_web_matters_kind},
        {S_("state"), MSG_web_matters_state},   {S_(""), MSG_web_matters_next},
        {S_("lead"), MSG_web_matters_lead},     {S_("due"), MSG_web_matters_due},
        {S_("opened_on"), MSG_web_matters_age},
    };
    struct exchange *x = l->x;
    struct view_column *at = NEW(x->a, struct view_column, ARRAY_LEN(all));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(all); i++) {
        bool is_up = all[i].field.len > 0 && str_eq(l->q.sort, all[i].field);
        struct str down = STR_CAT(x->a, S("-"), all[i].field);
        bool is_down = str_eq(l->q.sort, down);
        struct turn turn = {
            .which = l->which, .kind = l->kind, .sort = is_up ? down : all[i].field};
        at[i] = (struct view_column){.name = all[i].field,
                                     .label = words(x, all[i].label),
                                     .is_up = is_up,
                                     .is_down = is_down};
        at[i].order = is_up ? S("ascending") : is_down ? S("descending") : S("");
        if (!is_of_its_own(l->which) && all[i].field.len > 0)
            at[i].address = turned(l, &turn);
    }
    v->columns.at = at;
    v->columns.n = ARRAY_LEN(all);
}

static void put_pager(const struct list *l, struct view_matters *v)
{
    struct turn next = {.which = l->which, .kind = l->kind, .sort = l->sort};
    struct turn first = next;
    next.after = l->page.next;
    if (l->page.next.len > 0)
        v->next = turned(l, &next);
    if (l->after.len > 0)
        v->first = turned(l, &first);
}

/* The rows as the columns of a board: each leads to its list. */
static void put_board(const struct list *l, struct view_matters *v)
{
    struct turn open = {.which = WHICH_OPEN, .kind = l->kind, .any_turn = true};
    v->is_board = true;
    v->board.n = matter_board(l->x, &l->page, v->rows.at, turned(l, &open), &v->board.at);
    if (l->page.next.len > 0)
        v->board_more =
            (struct message){.id = MSG_web_matters_board_more, .args = {ARG_INT(l->page.n)}};
}

static enum err view_of(const struct list *l, struct view_matters *out, struct fail *why)
{
    struct exchange *x = l->x;
    struct shape shape = entity_shape(&matter_entity);
    struct view_matters v = {
        .shell = shell_on(x, words(x, MSG_web_matters_title), S("/matters")),
        .is_listed = !is_of_its_own(l->which),
        .which = whiches[l->which].code,
        .kind = l->kind,
        .search = l->q.search,
        .sort = l->sort,
        .empty = whiches[l->which].empty,
        .export_address = export_address(l, TABLE_CSV),
        .xlsx_address = export_address(l, TABLE_XLSX),
        .may_pick = x->as_of_day == DATE_NONE && l->page.n > 0,
        .all_address = all_address(l),
        .troubles = troubles_on(x, &shape),
    };
    put_chips(l, &v);
    put_news(l, &v);
    put_columns(l, &v);
    put_pager(l, &v);
    enum err err = put_filters(l, &v, why);
    if (err == OK)
        err = matter_rows(x, &l->page, &v.rows.at, why);
    if (err != OK)
        return err;
    v.rows.n = l->page.n;
    if (l->which == WHICH_BOARD)
        put_board(l, &v);
    *out = v;
    return err;
}

/* A wrong filter is said above the list. */
static enum err read_rows(struct list *l, int64_t limit, struct fail *why)
{
    struct exchange *x = l->x;
    struct shape shape = {0};
    struct fail tried = {0};
    struct waiting_query w = {.kind = l->kind, .after = l->after, .limit = limit};
    if (w.limit > ROWS_ON_PAGE)
        w.limit = ROWS_ON_PAGE;
    if (l->which == WHICH_WAITS)
        return matters_waiting(&x->call, &w, &l->page, why);
    if (l->which == WHICH_ORPHANS)
        return matters_orphaned(&x->call, &w, &l->page, why);
    enum err err = records_list(&x->call, &l->q, &shape, &l->page, &tried);
    if (err == ERR_INVALID)
        return OK;
    *why = tried;
    return err;
}

enum err matters_shown(struct exchange *x, int64_t limit, struct page *out, struct fail *why)
{
    struct list l = {.x = x};
    read_query(&l, limit);
    enum err err = read_rows(&l, limit, why);
    if (err == OK)
        *out = l.page;
    return err;
}

static bool is_kind(struct str code)
{
    for (int i = 0; i < MATTER_KIND_COUNT; i++)
        if (str_eq(matter_kinds[i].code, code))
            return true;
    return false;
}

enum err page_matters(struct exchange *x, struct fail *why)
{
    struct list l = {.x = x};
    struct view_matters v = {0};
    read_query(&l, ROWS_ON_PAGE);
    if (l.kind.len > 0 && !is_kind(l.kind))
        return FAIL(why, ERR_INVALID, MSG_web_api_choice, ARG_TEXT(l.kind));
    enum err err = read_rows(&l, ROWS_ON_PAGE, why);
    if (err == OK)
        err = view_of(&l, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_matters(), &v, why);
    struct buf page = respond_buf(x);
    template_matters(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
