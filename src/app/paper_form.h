/*
 * paper_form.h -- how papers of a unit look, how they are numbered, and how an issued one is kept.
 *
 * A county's layout and series are rows of paper_layout: dated, the nearest owner above the issuing
 * unit wins, layout and series each for itself. Without one the program's layout holds and a series
 * of the unit's own name. A number is drawn in the write that issues the paper, so none is missing
 * and none is there twice: what fails gives its number back.
 */
#ifndef PAPER_FORM_H
#define PAPER_FORM_H

#include "app/lookup.h"
#include "core/paper.h"
#include "format/docx.h"

struct paper_form {
    struct str layout;    /* bytes of a .docx; "": the program's */
    struct str series;    /* "安督办" */
    int64_t series_owner; /* the unit that counts */
};
/* What holds today for papers of that kind from a unit. Errors: NOT_FOUND (a layout without file),
 * DB. */
MUST_USE enum err paper_form_of(struct call *c, const struct unit_info *unit, enum paper paper,
                                struct paper_form *out, struct fail *why);

/* Inside a write: the next number of a series in a year. `c` reads through the write's view. */
struct number_of {
    int64_t owner;
    struct str series;
    int64_t year;
};
MUST_USE enum err number_draw(struct tx *tx, struct call *c, const struct number_of *of,
                              int64_t *out, struct fail *why);

/* A paper as it goes out. */
struct paper_sheet {
    struct str title, number, issuer, file_name, bytes;
    int64_t owner, issued_on;
    bool is_for_few; /* only who keeps all matters, and the owner's own people, may read it */
};
/* Inside a write: a document with its bytes. */
MUST_USE enum err paper_keep(struct tx *tx, const struct paper_sheet *sheet, int64_t *out_document,
                             struct fail *why);

/* The names a layout of matter papers may use, filled with nothing: to try a layout with. */
struct docx_row paper_names(struct arena *a);

#endif
