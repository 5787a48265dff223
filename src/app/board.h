/*
 * board.h -- how a unit stands: every indicator of a period with growth, target, gap and doubts.
 *
 * A board is computed from records each time, as of the call's view; nothing of it is stored. It
 * takes a fixed small number of statements however many indicators there are: what a unit has no
 * figure of its own of is the sum of the units below it (units_sum()), if it adds up. Numbers
 * are exact decimals; percentages and points are too (12.5 is 12.5 %). A row that has no figure
 * says why.
 */
#ifndef BOARD_H
#define BOARD_H

#include "app/app.h"
#include "core/judgement.h"

struct board_query {
    int64_t subject;      /* a unit; 0: board_home() */
    struct period period; /* any; the last month counts: 2006-05 shows 2006-01..05 */
    int64_t basis;        /* index into bases, see entity/indicator.h */
};

/* A number and the record it comes from. id 0: it is computed, or there is none. */
struct board_number {
    bool is_known;
    struct decimal value;
    int64_t id;        /* observation, or target */
    int64_t certainty; /* of the record: documented, implied, synthetic */
    int64_t status;    /* observations: provisional, final, missing */
    struct str reason; /* why it is missing; "" if it is not */
};

/* Why a figure deserves a second look. Nothing is corrected: people decide. */
enum doubt_kind {
    DOUBT_SAME_DIGITS,  /* value and growth are the same number: likely a slip of the pen */
    DOUBT_REST,         /* total and part grew, so what remains must have fallen (or the reverse) */
    DOUBT_GROWTH,       /* growth as reported is not what value and last year's value give */
    DOUBT_PART_EXCEEDS, /* a part is more than its whole */
    DOUBT_STATED,       /* a document states another number */
    DOUBT_SCALE,        /* so many times what it is held against that unit or point are off */
    DOUBT_FELL,         /* a running total is less than it was a period before */
    DOUBT_KIND_COUNT
};
struct doubt {
    enum doubt_kind kind;
    struct str sentence; /* in the call's language */
    int64_t ids[3];      /* observations it compares; 0 where fewer */
};

/* Which side of the brief a row stands on. */
enum standing {
    STANDING_RESULT,
    STANDING_SHORTCOMING,
    STANDING_UNJUDGED, /* a figure, and nothing to hold it against: neither praised nor blamed */
    STANDING_NO_FIGURE,
    STANDING_COUNT
};

/* A point of a trend. */
struct board_spark {
    bool is_known;
    struct decimal value;
};

enum { BOARD_SPARK = 13, BOARD_DOUBTS = 6 };

struct board_row {
    int64_t indicator;
    int64_t part_of;                /* indicator, 0 if none */
    struct str code, name, measure; /* in the call's language */
    struct str source_unit;         /* who is to report it; "" if not said */
    int decimals;
    int64_t direction;    /* up, down, none: index into indicator_directions */
    int64_t aggregation;  /* index into indicator_aggregations */
    struct period period; /* the figure's own: a quarterly one lags behind the board's */
    int n_summed;         /* units below whose figures were added up, as the unit has none itself */
    int n_missing;        /* units below that were to be added up, and nobody there has a figure */
    bool is_too_large;    /* what they have adds up to more than a number holds: no value */
    bool may_be_negative; /* as profit and loss; another figure below 0 is refused */
    struct board_number value, growth, base;   /* base: comparable base, else last year's value */
    struct board_number target, growth_target; /* the year's; highest revision */
    struct board_number planned; /* where the path by month says it should be by now (value) */
    /* Computed; is_known false where an input is missing. In % or points; gaps below 0 are behind.
     */
    struct board_number completion, growth_gap;
    struct board_number schedule;     /* share of the year gone by: linear, months / 12, in % */
    struct board_number schedule_gap; /* completion minus schedule, or minus the planned share */
    bool schedule_is_planned;
    struct judgement judgement;
    enum standing standing;
    struct str sentence; /* why it stands there: "完成年度目标的17.1%，比序时进度低24.6个百分点" */
    struct doubt doubts[BOARD_DOUBTS];
    int n_doubts;
    bool is_implied;   /* some number behind it is only implied by a source */
    bool is_synthetic; /* some number behind it was made for demonstration */
    /* The value of this and the 12 months (quarters, years) before, oldest first. */
    struct board_spark spark[BOARD_SPARK];
};

