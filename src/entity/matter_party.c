/*
 * matter_party.c -- the fields of matter_party.def and the rules across them.
 */
#include "entity/matter_party.h"

#include "entity/matter.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice matter_party_roles[MATTER_PARTY_ROLE_COUNT] = {MATTER_PARTY_ROLES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_party, __VA_ARGS__, )
#include "entity/matter_party.def"
};

static bool has(const struct matter_party *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct matter_party *p = row;
    bool has_unit = has(p, MATTER_PARTY_unit);
    bool has_post = has(p, MATTER_PARTY_post);
    if (has_unit == has_post)
        PROBLEM(probs, has_unit ? S("post") : S("unit"), S("one_of"), MSG_problem_unit_or_post,
                ARG_NONE);
    if (has(p, MATTER_PARTY_role) && p->role == MATTER_PARTY_ROLE_lead && has_post)
        PROBLEM(probs, S("post"), S("lead_unit"), MSG_problem_lead_is_unit, ARG_NONE);
}

const struct entity matter_party_entity = {
    .name = S_("matter_party"),
    .plural = S_("matter_parties"),
    .title = MSG_entity_matter_party,
    .titles = MSG_entity_matter_parties,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_party_about,
    .fields = fields,
    .n_fields = MATTER_PARTY_N_FIELDS,
    .size = sizeof(struct matter_party),
    .set_offset = offsetof(struct matter_party, set),
    .key = S_("matter,role,unit,post"),
    .show = S_("matter,role,unit,post"),
    .sort = S_("matter"),
    .check = check,
};
