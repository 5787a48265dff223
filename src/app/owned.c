/*
 * owned.c -- records of an owner and of those above it.
 */
#include "app/owned.h"

enum { PAGE = 1000 };

static enum err add_page(struct view *v, struct arena *a, struct select *q, struct records *all,
                         struct fail *why)
{
    struct page page = {0};
    enum err err = view_select(v, a, q, &page, why);
    if (err != OK)
        return err;
    struct record *at = NEW(a, struct record, all->n + page.n + 1);
    for (ptrdiff_t i = 0; i < all->n; i++)
        at[i] = all->at[i];
    for (ptrdiff_t i = 0; i < page.n; i++)
        at[all->n + i] = page.at[i];
    *all = (struct records){at, all->n + page.n};
    q->after = page.next;
    return OK;
}

enum err owned_read(struct view *v, struct arena *a, const struct entity *e,
                    const struct unit_info *owner, struct records *out, struct fail *why)
{
    struct shape shape = entity_shape(e);
    int n_path = owner ? owner->n_path : 0;
    struct value *path = NEW(a, struct value, n_path + 1);
    struct condition above = {
        .column = S("owner"), .op = OP_IN, .values = path, .n_values = n_path};
    struct select q = {.shape = &shape, .where = &above, .n_where = owner ? 1 : 0, .limit = PAGE};
    struct records all = {0};
    for (int i = 0; i < n_path; i++)
        path[i] = VALUE_OF_INT(owner->path[i]);
    enum err err = add_page(v, a, &q, &all, why);
    while (err == OK && q.after.len > 0)
        err = add_page(v, a, &q, &all, why);
    if (err == OK)
        *out = all;
    return err;
}

int owned_nearness(const struct unit_info *owner, int64_t of)
{
    int i = owner->n_path;
    while (i > 0 && owner->path[i - 1] != of)
        i--;
    return i;
}

bool owned_in_force(const struct value *from, const struct value *to, int64_t day)
{
    return from->i <= day && (to->type == VALUE_NULL || day < to->i);
}
