/*
 * supervision.c -- the fields of supervision.def behind those of the spine, and the rules across
 * them.
 */
#include "entity/supervision.h"

#include "entity/document.h"
#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice supervision_sources[SUPERVISION_SOURCE_COUNT] = {
    SUPERVISION_SOURCES(CHOICE_ROW)};

const struct choice supervision_urgencies[SUPERVISION_URGENCY_COUNT] = {
    SUPERVISION_URGENCIES(CHOICE_ROW)};

#define MATTER_KIND       S_("supervision")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(supervision_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(supervision_matter, supervision, __VA_ARGS__, )
#include "entity/supervision.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct supervision_matter *s = row;
    bool is_instruction =
        MATTER_HAS(s, SUPERVISION_source) && s->source == SUPERVISION_SOURCE_instruction;
    bool has_both = MATTER_HAS(s, SUPERVISION_answer_by) && MATTER_HAS(s, MATTER_opened_on);
    if (is_instruction && !MATTER_HAS(s, SUPERVISION_instruction))
        PROBLEM(probs, S("instruction"), S("missing"), MSG_problem_instruction_missing, ARG_NONE);
    if (has_both && s->answer_by < s->opened_on)
        PROBLEM(probs, S("answer_by"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_matter_opened_on));
}

const struct entity supervision_entity = {
    MATTER_ENTITY(supervision, struct supervision_matter, SUPERVISION_N_FIELDS),
    .base = &matter_entity,
    .check = check,
};
