/*
 * round.c -- a round of coordination: its agenda, drawn and ordered; who comes; what came of it.
 */
#include "entity/round.h"

#include "app/rounds.h"
#include "entity/attendance.h"
#include "entity/matter.h"
#include "entity/round_item.h"
#include "templates.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"
#include "web/pages/round_page.h"

enum { SUGGESTED = 100, HEAD_MAX = 6 };

struct str round_address(struct exchange *x, int64_t id, const char *rest)
{
    return str_fmt(x->a, "/rounds/%lld%s", (long long)id, rest);
}

/* --- the head --------------------------------------------------------------------------------- */

static void put_head(struct exchange *x, const struct round_sight *r, const struct names *names,
                     struct view_round *v)
{
    static const int fields[] = {MATTER_due, ROUND_begins_at, ROUND_place, ROUND_chair,
                                 ROUND_held_on};
    struct view_remark *at = NEW(x->a, struct view_remark, HEAD_MAX);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(fields); i++) {
        const struct field *f = &r->m.shape.fields[fields[i]];
        const struct value *is = &r->m.record.v[fields[i]];
        enum msg label = fields[i] == MATTER_due ? MSG_web_round_planned : f->label;
        if (is->type == VALUE_NULL)
            continue;
        struct message line = {
            .id = MSG_round_paper_line,
            .args = {ARG_MSG(label), ARG_TEXT(value_words(x, f, is, names, NULL))}};
        at[v->head.n++].text = message_str(x->a, x->call.lang, &line);
    }
    v->head.at = at;
}

/* --- items ------------------------------------------------------------------------------------ */

static bool is_tried(struct exchange *x, int64_t item)
{
    int64_t sent = 0;
    return str_digits(form_get(x, S("item")), &sent) && sent == item;
}

static void put_matter(struct exchange *x, const struct record *m, const struct names *names,
                       struct view_round_row *row)
{
    const struct field *f = matter_entity.fields;
    const struct value *due = &m->v[MATTER_due];
    row->title = m->v[MATTER_title].t;
    row->address = matter_address(x, m->id);
    row->kind = value_words(x, &f[MATTER_kind], &m->v[MATTER_kind], names, NULL);
    row->state = value_words(x, &f[MATTER_state], &m->v[MATTER_state], names, NULL);
    row->lead = value_words(x, &f[MATTER_lead], &m->v[MATTER_lead], names, NULL);
    row->due = value_words(x, &f[MATTER_due], due, names, NULL);
    if (due->type == VALUE_INT && m->v[MATTER_closed_on].type == VALUE_NULL)
        row->countdown = countdown_of(x, due->i);
}

static struct view_round_row row_of(struct exchange *x, const struct record *item)
{
    struct shape s = entity_shape(&round_item_entity);
    const struct value *v = item->v;
    struct view_round_row row = {.item = item->id, .position = v[ROUND_ITEM_position].i};
    const struct value *days = &v[ROUND_ITEM_blocked_days];
    const struct value *projects = &v[ROUND_ITEM_projects];
    bool has_outcome =
        !str_eq(v[ROUND_ITEM_outcome].t, round_item_outcomes[ROUND_ITEM_OUTCOME_open].code);
    row.origin = value_words(x, &s.fields[ROUND_ITEM_origin], &v[ROUND_ITEM_origin], NULL, NULL);
    row.has_days = days->type == VALUE_INT;
    row.days = (struct message){.id = MSG_web_round_days, .args = {ARG_INT(days->i)}};
    row.has_projects = projects->type == VALUE_INT && projects->i > 0;
    row.projects = (struct message){.id = MSG_web_round_projects, .args = {ARG_INT(projects->i)}};
    if (v[ROUND_ITEM_reason].type == VALUE_TEXT)
        row.reason = v[ROUND_ITEM_reason].t;
    if (has_outcome)
        row.outcome =
            value_words(x, &s.fields[ROUND_ITEM_outcome], &v[ROUND_ITEM_outcome], NULL, NULL);
    if (v[ROUND_ITEM_note].type == VALUE_TEXT)
        row.note = v[ROUND_ITEM_note].t;
    row.is_open = is_tried(x, item->id);
    row.typed = row.is_open ? form_get(x, S("reason")) : S("");
    return row;
}

