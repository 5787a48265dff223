/*
 * paper_layout.c -- the fields of paper_layout.def and the rules across them.
 */
#include "entity/paper_layout.h"

#include "entity/document.h"

const struct choice papers[PAPERS_COUNT] = {PAPER_CODES(SHARED_CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(paper_layout, __VA_ARGS__, )
#include "entity/paper_layout.def"
};

static bool has(const struct paper_layout *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct paper_layout *p = row;
    bool has_both = has(p, PAPER_LAYOUT_valid_from) && has(p, PAPER_LAYOUT_valid_to);
    if (has_both && p->valid_to <= p->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_not_before,
                ARG_MSG(MSG_paper_layout_valid_from));
    if (!has(p, PAPER_LAYOUT_series) && !has(p, PAPER_LAYOUT_document))
        PROBLEM(probs, S("series"), S("missing"), MSG_problem_layout_empty, ARG_NONE);
}

const struct entity paper_layout_entity = {
    .name = S_("paper_layout"),
    .plural = S_("paper_layouts"),
    .title = MSG_entity_paper_layout,
    .titles = MSG_entity_paper_layouts,
    .topic = TOPIC_rules,
    .about = MSG_entity_paper_layout_about,
    .fields = fields,
    .n_fields = PAPER_LAYOUT_N_FIELDS,
    .size = sizeof(struct paper_layout),
    .set_offset = offsetof(struct paper_layout, set),
    .key = S_("paper,valid_from"),
    .key_is_owners = true,
    .show = S_("paper,series"),
    .sort = S_("paper"),
    .check = check,
};
