/*
 * board_load.h -- from statements to the rows of a board, before anything is judged. Of board.c.
 */
#ifndef BOARD_LOAD_H
#define BOARD_LOAD_H

#include "app/board.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/target.h"

/* A figure that a document states; compared, never computed with. */
struct board_stated {
    int64_t indicator;
    struct board_number number;
};

/* What a load keeps beside the board's rows, for judging. */
struct board_load {
    struct call *c;
    struct board *board;
    bool *is_cumulative; /* of each row */
    enum indicator_frequency *frequency;
    struct str *definition;
    struct board_number *last_year; /* actual of the same months of the year before */
    struct board_stated *stated;
    ptrdiff_t n_stated;
};

/* The index of a code among choices; n if it is none. */
int64_t choice_index(const struct choice *choices, int n, struct str code);
/* A value that is text, in the language if it has one there: zh stands before en. */
struct str text_in(enum lang lang, const struct value *zh_en);
/* Columns id, value, status, certainty, reason as a number. NULLs leave it unknown. */
struct board_number number_of(const struct value *id, const struct value *value);

/* The period that a figure of this indicator has on a board for `p`: code 0 if none is due yet. */
struct period board_period(enum indicator_frequency f, bool cumulative, struct period p);

/* Unit, rows and their numbers: three statements and the unit. Errors: NOT_FOUND, FORBIDDEN, DB. */
MUST_USE enum err board_load(struct board_load *l, const struct board_query *q, struct fail *why);
/* Completion, gaps, standing and sentence of each row, from its numbers. */
void board_judge(struct board_load *l);
/* What deserves a second look, after judging. */
void board_doubt(struct board_load *l);

#endif
