/*
 * problem.c -- the fields of problem.def behind those of the spine, and the rules across them.
 */
#include "entity/problem.h"

#include "entity/category.h"
#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("problem")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(problem_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(problem_matter, problem, __VA_ARGS__, )
#include "entity/problem.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct problem_matter *p = row;
    bool has_both = MATTER_HAS(p, PROBLEM_blocked_since) && MATTER_HAS(p, MATTER_opened_on);
    if (has_both && p->blocked_since > p->opened_on)
        PROBLEM(probs, S("blocked_since"), S("order"), MSG_problem_not_after,
                ARG_MSG(MSG_matter_opened_on));
}

const struct entity problem_entity = {
    MATTER_ENTITY(problem, struct problem_matter, PROBLEM_N_FIELDS),
    .base = &matter_entity,
    .check = check,
};
