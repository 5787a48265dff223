/*
 * complaints.h -- what is said of the program, answered by who runs it (RIGHT_REPLY).
 *
 * It is written as any record is; whoever does not want to be named is not: no field holds the
 * post. The journal has the post of every act, of this one too: an auditor sees that a post wrote,
 * not what. Readers of a record's past are not told who wrote it.
 */
#ifndef COMPLAINTS_H
#define COMPLAINTS_H

#include "app/records.h"

/* Answer it, or answer it anew: the answer before stays in its past. Errors: FORBIDDEN, NOT_FOUND,
 * INVALID (no words, or too many), STALE, DB. */
MUST_USE enum err complaint_answer(struct call *c, int64_t id, struct str answer, struct fail *why);
/* Take it out of the lists with the reason, because it is about a person. Errors as above. */
MUST_USE enum err complaint_withhold(struct call *c, int64_t id, struct str reason,
                                     struct fail *why);

struct complaint_counts {
    int64_t open, answered; /* answered within a year */
    int64_t oldest;         /* days that the oldest open one has waited; -1: none is open */
};
MUST_USE enum err complaints_count(struct call *c, struct complaint_counts *out, struct fail *why);

#endif
