/*
 * matter_term.c -- the nearest term, and its last day.
 */
#include "app/matter_term.h"

#include "core/calendar.h"
#include "entity/matter.h"
#include "entity/term.h"

/* Nearest owner first; there, a term of this kind before one of every kind. */
static int nearness(const struct unit_info *owner, const struct record *term)
{
    int near = owned_nearness(owner, term->owner);
    return near > 0 ? 2 * near + (term->v[TERM_kind].type != VALUE_NULL) : 0;
}

static bool is_for(const struct record *term, enum flow_term step, const struct value *spine)
{
    const struct value *kind = &term->v[TERM_kind];
    return str_eq(term->v[TERM_step].t, flow_term_code(step)) &&
           (kind->type == VALUE_NULL || value_eq(kind, &spine[MATTER_kind])) &&
           owned_in_force(&term->v[TERM_valid_from], &term->v[TERM_valid_to],
                          spine[MATTER_last_moved_on].i);
}

struct term term_of_values(const struct value *n, const struct value *unit)
{
    int i = 0;
    while (i < TERM_UNITS_COUNT && !str_eq(term_units[i].code, unit->t))
        i++;
    return (struct term){(enum term_unit)i, n->i};
}

/* A step's term runs from the day of the last move. */
static int64_t end_of(const struct record *term, const struct value *spine)
{
    struct term_clock clock = {.term = term_of_values(&term->v[TERM_n], &term->v[TERM_unit]),
                               .start = spine[MATTER_last_moved_on].i};
    return term_valid(clock.term) ? term_end(&calendar_cn, &clock) : DATE_NONE;
}

int64_t matter_term_end(const struct records *terms, const struct unit_info *owner,
                        const struct flow_state *state, const struct value *spine)
{
    const struct record *best = NULL;
    if (state->term == FLOW_TERM_due)
        return spine[MATTER_due].type == VALUE_INT ? spine[MATTER_due].i : DATE_NONE;
    if (state->term == FLOW_TERM_none || spine[MATTER_last_moved_on].type != VALUE_INT)
        return DATE_NONE;
    for (ptrdiff_t i = 0; i < terms->n; i++) {
        const struct record *term = &terms->at[i];
        if (is_for(term, state->term, spine) &&
            nearness(owner, term) > (best ? nearness(owner, best) : 0))
            best = term;
    }
    return best ? end_of(best, spine) : DATE_NONE;
}

/* As nearness(), and a term of that urgency before one of every urgency. */
static int nearness_of(const struct unit_info *owner, const struct record *term)
{
    return 2 * nearness(owner, term) + (term->v[TERM_urgency].type != VALUE_NULL);
}

int64_t matter_term_usual(const struct records *terms, const struct unit_info *owner,
                          const struct value *kind, const struct value *urgency, int64_t from)
{
    const struct record *best = NULL;
    for (ptrdiff_t i = 0; i < terms->n; i++) {
        const struct record *term = &terms->at[i];
        const struct value *v = term->v;
        bool is_it = str_eq(v[TERM_step].t, flow_term_code(FLOW_TERM_due)) &&
                     (v[TERM_kind].type == VALUE_NULL || value_eq(&v[TERM_kind], kind)) &&
                     (v[TERM_urgency].type == VALUE_NULL || value_eq(&v[TERM_urgency], urgency)) &&
                     nearness(owner, term) > 0 &&
                     owned_in_force(&v[TERM_valid_from], &v[TERM_valid_to], from);
        if (is_it && (!best || nearness_of(owner, term) > nearness_of(owner, best)))
            best = term;
    }
    if (!best)
        return DATE_NONE;
    struct term_clock clock = {.term = term_of_values(&best->v[TERM_n], &best->v[TERM_unit]),
                               .start = from};
    return term_valid(clock.term) ? term_end(&calendar_cn, &clock) : DATE_NONE;
}
