/*
 * matter_paper.h -- papers that go out about a matter: which fit, issuing one, those that went out.
 *
 * Issuing is one act: the number is drawn, the Word file written from what the matter holds at that
 * moment and kept as a document, and the matter's list of papers gets its row. What was issued is
 * read by whoever sees the matter, whoever may see the document by itself.
 */
#ifndef APP_MATTER_PAPER_H
#define APP_MATTER_PAPER_H

#include "app/documents.h"
#include "app/matters.h"
#include "core/paper.h"

struct paper_offer {
    enum paper paper;
    enum paper_refusal refusal; /* PAPER_FITS: it may be issued */
};
/* The papers of the caller's hands, in the order of enum paper; *out_n at most PAPER_COUNT. */
MUST_USE enum err matter_papers_offered(struct call *c, const struct matter_sight *m,
                                        struct paper_offer *out, ptrdiff_t *out_n,
                                        struct fail *why);

/* What went out, newest first, at most 100. In records of matter_paper_entity. */
MUST_USE enum err matter_papers(struct call *c, int64_t matter, struct page *out, struct fail *why);

struct paper_order {
    int64_t matter;
    enum paper paper;
    struct str note; /* a paragraph of the issuer's own; "" is none */
};
struct paper_issued {
    int64_t id, document; /* of matter_paper; of document */
    struct str number, file_name;
};
/*
 * Minutes close their round in the same act. Errors: FORBIDDEN (another's paper), CONFLICT (it does
 * not fit as things are; an item of the round has no outcome yet), INVALID (note too
 * long: c->problems; a layout that asks for a name there is not), NOT_FOUND.
 */
MUST_USE enum err matter_paper_issue(struct call *c, const struct paper_order *order,
                                     struct paper_issued *out, struct fail *why);

/* The Word file of a paper of that matter. Errors: NOT_FOUND. */
MUST_USE enum err matter_paper_file(struct call *c, int64_t matter, int64_t paper,
                                    struct document_file *out, struct fail *why);

/* --- what stands on one (matter_paper_text.c) --------------------------------------------------
 */

/* A paper being written. */
struct paper_draft {
    struct call *c; /* reads through the write's view */
    const struct matter_sight *m;
    enum paper paper;
    struct str number, note, title;
    const struct unit_info *from, *to;
    const struct record *answer; /* the last answer, a matter_move; NULL: none */
    const struct record *before; /* the last paper to the other side, a matter_paper; NULL: none */
};
/* The Word file. Errors: as docx_fill(). */
MUST_USE enum err paper_write(const struct paper_draft *d, struct str layout, struct str *out,
                              struct fail *why);

#endif
