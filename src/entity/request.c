/*
 * request.c -- the fields of request.def behind those of the spine, and the rules across them.
 */
#include "entity/request.h"

#include "entity/document.h"
#include "entity/post.h"
#include "entity/unit.h"

#define MATTER_KIND       S_("request")
#define MATTER_KIND_SHOWN 0
#define MATTER_STATE      S_("draft")

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(request_matter, matter, __VA_ARGS__, )
#include "entity/matter.def"
#define FIELD(...) FIELD_ROW_IN(request_matter, request, __VA_ARGS__, )
#include "entity/request.def"
};

static bool has(const struct request_matter *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct request_matter *r = row;
    bool has_both = has(r, REQUEST_answer_by) && has(r, MATTER_opened_on);
    if (has_both && r->answer_by < r->opened_on)
        PROBLEM(probs, S("answer_by"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_matter_opened_on));
}

const struct entity request_entity = {
    .name = S_("request"),
    .plural = S_("requests"),
    .title = MSG_entity_request,
    .titles = MSG_entity_requests,
    .about = MSG_entity_request_about,
    .fields = fields,
    .n_fields = REQUEST_N_FIELDS,
    .base = &matter_entity,
    .size = sizeof(struct request_matter),
    .set_offset = offsetof(struct request_matter, set),
    .key = S_("code"),
    .key_is_owners = true,
    .key_is_optional = true,
    .show = S_("title"),
    .sort = S_("-id"),
    .is_subject = true,
    .check = check,
};
