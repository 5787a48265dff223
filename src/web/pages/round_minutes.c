/*
 * round_minutes.c -- the form in which the minutes of a round are taken.
 *
 * Inputs are named by what they are about: seat.12.presence, item.12.note, new.12.title (a matter
 * that comes of item 12; new.0 of the round itself).
 */
#include "entity/attendance.h"
#include "entity/matter.h"
#include "entity/round.h"
#include "entity/round_item.h"
#include "entity/unit.h"
#include "web/pages/matter_row.h"
#include "web/pages/round_page.h"

enum { UNITS_MOST = 200, NEWS = 5 };

static struct str name_of(struct exchange *x, const char *part, int64_t id, const char *field)
{
    return str_fmt(x->a, "%s.%lld.%s", part, (long long)id, field);
}

/* What was typed last, else what is recorded. */
static struct str typed(struct exchange *x, struct str name, struct str recorded)
{
    return form_has(x, name) ? form_get(x, name) : recorded;
}

static struct view_input input_of(struct exchange *x, struct str name, struct str label,
                                  struct str recorded)
{
    struct view_input in = {.name = name, .label = label, .type = S("text"), .is_plain = true};
    in.value = typed(x, name, recorded);
    troubles_of(x, name, &in);
    return in;
}

static void as_lines(struct view_input *in)
{
    in->is_plain = false;
    in->is_lines = true;
}

static void as_select(struct exchange *x, struct view_input *in, const struct choice *choices,
                      int n)
{
    struct view_option *at = NEW(x->a, struct view_option, n);
    for (int i = 0; i < n; i++)
        at[i] = (struct view_option){choices[i].code, choice_label(&choices[i], x->call.lang),
                                     str_eq(choices[i].code, in->value)};
    in->is_plain = false;
    in->is_select = true;
    in->is_required = true;
    in->options.at = at;
    in->options.n = n;
}

static struct str text_of(const struct value *v)
{
    return v->type == VALUE_TEXT ? v->t : S("");
}

/* --- the whole, and who was there ------------------------------------------------------------- */

static void put_whole(struct exchange *x, const struct round_sight *r, struct view_round_paper *v)
{
    const struct field *f = r->m.shape.fields;
    const struct value *is = r->m.record.v;
    enum lang lang = x->call.lang;
    struct str day =
        is[ROUND_held_on].type == VALUE_INT ? date_str(x->a, is[ROUND_held_on].i) : S("");
    struct view_input *at = NEW(x->a, struct view_input, 2);
    at[0] = input_of(x, S("held_on"), field_label(&f[ROUND_held_on], lang), day);
    at[0].type = S("date");
    at[1] = input_of(x, S("summary"), field_label(&f[ROUND_summary], lang),
                     text_of(&is[ROUND_summary]));
    at[1].help = field_help(&f[ROUND_summary], lang);
    as_lines(&at[1]);
    v->whole.at = at;
    v->whole.n = 2;
}

static enum err put_seats(struct exchange *x, const struct round_sight *r,
                          struct view_round_paper *v, struct fail *why)
{
    struct shape s = entity_shape(&attendance_entity);
    struct names names = {0};
    struct view_input *at = NEW(x->a, struct view_input, 2 * r->seats.n + 1);
    enum err err = records_names(&x->call, &s, r->seats.at, r->seats.n, &names, why);
    for (ptrdiff_t i = 0; err == OK && i < r->seats.n; i++) {
        const struct record *seat = &r->seats.at[i];
        struct str who = round_seat_name(x, seat, &names);
        struct view_input *in = &at[2 * i];
        struct message note = {.id = MSG_web_round_seat_note, .args = {ARG_TEXT(who)}};
        in[0] = input_of(x, name_of(x, "seat", seat->id, "presence"), who,
                         seat->v[ATTENDANCE_presence].t);
        as_select(x, &in[0], attendance_presences, ATTENDANCE_PRESENCE_COUNT);
        in[1] =
            input_of(x, name_of(x, "seat", seat->id, "note"),
                     message_str(x->a, x->call.lang, &note), text_of(&seat->v[ATTENDANCE_note]));
    }
    v->seats.at = at;
    v->seats.n = 2 * r->seats.n;
    return err;
}

