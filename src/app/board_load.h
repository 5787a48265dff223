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
#include "entity/unit.h"

/* A figure that a document states; compared, never computed with. */
struct board_stated {
    int64_t indicator;
    struct board_number number;
};

/* Which revision of its targets a row has. */
struct board_revisions {
    int64_t target, growth_target, planned;
};

/* Where an indicator stands among the board's rows. */
struct board_place {
    int64_t indicator;
    ptrdiff_t row;
};

/* Where a period stands in the sparks of each sort of row; -1 if it does not. */
struct board_spark_places {
    struct period period;
    int at[INDICATOR_FREQUENCY_COUNT][2]; /* by frequency; 1: cumulative */
};

/* What a load keeps beside the board's rows, for judging. */
struct board_load {
    struct call *c;
    struct board *board;
    bool *is_cumulative; /* of each row */
    enum indicator_frequency *frequency;
    int64_t *source;                /* the unit that reports each row; 0: not said */
    int64_t *figures_of;            /* whose figures each row shows: see board_duty.c */
    int64_t reading;                /* whose figures are being read */
    enum unit_level level;          /* of the unit, on the period's last day */
    struct board_number *last_year; /* actual of the same months of the year before */
    struct board_revisions *revisions;
    struct board_spark_places spark; /* of the last period read: most rows have it too */
    struct board_stated *stated;
    ptrdiff_t n_stated, room_stated;
    struct board_place *places; /* of each row, by indicator */
    ptrdiff_t next_place;       /* the likeliest next: statements go by indicator too */
};

/* The index of a code among choices; n if it is none. */
int64_t choice_index(const struct choice *choices, int n, struct str code);
/* A value that is text, in the language if it has one there: zh stands before en. */
struct str text_in(enum lang lang, const struct value *zh_en);
/* Columns id, value, status, certainty, reason as a number. NULLs leave it unknown. */
struct board_number number_of(const struct value *id, const struct value *value);

/* The period that a figure of this indicator has on a board for `p`: code 0 if none is due yet. */
struct period board_period(enum indicator_frequency f, bool cumulative, struct period p);

/* Puts the rows in order of their indicators, for board_place(). */
void board_places(struct board_load *l);
/* The row of an indicator, -1 if the board has none or shows figures of another unit than is being
 * read. */
ptrdiff_t board_place(struct board_load *l, int64_t indicator);
/* Figures and trends of the rows: three statements at most. */
MUST_USE enum err board_series(struct board_load *l, struct fail *why);

/* May the caller see a board about this unit? NOT_FOUND if not. */
MUST_USE enum err board_may_see(struct call *c, int64_t subject, struct fail *why);
/* Whose figures each row shows, before they are read; *out_lender is the county if any are its. */
MUST_USE enum err board_lend(struct board_load *l, int64_t *out_lender, struct fail *why);
/* Only what concerns the unit stays, after the numbers are read. */
void board_keep(struct board_load *l);

/* Unit, rows and their numbers: three statements and the unit. Errors: NOT_FOUND, FORBIDDEN, DB. */
MUST_USE enum err board_load(struct board_load *l, const struct board_query *q, struct fail *why);
/* Completion, gaps, standing and sentence of each row, from its numbers. */
void board_judge(struct board_load *l);
/* What deserves a second look, after judging. */
void board_doubt(struct board_load *l);
/* Of one row: is it of the size of what it is held against, and did a running total only grow? */
void board_doubt_size(const struct board_load *l, ptrdiff_t i);
/* One doubt more, worded by `m`; beyond BOARD_DOUBTS it is left out. */
void board_add_doubt(const struct board_load *l, struct board_row *row, struct doubt d,
                     const struct message *m);
/* Months between two figures. */
int board_frequency_months(enum indicator_frequency f);

#endif
