/*
 * rules_ladder.c -- a step belongs to its ladder's owner and has a place of its own on it.
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

enum err ladder_step_check(struct change *ch, struct fail *why)
{
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
    struct select q = {.shape = &shape, .where = where, .n_where = ARRAY_LEN(where), .limit = 1};
    int64_t n = 0;
    if (where[0].values->type != VALUE_INT || where[1].values->type != VALUE_INT)
        return OK; /* told already */
    enum err err = view_count(ch->c->view, &q, &n, why);
    if (err == OK && n > 0)
        PROBLEM(&ch->c->problems, S("position"), S("taken"), MSG_problem_step_taken, ARG_NONE);
    return err;
}
