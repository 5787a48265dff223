/*
 * rules_unit.c -- units: no unit stands below itself, and none goes away while others hang on it.
 */
#include "app/rules.h"

/* A unit belongs to the area above it, so that codes are unique within a county. */
enum err unit_owner(struct change *ch, int64_t *out, struct fail *why)
{
    const struct value *parent = change_value(ch, UNIT_parent);
    const struct unit_info *above = NULL;
    *out = 0;
    if (parent->type == VALUE_NULL)
        return OK;
    enum err err = lookup_unit(ch->l, parent->i, &above, why);
    if (err == OK && above)
        *out = above->county;
    return err;
}

bool unit_is_area(const struct value *v)
{
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++)
        if (str_eq(v[UNIT_level].t, unit_levels[i].code))
            return level_is_area((enum unit_level)i);
    return false;
}

static enum err check_parent(struct change *ch, int64_t parent, struct fail *why)
{
    const struct unit_info *above = NULL;
    enum err err = lookup_unit(ch->l, parent, &above, why);
    if (err != OK || !above)
        return err;
    struct problems *p = &ch->c->problems;
    if (ch->old && unit_is_in(above, ch->old->id))
        PROBLEM(p, S("parent"), S("cycle"), MSG_problem_unit_cycle,
                ARG_TEXT(above->name[ch->c->lang]));
    if (above->closed_on != DATE_NONE && above->closed_on <= ch->c->today)
        PROBLEM(p, S("parent"), S("closed"), MSG_problem_unit_closed,
                ARG_TEXT(above->name[ch->c->lang]), ARG_DATE(above->closed_on));
    return ch->old ? must_reach(ch->c, ch->l, &unit_entity, above->id, why) : OK;
}

/* Old years add up under the parents of that year, and posts, figures and accounts go along: only a
 * dated change knows from when. */
static void refuse_move(struct change *ch)
{
    const struct value *from = &ch->old->v[UNIT_valid_from];
    PROBLEM(&ch->c->problems, S("parent"), S("dated"), MSG_problem_unit_parent,
            ARG_INT(ch->old->id), ARG_DATE(from->type == VALUE_INT ? from->i : ch->c->today));
}

/* GB/T 2260 and 10114: six, nine or twelve digits are given once in the nation. */
static bool is_division_code(struct str code)
{
    int64_t number = 0;
    return (code.len == 6 || code.len == 9 || code.len == 12) && str_digits(code, &number);
}

bool unit_is_given_once(const struct value *v)
{
    return v[UNIT_code].type == VALUE_TEXT && is_division_code(v[UNIT_code].t);
}

/* A place that a file puts below another county is the one that is there already: made anew it
 * would be there twice, with posts and figures of its own. */
enum err unit_refuse_twin(struct call *c, struct lookups *l, struct str code, int64_t owner,
                          struct fail *why)
{
    const struct unit_info *twin = NULL;
    const struct unit_info *above = NULL;
    struct rows rows = {0};
    if (!is_division_code(code))
        return OK;
    struct value args[] = {VALUE_OF_TEXT(code), VALUE_OF_INT(owner)};
    enum err err = view_query(c->view, c->a, STMT_unit_twin, args, 2, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    err = lookup_unit(l, rows_at(&rows, 0, 0)->i, &twin, why);
    if (err == OK && twin && twin->parent != 0)
        err = lookup_unit(l, twin->parent, &above, why);
    if (err == OK && twin)
        PROBLEM(&c->problems, S("code"), S("elsewhere"), MSG_problem_unit_elsewhere, ARG_TEXT(code),
                ARG_TEXT(twin->name[c->lang]), ARG_TEXT(above ? above->name[c->lang] : S("-")),
                ARG_INT(twin->id));
    return err;
}

enum err unit_check(struct change *ch, struct fail *why)
{
    const struct value *parent = change_value(ch, UNIT_parent);
    /* Without a parent it would be out of everybody's reach, and a county of its own. */
    if (parent->type == VALUE_NULL && ch->old && change_alters(ch, UNIT_parent) &&
        !ch->c->who.is_system)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_top_unit, ARG_NONE);
    enum err err = OK;
    if (parent->type == VALUE_INT && change_alters(ch, UNIT_parent) && !ch->is_bulk)
        err = check_parent(ch, parent->i, why);
    if (err == OK && ch->old && change_alters(ch, UNIT_parent))
        refuse_move(ch);
    /* Units are few beside figures: each new one may be asked for, in a long file too. */
    const struct value *code = change_value(ch, UNIT_code);
    if (err != OK || ch->old || code->type != VALUE_TEXT)
        return err;
    return unit_refuse_twin(ch->c, ch->l, code->t, ch->owner, why);
}

enum err unit_may_void(struct change *ch, struct fail *why)
{
    struct shape shape = entity_shape(&unit_entity);
    struct condition below = {
        .column = S("parent"), .op = OP_EQ, .values = &VALUE_OF_INT(ch->old->id), .n_values = 1};
    struct select q = {.shape = &shape, .where = &below, .n_where = 1, .limit = 1};
    int64_t n = 0;
    enum err err = view_count(ch->c->view, &q, &n, why);
    if (err == OK && n > 0)
        return FAIL(why, ERR_CONFLICT, MSG_err_unit_has_children, ARG_INT(n));
    return err;
}
