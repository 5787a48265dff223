/*
 * made_up.c -- valid values for a record of any entity.
 */
#include "store/made_up.h"

/* A base is made as one of its kinds. */
static const struct entity *made_as(const struct entity *e)
{
    for (int i = 0; e->is_base && entities[i]; i++)
        if (entities[i]->base == e)
            return entities[i];
    return e;
}

/* Of texts that must have a form, by the field's name. */
static struct str text_for(const struct field *f, int n)
{
    struct arena *a = t_arena();
    if (str_eq(f->name, S("host")))
        return str_fmt(a, "smtp%d.example.cn", n);
    if (str_eq(f->name, S("from_address")))
        return str_fmt(a, "ponan%d@example.cn", n);
    if (str_eq(f->name, S("address")))
        return str_fmt(a, "https://example.cn/%d", n);
    return str_fmt(a, "文字%d", n);
}

static struct str value_for(struct store *db, const struct field *f, int i, int n)
{
    struct arena *a = t_arena();
    struct buf b = buf_on(a, 200);
    struct shape target;
    switch (f->kind) {
    case KIND_TEXT:
    case KIND_LINES:
    case KIND_PROTECTED: return text_for(f, n);
    case KIND_CODE: return str_eq(f->name, S("entity")) ? S("unit") : str_fmt(a, "c%d", n);
    case KIND_INT: return str_fmt(a, "%d", (int)f->min);
    case KIND_DECIMAL: return str_fmt(a, "%d.25", n);
    case KIND_DATE: date_write(&b, date_of(2006, 1, 1) + 100 * i + n); return buf_str(&b);
    case KIND_PERIOD: return S("2006-05");
    case KIND_ENUM: return f->choices[0].code;
    case KIND_BOOL: return S("yes");
    case KIND_REF:
        target = entity_shape(made_as(f->ref));
        return str_fmt(a, "%d", (int)test_insert(db, &target, 0, made_up(db, target.e, n)));
    case KIND_COUNT: break;
    }
    return S("");
}

/* Optional fields stay empty, but the few that rules across fields ask for. */
static bool is_wanted(const struct entity *e, const struct field *f)
{
    static const struct {
        struct str entity, field;
    } asked[] = {
        {S_("unit_change"), S_("to_unit")}, {S_("matter_party"), S_("unit")},
        {S_("paper_layout"), S_("series")}, {S_("attendance"), S_("unit")},
        {S_("endpoint"), S_("secret")},
    };
    if (f->flags & FIELD_SYSTEM)
        return false;
    bool is_asked = f->required || f->kind == KIND_DECIMAL;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(asked); i++)
        is_asked =
            is_asked || (str_eq(e->name, asked[i].entity) && str_eq(f->name, asked[i].field));
    return is_asked;
}

const char *made_up(struct store *db, const struct entity *e, int n)
{
    static int n_made;
    struct buf b = buf_on(t_arena(), 64 * KIB);
    int own = 1000 * n + ++n_made; /* references of the same kind need other keys */
    for (int i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        if (is_wanted(e, f) && f->dflt.len == 0)
            buf_fmt(&b, "%.*s=%.*s;", STR_ARG(f->name), STR_ARG(value_for(db, f, i, own)));
    }
    return str_z(t_arena(), buf_str(&b));
}

/* The last field of a kind that is easily another; NULL if there is none without those flags. */
static const struct field *changeable(const struct entity *e, unsigned without)
{
    static const enum kind order[] = {KIND_TEXT, KIND_DECIMAL, KIND_DATE, KIND_LINES};
    for (ptrdiff_t k = 0; k < ARRAY_LEN(order); k++)
        for (int i = e->n_fields - 1; i >= 0; i--)
            if (e->fields[i].kind == order[k] && !(e->fields[i].flags & without))
                return &e->fields[i];
    return NULL;
}

const char *made_up_change(const struct entity *e, int n, const char **out_field)
{
    const struct field *f = changeable(e, FIELD_FIXED | FIELD_SYSTEM);
    if (!f) /* what only an act writes: the store takes it all the same */
        f = changeable(e, 0);
    if (!f)
        t_stop(__FILE__, __LINE__, "an entity that nothing can be changed of");
    /* A reason belongs to figures that are missing. */
    struct str value = value_for(NULL, f, (int)(f - e->fields), 900000 + n);
    *out_field = str_z(t_arena(), f->name);
    return str_fmt(t_arena(), "%.*s=%.*s", STR_ARG(f->name), STR_ARG(value)).s;
}
