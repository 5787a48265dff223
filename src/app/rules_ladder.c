/*
 * rules_ladder.c -- a step belongs to its ladder's owner and has a place of its own on it at any
 * time.
 */
#include "app/rules.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"

enum err ladder_step_owner(struct change *ch, int64_t *out, struct fail *why)
{
    struct shape shape = entity_shape(&ladder_entity);
    struct scope scope = scope_to_read(ch->c, &ladder_entity);
    const struct value *ladder = change_value(ch, LADDER_STEP_ladder);
    struct record r = {0};
    *out = 0;
    if (ladder->type != VALUE_INT)
        return OK;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, &scope, ladder->i, &r, why);
    if (err == OK)
        *out = r.owner;
    return err == ERR_NOT_FOUND ? OK : err; /* told where references are read */
}

/* Do the times of two steps meet? What has no end goes on. */
static bool meet(const struct change *ch, const struct record *other)
{
    const struct value *from = change_value(ch, LADDER_STEP_valid_from);
    const struct value *to = change_value(ch, LADDER_STEP_valid_to);
    const struct value *others_from = &other->v[LADDER_STEP_valid_from];
    const struct value *others_to = &other->v[LADDER_STEP_valid_to];
    bool is_before = to->type == VALUE_INT && to->i <= others_from->i;
    bool is_after = others_to->type == VALUE_INT && others_to->i <= from->i;
    return !is_before && !is_after;
}

enum err ladder_step_check(struct change *ch, struct fail *why)
{
    enum { STEPS_MAX = 500 };
    struct shape shape = entity_shape(&ladder_step_entity);
    int64_t id = ch->old ? ch->old->id : 0;
    struct condition where[] = {
        {.column = S("ladder"),
         .op = OP_EQ,
         .values = change_value(ch, LADDER_STEP_ladder),
         .n_values = 1},
        {.column = S("position"),
         .op = OP_EQ,
         .values = change_value(ch, LADDER_STEP_position),
         .n_values = 1},
        {.column = S("id"), .op = OP_NE, .values = &VALUE_OF_INT(id), .n_values = 1},
    };
    struct select q = {
        .shape = &shape, .where = where, .n_where = ARRAY_LEN(where), .limit = STEPS_MAX};
    struct page page = {0};
    if (where[0].values->type != VALUE_INT || where[1].values->type != VALUE_INT ||
        change_value(ch, LADDER_STEP_valid_from)->type != VALUE_INT)
        return OK; /* told already */
    enum err err = view_select(ch->c->view, ch->c->a, &q, &page, why);
    bool is_taken = false;
    for (ptrdiff_t i = 0; err == OK && i < page.n; i++)
        is_taken = is_taken || meet(ch, &page.at[i]);
    if (is_taken)
        PROBLEM(&ch->c->problems, S("position"), S("taken"), MSG_problem_step_taken, ARG_NONE);
    return err;
}
