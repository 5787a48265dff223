/*
 * unit_version.c -- the fields of unit_version.def and the rules across them.
 */
#include "entity/unit_version.h"

#include "entity/unit.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(unit_version, __VA_ARGS__, )
#include "entity/unit_version.def"
};

static bool has(const struct unit_version *row, int field)
{
    return (row->set >> field) & 1;
}

static void check(const void *row, struct problems *probs)
{
    const struct unit_version *u = row;
    bool has_both = has(u, UNIT_VERSION_valid_to) && has(u, UNIT_VERSION_valid_from);
    if (has_both && u->valid_to <= u->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_after,
                ARG_MSG(MSG_unit_version_valid_from));
    if (has(u, UNIT_VERSION_parent) && has(u, UNIT_VERSION_unit) && u->parent == u->unit)
        PROBLEM(probs, S("parent"), S("itself"), MSG_problem_itself, ARG_NONE);
}

const struct entity unit_version_entity = {
    .name = S_("unit_version"),
    .plural = S_("unit_versions"),
    .title = MSG_entity_unit_version,
    .titles = MSG_entity_unit_versions,
    .topic = TOPIC_organisation,
    .about = MSG_entity_unit_version_about,
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_change_is_made,
    .is_taken_over = true,
    .fields = fields,
    .n_fields = UNIT_VERSION_N_FIELDS,
    .size = sizeof(struct unit_version),
    .set_offset = offsetof(struct unit_version, set),
    .key = S_("unit,valid_from"),
    .show = S_("name"),
    .sort = S_("-valid_from"),
    .check = check,
};
