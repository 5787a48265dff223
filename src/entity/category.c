/*
 * category.c -- the fields of category.def and the rules across them.
 */
#include "entity/category.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(category, __VA_ARGS__, )
#include "entity/category.def"
};

static bool has(const struct category *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct category *c = row;
    bool has_both = has(c, CATEGORY_valid_from) && has(c, CATEGORY_valid_to);
    if (has_both && c->valid_to <= c->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_after,
                ARG_MSG(MSG_category_valid_from));
}

const struct entity category_entity = {
    .name = S_("category"),
    .plural = S_("categories"),
    .title = MSG_entity_category,
    .titles = MSG_entity_categories,
    .topic = TOPIC_rules,
    .about = MSG_entity_category_about,
    .fields = fields,
    .n_fields = CATEGORY_N_FIELDS,
    .size = sizeof(struct category),
    .set_offset = offsetof(struct category, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("code"),
    .check = check,
};