struct board {
    struct board_query query;        /* with the subject filled in */
    struct str unit_code, unit_name; /* as it was called then */
    int64_t as_of;                   /* 0: now */
    int64_t as_of_instant;           /* the end of the day looked back to; 0: now */
    struct board_row *rows; /* what concerns the unit, by position and code of the indicator */
    ptrdiff_t n_rows;
};

/*
 * The unit whose board the caller sees first: the county at or above the caller's unit; for the
 * command line the only county of the database. NOT_FOUND if there is none or no single one.
 */
MUST_USE enum err board_home(struct call *c, int64_t *out_unit, struct fail *why);
/* The unit whose board waits for the caller: those who answer for one unit have that one's, the
 * others board_home(). */
MUST_USE enum err board_own(struct call *c, int64_t *out_unit, struct fail *why);
/* The basis on which a unit has figures: the first one there is, statistical if there are none. */
MUST_USE enum err board_basis(struct call *c, int64_t unit, int64_t *out, struct fail *why);
/* A unit by its code, for command line and addresses. NOT_FOUND; CONFLICT if two have it. */
MUST_USE enum err board_unit(struct call *c, struct str code, int64_t *out_unit, struct fail *why);
/* The last period for which the unit has any figure on this basis, else on another (what is summed
 * from below has none of its own); code 0 if none. */
MUST_USE enum err board_last_period(struct call *c, int64_t unit, int64_t basis, struct period *out,
                                    struct fail *why);
/* out[m]: figures of the unit end in month m of the year; basis as in board_last_period(). */
MUST_USE enum err board_months(struct call *c, const struct board_query *q, int year, bool out[13],
                               struct fail *why);
/* Errors: NOT_FOUND (no such unit, or it may not be seen), FORBIDDEN, DB. */
MUST_USE enum err board_make(struct call *c, const struct board_query *q, struct board *out,
                             struct fail *why);
/* The row of an indicator, or NULL. */
const struct board_row *board_find(const struct board *b, struct str code);

/* --- one indicator --------------------------------------------------------------------------- */

/* One period of an indicator: what is drawn as a chart and shown as its table. */
struct board_point {
    struct period period;
    struct board_number actual, growth, base, target, last_year;
};

/* The unit's children in the tree of that period. */
struct board_part {
    int64_t unit;
    struct str code, name;
    struct board_number value, growth, target;
    struct board_number share; /* of the sum of the parts, in % */
};

/* A record behind the indicator's numbers. */
struct board_source {
    int64_t id; /* observation */
    struct period period;
    int64_t kind, status, certainty;
    struct board_number value;
    struct str source, note;
    int64_t document; /* 0: none, or none that the caller may open */
    struct str document_title;
    struct str reported_by, on_behalf_of; /* posts, by name; "" if none */
    int64_t version;                      /* 1: never revised */
    int64_t seq, instant;                 /* entry that made this version, and when */
};

struct board_detail {
    struct board board; /* of the query, whole */
    const struct board_row *row;
    struct str definition, source_unit;
    struct board_point *points; /* oldest first */
    ptrdiff_t n_points;
    struct board_part *parts;
    ptrdiff_t n_parts;
    struct board_number parts_sum; /* of an indicator that is summed over units */
    struct board_source *sources;  /* newest period first, the last few years */
    ptrdiff_t n_sources;
    int64_t sources_of;    /* the unit whose records they are */
    bool has_more_sources; /* older ones than these */
};

/* Errors: NOT_FOUND (also: no such indicator for this unit), FORBIDDEN, DB. */
MUST_USE enum err board_detail(struct call *c, const struct board_query *q, struct str indicator,
                               struct board_detail *out, struct fail *why);

#endif
