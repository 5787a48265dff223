/*
 * judgement.c -- result or shortcoming, and by which measure.
 */
#include "core/judgement.h"

#include "core/series.h"

static struct maybe share_of_target(const struct judgement_input *in, struct maybe part)
{
    struct maybe share = {0};
    if (part.known && in->target.known)
        share.known = series_completion(part.value, in->target.value, DECIMAL_PLACES, &share.value);
    return share;
}

/* Compares actual with wanted by `measure`; false if the difference does not fit. */
static bool compare(struct judgement *j, enum judgement_measure measure, struct decimal actual,
                    struct decimal wanted, bool lower_is_better)
{
    struct decimal ahead = {0};
    if (lower_is_better ? !decimal_sub(wanted, actual, &ahead)
                        : !decimal_sub(actual, wanted, &ahead))
        return false;
    j->measure = measure;
    j->actual = actual;
    j->wanted = wanted;
    j->ahead = ahead;
    j->is_result = ahead.e4 >= 0;
    return true;
}

/* Shares are rounded; at a distance of less than that, the figures themselves decide. */
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
static bool judge_schedule(const struct judgement_input *in, struct judgement *j)
{
    j->completion = share_of_target(in, in->value);
    j->share = share_of_target(in, in->planned);
    enum judgement_measure measure = MEASURE_PLANNED;
    if (!j->share.known && period_first(in->period) == 1) {
        j->share = MAYBE(series_linear_share(in->period, DECIMAL_PLACES));
        measure = MEASURE_LINEAR;
    }
    if (!j->completion.known || !j->share.known ||
        !compare(j, measure, j->completion.value, j->share.value, in->lower_is_better))
        return false;
    j->is_result = schedule_is_met(in, measure);
    return true;
}

struct judgement judge(const struct judgement_input *in)
{
    struct judgement j = {.is_result = true};
    bool has_schedule = judge_schedule(in, &j);
    if (in->growth.known && in->target_growth.known &&
        compare(&j, MEASURE_GROWTH_GAP, in->growth.value, in->target_growth.value,
                in->lower_is_better))
        return j;
    if (!has_schedule && in->growth.known)
        (void)compare(&j, MEASURE_GROWTH, in->growth.value, (struct decimal){0},
                      in->lower_is_better);
    return j;
}

int judgement_cmp(const struct judgement *a, const struct judgement *b)
{
    return decimal_cmp(a->ahead, b->ahead);
}
