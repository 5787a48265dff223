/*
 * matter_term.h -- when the term of the step on which a matter stands is over.
 *
 * Of the terms of its owner and those above it the nearest holds, there one for the kind before one
 * for every kind, in force on the day on which the step began.
 */
#ifndef MATTER_TERM_H
#define MATTER_TERM_H

#include "app/owned.h"
#include "core/flow.h"
#include "core/term.h"

/* A number of days as a record of that unit (entity/term.h) gives it. */
struct term term_of_values(const struct value *n, const struct value *unit);
/*
 * Last day of the term that runs in a state, for a matter of `owner` with these values of the
 * spine: its own due day, or of the terms that were read. DATE_NONE: none runs.
 */
int64_t matter_term_end(const struct records *terms, const struct unit_info *owner,
                        const struct flow_state *state, const struct value *spine);

/* The last day of a matter that is assigned on `from` and nobody names a day for, by the terms for
 * "due" of its kind and its class of urgency ("": it has none). DATE_NONE: none is set. */
int64_t matter_term_usual(const struct records *terms, const struct unit_info *owner,
                          const struct value *kind, const struct value *urgency, int64_t from);

#endif
