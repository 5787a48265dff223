/*
 * round_paper.c -- what stands on the papers of a round and in its minutes.
 */
#include "app/round_paper.h"

#include "app/lookup.h"
#include "app/matter_paper.h"
#include "app/records.h"
#include "entity/attendance.h"
#include "entity/commitment.h"
#include "entity/decision.h"
#include "entity/matter.h"
#include "entity/matter_paper.h"
#include "entity/problem.h"
#include "entity/round.h"
#include "entity/round_item.h"

enum { LINES_MAX = 64, HEAD_MAX = 16, DETAILS_MOST = 500, TEXT_MAX = 64 * KIB };

/* A paper being written. */
struct writing {
    struct call *c;
    const struct round_sight *r;
    struct round_paper *p;
    struct names names;     /* of items, matters, attendance and what came of it */
    struct page details[3]; /* records of detail_kinds */
    struct rows words;      /* last words: matter, move, day, text */
};

/* What of a kind is laid before a meeting. */
static const struct detail_kind {
    const struct entity *e;
    struct str fields[3];
} detail_kinds[] = {
    {&problem_entity, {S_("blocked"), S_("measure"), S_("help_wanted")}},
    {&commitment_entity, {S_("promise")}},
    {&decision_entity, {S_("content")}},
};

/* --- words ------------------------------------------------------------------------------------ */

static struct str worded(const struct writing *w, enum msg id, const struct message_arg *args)
{
    struct message m = {.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++)
        m.args[i] = args[i];
    return message_str(w->c->a, w->c->lang, &m);
}
#define WORDED(w, id, ...) worded((w), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})

static struct str day_words(const struct writing *w, int64_t day)
{
    struct ymd at = date_ymd(day);
    return WORDED(w, MSG_paper_date, ARG_INT(at.year), ARG_INT(at.month), ARG_INT(at.day),
                  ARG_TEXT(date_str(w->c->a, day)));
}

/* A value as people read it; "" if there is none. */
static struct str shown(const struct writing *w, const struct field *f, const struct value *v,
                        const struct names *names)
{
    struct buf b = buf_on(w->c->a, TEXT_MAX);
    const struct name *name =
        f->kind == KIND_REF && v->type == VALUE_INT ? names_find(names, f->ref, v->i) : NULL;
    if (v->type == VALUE_NULL)
        return S("");
    if (f->kind == KIND_DATE)
        return day_words(w, v->i);
    if (name)
        buf_add(&b, name->name.len > 0 ? name->name : name->code);
    else if (f->kind != KIND_REF)
        kind_show(&b, w->c->lang, f, v);
    return buf_str(&b);
}

static struct str labelled(const struct writing *w, enum msg label, struct str text)
{
    return text.len > 0 ? WORDED(w, MSG_round_paper_line, ARG_MSG(label), ARG_TEXT(text)) : S("");
}

static void add_line(struct round_entry *e, struct str line)
{
    if (line.len > 0 && e->n_lines < LINES_MAX)
        e->lines[e->n_lines++] = line;
}

static struct str round_field(const struct writing *w, int field)
{
    const struct shape *s = &w->r->m.shape;
    return shown(w, &s->fields[field], &w->r->m.record.v[field], &w->names);
}

/* --- the head --------------------------------------------------------------------------------- */

static void add_head(struct writing *w, enum msg label, struct str text)
{
    struct str line = labelled(w, label, text);
    if (line.len > 0 && w->p->n_head < HEAD_MAX)
        w->p->head[w->p->n_head++] = line;
}

/* Units and posts with that presence: "国土局、建设局（副局长代）". */
static struct str seated(const struct writing *w, enum attendance_presence presence)
{
    struct shape s = entity_shape(&attendance_entity);
    bool is_zh = w->c->lang == LANG_ZH;
    struct buf b = buf_on(w->c->a, TEXT_MAX);
    for (ptrdiff_t i = 0; i < w->r->seats.n; i++) {
        const struct value *v = w->r->seats.at[i].v;
        int who = v[ATTENDANCE_unit].type == VALUE_INT ? ATTENDANCE_unit : ATTENDANCE_post;
        if (!str_eq(v[ATTENDANCE_presence].t, attendance_presences[presence].code))
            continue;
        if (b.len > 0)
            buf_add(&b, is_zh ? S("、") : S(", "));
        buf_add(&b, shown(w, &s.fields[who], &v[who], &w->names));
        if (v[ATTENDANCE_note].type == VALUE_TEXT)
            buf_fmt(&b, is_zh ? "（%.*s）" : " (%.*s)", STR_ARG(v[ATTENDANCE_note].t));
    }
    return buf_str(&b);
}

