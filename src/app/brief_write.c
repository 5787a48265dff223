/*
 * brief_write.c -- runs of text one after another, and numbers as officials write them.
 */
#include "app/brief_write.h"

#include "core/wording.h"

enum { WORDS_MAX = 512 };

void brief_section_begin(struct brief_writer *w, struct brief_section *section, enum msg title,
                         enum msg empty)
{
    w->section = section;
    w->item = NULL;
    w->room = 0;
    section->title = msg_text(w->c->lang, title);
    section->empty = msg_text(w->c->lang, empty);
}

void brief_item_begin(struct brief_writer *w, const struct board_row *row)
{
    struct brief_section *s = w->section;
    if (s->n_items == w->room) {
        w->room = w->room > 0 ? w->room * 2 : 16;
        struct brief_item *grown = NEW(w->c->a, struct brief_item, w->room);
        for (ptrdiff_t i = 0; i < s->n_items; i++)
            grown[i] = s->items[i];
        s->items = grown;
    }
    w->item = &s->items[s->n_items++];
    *w->item = (struct brief_item){.row = row, .indicator = row ? row->code : S("")};
    w->room_runs = 0;
}

void brief_say_linked(struct brief_writer *w, struct str text, enum brief_link link, int64_t id)
{
    struct brief_item *item = w->item;
    if (text.len == 0)
        return;
    if (item->n_runs == w->room_runs) {
        w->room_runs = w->room_runs > 0 ? w->room_runs * 2 : 16;
        struct brief_run *grown = NEW(w->c->a, struct brief_run, w->room_runs);
        for (ptrdiff_t i = 0; i < item->n_runs; i++)
            grown[i] = item->runs[i];
        item->runs = grown;
    }
    item->runs[item->n_runs++] =
        (struct brief_run){.text = text, .link = id ? link : BRIEF_LINK_NONE, .id = id};
}

void brief_say(struct brief_writer *w, struct str text)
{
    brief_say_linked(w, text, BRIEF_LINK_NONE, 0);
}

/* "%1" to "%4" at the head of text: which, from 0; -1 if it is none. */
static int argument_at(struct str text)
{
    bool is_one =
        text.len >= 2 && text.s[0] == '%' && text.s[1] >= '1' && text.s[1] < '1' + BRIEF_ARGS;
    return is_one ? text.s[1] - '1' : -1;
}

void brief_say_message(struct brief_writer *w, enum msg id, const struct brief_run *args)
{
    struct str text = msg_text(w->c->lang, id);
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        int arg = argument_at(str_sub(text, i, text.len));
        if (arg < 0)
            continue;
        brief_say(w, str_sub(text, from, i));
        brief_say_linked(w, args[arg].text, args[arg].link, args[arg].id);
        from = ++i + 1;
    }
    brief_say(w, str_sub(text, from, text.len));
}

/* "2303.5" to "2,303.5". */
static struct str grouped(struct arena *a, struct str digits)
{
    struct str decimals = S("");
    struct str whole = str_cut(digits, '.', &decimals);
    struct buf out = buf_on(a, WORDS_MAX);
    for (ptrdiff_t i = 0; i < whole.len; i++) {
        bool is_inside = i > 0 && whole.s[i - 1] != '-';
        if (is_inside && (whole.len - i) % 3 == 0)
            buf_byte(&out, ',');
        buf_byte(&out, whole.s[i]);
    }
    if (decimals.len > 0)
        buf_fmt(&out, ".%.*s", STR_ARG(decimals));
    return buf_str(&out);
}

struct str brief_amount(const struct brief_writer *w, const struct board_row *row, struct decimal d)
{
    struct str digits = decimal_str(w->c->a, d, row->decimals);
    if (w->c->lang == LANG_EN)
        digits = grouped(w->c->a, digits);
    struct message m = {.id = MSG_brief_amount, .args = {ARG_TEXT(digits), ARG_TEXT(row->measure)}};
    return message_str(w->c->a, w->c->lang, &m);
}

struct str brief_period(const struct brief_writer *w, struct period p)
{
    struct buf out = buf_on(w->c->a, WORDS_MAX);
    period_show(&out, w->c->lang, p, false);
    return buf_str(&out);
}

struct str brief_change(const struct brief_writer *w, struct decimal growth)
{
    int places = 1;
    while (places < DECIMAL_PLACES && decimal_cmp(decimal_round(growth, places), growth) != 0)
        places++;
    struct buf out = buf_on(w->c->a, WORDS_MAX);
    wording_change(&out, w->c->lang, growth, places);
    return buf_str(&out);
}
