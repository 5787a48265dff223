/*
 * docx_runs.c -- runs of a paragraph: merge what Word split, split off what repeats.
 *
 * Names are compared with the prefix w:, which Word, WPS and LibreOffice all write.
 */
#include "format/docx_runs.h"

bool docx_token(struct str text, ptrdiff_t *out_at, ptrdiff_t *out_len, struct str *out_inside)
{
    ptrdiff_t at = str_find(text, S("{{"));
    ptrdiff_t end = at < 0 ? -1 : str_find(str_sub(text, at + 2, text.len), S("}}"));
    if (end < 0)
        return false;
    *out_at = at;
    *out_len = end + 4;
    *out_inside = str_trim(str_sub(text, at + 2, at + 2 + end));
    return true;
}

struct docx_mark docx_mark_of(struct str inside)
{
    struct docx_mark mark = {.kind = DOCX_MARK_NONE, .name = inside};
    if (str_starts(inside, S("#")))
        mark.kind = DOCX_MARK_EACH;
    else if (str_starts(inside, S("^")))
        mark.kind = DOCX_MARK_EMPTY;
    else if (str_starts(inside, S("/")))
        mark.kind = DOCX_MARK_END;
    if (mark.kind != DOCX_MARK_NONE)
        mark.name = str_trim(str_sub(inside, 1, inside.len));
    return mark;
}

/* The w:t below a paragraph, in order, and their texts end to end. */
struct texts {
    struct xml **at; /* NULL: they are only counted */
    ptrdiff_t n;
    struct buf all;
    bool has_brace;
};

/* The text child of a w:t; made if it has none. */
static struct xml *text_node(struct arena *a, struct xml *t)
{
    if (!t->first)
        xml_append(t, NEW(a, struct xml, 1));
    return t->first;
}

static void texts_find(struct arena *a, struct xml *node, struct texts *out)
{
    for (struct xml *child = node->first; child; child = child->next) {
        if (xml_is(child, S("w:t"))) {
            struct str text = text_node(a, child)->text;
            out->has_brace = out->has_brace || str_find(text, S("{")) >= 0;
            if (out->at) {
                out->at[out->n] = child;
                buf_add(&out->all, text);
            }
            out->n++;
        } else if (!xml_is(child, S("w:p"))) { /* a text box's own paragraphs are theirs */
            texts_find(a, child, out);
        }
    }
}

/* Gives each w:t its text again: a placeholder belongs whole to the one it begins in. */
static void texts_share(struct arena *a, struct texts *t)
{
    struct str all = buf_str(&t->all);
    ptrdiff_t from = 0;      /* where the present w:t began */
    ptrdiff_t taken = 0;     /* how far text is given out */
    ptrdiff_t token_end = 0; /* of the last placeholder looked at */
    for (ptrdiff_t i = 0; i < t->n; i++) {
        struct xml *text = text_node(a, t->at[i]);
        ptrdiff_t end = from + text->text.len;
        ptrdiff_t upto = end > taken ? end : taken;
        ptrdiff_t at = 0;
        ptrdiff_t len = 0;
        struct str inside = S("");
        while (token_end < end &&
               docx_token(str_sub(all, token_end, all.len), &at, &len, &inside) &&
               token_end + at < end) {
            token_end += at + len;
            upto = token_end > upto ? token_end : upto;
        }
        text->text = str_sub(all, taken, upto);
        taken = upto;
        from = end;
    }
}

/* A run with the look of `run` and nothing in it. */
static struct xml *run_like(struct arena *a, const struct xml *run)
{
    struct xml *made = NEW(a, struct xml, 1);
    made->name = run->name;
    made->attributes = run->attributes;
    made->n_attributes = run->n_attributes;
    struct xml *look = xml_child(run, S("w:rPr"));
    if (look) {
        struct xml *copy = NEW(a, struct xml, 1);
        *copy = *look;
        xml_append(made, copy);
    }
    return made;
}

/* A w:t with this text. */
static struct xml *text_like(struct arena *a, const struct xml *t, struct str text)
{
    struct xml *made = NEW(a, struct xml, 1);
    made->name = t->name;
    text_node(a, made)->text = text;
    return made;
}

static void append_text(struct arena *a, struct xml *run, const struct xml *t, struct str text)
{
    if (text.len > 0)
        xml_append(run, text_like(a, t, text));
}

/* The next mark of a text; fields are passed over. */
static bool next_mark(struct str text, ptrdiff_t *out_at, ptrdiff_t *out_len)
{
    ptrdiff_t passed = 0;
    struct str inside = S("");
    while (docx_token(str_sub(text, passed, text.len), out_at, out_len, &inside)) {
        *out_at += passed;
        if (docx_mark_of(inside).kind != DOCX_MARK_NONE)
            return true;
        passed = *out_at + *out_len;
    }
    return false;
}

