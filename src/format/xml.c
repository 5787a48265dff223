/*
 * xml.c -- XML through expat's callbacks into a tree.
 */
#include "format/xml.h"

#include "base/text.h"

#include <expat.h>

struct xml_reader {
    struct arena *a;
    XML_Parser parser;
    struct xml *open[XML_DEPTH_LIMIT]; /* the elements that are not closed yet */
    int depth;
    int64_t n_nodes;
    struct xml *root;
    struct buf text;  /* of the open element, since its last child */
    enum msg refused; /* why we stopped it ourselves; MSG_none if not */
};

bool xml_is(const struct xml *node, struct str name)
{
    return str_eq(node->name, name);
}

struct xml *xml_child(const struct xml *node, struct str name)
{
    struct xml *child = node->first;
    while (child && !xml_is(child, name))
        child = child->next;
    return child;
}

void xml_append(struct xml *parent, struct xml *child)
{
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static void xml_refuse(struct xml_reader *r, enum msg why)
{
    r->refused = why;
    (void)XML_StopParser(r->parser, XML_FALSE);
}

static struct xml *xml_node(struct xml_reader *r)
{
    if (++r->n_nodes > XML_NODES_LIMIT) {
        xml_refuse(r, MSG_xml_large);
        return NULL;
    }
    return NEW(r->a, struct xml, 1);
}

/* expat hands text over in pieces; together they are one node. */
static void xml_flush(struct xml_reader *r)
{
    struct xml *node = r->text.len > 0 && r->depth > 0 ? xml_node(r) : NULL;
    if (!node)
        return;
    node->text = str_dup(r->a, buf_str(&r->text));
    r->text.len = 0;
    xml_append(r->open[r->depth - 1], node);
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len)
{
    struct xml_reader *r = ctx;
    if (r->depth > 0)
        buf_add(&r->text, (struct str){text, len});
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
    struct xml_reader *r = ctx;
    xml_flush(r);
    struct xml *node = xml_node(r);
    if (!node)
        return;
    if (r->depth == XML_DEPTH_LIMIT) {
        xml_refuse(r, MSG_xml_large);
        return;
    }
    node->name = str_dup(r->a, str_of(name));
    while (attributes[2 * node->n_attributes])
        node->n_attributes++;
    node->attributes = NEW(r->a, struct xml_attribute, node->n_attributes + 1);
    for (ptrdiff_t i = 0; i < node->n_attributes; i++)
        node->attributes[i] =
            (struct xml_attribute){.name = str_dup(r->a, str_of(attributes[2 * i])),
                                   .value = str_dup(r->a, str_of(attributes[2 * i + 1]))};
    if (r->depth > 0)
        xml_append(r->open[r->depth - 1], node);
    else
        r->root = node;
    r->open[r->depth++] = node;
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
    struct xml_reader *r = ctx;
    (void)name;
    xml_flush(r);
    if (r->depth > 0)
        r->depth--;
}

static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    xml_refuse(ctx, MSG_xml_doctype);
}

enum err xml_parse(struct arena *a, struct str bytes, struct xml **out, struct fail *why)
{
    struct xml_reader r = {
        .a = a, .parser = XML_ParserCreate("UTF-8"), .text = buf_on(a, bytes.len + 1)};
    assert(r.parser); /* out of memory stops the program, as in the arena */
    assert(bytes.len <= INT32_MAX);
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    enum XML_Status status = XML_Parse(r.parser, bytes.s, (int)bytes.len, XML_TRUE);
    int64_t line = (int64_t)XML_GetCurrentLineNumber(r.parser);
    struct str words = str_of(XML_ErrorString(XML_GetErrorCode(r.parser)));
    XML_ParserFree(r.parser);
    if (r.refused != MSG_none)
        return FAIL(why, ERR_INVALID, r.refused, ARG_INT(line));
    if (status != XML_STATUS_OK || !r.root)
        return FAIL(why, ERR_INVALID, MSG_xml_syntax, ARG_INT(line), ARG_TEXT(words));
    *out = r.root;
    return OK;
}

void xml_declaration(struct buf *out)
{
    buf_add(out, S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"));
}

/* XML 1.0, 2.2 Char: what may not stand in a document even as a reference. */
static bool xml_allows(int32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code != 0xfffe && code != 0xffff);
}

static struct str xml_escape(int32_t code)
{
    switch (code) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&quot;");
    case '\t': return S("&#9;");
    case '\n': return S("&#10;");
    case '\r': return S("&#13;");
    default: return S("");
    }
}

void xml_text(struct buf *out, struct str text)
{
    for (ptrdiff_t at = 0; at < text.len;) {
        ptrdiff_t from = at;
        int32_t code = utf8_next(text, &at);
        struct str escape = xml_escape(code);
        if (escape.len > 0)
            buf_add(out, escape);
        else if (xml_allows(code))
            buf_add(out, str_sub(text, from, at));
    }
}

void xml_start(struct buf *out, const struct xml *node)
{
    buf_byte(out, '<');
    buf_add(out, node->name);
    for (ptrdiff_t i = 0; i < node->n_attributes; i++) {
        buf_byte(out, ' ');
        buf_add(out, node->attributes[i].name);
        buf_add(out, S("=\""));
        xml_text(out, node->attributes[i].value);
        buf_byte(out, '"');
    }
    buf_byte(out, '>');
}

void xml_end(struct buf *out, const struct xml *node)
{
    buf_add(out, S("</"));
    buf_add(out, node->name);
    buf_byte(out, '>');
}

void xml_write(struct buf *out, const struct xml *node)
{
    if (node->name.len == 0) {
        xml_text(out, node->text);
        return;
    }
    xml_start(out, node);
    for (const struct xml *child = node->first; child; child = child->next)
        xml_write(out, child);
    xml_end(out, node);
}