static void write_head(struct writing *w, enum round_paper_kind kind)
{
    struct str day = round_field(w, ROUND_held_on);
    if (day.len == 0)
        day = round_field(w, MATTER_due);
    struct str at = round_field(w, ROUND_begins_at);
    add_head(w, MSG_round_paper_time, at.len > 0 ? STR_CAT(w->c->a, day, S(" "), at) : day);
    add_head(w, MSG_round_place, round_field(w, ROUND_place));
    add_head(w, MSG_round_chair, round_field(w, ROUND_chair));
    add_head(w, MSG_attendance_presence_expected, seated(w, ATTENDANCE_PRESENCE_expected));
    if (kind == ROUND_PAPERS)
        return;
    add_head(w, MSG_attendance_presence_present, seated(w, ATTENDANCE_PRESENCE_present));
    add_head(w, MSG_attendance_presence_excused, seated(w, ATTENDANCE_PRESENCE_excused));
    add_head(w, MSG_attendance_presence_absent, seated(w, ATTENDANCE_PRESENCE_absent));
    add_head(w, MSG_round_recorder, round_field(w, ROUND_recorder));
}

/* --- items ------------------------------------------------------------------------------------ */

static const struct record *matter_of(const struct writing *w, const struct record *item)
{
    return round_record(&w->r->matters, item->v[ROUND_ITEM_matter].i);
}

static struct round_entry entry_on(struct writing *w, ptrdiff_t number, const struct record *matter)
{
    struct str title = str_fmt(w->c->a, "%td. %.*s", number, STR_ARG(matter->v[MATTER_title].t));
    return (struct round_entry){
        .title = title, .matter = matter->id, .lines = NEW(w->c->a, struct str, LINES_MAX)};
}

/* Who answers for it, by when, and where it stands, in one line. */
static struct str standing(const struct writing *w, const struct record *m)
{
    const struct field *f = matter_entity.fields;
    struct str lead = shown(w, &f[MATTER_lead], &m->v[MATTER_lead], &w->names);
    struct str due = shown(w, &f[MATTER_due], &m->v[MATTER_due], &w->names);
    struct str state = shown(w, &f[MATTER_state], &m->v[MATTER_state], &w->names);
    struct str none = msg_text(w->c->lang, MSG_round_paper_none);
    return WORDED(w, MSG_round_paper_standing, ARG_TEXT(state),
                  ARG_TEXT(lead.len > 0 ? lead : none), ARG_TEXT(due.len > 0 ? due : none));
}

static void write_details(struct writing *w, struct round_entry *e)
{
    for (ptrdiff_t k = 0; k < ARRAY_LEN(detail_kinds); k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        const struct record *r = round_record(&w->details[k], e->matter);
        struct shape s = entity_shape(kind->e);
        for (ptrdiff_t i = 0; r && i < ARRAY_LEN(kind->fields); i++) {
            int field = shape_index(&s, kind->fields[i]);
            if (field >= 0 && r->v[field].type == VALUE_TEXT)
                add_line(e, labelled(w, s.fields[field].label, r->v[field].t));
        }
    }
}

static void write_last_words(struct writing *w, struct round_entry *e)
{
    for (ptrdiff_t i = 0; i < w->words.n; i++)
        if (rows_at(&w->words, i, 0)->i == e->matter)
            add_line(e, WORDED(w, MSG_round_paper_last,
                               ARG_TEXT(day_words(w, rows_at(&w->words, i, 2)->i)),
                               ARG_TEXT(rows_at(&w->words, i, 3)->t)));
}

static struct round_entry item_before(struct writing *w, ptrdiff_t number,
                                      const struct record *item)
{
    const struct record *m = matter_of(w, item);
    struct round_entry e = entry_on(w, number, m);
    const struct value *days = &item->v[ROUND_ITEM_blocked_days];
    const struct value *projects = &item->v[ROUND_ITEM_projects];
    add_line(&e, standing(w, m));
    if (days->type == VALUE_INT)
        add_line(&e, WORDED(w, MSG_round_paper_blocked, ARG_INT(days->i)));
    if (projects->type == VALUE_INT && projects->i > 0)
        add_line(&e, WORDED(w, MSG_round_paper_projects, ARG_INT(projects->i)));
    write_details(w, &e);
    write_last_words(w, &e);
    if (item->v[ROUND_ITEM_reason].type == VALUE_TEXT)
        add_line(&e, labelled(w, MSG_round_item_reason, item->v[ROUND_ITEM_reason].t));
    return e;
}