int64_t round_from(struct exchange *x)
{
    int64_t from = 1;
    return str_digits(query_get(x, S("from")), &from) && from >= 1 ? from : 1;
}

ptrdiff_t round_slice(struct exchange *x, const struct round_sight *r, bool is_on, ptrdiff_t most,
                      const struct record **out, ptrdiff_t *out_all)
{
    int64_t from = round_from(x);
    ptrdiff_t n = 0;
    *out_all = 0;
    for (ptrdiff_t i = 0; i < r->items.n; i++) {
        const struct record *item = &r->items.at[i];
        if (round_item_is_on(item) != is_on ||
            !round_record(&r->matters, item->v[ROUND_ITEM_matter].i))
            continue;
        ++*out_all;
        if (*out_all >= from && n < most)
            out[n++] = item;
    }
    return n;
}

void round_pager(struct exchange *x, struct str path, ptrdiff_t n_all, ptrdiff_t most,
                 struct round_pager *out)
{
    int64_t from = round_from(x);
    *out = (struct round_pager){.from = from};
    if (from > 1) {
        int64_t before = from > most ? from - most : 1;
        out->before = str_fmt(x->a, "%.*s?from=%lld", STR_ARG(path), (long long)before);
    }
    int64_t after = from + most;
    if (n_all >= after)
        out->after = str_fmt(x->a, "%.*s?from=%lld", STR_ARG(path), (long long)after);
}

static const struct view_round_row *rows_of(struct exchange *x, const struct round_sight *r,
                                            const struct record *const *items, ptrdiff_t n,
                                            const struct names *names)
{
    struct view_round_row *at = NEW(x->a, struct view_round_row, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct record *m = round_record(&r->matters, items[i]->v[ROUND_ITEM_matter].i);
        assert(m); /* round_slice() leaves out the others */
        at[i] = row_of(x, items[i]);
        put_matter(x, m, names, &at[i]);
    }
    return at;
}

/* The items from the one that the address names on: an agenda of hundreds stays light. */
static enum err put_items(struct exchange *x, const struct round_sight *r, struct view_round *v,
                          struct fail *why)
{
    struct shape spine = entity_shape(&matter_entity);
    struct names names = {0};
    struct round_pager pager = {0};
    const struct record *on[ROUND_SHOWN];
    const struct record *off[ROUND_SHOWN];
    ptrdiff_t n_on = 0;
    ptrdiff_t n_off = 0;
    v->items.n = round_slice(x, r, true, ROUND_SHOWN, on, &n_on);
    v->removed.n = round_slice(x, r, false, ROUND_SHOWN, off, &n_off);
    enum err err = records_names(&x->call, &spine, r->matters.at, r->matters.n, &names, why);
    if (err != OK)
        return err;
    v->items.at = rows_of(x, r, on, v->items.n, &names);
    v->removed.at = rows_of(x, r, off, v->removed.n, &names);
    round_pager(x, v->base, n_on > n_off ? n_on : n_off, ROUND_SHOWN, &pager);
    v->n_items = n_on;
    v->from = pager.from;
    v->before = pager.before;
    v->after = pager.after;
    return OK;
}

/* --- who comes -------------------------------------------------------------------------------- */

static enum err put_seats(struct exchange *x, const struct round_sight *r, struct view_round *v,
                          struct fail *why)
{
    struct shape s = entity_shape(&attendance_entity);
    struct names names = {0};
    struct view_seat_row *at = NEW(x->a, struct view_seat_row, r->seats.n + 1);
    enum err err = records_names(&x->call, &s, r->seats.at, r->seats.n, &names, why);
    for (ptrdiff_t i = 0; err == OK && i < r->seats.n; i++) {
        const struct value *is = r->seats.at[i].v;
        at[i].name = round_seat_name(x, &r->seats.at[i], &names);
        at[i].address = record_address(x, &attendance_entity, r->seats.at[i].id);
        at[i].presence =
            value_words(x, &s.fields[ATTENDANCE_presence], &is[ATTENDANCE_presence], NULL, NULL);
        if (is[ATTENDANCE_note].type == VALUE_TEXT)
            at[i].note = is[ATTENDANCE_note].t;
    }
    v->seats.at = at;
    v->seats.n = r->seats.n;
    if (r->may_run)
        v->seat_address =
            str_fmt(x->a, "/data/attendances/new?round=%%23%lld", (long long)r->m.record.id);
    return err;
}

