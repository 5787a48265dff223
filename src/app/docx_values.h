/*
 * docx_values.h -- the tree of values that fills a Word layout (format/docx.h), made by hand.
 *
 *     struct docx_value v[] = {DOCX_TEXT("title", title), DOCX_LIST("items", rows, n)};
 *     struct docx_row root = {.values = v, .n_values = ARRAY_LEN(v)};
 */
#ifndef DOCX_VALUES_H
#define DOCX_VALUES_H

#include "format/docx.h"

#define DOCX_TEXT(n, t)            \
    {                              \
        .name = S_(n), .text = (t) \
    }
#define DOCX_LIST(n, r, len)                                         \
    {                                                                \
        .name = S_(n), .rows = (r), .n_rows = (len), .is_list = true \
    }

/* A row of a list with its own copy of the values. */
struct docx_row docx_row_of(struct arena *a, const struct docx_value *v, ptrdiff_t n);
/* Rows of one text each, all under one name. */
const struct docx_row *docx_texts(struct arena *a, struct str name, const struct str *texts,
                                  ptrdiff_t n);

/* A layout carried in the program (ui/papers): "brief.docx". It must be there. */
struct str docx_layout(struct str name);

#endif
