/*
 * rules_matter.c -- matters of every kind, and the categories of problems.
 *
 * What the program knows is not typed: who entered a matter, its first term. The first term is the
 * due day that stands when the matter is no draft any more; a later one leaves it as it was. From
 * then on who leads, who decides and until when changes by moves, so that nobody passes by them.
 */
#include "app/rules.h"
#include "entity/category.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/round.h"
#include "entity/supervision.h"

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

/* --- what is bound once a matter is in hand --------------------------------------------------- */

bool matter_is_draft(const struct value *v)
{
    return is_code(&v[MATTER_state], S("draft"));
}

bool is_office(struct change *ch, int64_t owner)
{
    struct fail ignored = {0};
    return must_reach(ch->c, ch->l, &supervision_entity, owner, &ignored) == OK;
}

/* Whoever leads or decides, and the day, were said by a move; what was never said may be filled in.
 */
static void check_moved(struct change *ch)
{
    static const struct str bound[] = {S_("lead"), S_("due"), S_("decider")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(bound); i++) {
        int at = shape_index(ch->s, bound[i]);
        if (at >= 0 && ch->old->v[at].type != VALUE_NULL && change_alters(ch, at))
            PROBLEM(&ch->c->problems, bound[i], S("by_move"), MSG_problem_by_move, ARG_NONE);
    }
}

/* These posts have hands in the flow: the office names them, so that no one names themselves. */
static void check_named(struct change *ch)
{
    static const int named[] = {MATTER_asked_by, MATTER_responsible};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(named); i++)
        if (change_alters(ch, named[i]) && !is_office(ch, ch->owner))
            PROBLEM(&ch->c->problems, matter_entity.fields[named[i]].name, S("by_office"),
                    MSG_problem_by_office, ARG_NONE);
}

/* The lead unit of a draft, where the list of parties names one. */
static enum err check_lead(struct change *ch, struct fail *why)
{
    struct record party = {0};
    const struct value *lead = change_value(ch, MATTER_lead);
    if (!change_alters(ch, MATTER_lead))
        return OK;
    enum err err = matter_lead_party(ch, ch->old->id, &party, why);
    if (err == OK && party.v && !value_eq(lead, &party.v[MATTER_PARTY_unit]))
        PROBLEM(&ch->c->problems, S("lead"), S("lead_differs"), MSG_problem_lead_differs, ARG_NONE);
    return err;
}

static enum err check_bound(struct change *ch, struct fail *why)
{
    if (!ch->old)
        return OK;
    if (!matter_is_draft(ch->old->v)) {
        check_moved(ch);
        check_named(ch);
    }
    return check_lead(ch, why);
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
    enum err err = check_bound(ch, why);
    return err == OK ? check_links(ch, why) : err;
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
