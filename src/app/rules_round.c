/*
 * rules_round.c -- the agenda of a round and who takes part in it.
 *
 * Both are the round's: they belong to its owner, and stay as they are once its minutes are issued.
 * Whoever puts a matter on the agenda, takes it off or gives it another place says why.
 */
#include "app/rounds.h"
#include "app/rules.h"
#include "entity/attendance.h"
#include "entity/matter.h"
#include "entity/round_item.h"

/* The matter that a field names, if the caller sees it; others are told where references are
 * read. */
static enum err matter_in(struct change *ch, int field, struct record *out, bool *out_found,
                          struct fail *why)
{
    struct shape shape = entity_shape(&matter_entity);
    const struct value *v = change_value(ch, field);
    struct scope scope = scope_to_read(ch->c, &matter_entity);
    *out_found = false;
    if (v->type != VALUE_INT)
        return OK;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, &scope, v->i, out, why);
    *out_found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err owner_in(struct change *ch, int field, int64_t *out, struct fail *why)
{
    struct record round = {0};
    bool is_found = false;
    enum err err = matter_in(ch, field, &round, &is_found, why);
    *out = is_found ? round.owner : 0;
    return err;
}

enum err round_item_owner(struct change *ch, int64_t *out, struct fail *why)
{
    return owner_in(ch, ROUND_ITEM_round, out, why);
}

enum err attendance_owner(struct change *ch, int64_t *out, struct fail *why)
{
    return owner_in(ch, ATTENDANCE_round, out, why);
}

static bool is_round(const struct record *m)
{
    return str_eq(m->v[MATTER_kind].t, matter_kinds[MATTER_KIND_round].code);
}

/* It is a round, and its minutes are not issued. */
static enum err check_round(struct change *ch, int field, struct fail *why)
{
    struct record m = {0};
    bool is_found = false;
    enum err err = matter_in(ch, field, &m, &is_found, why);
    if (err != OK || !is_found)
        return err;
    if (!is_round(&m))
        PROBLEM(&ch->c->problems, S("round"), S("kind"), MSG_problem_matter_kind,
                ARG_MSG(MSG_entity_round));
    else if (m.v[MATTER_closed_on].type != VALUE_NULL)
        PROBLEM(&ch->c->problems, S("round"), S("closed"), MSG_problem_round_closed, ARG_NONE);
    return OK;
}

enum err attendance_check(struct change *ch, struct fail *why)
{
    return check_round(ch, ATTENDANCE_round, why);
}

/* A new item finds room, and without a place comes last. */
static enum err place_last(struct change *ch, struct fail *why)
{
    struct rows rows = {0};
    const struct value *round = change_value(ch, ROUND_ITEM_round);
    if (ch->old || round->type != VALUE_INT)
        return OK;
    enum err err = view_query(ch->c->view, ch->c->a, STMT_round_last_place, round, 1, &rows, why);
    if (err != OK)
        return err;
    if (rows_at(&rows, 0, 1)->i >= ROUND_ITEMS_MOST)
        PROBLEM(&ch->c->problems, S("round"), S("full"), MSG_problem_round_full,
                ARG_INT(ROUND_ITEMS_MOST));
    if (change_value(ch, ROUND_ITEM_position)->type == VALUE_NULL)
        ch->v[ROUND_ITEM_position] = VALUE_OF_INT(rows_at(&rows, 0, 0)->i + 1);
    return OK;
}

/* What came of an item is said once the round is held, by whichever way. */
static void check_outcome(struct change *ch, const struct record *round)
{
    struct str held = matter_state_code(STATE_held);
    bool is_said = change_alters(ch, ROUND_ITEM_outcome) && ch->old;
    if (is_said && !str_eq(round->v[MATTER_state].t, held))
        PROBLEM(&ch->c->problems, S("outcome"), S("early"), MSG_problem_round_outcome, ARG_NONE);
}

enum err round_item_check(struct change *ch, struct fail *why)
{
    struct record m = {0};
    bool is_found = false;
    bool is_moved = change_alters(ch, ROUND_ITEM_position) || change_alters(ch, ROUND_ITEM_removed);
    enum err err = check_round(ch, ROUND_ITEM_round, why);
    if (err == OK)
        err = matter_in(ch, ROUND_ITEM_round, &m, &is_found, why);
    if (err == OK && is_found)
        check_outcome(ch, &m);
    if (err == OK)
        err = matter_in(ch, ROUND_ITEM_matter, &m, &is_found, why);
    if (err == OK && is_found && is_round(&m))
        PROBLEM(&ch->c->problems, S("matter"), S("kind"), MSG_problem_round_in_round, ARG_NONE);
    if (is_moved && change_value(ch, ROUND_ITEM_reason)->type == VALUE_NULL)
        PROBLEM(&ch->c->problems, S("reason"), S("missing"), MSG_problem_round_reason, ARG_NONE);
    return err == OK ? place_last(ch, why) : err;
}
