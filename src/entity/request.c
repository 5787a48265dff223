/*
 * request.c -- the fields of request.def behind those of the spine, and the rules across them.
 */
#include "entity/request.h"

#include "entity/document.h"
#include "entity/ladder_step.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("request")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")
#define MATTER_SEEN_BY    S_("normal")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(request_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(request_matter, request, __VA_ARGS__, )
#include "entity/request.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct request_matter *r = row;
    bool has_both = MATTER_HAS(r, REQUEST_answer_by) && MATTER_HAS(r, MATTER_opened_on);
    if (has_both && r->answer_by < r->opened_on)
        PROBLEM(probs, S("answer_by"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_matter_opened_on));
}

const struct entity request_entity = {
    MATTER_ENTITY(request, struct request_matter, REQUEST_N_FIELDS),
    .base = &matter_entity,
    .check = check,
};
