/*
 * problem.c -- the fields of problem.def behind those of the spine, and the rules across them.
 */
#include "entity/problem.h"

#include "entity/category.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("problem")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(problem_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(problem_matter, problem, __VA_ARGS__, )
#include "entity/problem.def"
};

static bool has(const struct problem_matter *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct problem_matter *p = row;
    bool has_both = has(p, PROBLEM_blocked_since) && has(p, MATTER_opened_on);
    if (has_both && p->blocked_since > p->opened_on)
        PROBLEM(probs, S("blocked_since"), S("order"), MSG_problem_not_after,
                ARG_MSG(MSG_matter_opened_on));
}

const struct entity problem_entity = {
    .name = S_("problem"),
    .plural = S_("problems"),
    .title = MSG_entity_problem,
    .titles = MSG_entity_problems,
    .about = MSG_entity_problem_about,
    .fields = fields,
    .n_fields = PROBLEM_N_FIELDS,
    .base = &matter_entity,
    .size = sizeof(struct problem_matter),
    .set_offset = offsetof(struct problem_matter, set),
    .key = S_("code"),
    .key_is_owners = true,
    .key_is_optional = true,
    .show = S_("title"),
    .sort = S_("-id"),
    .is_subject = true,
    .check = check,
};
