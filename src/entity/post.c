/*
 * post.c -- the fields of post.def and the rules across them.
 */
#include "entity/post.h"

#include "entity/unit.h"

const struct choice post_roles[POST_ROLE_COUNT] = {POST_ROLES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(post, __VA_ARGS__, )
#include "entity/post.def"
};

static bool has(const struct post *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct post *p = row;
    bool is_secretary = has(p, POST_role) && p->role == POST_ROLE_secretary;
    if (is_secretary && !has(p, POST_serves))
        PROBLEM(probs, S("serves"), S("missing"), MSG_problem_secretary_serves, ARG_NONE);
    if (has(p, POST_role) && !is_secretary && has(p, POST_serves))
        PROBLEM(probs, S("serves"), S("not_wanted"), MSG_problem_only_secretary_serves, ARG_NONE);
}

const struct entity post_entity = {
    .name = S_("post"),
    .plural = S_("posts"),
    .title = MSG_entity_post,
    .titles = MSG_entity_posts,
    .topic = TOPIC_organisation,
    .about = MSG_entity_post_about,
    .fields = fields,
    .n_fields = POST_N_FIELDS,
    .size = sizeof(struct post),
    .set_offset = offsetof(struct post, set),
    .key = S_("unit,code"),
    .show = S_("name"),
    .sort = S_("code"),
    .check = check,
};
