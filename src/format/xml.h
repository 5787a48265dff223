/*
 * xml.h -- XML to a tree in the arena and back (expat), bounded; for the parts of Word files.
 *
 * Names keep their prefixes as written. Comments and processing instructions are dropped. A
 * document type is refused, and with it every entity but the five of XML.
 */
#ifndef XML_H
#define XML_H

#include "base/err.h"

enum { XML_DEPTH_LIMIT = 100, XML_NODES_LIMIT = 200000 };

struct xml_attribute {
    struct str name, value;
};

/* An element, or text if it has no name. `text` of an element is free for the reader's own note. */
struct xml {
    struct str name, text;
    struct xml_attribute *attributes;
    ptrdiff_t n_attributes;
    struct xml *first, *last, *next;
};

/* Errors: INVALID (not well formed, with its line; a document type; over a bound). */
MUST_USE enum err xml_parse(struct arena *a, struct str bytes, struct xml **out, struct fail *why);
bool xml_is(const struct xml *node, struct str name);
/* The first child of that name, or NULL. */
struct xml *xml_child(const struct xml *node, struct str name);
void xml_append(struct xml *parent, struct xml *child);

/* Pieces of writing: characters that XML does not allow are left out. */
void xml_declaration(struct buf *out);
void xml_start(struct buf *out, const struct xml *node); /* <name a="b"> */
void xml_end(struct buf *out, const struct xml *node);
void xml_text(struct buf *out, struct str text); /* escaped for content and quoted attributes */
void xml_write(struct buf *out, const struct xml *node);

#endif