struct str round_seat_name(struct exchange *x, const struct record *seat, const struct names *names)
{
    struct shape s = entity_shape(&attendance_entity);
    bool is_unit = seat->v[ATTENDANCE_unit].type == VALUE_INT;
    int who = is_unit ? ATTENDANCE_unit : ATTENDANCE_post;
    return value_words(x, &s.fields[who], &seat->v[who], names, NULL);
}

/* --- adding one ------------------------------------------------------------------------------- */

/* Open matters that can be added, nearest due day first; a field takes any other number too. */
static enum err suggest(struct exchange *x, const struct round_sight *r, struct view_round *v,
                        struct fail *why)
{
    struct input open = {.field = S("closed_on.null"), .text = S("yes")};
    struct list_query q = {.e = &matter_entity,
                           .filters = &open,
                           .n_filters = 1,
                           .sort = S("due"),
                           .limit = SUGGESTED};
    struct data_page p = {0};
    if (!r->may_run)
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    struct view_option *at = NEW(x->a, struct view_option, SUGGESTED + 1);
    for (ptrdiff_t i = 0; err == OK && i < p.page.n; i++) {
        const struct record *m = &p.page.at[i];
        bool is_round = str_eq(m->v[MATTER_kind].t, matter_kinds[MATTER_KIND_round].code);
        if (is_round || round_record(&r->matters, m->id))
            continue;
        at[v->suggested.n].code = str_fmt(x->a, "#%lld", (long long)m->id);
        at[v->suggested.n++].label = m->v[MATTER_title].t;
    }
    v->suggested.at = at;
    v->is_adding = str_eq(form_get(x, S("_do")), S("add"));
    v->add_matter = v->is_adding ? form_get(x, S("matter")) : S("");
    v->add_reason = v->is_adding ? form_get(x, S("reason")) : S("");
    return err;
}

/* --- the page --------------------------------------------------------------------------------- */

static enum err view_of(struct exchange *x, const struct round_sight *r, struct view_round *out,
                        struct fail *why)
{
    int64_t id = r->m.record.id;
    struct names names = {0};
    struct shape items = entity_shape(&round_item_entity);
    struct str longest = form_get(x, S("longest"));
    struct view_round v = {
        .shell = shell_on(x, r->m.record.v[MATTER_title].t, S("/matters")),
        .id = id,
        .title = r->m.record.v[MATTER_title].t,
        .state = words(x, matter_state_label(r->m.state->state)),
        .may_run = r->may_run,
        .may_draw = r->may_run && r->m.state->state == STATE_planned,
        .is_held = r->m.state->state == STATE_held,
        .base = round_address(x, id, ""),
        .csrf = x->csrf,
        .longest = longest.len > 0 ? longest : str_fmt(x->a, "%d", (int)ROUND_LONGEST),
        .matter_address = matter_address(x, id),
        .troubles = troubles_on(x, &items),
    };
    round_crumbs(x, &v.shell, r, S(""));
    enum err err = records_names(&x->call, &r->m.shape, &r->m.record, 1, &names, why);
    if (err == OK)
        err = put_items(x, r, &v, why);
    if (err == OK)
        err = put_seats(x, r, &v, why);
    if (err == OK)
        err = matter_rows(x, &r->made, &v.made.at, why);
    v.made.n = r->made.n;
    put_head(x, r, &names, &v);
    if (err == OK)
        err = suggest(x, r, &v, why);
    *out = v;
    return err;
}

void round_crumbs(struct exchange *x, struct view_shell *shell, const struct round_sight *r,
                  struct str last)
{
    struct str title = r->m.record.v[MATTER_title].t;
    shell_crumb(x, shell, words(x, MSG_entity_rounds), S("/matters?kind=round&view=all"));
    shell_crumb(x, shell, title, last.len > 0 ? round_address(x, r->m.record.id, "") : S(""));
    if (last.len > 0)
        shell_crumb(x, shell, last, S(""));
}