/* Cuts a w:t at its marks into further runs of `parent`; returns the run that goes on. */
static struct xml *text_split(struct arena *a, struct xml *parent, struct xml *run,
                              const struct xml *t)
{
    struct str rest = t->first->text;
    ptrdiff_t at = 0;
    ptrdiff_t len = 0;
    while (next_mark(rest, &at, &len)) {
        append_text(a, run, t, str_sub(rest, 0, at));
        struct xml *mark = run_like(a, run);
        append_text(a, mark, t, str_sub(rest, at, at + len));
        mark->text = str_trim(str_sub(rest, at + 2, at + len - 2));
        xml_append(parent, mark);
        run = run_like(a, run);
        xml_append(parent, run);
        rest = str_sub(rest, at + len, rest.len);
    }
    append_text(a, run, t, rest);
    return run;
}

/* The children of a paragraph or link again, with a run more around every mark. */
static void marks_split(struct arena *a, struct xml *parent)
{
    struct xml *child = parent->first;
    parent->first = NULL;
    parent->last = NULL;
    while (child) {
        struct xml *next = child->next;
        if (xml_is(child, S("w:r"))) {
            struct xml *piece = child->first;
            struct xml *run = child;
            run->first = NULL;
            run->last = NULL;
            xml_append(parent, run);
            while (piece) {
                struct xml *after = piece->next;
                if (xml_is(piece, S("w:t")) && piece->first)
                    run = text_split(a, parent, run, piece);
                else
                    xml_append(run, piece);
                piece = after;
            }
        } else {
            marks_split(a, child);
            xml_append(parent, child);
        }
        child = next;
    }
}

/* Notes on an element the mark that is all its text, for docx_mark_noted(). */
static void note_lone_mark(struct arena *a, struct xml *node)
{
    struct str text = str_trim(docx_text(a, node));
    ptrdiff_t at = 0;
    ptrdiff_t len = 0;
    struct str inside = S("");
    if (docx_token(text, &at, &len, &inside) && len == text.len &&
        docx_mark_of(inside).kind != DOCX_MARK_NONE)
        node->text = inside;
}

static void paragraph_prepare(struct arena *a, struct xml *paragraph)
{
    struct texts texts = {0};
    texts_find(a, paragraph, &texts);
    if (!texts.has_brace)
        return;
    texts = (struct texts){.at = NEW(a, struct xml *, texts.n), .all = buf_on(a, 64 * MIB)};
    texts_find(a, paragraph, &texts);
    texts_share(a, &texts);
    marks_split(a, paragraph);
    note_lone_mark(a, paragraph);
}

/* A row of a table is marked by what its text begins and ends with: noted in two lines. */
static void row_prepare(struct arena *a, struct xml *row)
{
    struct str text = str_trim(docx_text(a, row));
    ptrdiff_t at = 0;
    ptrdiff_t len = 0;
    struct str begin = S("");
    struct str end = S("");
    if (str_find(text, S("{{")) < 0)
        return;
    if (!docx_token(text, &at, &len, &begin) || at > 0)
        begin = S("");
    ptrdiff_t last = text.len - 2;
    while (last > 0 && !str_starts(str_sub(text, last, text.len), S("{{")))
        last--;
    struct str tail = str_sub(text, last, text.len);
    if (!docx_token(tail, &at, &len, &end) || at > 0 || len < tail.len)
        end = S("");
    row->text = str_fmt(a, "%.*s\n%.*s", STR_ARG(begin), STR_ARG(end));
}

void docx_runs_prepare(struct arena *a, struct xml *node)
{
    for (struct xml *child = node->first; child; child = child->next)
        docx_runs_prepare(a, child);
    if (xml_is(node, S("w:p")))
        paragraph_prepare(a, node);
    if (xml_is(node, S("w:tr")))
        row_prepare(a, node);
}

/* One line of an element's note as a mark. */
static struct docx_mark mark_of_line(const struct xml *node, bool second)
{
    if (node->name.len == 0 || node->text.len == 0)
        return (struct docx_mark){.kind = DOCX_MARK_NONE};
    struct str rest = S("");
    struct str line = str_cut(node->text, '\n', &rest);
    return docx_mark_of(second ? rest : line);
}

struct docx_mark docx_mark_noted(const struct xml *node)
{
    return mark_of_line(node, false);
}

struct docx_mark docx_mark_at_end(const struct xml *row)
{
    return mark_of_line(row, true);
}

static void text_gather(struct buf *out, const struct xml *node)
{
    for (const struct xml *child = node->first; child; child = child->next) {
        if (xml_is(child, S("w:t")) && child->first)
            buf_add(out, child->first->text);
        else
            text_gather(out, child);
    }
}

struct str docx_text(struct arena *a, const struct xml *node)
{
    struct buf out = buf_on(a, 64 * MIB);
    text_gather(&out, node);
    return buf_str(&out);
}
