/*
 * deciding_post.c -- the fields of deciding_post.def and the rule across them.
 */
#include "entity/deciding_post.h"

#include "entity/matter.h"
#include "entity/post.h"

const struct choice deciding_post_abouts[DECIDING_POST_ABOUT_COUNT] = {
    DECIDING_POST_ABOUTS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(deciding_post, __VA_ARGS__, )
#include "entity/deciding_post.def"
};

static bool has(const struct deciding_post *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct deciding_post *d = row;
    bool has_both = has(d, DECIDING_POST_valid_from) && has(d, DECIDING_POST_valid_to);
    if (has_both && d->valid_to <= d->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_deciding_post_valid_from));
}

const struct entity deciding_post_entity = {
    .name = S_("deciding_post"),
    .plural = S_("deciding_posts"),
    .title = MSG_entity_deciding_post,
    .titles = MSG_entity_deciding_posts,
    .topic = TOPIC_rules,
    .about = MSG_entity_deciding_post_about,
    .fields = fields,
    .n_fields = DECIDING_POST_N_FIELDS,
    .size = sizeof(struct deciding_post),
    .set_offset = offsetof(struct deciding_post, set),
    .key = S_("about,kind,valid_from"),
    .key_is_owners = true,
    .show = S_("about"),
    .sort = S_("about"),
    .check = check,
};
