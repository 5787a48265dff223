/*
 * docx_runs.h -- placeholders of a Word part, made whole and alone; shared by docx.c and
 * docx_runs.c.
 */
#ifndef DOCX_RUNS_H
#define DOCX_RUNS_H

#include "format/xml.h"

enum docx_mark_kind {
    DOCX_MARK_NONE,
    DOCX_MARK_EACH,  /* {{#name}} */
    DOCX_MARK_EMPTY, /* {{^name}} */
    DOCX_MARK_END    /* {{/name}} */
};
struct docx_mark {
    enum docx_mark_kind kind;
    struct str name;
};

/* The first {{...}} of text: its place, its length, and what stands inside, trimmed. False: none.
 */
bool docx_token(struct str text, ptrdiff_t *out_at, ptrdiff_t *out_len, struct str *out_inside);
/* What stands inside, as a mark; kind NONE if it is a field. */
struct docx_mark docx_mark_of(struct str inside);

/*
 * In every paragraph below `node`: a placeholder that Word split over runs moves into the first of
 * them, and a mark gets a run of its own, with the look of the one it stood in.
 */
void docx_runs_prepare(struct arena *a, struct xml *node);

/* The mark that a prepared run or paragraph is, all of it, or that a table row begins with. */
struct docx_mark docx_mark_noted(const struct xml *node);
/* The mark that a prepared table row ends with. */
struct docx_mark docx_mark_at_end(const struct xml *row);

/* The text of everything below node: w:t only. */
struct str docx_text(struct arena *a, const struct xml *node);

#endif
