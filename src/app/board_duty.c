/*
 * board_duty.c -- which indicators stand on a unit's board, and whose figures they show.
 *
 * A county (or any area) answers for every indicator in force there. A township, street or zone
 * reports for itself what adds up on the management basis. A department reports the county's
 * figures of the indicators that name it as their source: its board shows those. Beside its duties
 * a unit's board has what the unit has a figure or a target of, and nothing else: it would ask the
 * unit, or somebody above it, for a figure that nobody owes.
 */
#include "app/board_load.h"
#include "app/lookup.h"
#include "app/rights.h"

static bool reports_for_county(enum unit_level level)
{
    return level == UNIT_LEVEL_department || level == UNIT_LEVEL_office;
}

static bool reports_itself(enum unit_level level)
{
    return level == UNIT_LEVEL_township || level == UNIT_LEVEL_street || level == UNIT_LEVEL_zone;
}

/* The county of a department, if the caller may see its board; else 0. */
static enum err county_seen(struct board_load *l, int64_t *out, struct fail *why)
{
    struct lookups known = lookups_on(l->c->a, l->c->view);
    const struct unit_info *unit = NULL;
    struct fail tried = {0};
    *out = 0;
    enum err err = lookup_unit(&known, l->board->query.subject, &unit, why);
    if (err != OK || !unit || unit->county == unit->id)
        return err;
    err = board_may_see(l->c, unit->county, &tried);
    if (err == OK)
        *out = unit->county;
    else if (err != ERR_NOT_FOUND && err != ERR_FORBIDDEN)
        *why = tried;
    return err == ERR_NOT_FOUND || err == ERR_FORBIDDEN ? OK : err;
}

enum err board_lend(struct board_load *l, int64_t *out_lender, struct fail *why)
{
    int64_t county = 0;
    int64_t subject = l->board->query.subject;
    enum err err = reports_for_county(l->level) ? county_seen(l, &county, why) : OK;
    *out_lender = 0;
    for (ptrdiff_t i = 0; i < l->board->n_rows; i++) {
        bool is_lent = county != 0 && l->source[i] == subject;
        l->figures_of[i] = is_lent ? county : subject;
        if (is_lent)
            *out_lender = county;
    }
    return err;
}

/* Known, or said to be missing for a reason. */
static bool is_there(const struct board_number *n)
{
    return n->is_known || n->id != 0;
}

static bool has_numbers(const struct board_load *l, ptrdiff_t i)
{
    const struct board_row *row = &l->board->rows[i];
    const struct board_number *all[] = {
        &row->value,         &row->growth,  &row->base,       &row->target,
        &row->growth_target, &row->planned, &l->last_year[i],
    };
    for (ptrdiff_t k = 0; k < ARRAY_LEN(all); k++)
        if (is_there(all[k]))
            return true;
    for (int k = 0; k < BOARD_SPARK; k++)
        if (row->spark[k].is_known)
            return true;
    return false;
}

static bool is_owed(const struct board_load *l, ptrdiff_t i)
{
    if (level_is_area(l->level))
        return true;
    bool adds_up = l->board->rows[i].aggregation == INDICATOR_AGGREGATION_sum &&
                   l->board->query.basis == BASIS_management;
    return l->figures_of[i] != l->board->query.subject || (adds_up && reports_itself(l->level));
}

void board_keep(struct board_load *l)
{
    struct board *b = l->board;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        if (!is_owed(l, i) && !has_numbers(l, i))
            continue;
        b->rows[n] = b->rows[i];
        l->is_cumulative[n] = l->is_cumulative[i];
        l->frequency[n] = l->frequency[i];
        l->last_year[n] = l->last_year[i];
        l->source[n] = l->source[i];
        l->figures_of[n] = l->figures_of[i];
        n++;
    }
    b->n_rows = n;
}
