/*
 * rules_matter.c -- matters of every kind, who has to do with them, and the categories of problems.
 *
 * What the program knows is not typed: who entered a matter, its first term. The first term is the
 * due day that stands when the matter is no draft any more; a later one leaves it as it was.
 */
#include "app/rules.h"
#include "entity/category.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/round.h"

enum { DEPTH_MAX = 64 };

static bool is_code(const struct value *v, struct str code)
{
    return v->type == VALUE_TEXT && str_eq(v->t, code);
}

static void set_date(struct change *ch, int field, int64_t day)
{
    if (change_value(ch, field)->type == VALUE_NULL)
        ch->v[field] = VALUE_OF_INT(day);
}

/* Is `id` the record itself or, by the field of that number, above it? */
static enum err is_above(struct change *ch, const struct entity *e, int field, int64_t id,
                         bool *out, struct fail *why)
{
    struct shape shape = entity_shape(e);
    bool found = false;
    for (int depth = 0; depth < DEPTH_MAX && id != 0 && !found; depth++) {
        struct record r = {0};
        struct fail gone = {0};
        found = id == ch->old->id;
        enum err err = view_get(ch->c->view, ch->c->a, &shape, NULL, id, &r, &gone);
        if (err != OK && err != ERR_NOT_FOUND)
            return fail_copy(why, &gone);
        id = err == OK ? r.v[field].i : 0;
    }
    *out = found;
    return OK;
}

/* A record that stands below itself has no top. New ones have nothing below them. */
static enum err check_above(struct change *ch, const struct entity *e, int field, enum msg said,
                            struct fail *why)
{
    bool is_circle = false;
    const struct value *v = change_value(ch, field);
    if (!ch->old || v->type != VALUE_INT || !change_alters(ch, field))
        return OK;
    enum err err = is_above(ch, e, field, v->i, &is_circle, why);
    if (err == OK && is_circle)
        PROBLEM(&ch->c->problems, e->fields[field].name, S("cycle"), said, ARG_NONE);
    return err;
}

/* What a field names is a matter of that kind. One that is gone is told where references are
 * read. */
static enum err check_kind(struct change *ch, int field, const struct entity *kind,
                           struct fail *why)
{
    struct shape shape = entity_shape(&matter_entity);
    const struct value *v = change_value(ch, field);
    struct record r = {0};
    if (v->type != VALUE_INT || !change_alters(ch, field) || ch->is_bulk)
        return OK;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, NULL, v->i, &r, why);
    if (err == OK && !is_code(&r.v[MATTER_kind], kind->name))
        PROBLEM(&ch->c->problems, ch->s->fields[field].name, S("kind"), MSG_problem_matter_kind,
                ARG_MSG(kind->title));
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err check_links(struct change *ch, struct fail *why)
{
    enum err err =
        check_above(ch, &matter_entity, MATTER_parent, MSG_problem_matter_in_itself, why);
    if (err == OK)
        err = check_above(ch, &matter_entity, MATTER_project, MSG_problem_matter_in_itself, why);
    if (err == OK)
        err = check_kind(ch, MATTER_project, &project_entity, why);
    int round = shape_index(ch->s, S("round"));
    return err == OK && round >= 0 ? check_kind(ch, round, &round_entity, why) : err;
}

enum err matter_check(struct change *ch, struct fail *why)
{
    bool is_draft = is_code(change_value(ch, MATTER_state), S("draft"));
    const struct value *due = change_value(ch, MATTER_due);
    if (!ch->old) {
        set_date(ch, MATTER_opened_on, ch->c->today);
        set_date(ch, MATTER_last_moved_on, ch->c->today);
        if (ch->c->who.post != 0)
            ch->v[MATTER_author] = VALUE_OF_INT(ch->c->who.post);
    }
    if (!is_draft && due->type == VALUE_INT)
        set_date(ch, MATTER_first_due, due->i);
    return check_links(ch, why);
}

/* A round is planned for a day. */
enum err round_check(struct change *ch, struct fail *why)
{
    if (change_value(ch, MATTER_due)->type == VALUE_NULL)
        PROBLEM(&ch->c->problems, S("due"), S("missing"), MSG_problem_round_day, ARG_NONE);
    return matter_check(ch, why);
}

