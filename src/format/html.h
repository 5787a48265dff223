/*
 * html.h -- what compiled templates call. Everything is escaped unless its type says otherwise.
 *
 * tools/template.py turns ui/templates/NAME.html into a function
 *     void template_NAME(struct buf *out, enum lang lang, const struct view_NAME *v);
 * that reads members of the page's own view struct (view.h), so that an unknown name does not
 * compile. The language of the texts is an argument. docs/templates.md describes the syntax.
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
void html_message(struct buf *out, enum lang lang, const struct message *m); /* escaped */
/* Percent-encoded for one segment of a path or one value of a query (RFC 3986 unreserved stay). */
void html_url(struct buf *out, struct str text);
/*
 * An address as the start of href, src or action: a path ("/..." but not "//..."), "?...", "#...",
 * http:, https: or mailto:, escaped. Anything else, "javascript:" above all, becomes "#".
 */
void html_link(struct buf *out, struct str address);

/* What HTML_PUT, HTML_TRUE and HTML_ARG choose from by the type of a view's member. */
void html_put_text(struct buf *out, enum lang lang, struct str text);
void html_put_int(struct buf *out, enum lang lang, int64_t n);
void html_put_msg(struct buf *out, enum lang lang, enum msg id);
void html_put_message(struct buf *out, enum lang lang, struct message m);
void html_put_url_int(struct buf *out, int64_t n);
bool html_true_bool(bool x);
bool html_true_int(int64_t n);
bool html_true_text(struct str text);
bool html_true_html(struct html h);
bool html_true_msg(enum msg id);
bool html_true_message(struct message m);
struct message_arg html_arg_text(struct str text);
struct message_arg html_arg_int(int64_t n);
struct message_arg html_arg_msg(enum msg id);

/* {{x}}: text, number, message. Markup and truth values do not compile here. */
/* clang-format off */
#define HTML_PUT(out, lang, x) \
    _Generic((x), struct str: html_put_text, int: html_put_int, int64_t: html_put_int, \
             enum msg: html_put_msg, struct message: html_put_message)((out), (lang), (x))
/* {{url:x}}: text or number. */
#define HTML_URL(out, x) \
    _Generic((x), struct str: html_url, int: html_put_url_int, int64_t: html_put_url_int)((out), (x))
/* {{#if x}}: true, not 0, not empty. */
#define HTML_TRUE(x) \
    _Generic((x), bool: html_true_bool, int: html_true_int, int64_t: html_true_int, \
             struct str: html_true_text, struct html: html_true_html, enum msg: html_true_msg, \
             struct message: html_true_message)(x)
/* {{t:key|x}}: an argument of a message. */
#define HTML_ARG(x) \
    _Generic((x), struct str: html_arg_text, int: html_arg_int, int64_t: html_arg_int, \
             enum msg: html_arg_msg)(x)
/* clang-format on */

#endif
