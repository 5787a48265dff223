/*
 * round_paper.h -- the papers of a round and its minutes, as data: page, Word file and terminal are
 * loops over it.
 *
 * Only what the caller sees stands in it. It is computed each time from what is recorded.
 */
#ifndef ROUND_PAPER_H
#define ROUND_PAPER_H

#include "app/rounds.h"
#include "format/docx.h"

/* A thing to be dealt with: its heading and sentences below it. */
struct round_entry {
    struct str title; /* "1. 第二批项目等待土地农转用" */
    int64_t matter;   /* 0: it is about none */
    struct str *lines;
    ptrdiff_t n_lines;
};
struct round_part {
    struct str title, empty; /* "一、上次会议未了事项"; what to say when there is nothing */
    struct round_entry *entries;
    ptrdiff_t n_entries;
};
struct round_paper {
    struct str title, subtitle, unit, date;
    struct str number; /* of minutes that were issued with one, "安推纪〔2006〕3号"; "" none */
    struct str note;   /* a last paragraph of the issuer's own; "" none */
    struct str *head;  /* "时间：2006年6月20日 上午9:00" */
    ptrdiff_t n_head;
    struct round_part *parts;
    ptrdiff_t n_parts;
};

enum round_paper_kind { ROUND_PAPERS, ROUND_MINUTES };
/* What lies before those who meet: for each item why it is there, where it stands, what was said
 * last. Or what came of it: each item's outcome, decisions and commitments, who was there. */
MUST_USE enum err round_paper_make(struct call *c, const struct round_sight *r,
                                   enum round_paper_kind kind, struct round_paper *out,
                                   struct fail *why);
/* A .docx by a layout: the county's own, "" the program's (docs/papers.md has its names). */
MUST_USE enum err round_paper_docx(struct arena *a, const struct round_paper *p, struct str layout,
                                   struct str *out, struct fail *why);
/* The names a layout of minutes may use, filled with nothing: to try a layout with. */
struct docx_row round_paper_names(struct arena *a);
/* Plain lines for terminals. */
struct str round_paper_text(struct arena *a, const struct round_paper *p);

#endif