/* --- items and what comes of them ------------------------------------------------------------- */

/* A decision or a commitment that is added; item 0: of the round itself. */
static void put_new(struct exchange *x, int64_t item, struct view_minutes_row *row)
{
    static const struct choice kinds_made[] = {
        {.code = S_("commitment"), .label = MSG_entity_commitment},
        {.code = S_("decision"), .label = MSG_entity_decision},
    };
    struct view_input *at = NEW(x->a, struct view_input, NEWS);
    at[0] = input_of(x, name_of(x, "new", item, "kind"), words(x, MSG_web_round_new_kind), S(""));
    as_select(x, &at[0], kinds_made, ARRAY_LEN(kinds_made));
    at[1] = input_of(x, name_of(x, "new", item, "title"), words(x, MSG_web_round_new_title), S(""));
    at[1].help = words(x, MSG_web_round_new_help);
    at[2] =
        input_of(x, name_of(x, "new", item, "content"), words(x, MSG_web_round_new_content), S(""));
    as_lines(&at[2]);
    at[3] = input_of(x, name_of(x, "new", item, "lead"), words(x, MSG_matter_lead), S(""));
    at[3].list = S("s-units");
    at[4] = input_of(x, name_of(x, "new", item, "due"), words(x, MSG_matter_due), S(""));
    at[4].type = S("date");
    row->news.at = at;
    row->news.n = NEWS;
    row->is_open = at[1].value.len > 0 || at[1].is_bad;
}

static enum err put_made(struct exchange *x, const struct round_sight *r, int64_t parent,
                         struct view_minutes_row *row, const struct view_matter_row *made)
{
    struct view_matter_row *at = NEW(x->a, struct view_matter_row, r->made.n + 1);
    for (ptrdiff_t i = 0; i < r->made.n; i++)
        if (r->made.at[i].v[MATTER_parent].i == parent)
            at[row->made.n++] = made[i];
    row->made.at = at;
    return OK;
}

static void put_item(struct exchange *x, const struct record *item, struct view_minutes_row *row)
{
    struct shape s = entity_shape(&round_item_entity);
    struct view_input *at = NEW(x->a, struct view_input, 2);
    at[0] = input_of(x, name_of(x, "item", item->id, "outcome"),
                     field_label(&s.fields[ROUND_ITEM_outcome], x->call.lang),
                     item->v[ROUND_ITEM_outcome].t);
    as_select(x, &at[0], round_item_outcomes, ROUND_ITEM_OUTCOME_COUNT);
    at[1] = input_of(x, name_of(x, "item", item->id, "note"),
                     field_label(&s.fields[ROUND_ITEM_note], x->call.lang),
                     text_of(&item->v[ROUND_ITEM_note]));
    at[1].help = field_help(&s.fields[ROUND_ITEM_note], x->call.lang);
    as_lines(&at[1]);
    row->inputs.at = at;
    row->inputs.n = 2;
}

/* What comes of the round itself, behind the last item. */
static enum err put_besides(struct exchange *x, const struct round_sight *r,
                            const struct view_matter_row *made, struct view_minutes_row *row)
{
    row->title = words(x, MSG_round_paper_besides);
    put_new(x, 0, row);
    return put_made(x, r, r->m.record.id, row, made);
}

