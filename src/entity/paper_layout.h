/*
 * paper_layout.h -- how papers of one kind look and are numbered: dated data of a county.
 */
#ifndef PAPER_LAYOUT_H
#define PAPER_LAYOUT_H

#include "entity/entity.h"

/* The papers of core/paper.h; a test holds the two together. */
#define PAPER_CODES(X)   \
    X(paper, order)      \
    X(paper, urging)     \
    X(paper, assignment) \
    X(paper, reply)      \
    X(paper, minutes)
enum paper_code {
#define X(name, code) PAPERS_##code,
    PAPER_CODES(X)
#undef X
        PAPERS_COUNT
};
extern const struct choice papers[PAPERS_COUNT];

struct paper_layout {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/paper_layout.def"
    uint64_t set; /* bit PAPER_LAYOUT_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) PAPER_LAYOUT_##n,
#include "entity/paper_layout.def"
#undef FIELD_NUMBER
    PAPER_LAYOUT_N_FIELDS
};

extern const struct entity paper_layout_entity;

#endif
