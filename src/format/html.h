/*
 * html.h -- what compiled templates call. Everything is escaped unless its type says otherwise.
 *
 * tools/template.py turns ui/templates/NAME.html into a function
 *     void template_NAME(struct buf *out, enum lang lang, const struct view_NAME *v);
 * that reads members of the page's own view struct, so that an unknown name does not compile.
 */
#ifndef HTML_H
#define HTML_H

#include "base/message.h"

/* Bytes that are markup already: made by templates and by html_ functions only. */
struct html {
    struct str markup;
};

void html_text(struct buf *out, struct str text); /* escaped for content and quoted attributes */
void html_int(struct buf *out, int64_t n);
void html_raw(struct buf *out, struct html h);

#endif
