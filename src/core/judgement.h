/*
 * judgement.h -- is a figure a result or a shortcoming, by which measure, and how far behind.
 *
 * A result is a target or schedule that is met, or, where there is none, growth of at least 0. The
 * rest are shortcomings. Pure: the caller brings the figures and keeps the explanation.
 */
#ifndef CORE_JUDGEMENT_H
#define CORE_JUDGEMENT_H

#include "base/decimal.h"
#include "base/period.h"

enum light {
    LIGHT_NONE,
    LIGHT_GREEN,
    LIGHT_YELLOW,
    LIGHT_RED,
    LIGHT_ORANGE,
    LIGHT_BLUE,
    LIGHT_COUNT
};

/* A number that may be absent. */
struct maybe {
    bool known;
    struct decimal value;
};
#define MAYBE(d) ((struct maybe){true, (d)})

struct judgement_input {
    struct period period;
    bool lower_is_better;
    struct maybe value;         /* cumulative, or of the period */
    struct maybe growth;        /* in percent, as reported or else recomputed */
    struct maybe target;        /* the year's, in the unit of the value */
    struct maybe planned;       /* of that target by the end of the period; absent: linear */
    struct maybe target_growth; /* the year's, in percent */
};

/* Which measure decided. */
enum judgement_measure {
    MEASURE_NONE,       /* nothing to judge by */
    MEASURE_GROWTH_GAP, /* growth against target growth, in points */
    MEASURE_PLANNED,    /* completion against the planned share, in points */
    MEASURE_LINEAR,     /* completion against the linear share, in points */
    MEASURE_GROWTH,     /* growth against 0, in percent */
    MEASURE_COUNT
};

struct judgement {
    bool is_result; /* decided by the exact figures, not by rounded shares */
    enum judgement_measure measure;
    struct decimal actual, wanted;  /* what was compared, in percent */
    struct decimal apart;           /* actual - wanted, in points, rounded once */
    struct decimal ahead;           /* the same, turned so that below 0 is behind */
    struct maybe completion, share; /* of the year's target; the schedule's share */
};

/*
 * Target growth decides before an absolute target, that before growth alone. A figure with nothing
 * to judge by is a result without a measure: it is reported and not blamed. Completion, share and
 * the points between them are rounded to `places`, those they are shown with; growth is exact.
 */
struct judgement judge(const struct judgement_input *in, int places);
/* Furthest behind first; below, at or above 0 as for qsort. */
int judgement_cmp(const struct judgement *a, const struct judgement *b);

#endif
