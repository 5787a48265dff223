/*
 * docx.c -- fills the parts of a Word file: a walk over the tree of the template, writing as it
 * goes, repeating what stands between marks.
 *
 * Marks work among siblings: paragraphs of a body or cell, runs of a paragraph, rows of a table. A
 * row's marks stand inside its cells; while it repeats they are passed over there.
 */
#include "format/docx.h"

#include "base/text.h"
#include "format/docx_runs.h"
#include "format/package.h"

/* The row whose names hold, and what encloses it. */
struct scope {
    const struct docx_row *row;
    const struct scope *up;
    struct str row_mark; /* name of the marks inside the table rows that are being repeated */
};

/* Lists in lists in lists multiply: both bounds stop a small layout from becoming endless work. */
enum { STEPS_MAX = 20000000, NESTING_MAX = 20 };

struct docx_writer {
    struct buf *out;
    struct fail *why;
    int64_t steps; /* nodes looked at */
    int nesting;   /* repetitions that are open */
    bool is_word;  /* a part of word/, where text stands in w:t */
};

static enum err siblings_fill(struct docx_writer *w, const struct xml *from, const struct xml *end,
                              const struct scope *scope);

static enum err docx_too_large(struct docx_writer *w)
{
    return FAIL(w->why, ERR_TOO_LARGE, MSG_docx_large, ARG_INT(PACKAGE_ALL_MAX >> 20));
}

static const struct docx_value *value_find(const struct scope *scope, struct str name)
{
    for (; scope; scope = scope->up)
        for (ptrdiff_t i = 0; i < scope->row->n_values; i++)
            if (str_eq(scope->row->values[i].name, name))
                return &scope->row->values[i];
    return NULL;
}

static enum err docx_refuse(struct docx_writer *w, enum msg id, struct str name)
{
    return FAIL(w->why, ERR_INVALID, id, ARG_TEXT(utf8_head(name, 60)));
}

/* A value's text. In a run its line ends and tabs are elements of their own. */
static void text_fill(struct docx_writer *w, struct str text)
{
    while (w->is_word && text.len > 0) {
        ptrdiff_t at = 0;
        while (at < text.len && text.s[at] != '\n' && text.s[at] != '\t')
            at++;
        struct str line = str_sub(text, 0, at);
        xml_text(w->out, str_ends(line, S("\r")) ? str_sub(line, 0, line.len - 1) : line);
        if (at == text.len)
            return;
        buf_add(w->out, text.s[at] == '\n' ? S("</w:t><w:br/>") : S("</w:t><w:tab/>"));
        buf_add(w->out, S("<w:t xml:space=\"preserve\">"));
        text = str_sub(text, at + 1, text.len);
    }
    xml_text(w->out, text);
}

/* Text of the template with its fields filled in. */
static enum err fields_fill(struct docx_writer *w, struct str text, const struct scope *scope)
{
    ptrdiff_t at = 0;
    ptrdiff_t len = 0;
    struct str name = S("");
    while (docx_token(text, &at, &len, &name)) {
        xml_text(w->out, str_sub(text, 0, at));
        const struct docx_value *value = value_find(scope, name);
        if (!value || value->is_list)
            return docx_refuse(w, value ? MSG_docx_list : MSG_docx_unknown, name);
        text_fill(w, value->text);
        text = str_sub(text, at + len, text.len);
    }
    xml_text(w->out, text);
    return OK;
}

/* Are marks of this name those of table rows that are being repeated? */
static bool is_row_mark(const struct scope *scope, struct str name)
{
    for (; scope; scope = scope->up)
        if (scope->row_mark.len > 0 && str_eq(scope->row_mark, name))
            return true;
    return false;
}

/* The sibling that ends what `node` begins, before `end`; NULL if there is none. */
static const struct xml *mark_close(struct docx_writer *w, const struct xml *node,
                                    const struct xml *end, struct str name)
{
    int depth = 1;
    for (const struct xml *n = node->next; n && n != end; n = n->next) {
        w->steps++;
        struct docx_mark mark = docx_mark_noted(n);
        if (mark.kind == DOCX_MARK_NONE || !str_eq(n->name, node->name) || !str_eq(mark.name, name))
            continue;
        depth += mark.kind == DOCX_MARK_END ? -1 : 1;
        if (depth == 0)
            return n;
    }
    return NULL;
}

/* The first row from `row` on that ends with the closing mark. */
static const struct xml *row_close(struct docx_writer *w, const struct xml *row,
                                   const struct xml *end, struct str name)
{
    for (const struct xml *n = row; n && n != end; n = n->next) {
        w->steps++;
        struct docx_mark mark = docx_mark_at_end(n);
        if (mark.kind == DOCX_MARK_END && str_eq(mark.name, name))
            return n;
    }
    return NULL;
}

/* What stands between marks, as often as the value says. */
struct repeat {
    const struct xml *from, *end;
    struct docx_mark mark;
    struct str row_mark;
};

static enum err repeat_fill(struct docx_writer *w, const struct repeat *r,
                            const struct scope *scope)
{
    const struct docx_value *value = value_find(scope, r->mark.name);
    if (!value)
        return docx_refuse(w, MSG_docx_unknown, r->mark.name);
    struct scope inner = {.row = scope->row, .up = scope, .row_mark = r->row_mark};
    bool is_empty = value->is_list ? value->n_rows == 0 : value->text.len == 0;
    if ((r->mark.kind == DOCX_MARK_EMPTY) != is_empty)
        return OK;
    if (++w->nesting > NESTING_MAX)
        return docx_too_large(w);
    bool is_once = is_empty || !value->is_list;
    enum err err = is_once ? siblings_fill(w, r->from, r->end, &inner) : OK;
    for (ptrdiff_t i = 0; err == OK && !is_once && i < value->n_rows; i++) {
        inner.row = &value->rows[i];
        err = siblings_fill(w, r->from, r->end, &inner);
    }
    w->nesting--;
    return err;
}

