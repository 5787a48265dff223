/*
 * ladders.c -- which ladder is for a matter, and where on it the matter stands.
 */
#include "app/ladders.h"

#include "app/matter_term.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"
#include "entity/matter.h"

enum err ladders_read(struct view *v, struct arena *a, const struct unit_info *owner,
                      struct ladders *out, struct fail *why)
{
    struct ladders all = {0};
    enum err err = owned_read(v, a, &ladder_entity, owner, &all.ladders, why);
    if (err == OK)
        err = owned_read(v, a, &ladder_step_entity, owner, &all.steps, why);
    if (err == OK)
        *out = all;
    return err;
}

static const struct record *find_id(const struct records *all, const struct value *id)
{
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (id->type == VALUE_INT && all->at[i].id == id->i)
            return &all->at[i];
    return NULL;
}

/* Nearest owner first; there, a ladder of this kind before one of every kind. 0: not for it. */
static int nearness(const struct unit_info *owner, const struct record *l,
                    const struct value *spine, int64_t day)
{
    const struct value *kind = &l->v[LADDER_kind];
    bool is_of_kind = kind->type != VALUE_NULL;
    if (!l->v[LADDER_is_usual].i || (is_of_kind && !value_eq(kind, &spine[MATTER_kind])) ||
        !owned_in_force(&l->v[LADDER_valid_from], &l->v[LADDER_valid_to], day))
        return 0;
    int near = owned_nearness(owner, l->owner);
    return near > 0 ? 2 * near + is_of_kind : 0;
}

static const struct record *usual(const struct ladders *all, const struct unit_info *owner,
                                  const struct value *spine, int64_t day)
{
    const struct record *best = NULL;
    int best_near = 0;
    for (ptrdiff_t i = 0; i < all->ladders.n; i++) {
        int near = nearness(owner, &all->ladders.at[i], spine, day);
        if (near > best_near) {
            best_near = near;
            best = &all->ladders.at[i];
        }
    }
    return best;
}

/* Kept in order of their position as they come. */
static void add_step(struct ladder_sight *s, const struct record *step)
{
    int at = s->rule.n_steps;
    if (at == LADDER_STEPS)
        return;
    while (at > 0 &&
           s->steps[at - 1]->v[LADDER_STEP_position].i > step->v[LADDER_STEP_position].i) {
        s->steps[at] = s->steps[at - 1];
        at--;
    }
    s->steps[at] = step;
    s->rule.n_steps++;
}

static int index_of(const struct ladder_sight *s, const struct value *id)
{
    for (int i = 0; i < s->rule.n_steps; i++)
        if (id->type == VALUE_INT && s->steps[i]->id == id->i)
            return i;
    return -1;
}

/* A step that is in force, or the one the matter stands on: that one keeps its place. */
static bool is_on(const struct record *stood, const struct record *step, int64_t day)
{
    bool is_its_place =
        stood && value_eq(&stood->v[LADDER_STEP_position], &step->v[LADDER_STEP_position]);
    return is_its_place ? step->id == stood->id
                        : owned_in_force(&step->v[LADDER_STEP_valid_from],
                                         &step->v[LADDER_STEP_valid_to], day);
}

struct ladder_sight ladder_for(const struct ladders *all, const struct unit_info *owner,
                               const struct value *spine, int64_t day)
{
    struct ladder_sight s = {.at = -1, .entry = -1};
    const struct record *chosen = find_id(&all->steps, &spine[MATTER_step]);
    if (!chosen)
        chosen = find_id(&all->steps, &spine[MATTER_entry_step]);
    s.ladder = chosen ? find_id(&all->ladders, &chosen->v[LADDER_STEP_ladder])
                      : usual(all, owner, spine, day);
    for (ptrdiff_t i = 0; s.ladder && i < all->steps.n; i++)
        if (all->steps.at[i].v[LADDER_STEP_ladder].i == s.ladder->id &&
            is_on(chosen, &all->steps.at[i], day))
            add_step(&s, &all->steps.at[i]);
    for (int i = 0; i < s.rule.n_steps; i++) {
        const struct value *v = s.steps[i]->v;
        s.rule.give[i] = term_of_values(&v[LADDER_STEP_n], &v[LADDER_STEP_unit]);
    }
    s.rule.by_quality = s.ladder && s.ladder->v[LADDER_by_quality].i;
    s.at = index_of(&s, &spine[MATTER_step]);
    s.entry = index_of(&s, &spine[MATTER_entry_step]);
    return s;
}

int64_t ladder_last_day(const struct value *spine)
{
    static const int days[] = {MATTER_step_due, MATTER_excused_until};
    if (spine[MATTER_due].type != VALUE_INT)
        return DATE_NONE;
    int64_t last = spine[MATTER_due].i;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(days); i++)
        if (spine[days[i]].type == VALUE_INT && spine[days[i]].i > last)
            last = spine[days[i]].i;
    return last;
}
