/*
 * docx_values.c -- rows for Word layouts, and the layouts that the program carries.
 */
#include "app/docx_values.h"

#include "format/asset.h"

extern const struct asset_table app_papers; /* ui/papers/meson.build */

struct docx_row docx_row_of(struct arena *a, const struct docx_value *v, ptrdiff_t n)
{
    struct docx_value *copy = NEW(a, struct docx_value, n);
    for (ptrdiff_t i = 0; i < n; i++)
        copy[i] = v[i];
    return (struct docx_row){.values = copy, .n_values = n};
}

const struct docx_row *docx_texts(struct arena *a, struct str name, const struct str *texts,
                                  ptrdiff_t n)
{
    struct docx_row *rows = NEW(a, struct docx_row, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        rows[i] = docx_row_of(a, &(struct docx_value){.name = name, .text = texts[i]}, 1);
    return rows;
}

struct str docx_layout(struct str name)
{
    const struct asset *paper = asset_find(&app_papers, name);
    assert(paper);
    return paper->bytes;
}
