/*
 * holding.c -- the fields of holding.def and the rules across them.
 */
#include "entity/holding.h"

#include "entity/account.h"
#include "entity/post.h"

const struct choice holding_kinds[HOLDING_KIND_COUNT] = {HOLDING_KINDS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(holding, __VA_ARGS__, )
#include "entity/holding.def"
};

static bool has(const struct holding *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct holding *h = row;
    bool has_both = has(h, HOLDING_held_from) && has(h, HOLDING_held_to);
    if (has_both && h->held_to <= h->held_from)
        PROBLEM(probs, S("held_to"), S("order"), MSG_problem_after, ARG_MSG(MSG_holding_held_from));
}

const struct entity holding_entity = {
    .name = S_("holding"),
    .plural = S_("holdings"),
    .title = MSG_entity_holding,
    .titles = MSG_entity_holdings,
    .topic = TOPIC_organisation,
    .about = MSG_entity_holding_about,
    .fields = fields,
    .n_fields = HOLDING_N_FIELDS,
    .size = sizeof(struct holding),
    .set_offset = offsetof(struct holding, set),
    .key = S_("account,post,as_what,held_from"),
    .show = S_("post,account,as_what,held_from,held_to"),
    .sort = S_("-held_from"),
    .check = check,
};
