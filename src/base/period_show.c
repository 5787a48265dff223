/*
 * period_show.c -- periods in words, the same on every page and in every paper.
 */
#include "base/message.h"
#include "base/period.h"

static const enum msg months[] = {
    MSG_date_month_01, MSG_date_month_02, MSG_date_month_03, MSG_date_month_04,
    MSG_date_month_05, MSG_date_month_06, MSG_date_month_07, MSG_date_month_08,
    MSG_date_month_09, MSG_date_month_10, MSG_date_month_11, MSG_date_month_12,
};
static const enum msg quarters[] = {
    MSG_period_quarter_1,
    MSG_period_quarter_2,
    MSG_period_quarter_3,
    MSG_period_quarter_4,
};
static const enum msg halves[] = {MSG_period_half_1, MSG_period_half_2};

/* How each kind of period is put, without and with its year. */
static const enum msg period_texts[][2] = {
    [PERIOD_MONTH] = {MSG_period_one, MSG_period_month_of_year},
    [PERIOD_QUARTER] = {MSG_period_one, MSG_period_part_of_year},
    [PERIOD_HALF] = {MSG_period_one, MSG_period_part_of_year},
    [PERIOD_YEAR] = {MSG_period_whole_year, MSG_period_year},
    [PERIOD_RUN] = {MSG_period_run, MSG_period_run_of_year},
};

/* The word for a month, quarter or half; of a run, its first month. */
static enum msg period_word(struct period p)
{
    switch (period_kind(p)) {
    case PERIOD_QUARTER: return quarters[period_last(p) / 3 - 1];
    case PERIOD_HALF: return halves[period_last(p) / 6 - 1];
    case PERIOD_MONTH:
    case PERIOD_YEAR:
    case PERIOD_RUN: break;
    }
    return months[period_first(p) - 1];
}

void period_show(struct buf *out, enum lang lang, struct period p, bool with_year)
{
    struct message m = {
        .id = period_texts[period_kind(p)][with_year],
        .args = {ARG_MSG(period_word(p)), ARG_MSG(months[period_last(p) - 1]),
                 ARG_INT(period_first(p)), ARG_INT(period_year(p))},
    };
    message_write(out, lang, &m);
}
