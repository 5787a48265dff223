/*
 * matter_link.c -- the fields of matter_link.def and the rules across them.
 */
#include "entity/matter_link.h"

#include "entity/matter.h"

const struct choice matter_link_relations[MATTER_LINK_RELATION_COUNT] = {
    MATTER_LINK_RELATIONS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_link, __VA_ARGS__, )
#include "entity/matter_link.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct matter_link *l = row;
    uint64_t both = ((uint64_t)1 << MATTER_LINK_matter) | ((uint64_t)1 << MATTER_LINK_other);
    if ((l->set & both) == both && l->matter == l->other)
        PROBLEM(probs, S("other"), S("itself"), MSG_problem_itself, ARG_NONE);
}

const struct entity matter_link_entity = {
    .name = S_("matter_link"),
    .plural = S_("matter_links"),
    .title = MSG_entity_matter_link,
    .titles = MSG_entity_matter_links,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_link_about,
    .fields = fields,
    .n_fields = MATTER_LINK_N_FIELDS,
    .size = sizeof(struct matter_link),
    .set_offset = offsetof(struct matter_link, set),
    .key = S_("matter,relation,other"),
    .show = S_("matter,relation,other"),
    .sort = S_("matter"),
    .check = check,
};