static enum err put_rows(struct exchange *x, const struct round_sight *r,
                         struct view_round_paper *v, struct fail *why)
{
    struct view_minutes_row *at = NEW(x->a, struct view_minutes_row, ROUND_TAKEN + 1);
    const struct record *items[ROUND_TAKEN];
    const struct view_matter_row *made = NULL;
    struct round_pager pager = {0};
    ptrdiff_t n_all = 0;
    ptrdiff_t n = round_slice(x, r, true, ROUND_TAKEN, items, &n_all);
    enum err err = matter_rows(x, &r->made, &made, why);
    round_pager(x, round_address(x, r->m.record.id, "/minutes"), n_all, ROUND_TAKEN, &pager);
    for (ptrdiff_t i = 0; err == OK && i < n; i++) {
        const struct record *m = round_record(&r->matters, items[i]->v[ROUND_ITEM_matter].i);
        assert(m); /* round_slice() leaves out the others */
        int64_t number = pager.from + i;
        at[i].title = str_fmt(x->a, "%lld. %.*s", (long long)number, STR_ARG(m->v[MATTER_title].t));
        at[i].address = matter_address(x, m->id);
        put_item(x, items[i], &at[i]);
        put_new(x, items[i]->id, &at[i]);
        err = put_made(x, r, m->id, &at[i], made);
    }
    if (err == OK && pager.after.len == 0)
        err = put_besides(x, r, made, &at[n++]);
    v->rows.at = at;
    v->rows.n = n;
    v->before = pager.before;
    v->after = pager.after;
    return err;
}

static enum err put_units(struct exchange *x, struct view_round_paper *v, struct fail *why)
{
    struct list_query q = {.e = &unit_entity, .sort = S("code"), .limit = UNITS_MOST};
    struct shape s = {0};
    struct page p = {0};
    enum err err = records_list(&x->call, &q, &s, &p, why);
    struct view_option *at = NEW(x->a, struct view_option, UNITS_MOST + 1);
    for (ptrdiff_t i = 0; err == OK && i < p.n; i++)
        at[i] = (struct view_option){.code = p.at[i].v[UNIT_code].t,
                                     .label = record_name(x, &s, &p.at[i], NULL)};
    v->units.at = at;
    v->units.n = p.n;
    return err;
}

enum err round_minutes_form(struct exchange *x, const struct round_sight *r,
                            struct view_round_paper *v, struct fail *why)
{
    put_whole(x, r, v);
    enum err err = put_seats(x, r, v, why);
    if (err == OK)
        err = put_rows(x, r, v, why);
    return err == OK ? put_units(x, v, why) : err;
}

/* --- what was sent ---------------------------------------------------------------------------- */

static struct str sent(struct exchange *x, const char *part, int64_t id, const char *field)
{
    return str_trim(form_get(x, name_of(x, part, id, field)));
}

static struct minutes_new new_of(struct exchange *x, int64_t item)
{
    return (struct minutes_new){
        .item = item,
        .kind = sent(x, "new", item, "kind"),
        .title = sent(x, "new", item, "title"),
        .content = sent(x, "new", item, "content"),
        .lead = sent(x, "new", item, "lead"),
        .due = sent(x, "new", item, "due"),
        .name = str_fmt(x->a, "new.%lld", (long long)item),
    };
}

struct minutes_order round_minutes_order(struct exchange *x, const struct round_sight *r)
{
    struct minutes_item *items = NEW(x->a, struct minutes_item, r->items.n + 1);
    struct minutes_seat *seats = NEW(x->a, struct minutes_seat, r->seats.n + 1);
    struct minutes_new *news = NEW(x->a, struct minutes_new, r->items.n + 1);
    struct minutes_order o = {.round = r->m.record.id,
                              .held_on = form_get(x, S("held_on")),
                              .summary = form_get(x, S("summary"))};
    (void)str_digits(form_get(x, S("_version")), &o.version);
    for (ptrdiff_t i = 0; i < r->items.n; i++) {
        int64_t id = r->items.at[i].id;
        if (!form_has(x, name_of(x, "item", id, "outcome")))
            continue;
        items[o.n_items++] =
            (struct minutes_item){id, sent(x, "item", id, "outcome"), sent(x, "item", id, "note")};
        news[o.n_news++] = new_of(x, id);
    }
    news[o.n_news++] = new_of(x, 0);
    for (ptrdiff_t i = 0; i < r->seats.n; i++) {
        int64_t id = r->seats.at[i].id;
        if (form_has(x, name_of(x, "seat", id, "presence")))
            seats[o.n_seats++] = (struct minutes_seat){id, sent(x, "seat", id, "presence"),
                                                       sent(x, "seat", id, "note")};
    }
    o.items = items;
    o.seats = seats;
    o.news = news;
    return o;
}
