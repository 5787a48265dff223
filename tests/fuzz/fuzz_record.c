/*
 * fuzz_record.c -- what a form, an import or the API gives for a record: the first byte chooses the
 * entity, then a line "field=text" each. Every value that is taken is written as text and read
 * again to the same value, and the record goes through its C struct unchanged.
 */
#include "entity/entity.h"
#include "fuzz/fuzz.h"

enum { INPUTS_MAX = 60 };

static void check_values(struct arena *a, const struct shape *s, const struct value *v)
{
    for (int i = 0; i < s->n; i++) {
        if (v[i].type == VALUE_NULL)
            continue;
        assert(v[i].type == kinds[s->fields[i].kind].stored);
        struct buf text = buf_on(a, 4 * MIB);
        struct value again = VALUE_OF_NULL;
        struct message why = {0};
        kind_text(&text, &s->fields[i], &v[i]);
        bool parsed = kind_parse(a, &s->fields[i], buf_str(&text), &again, &why);
        assert(parsed && value_eq(&v[i], &again));
    }
}

static void check_struct(struct arena *a, const struct entity *e, const struct value *v)
{
    void *row = arena_alloc(a, (ptrdiff_t)e->size, 1);
    struct value *again = NEW(a, struct value, e->n_fields);
    record_to_struct(e, v, row);
    record_from_struct(e, row, again);
    for (int i = 0; i < e->n_fields; i++)
        assert(value_eq(&v[i], &again[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int n_entities = 0;
    while (entities[n_entities])
        n_entities++;
    if (size == 0 || n_entities == 0)
        return 0;
    struct arena a = {0};
    arena_init(&a, 128 * MIB);
    struct shape shape = entity_shape(entities[data[0] % n_entities]);
    struct input inputs[INPUTS_MAX] = {0};
    ptrdiff_t n = 0;
    struct str lines = fuzz_input(data + 1, size - 1);
    while (lines.len > 0 && n < INPUTS_MAX) {
        struct str text = S("");
        struct str name = str_cut(str_cut(lines, '\n', &lines), '=', &text);
        inputs[n++] = (struct input){.field = name, .text = text, .is_null = text.len == 0};
    }
    struct value *v = NEW(&a, struct value, shape.n);
    struct problems problems = problems_on(&a);
    record_read(&a, &shape, inputs, n, NULL, v, &problems);
    if (!problems_stop(&problems)) {
        check_values(&a, &shape, v);
        check_struct(&a, shape.e, v);
    }
    arena_done(&a);
    return 0;
}