/* "决定：先行供地（牵头：国土局；时限：2006年7月31日）". */
static struct str made_words(const struct writing *w, const struct record *m)
{
    const struct field *f = matter_entity.fields;
    return WORDED(w, MSG_round_paper_made, ARG_MSG(entity_find(m->v[MATTER_kind].t)->title),
                  ARG_TEXT(m->v[MATTER_title].t),
                  ARG_TEXT(shown(w, &f[MATTER_lead], &m->v[MATTER_lead], &w->names)),
                  ARG_TEXT(shown(w, &f[MATTER_due], &m->v[MATTER_due], &w->names)));
}

static void write_made(struct writing *w, struct round_entry *e, int64_t parent)
{
    for (ptrdiff_t i = 0; i < w->r->made.n; i++)
        if (w->r->made.at[i].v[MATTER_parent].i == parent)
            add_line(e, made_words(w, &w->r->made.at[i]));
}

static struct round_entry item_after(struct writing *w, ptrdiff_t number, const struct record *item)
{
    struct shape s = entity_shape(&round_item_entity);
    const struct value *v = item->v;
    struct round_entry e = entry_on(w, number, matter_of(w, item));
    add_line(&e,
             labelled(w, MSG_round_item_outcome,
                      shown(w, &s.fields[ROUND_ITEM_outcome], &v[ROUND_ITEM_outcome], &w->names)));
    if (v[ROUND_ITEM_note].type == VALUE_TEXT)
        add_line(&e, v[ROUND_ITEM_note].t);
    write_made(w, &e, e.matter);
    return e;
}

/* --- parts ------------------------------------------------------------------------------------ */

static struct round_part *part_on(struct writing *w, enum msg title, enum msg empty)
{
    static const enum msg numbers[] = {MSG_round_paper_part_1, MSG_round_paper_part_2,
                                       MSG_round_paper_part_3, MSG_round_paper_part_4,
                                       MSG_round_paper_part_5};
    struct round_part *part = &w->p->parts[w->p->n_parts];
    *part = (struct round_part){.empty = msg_text(w->c->lang, empty)};
    assert(w->p->n_parts < ARRAY_LEN(numbers));
    part->title = WORDED(w, numbers[w->p->n_parts++], ARG_MSG(title));
    part->entries = NEW(w->c->a, struct round_entry, w->r->items.n + 1);
    return part;
}

/* One part a reason for being on the agenda, in the order of the agenda; numbers run on. */
static void write_before(struct writing *w)
{
    ptrdiff_t number = 0;
    for (int o = 0; o < ROUND_ITEM_ORIGIN_COUNT; o++) {
        struct round_part *part = NULL;
        for (ptrdiff_t i = 0; i < w->r->items.n; i++) {
            const struct record *item = &w->r->items.at[i];
            bool is_here = str_eq(item->v[ROUND_ITEM_origin].t, round_item_origins[o].code);
            if (!is_here || !round_item_is_on(item) || !matter_of(w, item))
                continue;
            part = part ? part : part_on(w, round_item_origins[o].label, MSG_none);
            part->entries[part->n_entries++] = item_before(w, ++number, item);
        }
    }
    if (w->p->n_parts == 0)
        (void)part_on(w, MSG_round_paper_agenda, MSG_round_paper_no_items);
}

static void write_after(struct writing *w)
{
    struct str summary = round_field(w, ROUND_summary);
    struct round_entry whole = {.lines = NEW(w->c->a, struct str, LINES_MAX)};
    struct round_part *part = NULL;
    if (summary.len > 0) {
        part = part_on(w, MSG_round_summary, MSG_none);
        add_line(&whole, summary);
        part->entries[part->n_entries++] = whole;
    }
    part = part_on(w, MSG_round_paper_settled, MSG_round_paper_no_items);
    for (ptrdiff_t i = 0; i < w->r->items.n; i++) {
        const struct record *item = &w->r->items.at[i];
        if (!round_item_is_on(item) || !matter_of(w, item))
            continue;
        part->entries[part->n_entries] = item_after(w, part->n_entries + 1, item);
        part->n_entries++;
    }
    whole = (struct round_entry){.lines = NEW(w->c->a, struct str, LINES_MAX)};
    write_made(w, &whole, w->r->m.record.id);
    if (whole.n_lines > 0) {
        part = part_on(w, MSG_round_paper_besides, MSG_none);
        part->entries[part->n_entries++] = whole;
    }
}

/* --- reading ---------------------------------------------------------------------------------- */

