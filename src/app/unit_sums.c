/*
 * unit_sums.c -- what the units below have of several indicators, added up in one pass.
 *
 * The tree is that of the last day of each period: a unit that has moved since counts where it
 * stood then. A unit with a figure of its own counts as itself, and nobody below it does.
 */
#include "app/map.h"
#include "app/units.h"
#include "entity/choices.h"
#include "entity/observation.h"

/* What one unit brings to the one above. */
struct brought {
    struct decimal total;
    int n_units, n_missing, n_implied, n_synthetic;
    bool has_own, is_large;
};

/* The sums of one day. */
struct day_work {
    struct call *c;
    struct unit_nodes nodes;
    ptrdiff_t *parent;     /* of each node, -1 at the root */
    struct map place;      /* unit to its place among the nodes + 1 */
    struct unit_sum **sum; /* those of that day */
    ptrdiff_t n_sums;
    struct brought *brought; /* n_sums for each node */
};

/* Who reports for the county above has no figures that add up. */
static bool reports(enum unit_level level)
{
    return level != UNIT_LEVEL_department && level != UNIT_LEVEL_office &&
           level != UNIT_LEVEL_enterprise;
}

/* Columns of unit_figures: subject indicator period value certainty. */
static enum err take_figure(void *ctx, const struct value *at, int n_cols, struct fail *why)
{
    struct day_work *w = ctx;
    const int64_t *node = map_find_id(&w->place, at[0].i);
    (void)n_cols, (void)why;
    for (ptrdiff_t k = 0; node && k < w->n_sums; k++) {
        if (w->sum[k]->indicator != at[1].i || w->sum[k]->period.code != at[2].i)
            continue;
        w->brought[(*node - 1) * w->n_sums + k] = (struct brought){
            .has_own = true,
            .total = {at[3].i},
            .n_units = 1,
            .n_implied = str_eq(at[4].t, certainties[CERTAINTY_implied].code),
            .n_synthetic = str_eq(at[4].t, certainties[CERTAINTY_synthetic].code),
        };
    }
    return OK;
}

static void put_id(struct buf *list, int64_t id)
{
    buf_fmt(list, "%s%lld", list->len > 0 ? "," : "", (long long)id);
}

static enum err load_figures(struct day_work *w, int64_t basis, struct fail *why)
{
    enum { DIGITS = 21 }; /* a number and its comma */
    struct arena *a = w->c->a;
    struct buf units = buf_on(a, w->nodes.n * DIGITS + 1);
    struct buf periods = buf_on(a, w->n_sums * DIGITS + 1);
    struct buf indicators = buf_on(a, w->n_sums * DIGITS + 1);
    for (ptrdiff_t i = 0; i < w->nodes.n; i++) {
        *map_at_id(&w->place, w->nodes.at[i].id) = i + 1;
        if (i > 0)
            put_id(&units, w->nodes.at[i].id);
    }
    for (ptrdiff_t k = 0; k < w->n_sums; k++) {
        put_id(&periods, w->sum[k]->period.code);
        put_id(&indicators, w->sum[k]->indicator);
    }
    struct value args[] = {VALUE_OF_TEXT(buf_str(&units)), VALUE_OF_TEXT(bases[basis].code),
                           VALUE_OF_TEXT(buf_str(&periods)), VALUE_OF_TEXT(buf_str(&indicators))};
    return view_run(w->c->view, STMT_unit_figures, args, ARRAY_LEN(args), take_figure, w, why);
}

static void find_parents(struct day_work *w)
{
    ptrdiff_t *above = NEW(w->c->a, ptrdiff_t, w->nodes.n + 1); /* by depth */
    w->parent = NEW(w->c->a, ptrdiff_t, w->nodes.n + 1);
    for (ptrdiff_t i = 0; i < w->nodes.n; i++) {
        int depth = w->nodes.at[i].depth;
        above[depth] = i;
        w->parent[i] = depth > 0 ? above[depth - 1] : -1;
    }
}

/* A unit below which nobody has a figure is one that is missing, however many stand below it. */
static void bring_up(struct brought *above, const struct brought *b, enum unit_level level)
{
    if (b->n_units == 0) {
        above->n_missing += reports(level);
        return;
    }
    above->n_units += b->n_units;
    above->n_missing += b->n_missing;
    above->n_implied += b->n_implied;
    above->n_synthetic += b->n_synthetic;
    above->is_large |= b->is_large || !decimal_add(above->total, b->total, &above->total);
}

/* From the last node to the first: each is done before the one it stands below. */
static void add_up(struct day_work *w)
{
    for (ptrdiff_t i = w->nodes.n - 1; i > 0; i--) {
        const struct brought *from = &w->brought[i * w->n_sums];
        struct brought *to = &w->brought[w->parent[i] * w->n_sums];
        for (ptrdiff_t k = 0; k < w->n_sums; k++)
            if (!to[k].has_own)
                bring_up(&to[k], &from[k], w->nodes.at[i].level);
    }
    for (ptrdiff_t k = 0; k < w->n_sums; k++) {
        const struct brought *all = &w->brought[k];
        w->sum[k]->total = all->total;
        w->sum[k]->n_units = all->n_units;
        w->sum[k]->n_missing = all->n_missing;
        w->sum[k]->n_implied = all->n_implied;
        w->sum[k]->n_synthetic = all->n_synthetic;
        w->sum[k]->is_large = all->is_large;
    }
}

/* As many sums at once as there is room for: of a county all, of a country a few. */
static enum err sum_day(struct day_work *w, int64_t root, int64_t basis, int64_t day,
                        struct fail *why)
{
    enum { ROOM = 200000 };
    struct day_work part = *w;
    enum err err = units_at(w->c, root, day, 0, &part.nodes, why);
    if (err != OK || part.nodes.n < 2)
        return err;
    ptrdiff_t at_once = ROOM / part.nodes.n > 0 ? ROOM / part.nodes.n : 1;
    find_parents(&part);
    part.place = map_on(w->c->a);
    part.n_sums = at_once < w->n_sums ? at_once : w->n_sums;
    part.brought = NEW(w->c->a, struct brought, part.nodes.n * part.n_sums);
    for (ptrdiff_t k = 0; err == OK && k < w->n_sums; k += at_once) {
        part.sum = &w->sum[k];
        part.n_sums = w->n_sums - k < at_once ? w->n_sums - k : at_once;
        memset(part.brought, 0, (size_t)(part.nodes.n * part.n_sums) * sizeof *part.brought);
        err = load_figures(&part, basis, why);
        if (err == OK)
            add_up(&part);
    }
    return err;
}

enum err units_sum(struct call *c, int64_t root, int64_t basis, struct unit_sum *sums, ptrdiff_t n,
                   struct fail *why)
{
    bool *is_done = NEW(c->a, bool, n + 1);
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < n; i++) {
        int64_t day = period_last_day(sums[i].period);
        struct day_work w = {.c = c, .sum = NEW(c->a, struct unit_sum *, n)};
        for (ptrdiff_t k = i; k < n; k++) {
            if (is_done[k] || period_last_day(sums[k].period) != day)
                continue;
            is_done[k] = true;
            w.sum[w.n_sums++] = &sums[k];
        }
        if (w.n_sums > 0)
            err = sum_day(&w, root, basis, day, why);
    }
    return err;
}
