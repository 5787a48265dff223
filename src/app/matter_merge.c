/*
 * matter_merge.c -- parties and a link go with a duplicate, so that nobody is forgotten.
 */
#include "app/matter_merge.h"

#include "entity/matter.h"
#include "entity/matter_link.h"
#include "entity/matter_party.h"

/* Who was to do the duplicate is not thereby told to do the other. */
static bool is_doer(const struct value *party)
{
    struct str role = party[MATTER_PARTY_role].t;
    return str_eq(role, matter_party_roles[MATTER_PARTY_ROLE_lead].code) ||
           str_eq(role, matter_party_roles[MATTER_PARTY_ROLE_joint].code);
}

static bool is_party(const struct page *parties, const struct value *party)
{
    for (ptrdiff_t i = 0; i < parties->n; i++) {
        const struct value *v = parties->at[i].v;
        if (value_eq(&v[MATTER_PARTY_role], &party[MATTER_PARTY_role]) &&
            value_eq(&v[MATTER_PARTY_unit], &party[MATTER_PARTY_unit]) &&
            value_eq(&v[MATTER_PARTY_post], &party[MATTER_PARTY_post]))
            return true;
    }
    return false;
}

static enum err take_parties(struct tx *tx, const struct matter_sight *from,
                             const struct matter_sight *to, struct fail *why)
{
    struct shape s = entity_shape(&matter_party_entity);
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < from->parties.n; i++) {
        const struct value *party = from->parties.at[i].v;
        struct value v[MATTER_PARTY_N_FIELDS];
        int64_t id = 0;
        if (is_doer(party) || is_party(&to->parties, party))
            continue;
        for (int k = 0; k < MATTER_PARTY_N_FIELDS; k++)
            v[k] = party[k];
        v[MATTER_PARTY_matter] = VALUE_OF_INT(to->record.id);
        err = tx_insert(tx, &s, to->record.owner, v, &id, why);
    }
    return err;
}

/* Said already, by hand? Then it is not said twice. */
static enum err is_linked(struct call *c, int64_t from, int64_t other, bool *out, struct fail *why)
{
    struct shape s = entity_shape(&matter_link_entity);
    struct str relation = matter_link_relations[MATTER_LINK_RELATION_duplicates].code;
    struct condition where[] = {
        {.column = S("matter"), .op = OP_EQ, .values = &VALUE_OF_INT(from), .n_values = 1},
        {.column = S("other"), .op = OP_EQ, .values = &VALUE_OF_INT(other), .n_values = 1},
        {.column = S("relation"), .op = OP_EQ, .values = &VALUE_OF_TEXT(relation), .n_values = 1},
    };
    struct select q = {.shape = &s, .where = where, .n_where = ARRAY_LEN(where), .limit = 1};
    int64_t n = 0;
    enum err err = view_count(c->view, &q, &n, why);
    *out = n > 0;
    return err;
}

static enum err put_link(struct tx *tx, struct call *c, const struct matter_sight *from,
                         int64_t other, struct fail *why)
{
    struct shape s = entity_shape(&matter_link_entity);
    struct str relation = matter_link_relations[MATTER_LINK_RELATION_duplicates].code;
    struct value v[MATTER_LINK_N_FIELDS] = {
        [MATTER_LINK_matter] = VALUE_OF_INT(from->record.id),
        [MATTER_LINK_relation] = VALUE_OF_TEXT(relation),
        [MATTER_LINK_other] = VALUE_OF_INT(other),
    };
    bool is_there = false;
    int64_t id = 0;
    enum err err = is_linked(c, from->record.id, other, &is_there, why);
    return err == OK && !is_there ? tx_insert(tx, &s, from->record.owner, v, &id, why) : err;
}

enum err matter_merge(struct tx *tx, struct call *c, const struct matter_sight *from, int64_t other,
                      struct fail *why)
{
    struct matter_sight to = {0};
    enum err err = matter_see(c, other, &to, why);
    if (err != OK)
        return err;
    if (!(to.hands & HAND_OFFICE))
        return FAIL(why, ERR_FORBIDDEN, MSG_problem_by_office, ARG_NONE);
    if (flow_is_end(to.state))
        return FAIL(why, ERR_CONFLICT, MSG_err_merge_into_ended, ARG_NONE);
    err = take_parties(tx, from, &to, why);
    return err == OK ? put_link(tx, c, from, other, why) : err;
}
