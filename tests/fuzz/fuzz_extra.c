/*
 * fuzz_extra.c -- the column of a county's own fields: whatever is taken is in the canonical form,
 * so that writing it again gives the same bytes.
 */
#include "entity/entity.h"
#include "fuzz/fuzz.h"

/* Own fields never have the name of a compiled one: extra_field's check refuses it. */
static bool names_compiled(struct arena *a, const struct shape *s, struct str json)
{
    for (int i = 0; i < s->e->n_fields; i++)
        if (str_find(json, str_fmt(a, "\"%.*s\"", STR_ARG(s->fields[i].name))) >= 0)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct field own[] = {{.name = S_("area"), .kind = KIND_DECIMAL},
                                       {.name = S_("remark"), .kind = KIND_TEXT}};
    struct arena a = {0};
    arena_init(&a, 512 * MIB);
    struct shape shape = shape_with(&a, entity_find(S("unit")), own, ARRAY_LEN(own));
    struct value *v = NEW(&a, struct value, shape.n);
    struct str json = fuzz_input(data, size);
    if (!names_compiled(&a, &shape, json) && record_extra_parse(&a, &shape, json, v))
        assert(str_eq(record_extra_merge(&a, &shape, v, json), json));
    arena_done(&a);
    return 0;
}