static enum err read_details(struct writing *w, struct fail *why)
{
    struct value *ids = NEW(w->c->a, struct value, w->r->matters.n + 1);
    enum err err = OK;
    for (ptrdiff_t i = 0; i < w->r->matters.n; i++)
        ids[i] = VALUE_OF_INT(w->r->matters.at[i].id);
    for (ptrdiff_t k = 0; err == OK && k < ARRAY_LEN(detail_kinds) && w->r->matters.n > 0; k++) {
        struct shape *s = NEW(w->c->a, struct shape, 1);
        struct scope scope = scope_to_read(w->c, detail_kinds[k].e);
        struct condition in = {
            .column = S("id"), .op = OP_IN, .values = ids, .n_values = (int)w->r->matters.n};
        *s = entity_shape(detail_kinds[k].e);
        struct select q = {.shape = s, .where = &in, .n_where = 1, .scope = &scope};
        q.limit = DETAILS_MOST;
        err = view_select(w->c->view, w->c->a, &q, &w->details[k], why);
    }
    return err;
}

static enum err read_words(struct writing *w, struct fail *why)
{
    struct value round = VALUE_OF_INT(w->r->m.record.id);
    return view_query(w->c->view, w->c->a, STMT_round_last_words, &round, 1, &w->words, why);
}

/* Names of everything that is shown, of all pages together. */
static enum err add_names(struct writing *w, const struct shape *s, const struct page *p,
                          struct fail *why)
{
    struct names more = {0};
    enum err err = records_names(w->c, s, p->at, p->n, &more, why);
    if (err != OK)
        return err;
    struct names all = {.n = w->names.n + more.n};
    all.at = NEW(w->c->a, struct name, all.n + 1);
    for (ptrdiff_t i = 0; i < all.n; i++)
        all.at[i] = i < w->names.n ? w->names.at[i] : more.at[i - w->names.n];
    w->names = all;
    return OK;
}

static enum err read_names(struct writing *w, struct fail *why)
{
    struct shape spine = entity_shape(&matter_entity);
    struct shape seat = entity_shape(&attendance_entity);
    struct page round = {.at = NEW(w->c->a, struct record, 1), .n = 1};
    round.at[0] = w->r->m.record;
    enum err err = add_names(w, &w->r->m.shape, &round, why);
    if (err == OK)
        err = add_names(w, &spine, &w->r->matters, why);
    if (err == OK)
        err = add_names(w, &spine, &w->r->made, why);
    return err == OK ? add_names(w, &seat, &w->r->seats, why) : err;
}

static enum err write_unit(struct writing *w, struct fail *why)
{
    struct lookups l = lookups_on(w->c->a, w->c->view);
    const struct unit_info *unit = NULL;
    enum err err = lookup_unit(&l, w->r->m.record.owner, &unit, why);
    if (err == OK && unit)
        w->p->unit = unit->name[w->c->lang];
    return err;
}

/* The number and the day of minutes that went out with one. */
static enum err read_number(struct writing *w, struct fail *why)
{
    struct page papers = {0};
    enum err err = matter_papers(w->c, w->r->m.record.id, &papers, why);
    for (ptrdiff_t i = 0; err == OK && i < papers.n && w->p->number.len == 0; i++) {
        const struct value *v = papers.at[i].v;
        if (!str_eq(v[MATTER_PAPER_paper].t, paper_code(PAPER_minutes)))
            continue;
        w->p->number = v[MATTER_PAPER_number].t;
        w->p->date = day_words(w, v[MATTER_PAPER_issued_on].i);
    }
    return err;
}

enum err round_paper_make(struct call *c, const struct round_sight *r, enum round_paper_kind kind,
                          struct round_paper *out, struct fail *why)
{
    struct round_paper p = {.head = NEW(c->a, struct str, HEAD_MAX),
                            .parts = NEW(c->a, struct round_part, ROUND_ITEM_ORIGIN_COUNT + 3)};
    struct writing w = {.c = c, .r = r, .p = &p};
    enum err err = read_names(&w, why);
    if (err == OK)
        err = read_details(&w, why);
    if (err == OK)
        err = read_words(&w, why);
    if (err == OK)
        err = write_unit(&w, why);
    if (err != OK)
        return err;
    bool is_minutes = kind == ROUND_MINUTES;
    p.date = day_words(&w, call_day(c));
    if (is_minutes)
        err = read_number(&w, why);
    if (err != OK)
        return err;
    p.title = WORDED(&w, is_minutes ? MSG_round_paper_minutes : MSG_round_paper_papers,
                     ARG_TEXT(r->m.record.v[MATTER_title].t));
    p.subtitle = WORDED(&w, MSG_round_paper_of, ARG_TEXT(p.date));
    write_head(&w, kind);
    if (is_minutes)
        write_after(&w);
    else
        write_before(&w);
    *out = p;
    return OK;
}
