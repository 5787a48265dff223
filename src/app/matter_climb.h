/*
 * matter_climb.h -- a matter takes a step of its ladder: at the start if one was chosen, later
 * because a day has passed, which the clock sees, or in the act that sends an answer back.
 *
 * A step is one row of escalation and the step and its day on the matter; one at a time, and never
 * two on one day.
 */
#ifndef MATTER_CLIMB_H
#define MATTER_CLIMB_H

#include "app/ladders.h"
#include "app/matters.h"

/* Do ladders count in that state: does a unit owe something by a day of the matter's own? What was
 * answered waits for its check; a round that is put off is its office's to remind of. */
bool climb_counts(const struct flow_state *state);

/* What a matter does on its ladder on a day. */
struct climb {
    struct ladder_sight ladder;
    int to;           /* the step to take; -1: none */
    struct str cause; /* of escalation_causes */
    int64_t missed;   /* the day that has passed; DATE_NONE when entered */
};
/*
 * The step that the day calls for in that state. `poor_on`: the day on which an answer was sent
 * back since the last step was taken, DATE_NONE if none was.
 */
struct climb climb_of(const struct ladder_sight *ladder, const struct flow_state *state,
                      const struct value *spine, int64_t poor_on, int64_t today);
/* The step on which it starts, while it stands on none; to is -1 if none was chosen. */
struct climb climb_entry(const struct ladder_sight *ladder);

/*
 * The next step because an answer is sent back today, on a ladder that climbs by quality as well;
 * `stepped_on` is the day of the last step. to is -1 if there is none: it stands on no step yet or
 * on the last, a good reason stops it, or it took a step today (the next day's clock takes the
 * next).
 */
struct climb climb_poor(const struct ladder_sight *ladder, const struct flow_state *state,
                        const struct value *spine, int64_t stepped_on, int64_t today);

/* Inside a write: the row, and what it sets among the values of the matter `v` as it will be. The
 * caller writes the matter. */
MUST_USE enum err climb_put(struct tx *tx, const struct call *c, const struct climb *climb,
                            const struct record *matter, struct value *v, int64_t *out_id,
                            struct fail *why);
/* Inside a write: take the step that today calls for, as the act of the caller. *out: was there
 * one? Errors as matter_see(). */
MUST_USE enum err matter_climb(struct tx *tx, struct call *c, int64_t matter, bool *out,
                               struct fail *why);

/* The steps a matter has taken, newest first, at most 20: row i of `steps` is the step of row i of
 * `rows` (escalation). For callers that have seen the matter. */
struct steps_taken {
    const struct record *rows;
    const struct record *const *steps;
    ptrdiff_t n;
};
MUST_USE enum err matter_steps(struct call *c, const struct matter_sight *m,
                               struct steps_taken *out, struct fail *why);

/* The day of the last one; DATE_NONE: none was taken. */
MUST_USE enum err matter_stepped_on(struct call *c, const struct matter_sight *m, int64_t *out,
                                    struct fail *why);

/* The name of a step and what it asks, in a language; in Chinese where it has no other. */
struct str step_name(const struct record *step, enum lang lang);
struct str step_asks(const struct record *step, enum lang lang);
/* Whom a step tells: hands of core/flow.h. */
unsigned step_tells(const struct value *step);
/* "The day 20 November passed and it was not done: ...": why the step of that row was taken. */
struct message climb_why(const struct value *escalation, struct str step);

#endif
