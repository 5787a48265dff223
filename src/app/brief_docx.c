/*
 * brief_docx.c -- a brief as a Word file in the layout of GB/T 9704-2012 (ui/papers/brief).
 */
#include "app/brief.h"
#include "format/asset.h"
#include "format/docx.h"

extern const struct asset_table app_papers; /* ui/papers/meson.build */

#define TEXT_VALUE(n, t)           \
    {                              \
        .name = S_(n), .text = (t) \
    }
#define LIST_VALUE(n, r, len)                                        \
    {                                                                \
        .name = S_(n), .rows = (r), .n_rows = (len), .is_list = true \
    }

static const struct docx_value *kept(struct arena *a, const struct docx_value *v, ptrdiff_t n)
{
    struct docx_value *copy = NEW(a, struct docx_value, n);
    for (ptrdiff_t i = 0; i < n; i++)
        copy[i] = v[i];
    return copy;
}

static struct docx_row one_text(struct arena *a, struct str name, struct str text)
{
    struct docx_value v = {.name = name, .text = text};
    return (struct docx_row){.values = kept(a, &v, 1), .n_values = 1};
}

/* Items are numbered as papers of offices number them under a heading. */
static const struct docx_row *item_rows(struct arena *a, const struct brief_section *s)
{
    struct docx_row *rows = NEW(a, struct docx_row, s->n_items);
    for (ptrdiff_t i = 0; i < s->n_items; i++) {
        struct str text = brief_item_text(a, &s->items[i]);
        rows[i] = one_text(a, S("text"), str_fmt(a, "%td. %.*s", i + 1, STR_ARG(text)));
    }
    return rows;
}

static const struct docx_row *section_rows(struct arena *a, const struct brief *b)
{
    struct docx_row *rows = NEW(a, struct docx_row, BRIEF_PART_COUNT);
    for (int i = 0; i < BRIEF_PART_COUNT; i++) {
        const struct brief_section *s = &b->sections[i];
        struct docx_value v[] = {
            TEXT_VALUE("heading", s->title),
            TEXT_VALUE("empty", s->empty),
            LIST_VALUE("items", item_rows(a, s), s->n_items),
        };
        rows[i] = (struct docx_row){.values = kept(a, v, ARRAY_LEN(v)), .n_values = ARRAY_LEN(v)};
    }
    return rows;
}

static const struct docx_row *note_rows(struct arena *a, const struct brief *b)
{
    struct docx_row *rows = NEW(a, struct docx_row, b->n_notes);
    for (ptrdiff_t i = 0; i < b->n_notes; i++)
        rows[i] = one_text(a, S("note"), b->notes[i]);
    return rows;
}

enum err brief_docx(struct arena *a, const struct brief *b, struct str layout, struct str *out,
                    struct fail *why)
{
    const struct asset *paper = asset_find(&app_papers, S("brief.docx"));
    assert(paper); /* carried in the program */
    struct docx_value v[] = {
        TEXT_VALUE("title", b->title),
        TEXT_VALUE("subtitle", b->subtitle),
        LIST_VALUE("sections", section_rows(a, b), BRIEF_PART_COUNT),
        LIST_VALUE("notes", note_rows(a, b), b->n_notes),
        TEXT_VALUE("unit", b->board.unit_name),
        TEXT_VALUE("date", b->date),
    };
    struct docx_row root = {.values = v, .n_values = ARRAY_LEN(v)};
    return docx_fill(a, layout.len > 0 ? layout : paper->bytes, &root, out, why);
}
