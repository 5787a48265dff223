/*
 * brief_docx.c -- a brief as a Word file in the layout of GB/T 9704-2012 (ui/papers/brief).
 */
#include "app/brief.h"
#include "app/docx_values.h"

/* Items are numbered as papers of offices number them under a heading. */
static const struct docx_row *item_rows(struct arena *a, const struct brief_section *s)
{
    struct str *texts = NEW(a, struct str, s->n_items + 1);
    for (ptrdiff_t i = 0; i < s->n_items; i++) {
        struct str text = brief_item_text(a, &s->items[i]);
        texts[i] = str_fmt(a, "%td. %.*s", i + 1, STR_ARG(text));
    }
    return docx_texts(a, S("text"), texts, s->n_items);
}

static const struct docx_row *section_rows(struct arena *a, const struct brief *b)
{
    struct docx_row *rows = NEW(a, struct docx_row, BRIEF_PART_COUNT);
    for (int i = 0; i < BRIEF_PART_COUNT; i++) {
        const struct brief_section *s = &b->sections[i];
        struct docx_value v[] = {
            DOCX_TEXT("heading", s->title),
            DOCX_TEXT("empty", s->empty),
            DOCX_LIST("items", item_rows(a, s), s->n_items),
        };
        rows[i] = docx_row_of(a, v, ARRAY_LEN(v));
    }
    return rows;
}

enum err brief_docx(struct arena *a, const struct brief *b, struct str layout, struct str *out,
                    struct fail *why)
{
    struct docx_value v[] = {
        DOCX_TEXT("title", b->title),
        DOCX_TEXT("subtitle", b->subtitle),
        DOCX_LIST("sections", section_rows(a, b), BRIEF_PART_COUNT),
        DOCX_LIST("notes", docx_texts(a, S("note"), b->notes, b->n_notes), b->n_notes),
        DOCX_TEXT("unit", b->board.unit_name),
        DOCX_TEXT("date", b->date),
    };
    struct docx_row root = {.values = v, .n_values = ARRAY_LEN(v)};
    struct str used = layout.len > 0 ? layout : docx_layout(S("brief.docx"));
    return docx_fill(a, used, &root, out, why);
}