/* `tried`: why what was sent was not done; NULL if nothing was sent. */
static enum err show(struct exchange *x, int64_t id, const struct fail *tried, struct fail *why)
{
    struct round_sight r = {0};
    struct view_round v = {0};
    enum err err = round_see(&x->call, id, &r, why);
    if (err == OK)
        err = view_of(x, &r, &v, why);
    if (err != OK)
        return err;
    if (tried && tried->err != ERR_INVALID)
        v.failure = message_str(x->a, x->call.lang, &tried->message);
    if (wants_json(x) && !tried)
        return respond_view(x, view_table_round(), &v, why);
    struct buf page = respond_buf(x);
    template_round(&page, x->call.lang, &v);
    return respond_html(x, tried ? err_http(tried->err) : 200, &page, why);
}

enum err page_round(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? show(x, id, NULL, why) : err;
}

static enum err answered(struct exchange *x, int64_t id, enum err err, const struct fail *tried,
                         struct fail *why)
{
    if (err == OK)
        return respond_redirect(x, round_address(x, id, "?done=saved"));
    if (err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_FORBIDDEN)
        return show(x, id, tried, why);
    *why = *tried;
    return err;
}

enum err post_round_agenda(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t longest = -1;
    struct round_drawn drawn = {0};
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    (void)str_digits(str_trim(form_get(x, S("longest"))), &longest);
    err = round_draw(&x->call, id, longest, &drawn, &tried);
    return answered(x, id, err, &tried, why);
}

/* What is typed is a code or "#12", understood where references are read. */
static enum err add_item(struct exchange *x, int64_t id, struct fail *why)
{
    int64_t made = 0;
    struct input in[] = {
        {.field = S("round"), .text = str_fmt(x->a, "#%lld", (long long)id)},
        {.field = S("matter"), .text = form_get(x, S("matter"))},
        {.field = S("reason"), .text = form_get(x, S("reason"))},
    };
    return records_create(&x->call, &round_item_entity, 0, in, ARRAY_LEN(in), &made, why);
}

enum item_act { ITEM_ADD, ITEM_PLACE, ITEM_REMOVE, ITEM_ACT_COUNT };

/* The button that was pressed; ITEM_ACT_COUNT if it is none of the page's. */
static enum item_act item_act_of(struct str act)
{
    static const struct str acts[ITEM_ACT_COUNT] = {
        [ITEM_ADD] = S_("add"), [ITEM_PLACE] = S_("place"), [ITEM_REMOVE] = S_("remove")};
    for (int i = 0; i < ITEM_ACT_COUNT; i++)
        if (str_eq(act, acts[i]))
            return (enum item_act)i;
    return ITEM_ACT_COUNT;
}

/* A place that cannot be read must not take the item off the agenda. */
static enum err place_item(struct exchange *x, int64_t round, bool is_removed, struct fail *why)
{
    struct round_place order = {.round = round, .reason = form_get(x, S("reason"))};
    bool is_placed = str_digits(str_trim(form_get(x, S("position"))), &order.position);
    if (!str_digits(form_get(x, S("item")), &order.item))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("item")));
    if (is_removed)
        order.position = 0;
    else if (!is_placed || order.position < 1) {
        PROBLEM(&x->call.problems, S("position"), S("range"), MSG_problem_round_position, ARG_NONE);
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    return round_place(&x->call, &order, why);
}

enum err post_round_item(struct exchange *x, struct fail *why)
{
    int64_t round = 0;
    struct fail tried = {0};
    enum item_act act = item_act_of(form_get(x, S("_do")));
    enum err err = exchange_param_id(x, S("id"), &round, why);
    if (err != OK)
        return err;
    if (act == ITEM_ACT_COUNT)
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("_do")));
    err = act == ITEM_ADD ? add_item(x, round, &tried)
                          : place_item(x, round, act == ITEM_REMOVE, &tried);
    return answered(x, round, err, &tried, why);
}
