/*
 * setup_parts.h -- what the files of setup share.
 */
#ifndef SETUP_PARTS_H
#define SETUP_PARTS_H

#include "app/setup.h"

MUST_USE enum err setup_stage(struct view *v, struct arena *a, struct setup_stage *out,
                              struct fail *why);

/* What is wrong with a county as it was typed; fields as in the form: code, name_zh, name_en. */
void county_check(struct arena *a, const struct setup_county *county, struct problems *probs);

/*
 * The county's unit, post, account, holding and one-time link of each administrator, the usual
 * categories of problems and the presets, in one entry. Errors: CONFLICT when somebody was quicker.
 */
MUST_USE enum err county_seed(struct call *c, const struct setup_county *county,
                              struct setup_links *out, struct fail *why);

/* Rows of a demo file that are one act of one post (setup_demo.c, setup_group.c). */
struct demo_row {
    const struct str *cells; /* one a heading */
    struct demo_row *next;
};
struct demo_group {
    const struct setup_file *file;
    const struct entity *e; /* matter_move_entity: its rows are moves to be made */
    const struct str *headings;
    ptrdiff_t n_headings;
    struct str at, post;
    int64_t instant;   /* 0: whichever it is */
    int64_t first_row; /* of the file */
    struct demo_row *first, *last;
};
/* Errors: INVALID names file and row. */
MUST_USE enum err demo_group_write(struct call *c, const struct demo_group *g, struct fail *why);
/* "FILE, row ROW: CAUSE". */
enum err demo_bad_row(struct call *c, const struct setup_file *file, int64_t row,
                      const struct message *cause, struct fail *why);

#endif
