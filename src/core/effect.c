/*
 * effect.c -- counting, and percentiles by nearest rank.
 */
#include "core/effect.h"

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t percentile_nearest(const int64_t *sorted, ptrdiff_t n, int64_t percent)
{
    assert(n > 0 && percent >= 1 && percent <= 100);
    return sorted[(percent * n + 99) / 100 - 1];
}

static bool is_within(const struct effect_span *s, int64_t day)
{
    return day != DATE_NONE && s->from <= day && day <= s->to;
}

static bool is_open_at(const struct effect_case *c, int64_t day)
{
    return c->opened_on <= day && (c->closed_on == DATE_NONE || c->closed_on > day);
}

static bool is_of(const struct effect_group *g, const struct effect_case *c)
{
    return (!g->by_category || g->category == c->category) && (!g->by_unit || g->unit == c->unit);
}

struct effect_figures effect_measure(struct arena *a, const struct calendar *calendar,
                                     const struct effect_case *cases, ptrdiff_t n,
                                     const struct effect_group *group,
                                     const struct effect_span *span)
{
    struct effect_figures f = {
        0, 0, 0, EFFECT_NONE_SOLVED, EFFECT_NONE_SOLVED, EFFECT_NONE_SOLVED, EFFECT_NONE_SOLVED};
    int64_t *days = NEW(a, int64_t, n + 1);
    int64_t *working = NEW(a, int64_t, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct effect_case *c = &cases[i];
        if (!is_of(group, c))
            continue;
        f.found += is_within(span, c->opened_on);
        f.open += is_open_at(c, span->to);
        if (is_within(span, c->closed_on)) {
            days[f.solved] = c->closed_on - c->opened_on;
            working[f.solved++] = calendar_count(calendar, c->opened_on, c->closed_on);
        }
    }
    if (f.solved == 0)
        return f;
    qsort(days, (size_t)f.solved, sizeof *days, rising);
    qsort(working, (size_t)f.solved, sizeof *working, rising);
    f.median_days = percentile_nearest(days, f.solved, 50);
    f.p80_days = percentile_nearest(days, f.solved, 80);
    f.median_working_days = percentile_nearest(working, f.solved, 50);
    f.p80_working_days = percentile_nearest(working, f.solved, 80);
    return f;
}

static int by_project(const void *a, const void *b)
{
    const struct effect_case *x = a;
    const struct effect_case *y = b;
    return (x->project > y->project) - (x->project < y->project);
}

int64_t effect_moving(struct arena *a, const struct effect_case *cases, ptrdiff_t n,
                      const struct effect_span *span)
{
    struct effect_case *at = NEW(a, struct effect_case, n + 1);
    int64_t n_moving = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        at[i] = cases[i];
    qsort(at, (size_t)n, sizeof *at, by_project);
    for (ptrdiff_t i = 0, next = 0; i < n; i = next) {
        bool is_solved = false;
        bool is_open = false;
        for (next = i; next < n && at[next].project == at[i].project; next++) {
            is_solved = is_solved || is_within(span, at[next].closed_on);
            is_open = is_open || is_open_at(&at[next], span->to);
        }
        n_moving += at[i].project != 0 && is_solved && !is_open;
    }
    return n_moving;
}
