/*
 * matter.c -- the fields of matter.def and the rules across them, for every kind.
 */
#include "entity/matter.h"

#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice matter_kinds[MATTER_KIND_COUNT] = {MATTER_KINDS(CHOICE_ROW)};

const struct choice matter_states[MATTER_STATE_COUNT] = {MATTER_STATE_CODES(SHARED_CHOICE_ROW)};

const struct choice matter_visibilities[MATTER_VISIBILITY_COUNT] = {
    MATTER_VISIBILITIES(CHOICE_ROW)};

/* Written through its kinds only, which say which they are and where they begin. */
#define MATTER_KIND       S_("")
#define MATTER_KIND_SHOWN (FIELD_LIST | FIELD_FILTER)
#define MATTER_STATE      S_("")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter, __VA_ARGS__, )
#include "entity/matter.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct matter *m = row;
    bool has_both = MATTER_HAS(m, MATTER_opened_on) && MATTER_HAS(m, MATTER_due);
    if (has_both && m->due < m->opened_on)
        PROBLEM(probs, S("due"), S("order"), MSG_problem_not_before, ARG_MSG(MSG_matter_opened_on));
}

const struct entity matter_entity = {
    MATTER_ENTITY(matter, struct matter, MATTER_N_FIELDS),
    .is_base = true,
    .check = check,
};

bool is_matter(const struct entity *e)
{
    return e == &matter_entity || e->base == &matter_entity;
}
