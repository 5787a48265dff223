/*
 * judgement.c -- result or shortcoming, and by which measure.
 */
#include "core/judgement.h"

#include "core/series.h"

static struct maybe share_of_target(const struct judgement_input *in, struct maybe part, int places)
{
    struct maybe share = {0};
    if (part.known && in->target.known)
        share.known = series_completion(part.value, in->target.value, places, &share.value);
    return share;
}

static void decide(struct judgement *j, enum judgement_measure measure, struct decimal actual,
                   struct decimal wanted)
{
    j->measure = measure;
    j->actual = actual;
    j->wanted = wanted;
}

static void set_apart(struct judgement *j, struct decimal apart, bool lower_is_better)
{
    j->apart = apart;
    j->ahead.e4 = lower_is_better ? -apart.e4 : apart.e4;
    j->is_result = j->ahead.e4 >= 0;
}

/* What was compared is known to be exact, as growth is. False if the difference does not fit. */
static bool judge_growth(const struct judgement_input *in, enum judgement_measure measure,
                         struct decimal wanted, struct judgement *j)
{
    struct decimal apart = {0};
    if (!in->growth.known || !series_gap(in->growth.value, wanted, &apart))
        return false;
    decide(j, measure, in->growth.value, wanted);
    set_apart(j, apart, in->lower_is_better);
    return true;
}

/* The points between the shares may round to 0; then the figures themselves decide. */
static bool schedule_is_met(const struct judgement_input *in, enum judgement_measure measure)
{
    int128 done = in->value.value.e4;
    int128 wanted = in->planned.value.e4;
    if (measure == MEASURE_LINEAR) {
        done *= 12;
        wanted = (int128)in->target.value.e4 * period_last(in->period);
    }
    return in->lower_is_better ? done <= wanted : done >= wanted;
}

/* Against the plan by month if there is one, else against month / 12, which is for figures that run
 * from January. */
static bool judge_schedule(const struct judgement_input *in, int places, struct judgement *j)
{
    struct decimal apart = {0};
    j->completion = share_of_target(in, in->value, places);
    j->share = share_of_target(in, in->planned, places);
    bool is_planned = j->share.known;
    if (!is_planned && period_first(in->period) == 1)
        j->share = MAYBE(series_linear_share(in->period, places));
    if (!j->completion.known || !j->share.known)
        return false;
    if (is_planned
            ? !series_planned_gap(in->value.value, in->planned.value, in->target.value, places,
                                  &apart)
            : !series_linear_gap(in->value.value, in->target.value, in->period, places, &apart))
        return false;
    enum judgement_measure measure = is_planned ? MEASURE_PLANNED : MEASURE_LINEAR;
    decide(j, measure, j->completion.value, j->share.value);
    set_apart(j, apart, in->lower_is_better);
    j->is_result = schedule_is_met(in, measure);
    return true;
}

struct judgement judge(const struct judgement_input *in, int places)
{
    struct judgement j = {.is_result = true};
    bool has_schedule = judge_schedule(in, places, &j);
    if (in->target_growth.known &&
        judge_growth(in, MEASURE_GROWTH_GAP, in->target_growth.value, &j))
        return j;
    if (!has_schedule)
        (void)judge_growth(in, MEASURE_GROWTH, (struct decimal){0}, &j);
    return j;
}

int judgement_cmp(const struct judgement *a, const struct judgement *b)
{
    return decimal_cmp(a->ahead, b->ahead);
}
