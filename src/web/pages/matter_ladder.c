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

static struct view_step_mark mark_of(const struct value *step, struct str name)
{
    return (struct view_step_mark){
        .colour = drawn_as(colours, ARRAY_LEN(colours), &step[LADDER_STEP_colour]),
        .shape = drawn_as(shapes, ARRAY_LEN(shapes), &step[LADDER_STEP_shape]),
        .name = name,
    };
}

/* "3,7": each once, as a filter takes them. */
static struct str ids_once(struct exchange *x, const int64_t *ids, ptrdiff_t n)
{
    struct buf b = buf_on(x->a, 16 * KIB);
    for (ptrdiff_t i = 0; i < n; i++) {
        bool is_there = ids[i] == 0;
        for (ptrdiff_t k = 0; k < i; k++)
            is_there = is_there || ids[k] == ids[i];
        if (!is_there)
            buf_fmt(&b, b.len > 0 ? ",%lld" : "%lld", (long long)ids[i]);
    }
    return buf_str(&b);
}

/* Whoever sees a matter sees what its step is called, whoever's ladder it is of: as with names of
 * units. */
enum err step_marks(struct exchange *x, const int64_t *ids, ptrdiff_t n, struct step_marks *out,
                    struct fail *why)
{
    struct input in = {.field = S("id.in"), .text = ids_once(x, ids, n)};
    struct list_query q = {.e = &ladder_step_entity, .filters = &in, .n_filters = 1, .limit = n};
    struct data_page p = {0};
    *out = (struct step_marks){0};
    if (in.text.len == 0 || !may(&x->call, right_to_read(&ladder_step_entity)))
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    int64_t *found = NEW(x->a, int64_t, p.page.n + 1);
    struct view_step_mark *marks = NEW(x->a, struct view_step_mark, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        found[i] = p.page.at[i].id;
        marks[i] = mark_of(p.page.at[i].v, step_name(&p.page.at[i], x->call.lang));
    }
    *out = (struct step_marks){.ids = found, .marks = marks, .n = p.page.n};
    return OK;
}

struct view_step_mark step_mark_of(const struct step_marks *all, int64_t id)
{
    for (ptrdiff_t i = 0; id != 0 && i < all->n; i++)
        if (all->ids[i] == id)
            return all->marks[i];
    return (struct view_step_mark){0};
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
        struct view_step_mark mark = mark_of(step->v, step_name(step, lang));
        at[i] = (struct view_step_row){
            .colour = mark.colour,
            .shape = mark.shape,
            .name = mark.name,
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
