/*
 * filter.c -- the choices of a filter by reference: one page of the list of what is referred to.
 */
#include "web/pages/filter.h"

#include "app/refs.h"

/* A list that is no longer than this is a select. */
enum { SELECT_MOST = 60 };

/* What people type for a record: its code, where it has one of its own, else its number. */
static struct str code_of(struct exchange *x, const struct entity *e, const struct record *r)
{
    const struct value *code = &r->v[ref_code_field(e)];
    return code->type == VALUE_TEXT && e->key.len > 0 ? code->t
                                                      : str_fmt(x->a, "#%lld", (long long)r->id);
}

static bool is_meant(struct exchange *x, struct str value, struct str code, int64_t id)
{
    return str_eq(value, code) || str_eq(value, str_fmt(x->a, "#%lld", (long long)id)) ||
           str_eq(value, str_fmt(x->a, "%lld", (long long)id));
}

static void put_options(struct exchange *x, const struct data_page *p, struct view_filter *to)
{
    struct view_option *at = NEW(x->a, struct view_option, p->page.n + 1);
    ptrdiff_t n = 0;
    bool is_there = to->value.len == 0;
    for (; n < p->page.n && n < SELECT_MOST; n++) {
        const struct record *r = &p->page.at[n];
        at[n].code = code_of(x, p->shape.e, r);
        at[n].label = record_name(x, &p->shape, r, &p->names);
        at[n].is_chosen = !is_there && is_meant(x, to->value, at[n].code, r->id);
        is_there = is_there || at[n].is_chosen;
    }
    if (!is_there && to->is_choice)
        at[n++] = (struct view_option){to->value, to->value, true};
    to->options.at = at;
    to->options.n = n;
}

enum err filter_refs(struct exchange *x, const struct entity *e, struct view_filter *to,
                     struct fail *why)
{
    struct list_query q = {.e = e, .limit = SELECT_MOST + 1};
    struct data_page p = {0};
    if (!may(&x->call, right_to_read(e)))
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    to->is_choice = p.page.n <= SELECT_MOST;
    to->is_suggested = !to->is_choice;
    if (to->is_suggested && entity_is_searched(e))
        to->plural = e->plural;
    put_options(x, &p, to);
    return OK;
}
