/*
 * troubles.c -- what a person entered wrongly, above the form and beside its fields.
 */
#include "web/pages/page.h"

static struct view_trouble trouble_of(struct exchange *x, const struct problem *p,
                                      const struct shape *s)
{
    int at = s ? shape_index(s, p->field) : -1;
    return (struct view_trouble){
        .field = p->field,
        .label = at >= 0 ? field_label(&s->fields[at], x->call.lang) : S(""),
        .sentence = message_str(x->a, x->call.lang, &p->message),
        .is_doubtful = p->doubtful,
    };
}

struct view_troubles troubles_on(struct exchange *x, const struct shape *s)
{
    const struct problems *all = &x->call.problems;
    struct view_trouble *stops = NEW(x->a, struct view_trouble, all->n + 1);
    struct view_trouble *doubts = NEW(x->a, struct view_trouble, all->n + 1);
    struct view_troubles out = {.stops = {stops, 0}, .doubts = {doubts, 0}};
    for (ptrdiff_t i = 0; i < all->n; i++) {
        struct view_trouble t = trouble_of(x, &all->at[i], s);
        if (t.is_doubtful)
            doubts[out.doubts.n++] = t;
        else
            stops[out.stops.n++] = t;
    }
    return out;
}

void troubles_of(struct exchange *x, struct str field, struct view_input *out)
{
    const struct problems *all = &x->call.problems;
    struct view_trouble *at = NEW(x->a, struct view_trouble, all->n + 1);
    out->troubles.at = at;
    out->troubles.n = 0;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        if (!str_eq(all->at[i].field, field))
            continue;
        at[out->troubles.n++] = trouble_of(x, &all->at[i], NULL);
        out->is_bad = out->is_bad || !all->at[i].doubtful;
    }
}
