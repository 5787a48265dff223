/*
 * shapes.c -- own fields, from the owner unit upwards.
 */
#include "app/shapes.h"

#include "app/rules.h"
#include "entity/extra_field.h"

enum { OWN_FIELDS_MAX = 100 };

static int depth_of(const struct unit_info *unit, int64_t owner)
{
    for (int i = 0; i < unit->n_path; i++)
        if (unit->path[i] == owner)
            return i;
    return -1;
}

/* Own fields found so far; the nearest of each code stays. */
struct own_fields {
    struct field *fields;
    int64_t *positions;
    int *depths;
    int n;
};

static void own_put(struct own_fields *own, const struct field *f, int64_t position, int depth)
{
    int i = 0;
    while (i < own->n && !str_eq(own->fields[i].name, f->name))
        i++;
    if (i == OWN_FIELDS_MAX || (i < own->n && own->depths[i] >= depth))
        return;
    own->fields[i] = *f;
    own->positions[i] = position;
    own->depths[i] = depth;
    own->n += i == own->n;
}

static void own_sort(struct own_fields *own)
{
    for (int i = 1; i < own->n; i++) {
        struct field field = own->fields[i];
        int64_t position = own->positions[i];
        int k = i;
        for (; k > 0 && own->positions[k - 1] > position; k--) {
            own->fields[k] = own->fields[k - 1];
            own->positions[k] = own->positions[k - 1];
        }
        own->fields[k] = field;
        own->positions[k] = position;
    }
}

static bool is_in_force(const struct extra_field *x, int64_t today)
{
    bool has_end = (x->set >> EXTRA_FIELD_valid_to) & 1;
    return x->valid_from <= today && (!has_end || today < x->valid_to);
}

static void own_collect(struct call *c, const struct unit_info *unit, const struct page *rows,
                        struct own_fields *own)
{
    for (ptrdiff_t i = 0; i < rows->n; i++) {
        struct extra_field x = {0};
        struct field field = {0};
        record_to_struct(&extra_field_entity, rows->at[i].v, &x);
        if (is_in_force(&x, c->today) && extra_describe(c->a, &x, &field))
            own_put(own, &field, x.position, depth_of(unit, rows->at[i].owner));
    }
    own_sort(own);
}

static enum err own_rows(struct call *c, const struct entity *e, const struct unit_info *unit,
                         struct page *out, struct fail *why)
{
    struct shape shape = entity_shape(&extra_field_entity);
    struct value *path = NEW(c->a, struct value, unit->n_path);
    for (int i = 0; i < unit->n_path; i++)
        path[i] = VALUE_OF_INT(unit->path[i]);
    struct condition where[] = {
        {.column = S("entity"), .op = OP_EQ, .values = &VALUE_OF_TEXT(e->name), .n_values = 1},
        {.column = S("owner"), .op = OP_IN, .values = path, .n_values = unit->n_path},
    };
    struct select q = {.shape = &shape, .where = where, .n_where = 2, .limit = 1000};
    int64_t as_of = view_as_of(c->view);
    if (as_of != 0)
        view_set_as_of(c->view, 0);
    enum err err = view_select(c->view, c->a, &q, out, why);
    if (as_of != 0)
        view_set_as_of(c->view, as_of);
    return err;
}

enum err shape_for(struct call *c, struct lookups *l, const struct entity *e, int64_t owner,
                   struct shape *out, struct fail *why)
{
    const struct unit_info *unit = NULL;
    enum err err = owner ? OK : home_county(c, &owner, why);
    if (err == OK && owner)
        err = lookup_unit(l, owner, &unit, why);
    if (err != OK)
        return err;
    *out = entity_shape(e);
    /* The table of own fields itself has none: it would have to be read to be read. */
    if (!unit || e == &extra_field_entity)
        return OK;
    struct page rows = {0};
    err = own_rows(c, e, unit, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    struct own_fields own = {.fields = NEW(c->a, struct field, OWN_FIELDS_MAX),
                             .positions = NEW(c->a, int64_t, OWN_FIELDS_MAX),
                             .depths = NEW(c->a, int, OWN_FIELDS_MAX)};
    own_collect(c, unit, &rows, &own);
    *out = shape_with(c->a, e, own.fields, own.n);
    return OK;
}
