/*
 * brief.h -- a period's facts in three parts: results, shortcomings, what to do next.
 *
 * A brief is data: sections of items, an item one sentence or more as runs of text; a run that
 * shows a number names the record behind it. Text, JSON, page and Word file are loops over that
 * data, so that no rendering knows a fact the others lack. It is computed from a board each time.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include "app/board.h"

enum brief_part { BRIEF_RESULTS, BRIEF_SHORTCOMINGS, BRIEF_NEXT, BRIEF_PART_COUNT };

enum brief_link {
    BRIEF_LINK_NONE,
    BRIEF_LINK_OBSERVATION,
    BRIEF_LINK_TARGET,
    BRIEF_LINK_INDICATOR
};

struct brief_run {
    struct str text;
    enum brief_link link;
    int64_t id; /* of the linked record; 0 if none */
};

struct brief_item {
    struct str indicator; /* its code; "" where an item is about several */
    struct brief_run *runs;
    ptrdiff_t n_runs;
    const struct board_row *row; /* NULL where an item is about several */
    bool is_doubtful;            /* an item that asks for a second look */
    bool is_implied, is_synthetic;
};

struct brief_section {
    enum brief_part part;
    struct str code, title; /* "results" and "一、主要成绩" */
    struct str empty;       /* what to say when there are no items */
    struct brief_item *items;
    ptrdiff_t n_items;
};

struct brief {
    struct board board;
    struct str title, subtitle; /* "安吉县2006年1-5月主要指标通报", "（依据2006年6月20日的记录）" */
    struct str date; /* of the records it was made from, as papers end with: "2006年6月20日" */
    struct brief_section sections[BRIEF_PART_COUNT];
    struct str *notes; /* what is implied or synthetic, which view; one sentence each */
    ptrdiff_t n_notes;
    enum lang lang;
};

/* Has the period ended by the day that the call is about? Before that there is no brief of it. */
bool brief_is_due(const struct call *c, struct period p);
/* Errors as board_make(); NOT_FOUND also of a period that has not ended. */
MUST_USE enum err brief_make(struct call *c, const struct board_query *q, struct brief *out,
                             struct fail *why);

/* The same from a board at hand. */
void brief_from(struct call *c, const struct board *board, struct brief *out);

struct str brief_item_text(struct arena *a, const struct brief_item *item);
/* For terminals and mail: plain lines, sections with their titles. */
struct str brief_text(struct arena *a, const struct brief *b);
struct str brief_json(struct arena *a, const struct brief *b);
/*
 * A .docx. `layout` is a county's own (docs/papers.md has its names), "" the program's after GB/T
 * 9704-2012. Errors, all of a layout: INVALID (a name that a brief has not), MEDIA, TOO_LARGE.
 */
MUST_USE enum err brief_docx(struct arena *a, const struct brief *b, struct str layout,
                             struct str *out, struct fail *why);

#endif