static bool is_in_force(const struct record *r, int64_t day)
{
    const struct value *to = &r->v[CATEGORY_valid_to];
    return r->v[CATEGORY_valid_from].i <= day && (to->type == VALUE_NULL || day < to->i);
}

/* A category out of use stays where it was used. */
static enum err check_category(struct change *ch, struct fail *why)
{
    struct shape shape = entity_shape(&category_entity);
    const struct value *category = change_value(ch, PROBLEM_category);
    struct record r = {0};
    if (category->type != VALUE_INT || !change_alters(ch, PROBLEM_category) || ch->is_bulk)
        return OK;
    struct scope scope = scope_to_read(ch->c, &category_entity);
    enum err err = view_get(ch->c->view, ch->c->a, &shape, &scope, category->i, &r, why);
    if (err == OK && !is_in_force(&r, ch->c->today))
        PROBLEM(&ch->c->problems, S("category"), S("not_in_force"),
                MSG_problem_category_not_in_force, ARG_NONE);
    return err == ERR_NOT_FOUND ? OK : err; /* told where references are read */
}

enum err problem_check(struct change *ch, struct fail *why)
{
    enum err err = matter_check(ch, why);
    return err == OK ? check_category(ch, why) : err;
}

enum err category_check(struct change *ch, struct fail *why)
{
    return check_above(ch, &category_entity, CATEGORY_parent, MSG_problem_category_in_itself, why);
}

/* --- parties ---------------------------------------------------------------------------------- */

/* The matter, if the caller may see it. */
static enum err matter_of(struct change *ch, struct record *out, bool *out_found, struct fail *why)
{
    struct shape shape = entity_shape(&matter_entity);
    const struct value *matter = change_value(ch, MATTER_PARTY_matter);
    struct scope scope = scope_to_read(ch->c, &matter_entity);
    *out_found = false;
    if (matter->type != VALUE_INT)
        return OK;
    enum err err = view_get(ch->c->view, ch->c->a, &shape, &scope, matter->i, out, why);
    *out_found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err; /* told where references are read */
}

/* Who has to do with a matter is its owner's to say. */
enum err matter_party_owner(struct change *ch, int64_t *out, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    enum err err = matter_of(ch, &matter, &is_found, why);
    *out = is_found ? matter.owner : 0;
    return err;
}

/* Another lead of the matter than the record in hand. */
static enum err other_lead(struct change *ch, bool *out, struct fail *why)
{
    static const struct value lead = {.type = VALUE_TEXT, .t = S_("lead")};
    struct shape shape = entity_shape(&matter_party_entity);
    int64_t id = ch->old ? ch->old->id : 0;
    struct condition where[] = {
        {.column = S("matter"),
         .op = OP_EQ,
         .values = change_value(ch, MATTER_PARTY_matter),
         .n_values = 1},
        {.column = S("role"), .op = OP_EQ, .values = &lead, .n_values = 1},
        {.column = S("id"), .op = OP_NE, .values = &VALUE_OF_INT(id), .n_values = 1},
    };
    struct select q = {.shape = &shape, .where = where, .n_where = ARRAY_LEN(where), .limit = 1};
    int64_t n = 0;
    enum err err = view_count(ch->c->view, &q, &n, why);
    *out = n > 0;
    return err;
}

/* There is one lead, the one that the matter names. */
enum err matter_party_check(struct change *ch, struct fail *why)
{
    struct record matter = {0};
    bool is_found = false;
    bool has_other = false;
    if (!is_code(change_value(ch, MATTER_PARTY_role), S("lead")))
        return OK;
    enum err err = matter_of(ch, &matter, &is_found, why);
    if (err == OK && is_found)
        err = other_lead(ch, &has_other, why);
    if (err != OK || !is_found)
        return err;
    const struct value *named = &matter.v[MATTER_lead];
    if (has_other)
        PROBLEM(&ch->c->problems, S("role"), S("lead_once"), MSG_problem_lead_once, ARG_NONE);
    else if (named->type == VALUE_INT && !value_eq(named, change_value(ch, MATTER_PARTY_unit)))
        PROBLEM(&ch->c->problems, S("unit"), S("lead_differs"), MSG_problem_lead_differs, ARG_NONE);
    return OK;
}
