/*
 * round_docx.c -- the papers of a round and its minutes as a Word file and as plain text.
 */
#include "app/docx_values.h"
#include "app/round_paper.h"

static const struct docx_row *entry_rows(struct arena *a, const struct round_part *part)
{
    struct docx_row *rows = NEW(a, struct docx_row, part->n_entries + 1);
    for (ptrdiff_t i = 0; i < part->n_entries; i++) {
        const struct round_entry *e = &part->entries[i];
        struct docx_value v[] = {
            DOCX_LIST("titles", docx_texts(a, S("title"), &e->title, 1), e->title.len > 0),
            DOCX_LIST("lines", docx_texts(a, S("line"), e->lines, e->n_lines), e->n_lines),
        };
        rows[i] = docx_row_of(a, v, ARRAY_LEN(v));
    }
    return rows;
}

static const struct docx_row *part_rows(struct arena *a, const struct round_paper *p)
{
    struct docx_row *rows = NEW(a, struct docx_row, p->n_parts + 1);
    for (ptrdiff_t i = 0; i < p->n_parts; i++) {
        const struct round_part *part = &p->parts[i];
        struct docx_value v[] = {
            DOCX_TEXT("heading", part->title),
            DOCX_TEXT("empty", part->empty),
            DOCX_LIST("entries", entry_rows(a, part), part->n_entries),
        };
        rows[i] = docx_row_of(a, v, ARRAY_LEN(v));
    }
    return rows;
}

static struct docx_row root_of(struct arena *a, const struct round_paper *p)
{
    struct docx_value v[] = {
        DOCX_TEXT("title", p->title),
        DOCX_TEXT("subtitle", p->subtitle),
        DOCX_TEXT("number", p->number),
        DOCX_TEXT("note", p->note),
        DOCX_LIST("head", docx_texts(a, S("text"), p->head, p->n_head), p->n_head),
        DOCX_LIST("parts", part_rows(a, p), p->n_parts),
        DOCX_TEXT("unit", p->unit),
        DOCX_TEXT("date", p->date),
    };
    return docx_row_of(a, v, ARRAY_LEN(v));
}

enum err round_paper_docx(struct arena *a, const struct round_paper *p, struct str layout,
                          struct str *out, struct fail *why)
{
    struct docx_row root = root_of(a, p);
    return docx_fill(a, layout.len > 0 ? layout : docx_layout(S("round.docx")), &root, out, why);
}

struct docx_row round_paper_names(struct arena *a)
{
    struct str nothing = S("");
    struct round_entry entry = {.lines = &nothing, .n_lines = 1, .title = S("1")};
    struct round_part part = {.entries = &entry, .n_entries = 1};
    struct round_paper p = {.head = &nothing, .n_head = 1, .parts = &part, .n_parts = 1};
    return root_of(a, &p);
}

static void text_line(struct buf *b, struct str line)
{
    buf_add(b, line);
    buf_byte(b, '\n');
}

struct str round_paper_text(struct arena *a, const struct round_paper *p)
{
    struct buf b = buf_on(a, 4 * MIB);
    text_line(&b, p->title);
    if (p->number.len > 0)
        text_line(&b, p->number);
    text_line(&b, p->subtitle);
    for (ptrdiff_t i = 0; i < p->n_head; i++)
        text_line(&b, p->head[i]);
    for (ptrdiff_t i = 0; i < p->n_parts; i++) {
        const struct round_part *part = &p->parts[i];
        text_line(&b, S(""));
        text_line(&b, part->title);
        if (part->n_entries == 0)
            text_line(&b, part->empty);
        for (ptrdiff_t k = 0; k < part->n_entries; k++) {
            if (part->entries[k].title.len > 0)
                text_line(&b, part->entries[k].title);
            for (ptrdiff_t l = 0; l < part->entries[k].n_lines; l++)
                text_line(&b, STR_CAT(a, S("   "), part->entries[k].lines[l]));
        }
    }
    if (p->note.len > 0)
        text_line(&b, p->note);
    return buf_str(&b);
}
