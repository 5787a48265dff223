/*
 * docx.h -- a Word file made from a template .docx and a tree of values.
 *
 * In the template {{name}} stands for a text. A paragraph {{#items}} and a paragraph {{/items}}
 * enclose what is repeated for every row of the list `items`; inside a table the two may stand in
 * the first and last cell of the row (or rows) to repeat. {{#x}}...{{/x}} around nothing but text
 * in one paragraph works too. {{^items}}...{{/items}} stands where the list is empty. Names are
 * looked up in the row, then in what encloses it. Word may have split a placeholder over runs: they
 * are merged, the first run's look wins. A line end in a text becomes a line break; text is
 * escaped.
 */
#ifndef DOCX_H
#define DOCX_H

#include "base/err.h"

/* One name of the tree: a text, or rows of further names. */
struct docx_value {
    struct str name;
    struct str text;
    const struct docx_row *rows; /* a list if is_list */
    ptrdiff_t n_rows;
    bool is_list;
};
struct docx_row {
    const struct docx_value *values;
    ptrdiff_t n_values;
};

/*
 * The filled file. A name of the template that the tree lacks is an error (INVALID, naming it), so
 * that no paper leaves with a hole. Errors: INVALID, MEDIA (not a .docx), TOO_LARGE (zip bounds).
 */
MUST_USE enum err docx_fill(struct arena *a, struct str template_bytes, const struct docx_row *root,
                            struct str *out, struct fail *why);

#endif
