/*
 * period.h -- the months a figure speaks of.
 *
 * A period is a run of months within one year: a month, quarter, half, year, or any other run such
 * as the cumulative 2006-01..05 or the merged 2026-01..02. It is kept as one integer,
 * year * 10000 + first month * 100 + last month, which is also its form in the database.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "base/base.h"
#include "base/message.h"

struct period {
    int64_t code; /* 20060105; 0 is no period */
};

enum period_kind { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR, PERIOD_RUN };

bool period_valid(struct period p);
struct period period_of(int year, int first, int last);
int period_year(struct period p);
int period_first(struct period p);
int period_last(struct period p);
int period_months(struct period p);
enum period_kind period_kind(struct period p);

/* "2006-05", "2006-Q1", "2006-H1", "2006", "2006-01..05"; 2006-01..03 reads as 2006-Q1.
 * The functions below want a valid period. */
bool period_parse(struct str text, struct period *out);
void period_write(struct buf *out, struct period p);
struct str period_str(struct arena *a, struct period p);
/* In words: "1-5月", "一季度", "上半年", "全年" / "January-May", "first quarter"; with its year
 * "2006年1-5月" / "January-May 2006". */
void period_show(struct buf *out, enum lang lang, struct period p, bool with_year);

struct period period_cumulative(struct period p);  /* January to p's last month */
struct period period_year_before(struct period p); /* the same months of the year before;
                                                    * the year 1 has none: {0} */
struct period period_whole_year(struct period p);
int64_t period_first_day(struct period p);
int64_t period_last_day(struct period p);
int period_cmp(struct period a, struct period b); /* by year, last month, first month */

#endif
