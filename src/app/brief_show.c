/*
 * brief_show.c -- a brief as plain lines and as JSON.
 */
#include "app/brief.h"
#include "entity/choices.h"
#include "format/json_write.h"

enum { SHOW_MAX = 8 << 20 };

static const struct str link_names[] = {
    [BRIEF_LINK_NONE] = S_(""),
    [BRIEF_LINK_OBSERVATION] = S_("observation"),
    [BRIEF_LINK_TARGET] = S_("target"),
    [BRIEF_LINK_INDICATOR] = S_("indicator"),
};

static void add_runs(struct buf *out, const struct brief_item *item)
{
    for (ptrdiff_t i = 0; i < item->n_runs; i++)
        buf_add(out, item->runs[i].text);
}

struct str brief_item_text(struct arena *a, const struct brief_item *item)
{
    struct buf out = buf_on(a, SHOW_MAX);
    add_runs(&out, item);
    return buf_str(&out);
}

static void add_section(struct buf *out, const struct brief_section *s)
{
    buf_fmt(out, "\n%.*s\n", STR_ARG(s->title));
    if (s->n_items == 0)
        buf_fmt(out, "%.*s\n", STR_ARG(s->empty));
    for (ptrdiff_t i = 0; i < s->n_items; i++) {
        buf_fmt(out, "%td. ", i + 1);
        add_runs(out, &s->items[i]);
        buf_byte(out, '\n');
    }
}

struct str brief_text(struct arena *a, const struct brief *b)
{
    struct buf out = buf_on(a, SHOW_MAX);
    buf_fmt(&out, "%.*s\n%.*s\n", STR_ARG(b->title), STR_ARG(b->subtitle));
    for (int i = 0; i < BRIEF_PART_COUNT; i++)
        add_section(&out, &b->sections[i]);
    if (b->n_notes > 0)
        buf_byte(&out, '\n');
    for (ptrdiff_t i = 0; i < b->n_notes; i++)
        buf_fmt(&out, "%.*s\n", STR_ARG(b->notes[i]));
    return buf_str(&out);
}

static void put_number(struct arena *a, struct json_writer *w, struct str name,
                       const struct board_number *n)
{
    json_key(w, name);
    if (!n->is_known) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_text(w, S("value"), decimal_exact(a, n->value));
    if (n->id != 0) {
        json_put_int(w, S("id"), n->id);
        json_put_text(w, S("certainty"), certainties[n->certainty].code);
    }
    json_object_end(w);
}

static void put_figures(struct arena *a, struct json_writer *w, const struct board_row *row)
{
    const struct {
        struct str name;
        const struct board_number *n;
    } numbers[] = {
        {S("value"), &row->value},
        {S("growth"), &row->growth},
        {S("target"), &row->target},
        {S("growth_target"), &row->growth_target},
        {S("completion"), &row->completion},
        {S("schedule"), &row->schedule},
        {S("schedule_gap"), &row->schedule_gap},
        {S("growth_gap"), &row->growth_gap},
    };
    json_key(w, S("figures"));
    json_object(w);
    json_put_text(w, S("period"), period_str(a, row->period));
    json_put_text(w, S("measure"), row->measure);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(numbers); i++)
        put_number(a, w, numbers[i].name, numbers[i].n);
    json_object_end(w);
}

static void put_runs(struct json_writer *w, const struct brief_item *item)
{
    json_key(w, S("runs"));
    json_array(w);
    for (ptrdiff_t i = 0; i < item->n_runs; i++) {
        const struct brief_run *run = &item->runs[i];
        json_object(w);
        json_put_text(w, S("text"), run->text);
        if (run->link != BRIEF_LINK_NONE) {
            json_put_text(w, S("entity"), link_names[run->link]);
            json_put_int(w, S("id"), run->id);
        }
        json_object_end(w);
    }
    json_array_end(w);
}

static void put_item(struct arena *a, struct json_writer *w, const struct brief_item *item)
{
    json_object(w);
    json_put_text(w, S("indicator"), item->indicator);
    json_put_text(w, S("text"), brief_item_text(a, item));
    json_put_bool(w, S("doubtful"), item->is_doubtful);
    json_put_bool(w, S("implied"), item->is_implied);
    json_put_bool(w, S("synthetic"), item->is_synthetic);
    put_runs(w, item);
    if (item->row)
        put_figures(a, w, item->row);
    json_object_end(w);
}

static void put_section(struct arena *a, struct json_writer *w, const struct brief_section *s)
{
    json_object(w);
    json_put_text(w, S("part"), s->code);
    json_put_text(w, S("title"), s->title);
    json_key(w, S("items"));
    json_array(w);
    for (ptrdiff_t i = 0; i < s->n_items; i++)
        put_item(a, w, &s->items[i]);
    json_array_end(w);
    json_object_end(w);
}

/* The instant up to which records were taken, and the entry that was the last one then. */
static void put_as_of(struct arena *a, struct json_writer *w, const struct board *board)
{
    json_key(w, S("as_of"));
    if (board->as_of_instant == 0)
        json_null(w);
    else
        json_text(w, instant_str(a, board->as_of_instant));
    json_key(w, S("as_of_entry"));
    if (board->as_of == 0)
        json_null(w);
    else
        json_int(w, board->as_of > 0 ? board->as_of : 0);
}

struct str brief_json(struct arena *a, const struct brief *b)
{
    struct buf out = buf_on(a, SHOW_MAX);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_text(&w, S("title"), b->title);
    json_put_text(&w, S("unit"), b->board.unit_code);
    json_put_text(&w, S("period"), period_str(a, b->board.query.period));
    json_put_text(&w, S("basis"), bases[b->board.query.basis].code);
    json_put_text(&w, S("language"), lang_code(b->lang));
    put_as_of(a, &w, &b->board);
    json_key(&w, S("sections"));
    json_array(&w);
    for (int i = 0; i < BRIEF_PART_COUNT; i++)
        put_section(a, &w, &b->sections[i]);
    json_array_end(&w);
    json_key(&w, S("notes"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < b->n_notes; i++)
        json_text(&w, b->notes[i]);
    json_array_end(&w);
    json_object_end(&w);
    return buf_str(&out);
}
