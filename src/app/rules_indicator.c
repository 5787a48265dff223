/*
 * rules_indicator.c -- indicators and targets: nothing is part of itself, bases never mix, and an
 * indicator that has figures or targets keeps what they mean.
 */
#include "app/rules.h"
#include "entity/choices.h"
#include "entity/observation.h"
#include "entity/target.h"

/* The caller's county; else that of the department the figures come from. */
enum err indicator_owner(struct change *ch, int64_t *out, struct fail *why)
{
    enum err err = home_county(ch->c, out, why);
    const struct value *source = change_value(ch, INDICATOR_source_unit);
    const struct unit_info *unit = NULL;
    if (err != OK || *out != 0 || source->type != VALUE_INT)
        return err;
    err = lookup_unit(ch->l, source->i, &unit, why);
    if (err == OK && unit)
        *out = unit->county;
    return err;
}

/* Goes up the wholes from `part`; a problem if it comes back to the record itself. */
static enum err check_wholes(struct change *ch, int64_t part, struct fail *why)
{
    enum { DEEPEST = 32 };
    for (int depth = 0; depth < DEEPEST; depth++) {
        const struct indicator_info *whole = NULL;
        enum err err = lookup_indicator(ch->l, part, &whole, why);
        if (err != OK || !whole)
            return err;
        if (ch->old && whole->id == ch->old->id)
            break;
        if (!((whole->row.set >> INDICATOR_part_of) & 1))
            return OK;
        part = whole->row.part_of;
    }
    PROBLEM(&ch->c->problems, S("part_of"), S("cycle"), MSG_problem_indicator_cycle, ARG_NONE);
    return OK;
}

static bool same_text(const struct value *v, const struct choice *choice)
{
    return v->type == VALUE_TEXT && str_eq(v->t, choice->code);
}

static enum err count_of(struct change *ch, const struct entity *e, int64_t *out, struct fail *why)
{
    struct shape shape = entity_shape(e);
    struct condition of_it = {
        .column = S("indicator"), .op = OP_EQ, .values = &VALUE_OF_INT(ch->old->id), .n_values = 1};
    struct select q = {.shape = &shape, .where = &of_it, .n_where = 1, .limit = 1};
    return view_count(ch->c->view, &q, out, why);
}

/* Would this change make another number of a figure that is there already? */
static bool alters_meaning(const struct change *ch, int field)
{
    static const int fixed[] = {INDICATOR_measure_zh, INDICATOR_basis, INDICATOR_cumulative,
                                INDICATOR_frequency};
    if (field == INDICATOR_decimals)
        return change_value(ch, field)->type == VALUE_INT &&
               change_value(ch, field)->i < ch->old->v[field].i;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (fixed[i] == field)
            return change_alters(ch, field);
    return false;
}

static enum err check_meaning(struct change *ch, struct fail *why)
{
    int64_t n_figures = -1;
    int64_t n_targets = 0;
    if (!ch->old || ch->c->who.is_system)
        return OK;
    for (int field = 0; field < ch->s->e->n_fields; field++) {
        enum err err = OK;
        if (!alters_meaning(ch, field))
            continue;
        if (n_figures < 0)
            err = count_of(ch, &observation_entity, &n_figures, why);
        if (err == OK && n_figures == 0)
            err = count_of(ch, &target_entity, &n_targets, why);
        if (err != OK)
            return err;
        if (n_figures + n_targets > 0)
            PROBLEM(&ch->c->problems, ch->s->e->fields[field].name, S("has_figures"),
                    MSG_problem_indicator_figures, ARG_NONE);
    }
    return OK;
}

enum err indicator_check(struct change *ch, struct fail *why)
{
    const struct value *part_of = change_value(ch, INDICATOR_part_of);
    const struct value *twin = change_value(ch, INDICATOR_twin);
    const struct indicator_info *other = NULL;
    enum err err = OK;
    if (twin->type == VALUE_INT)
        err = lookup_indicator(ch->l, twin->i, &other, why);
    if (err == OK)
        err = check_meaning(ch, why);
    if (err != OK)
        return err;
    /* The twin is the same thing on the other basis (architecture, 5.1). */
    if (other && same_text(change_value(ch, INDICATOR_basis), &bases[other->row.basis]))
        PROBLEM(&ch->c->problems, S("twin"), S("basis"), MSG_problem_twin_basis, ARG_NONE);
    if (part_of->type == VALUE_INT && change_alters(ch, INDICATOR_part_of))
        return check_wholes(ch, part_of->i, why);
    return OK;
}

/*
 * A target set anew is a revision more; the ones before it stay as they were. The number is only
 * raised, so that a file can still name revisions of its own.
 */
static enum err set_revision(struct change *ch, struct fail *why)
{
    static const int same[] = {TARGET_subject, TARGET_indicator, TARGET_basis, TARGET_period,
                               TARGET_measure};
    struct condition where[ARRAY_LEN(same)];
    struct shape s = entity_shape(&target_entity);
    struct select q = {.shape = &s, .where = where, .sort = S("-revision"), .limit = 1};
    struct page latest = {0};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(same); i++) {
        if (ch->v[same[i]].type == VALUE_NULL)
            return OK; /* a required field is missing: a problem already */
        where[q.n_where++] = (struct condition){.column = s.fields[same[i]].name,
                                                .op = OP_EQ,
                                                .values = &ch->v[same[i]],
                                                .n_values = 1};
    }
    enum err err = view_select(ch->c->view, ch->c->a, &q, &latest, why);
    if (err != OK || latest.n == 0)
        return err;
    struct value *revision = &ch->v[TARGET_revision];
    int64_t next = latest.at[0].v[TARGET_revision].i + 1;
    if (revision->type == VALUE_INT && revision->i < next)
        *revision = VALUE_OF_INT(next);
    if (next > s.fields[TARGET_revision].max)
        PROBLEM(&ch->c->problems, S("revision"), S("range"), MSG_problem_revisions,
                ARG_INT(next - 1));
    return OK;
}

enum err target_check(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    const struct indicator_info *indicator = NULL;
    if (v[TARGET_indicator].type != VALUE_INT)
        return OK;
    enum err err = lookup_indicator(ch->l, v[TARGET_indicator].i, &indicator, why);
    if (err != OK || !indicator)
        return err;
    struct problems *p = &ch->c->problems;
    if (!same_text(&v[TARGET_basis], &bases[indicator->row.basis]))
        PROBLEM(p, S("basis"), S("basis"), MSG_problem_basis,
                ARG_MSG(bases[indicator->row.basis].label));
    bool is_absolute = same_text(&v[TARGET_measure], &target_measures[TARGET_MEASURE_absolute]);
    struct decimal value = {v[TARGET_value].i};
    bool has_value = v[TARGET_value].type == VALUE_INT;
    int places = (int)indicator->row.decimals;
    if (has_value && is_absolute && decimal_cmp(decimal_round(value, places), value) != 0)
        PROBLEM(p, S("value"), S("decimals"), MSG_problem_decimals, ARG_INT(places));
    return ch->old || ch->is_bulk ? OK : set_revision(ch, why);
}