/* Is `node` the beginning of a repetition among its siblings? Then *out is it, and *out_next what
 * comes behind. */
static bool repeat_find(struct docx_writer *w, const struct xml *node, const struct xml *end,
                        struct repeat *out, const struct xml **out_next)
{
    struct docx_mark mark = docx_mark_noted(node);
    if (mark.kind != DOCX_MARK_EACH && mark.kind != DOCX_MARK_EMPTY)
        return false;
    bool is_row = xml_is(node, S("w:tr"));
    const struct xml *close =
        is_row ? row_close(w, node, end, mark.name) : mark_close(w, node, end, mark.name);
    if (!close)
        return false;
    *out_next = close->next;
    *out = (struct repeat){.from = is_row ? node : node->next,
                           .end = is_row ? close->next : close,
                           .mark = mark,
                           .row_mark = is_row ? mark.name : S("")};
    return true;
}

static enum err element_fill(struct docx_writer *w, const struct xml *node,
                             const struct scope *scope)
{
    bool is_text = xml_is(node, S("w:t"));
    if (is_text)
        buf_add(w->out, S("<w:t xml:space=\"preserve\">"));
    else
        xml_start(w->out, node);
    enum err err = OK;
    if (is_text && node->first)
        err = fields_fill(w, node->first->text, scope);
    else
        err = siblings_fill(w, node->first, NULL, scope);
    if (err != OK)
        return err;
    /* A cell must end with a paragraph, also when all that it held was a list without rows. */
    if (xml_is(node, S("w:tc")) && !str_ends(buf_str(w->out), S("</w:p>")))
        buf_add(w->out, S("<w:p></w:p>"));
    xml_end(w->out, node);
    return OK;
}

static enum err node_fill(struct docx_writer *w, const struct xml *node, const struct scope *scope)
{
    if (node->name.len == 0) {
        if (!w->is_word)
            return fields_fill(w, node->text, scope);
        /* Not in w:t: the name of a Word field, or white space between elements. */
        if (str_trim(node->text).len > 0)
            xml_text(w->out, node->text);
        return OK;
    }
    struct docx_mark mark = docx_mark_noted(node);
    if (xml_is(node, S("w:r")) && mark.kind != DOCX_MARK_NONE) {
        if (is_row_mark(scope, mark.name))
            return OK;
        return docx_refuse(w, MSG_docx_unclosed, mark.name);
    }
    return element_fill(w, node, scope);
}

/* The repetitions that begin at table rows already being repeated are not found again. */
static bool is_own_row(const struct xml *node, const struct scope *scope)
{
    return xml_is(node, S("w:tr")) && is_row_mark(scope, docx_mark_noted(node).name);
}

static enum err siblings_fill(struct docx_writer *w, const struct xml *from, const struct xml *end,
                              const struct scope *scope)
{
    for (const struct xml *node = from; node && node != end;) {
        struct repeat repeat = {0};
        const struct xml *next = node->next;
        bool repeats = !is_own_row(node, scope) && repeat_find(w, node, end, &repeat, &next);
        if (++w->steps > STEPS_MAX || w->out->full)
            return docx_too_large(w);
        enum err err = repeats ? repeat_fill(w, &repeat, scope) : node_fill(w, node, scope);
        if (err != OK)
            return err;
        node = next;
    }
    return OK;
}

/* Which parts hold what people read. */
static bool part_is_filled(struct str name)
{
    return str_eq(name, S("docProps/core.xml")) ||
           (str_ends(name, S(".xml")) &&
            (str_starts(name, S("word/document")) || str_starts(name, S("word/header")) ||
             str_starts(name, S("word/footer"))));
}

static enum err part_fill(struct arena *a, struct package_part *part, const struct docx_row *root,
                          struct fail *why)
{
    struct xml *tree = NULL;
    enum err err = xml_parse(a, part->bytes, &tree, why);
    if (err != OK)
        return err;
    struct buf out = buf_on(a, PACKAGE_ALL_MAX);
    struct docx_writer w = {.out = &out, .why = why, .is_word = str_starts(part->name, S("word/"))};
    if (w.is_word)
        docx_runs_prepare(a, tree);
    struct scope scope = {.row = root};
    xml_declaration(&out);
    err = node_fill(&w, tree, &scope);
    if (err != OK)
        return err;
    if (out.full)
        return docx_too_large(&w);
    part->bytes = buf_str(&out);
    return OK;
}

enum err docx_fill(struct arena *a, struct str template_bytes, const struct docx_row *root,
                   struct str *out, struct fail *why)
{
    struct package package = {0};
    enum err err = package_read(a, template_bytes, &package, why);
    if (err != OK)
        return err;
    if (!package_find(&package, S("word/document.xml")))
        return FAIL(why, ERR_MEDIA, MSG_docx_not_word, ARG_NONE);
    for (ptrdiff_t i = 0; i < package.n; i++) {
        if (!part_is_filled(package.at[i].name))
            continue;
        err = part_fill(a, &package.at[i], root, why);
        if (err != OK)
            return err;
    }
    return package_write(a, &package, out, why);
}
