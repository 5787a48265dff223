/*
 * matter_ladder.c -- steps as lights with the sentence why.
 */
#include "web/pages/matter_ladder.h"

#include "entity/escalation.h"
#include "entity/ladder_step.h"

/* The words of colours and shapes as pages draw them, by their codes. */
static const struct drawn {
    struct str code, as;
} colours[] =
    {
        {S_("blue"), S_("light-blue")},     {S_("yellow"), S_("light-yellow")},
        {S_("orange"), S_("light-orange")}, {S_("red"), S_("light-red")},
        {S_("none"), S_("light-none")},
},
  shapes[] = {
      {S_("circle"), S_("●")},
      {S_("triangle"), S_("▲")},
      {S_("diamond"), S_("◆")},
      {S_("square"), S_("■")},
};

static struct str drawn_as(const struct drawn *all, ptrdiff_t n, const struct value *code)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(all[i].code, code->t))
            return all[i].as;
    return S("");
}

enum err matter_ladder(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                       struct fail *why)
{
    enum lang lang = x->call.lang;
    struct steps_taken taken = {0};
    enum err err = matter_steps(&x->call, m, &taken, why);
    if (err != OK)
        return err;
    struct view_step_row *at = NEW(x->a, struct view_step_row, taken.n + 1);
    for (ptrdiff_t i = 0; i < taken.n; i++) {
        const struct record *step = taken.steps[i];
        at[i] = (struct view_step_row){
            .colour = drawn_as(colours, ARRAY_LEN(colours), &step->v[LADDER_STEP_colour]),
            .shape = drawn_as(shapes, ARRAY_LEN(shapes), &step->v[LADDER_STEP_shape]),
            .name = step_name(step, lang),
            .day = date_words(x, taken.rows[i].v[ESCALATION_taken_on].i),
            .why = climb_why(taken.rows[i].v, step_name(step, lang)),
            .asks = step_asks(step, lang),
        };
    }
    v->climbed.at = at;
    v->climbed.n = taken.n;
    if (taken.n > 0)
        v->step_now = at[0];
    return OK;
}
