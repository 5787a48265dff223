/*
 * rules_party.c -- who has to do with a matter.
 *
 * A party may have moves in the matter's flow, so naming one is an act of consequence: lead, joint
 * and linked parties are named by the offices that coordinate (or by a move), the blocked party
 * also by whoever may write the draft. Readers (asked, informed) may be added at any time.
 */
#include "app/rules.h"
#include "entity/matter.h"
#include "entity/matter_party.h"

static bool is_role(const struct value *v, enum matter_party_role role)
{
    return v->type == VALUE_TEXT && str_eq(v->t, matter_party_roles[role].code);
}

enum err matter_lead_party(struct change *ch, int64_t matter, struct record *out, struct fail *why)
{
    static const struct value lead = {.type = VALUE_TEXT, .t = S_("lead")};
    struct shape *shape = NEW(ch->c->a, struct shape, 1);
    *shape = entity_shape(&matter_party_entity);
    struct condition where[] = {
        {.column = S("matter"), .op = OP_EQ, .values = &VALUE_OF_INT(matter), .n_values = 1},
        {.column = S("role"), .op = OP_EQ, .values = &lead, .n_values = 1},
    };
    struct select q = {.shape = shape, .where = where, .n_where = ARRAY_LEN(where), .limit = 1};
    struct page page = {0};
    enum err err = view_select(ch->c->view, ch->c->a, &q, &page, why);
    *out = err == OK && page.n > 0 ? page.at[0] : (struct record){0};
    return err;
}

/* Who may name a party of that role, or take it away? */
static bool may_name(struct change *ch, const struct value *role, const struct record *matter)
{
    bool is_reader =
        is_role(role, MATTER_PARTY_ROLE_asked) || is_role(role, MATTER_PARTY_ROLE_informed);
    bool is_drafted = is_role(role, MATTER_PARTY_ROLE_blocked) && matter_is_draft(matter->v);
    return is_reader || is_drafted || is_office(ch, matter->owner);
}

/* There is one lead, the one that the matter names. */
static enum err check_lead(struct change *ch, const struct record *matter, struct fail *why)
{
    struct record other = {0};
    const struct value *named = &matter->v[MATTER_lead];
    if (!is_role(change_value(ch, MATTER_PARTY_role), MATTER_PARTY_ROLE_lead))
        return OK;
    enum err err = matter_lead_party(ch, matter->id, &other, why);
    if (err != OK)
        return err;
    if (other.v && (!ch->old || other.id != ch->old->id))
        PROBLEM(&ch->c->problems, S("role"), S("lead_once"), MSG_problem_lead_once, ARG_NONE);
    else if (!value_eq(named, change_value(ch, MATTER_PARTY_unit)))
        PROBLEM(&ch->c->problems, S("unit"), S("lead_differs"), MSG_problem_lead_differs, ARG_NONE);
    return OK;
}

enum err matter_party_check(struct change *ch, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    enum err err = part_matter(ch, &matter, &is_found, why);
    if (err != OK || !is_found)
        return err;
    bool is_named = may_name(ch, change_value(ch, MATTER_PARTY_role), &matter) &&
                    (!ch->old || may_name(ch, &ch->old->v[MATTER_PARTY_role], &matter));
    if (!is_named)
        PROBLEM(&ch->c->problems, S("role"), S("by_office"), MSG_problem_by_office, ARG_NONE);
    return check_lead(ch, &matter, why);
}

/* The lead goes by a move only, or the matter would name one that is no party. */
enum err matter_party_may_void(struct change *ch, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    const struct value *role = change_value(ch, MATTER_PARTY_role);
    enum err err = part_matter(ch, &matter, &is_found, why);
    if (err != OK || !is_found)
        return err;
    if (is_role(role, MATTER_PARTY_ROLE_lead))
        return FAIL(why, ERR_CONFLICT, MSG_problem_by_move, ARG_NONE);
    if (!may_name(ch, role, &matter))
        return FAIL(why, ERR_FORBIDDEN, MSG_problem_by_office, ARG_NONE);
    return OK;
}
