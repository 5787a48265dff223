/*
 * record.c -- a record from what people and programs give, and to and from its C struct.
 */
#include "base/text.h"
#include "entity/entity.h"

bool value_eq(const struct value *a, const struct value *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case VALUE_NULL: return true;
    case VALUE_INT: return a->i == b->i;
    case VALUE_TEXT:
    case VALUE_BLOB: return str_eq(a->t, b->t);
    }
    return false;
}

/* One reading of a record: what came in, what is known of each field. */
struct reading {
    struct arena *a;
    const struct shape *s;
    const struct value *old; /* NULL: made new */
    struct value *v;
    bool *is_given, *is_bad; /* of each field */
    struct problems *probs;
};

static bool within(const struct field *f, int64_t n)
{
    return (f->min == 0 && f->max == 0) || (n >= f->min && n <= f->max);
}

static void check_number(struct reading *r, int i, int64_t n)
{
    const struct field *f = &r->s->fields[i];
    if (within(f, n))
        return;
    r->is_bad[i] = true;
    struct field plain = {.kind = f->kind};
    struct buf low = buf_on(r->a, 64);
    struct buf high = buf_on(r->a, 64);
    kind_text(&low, &plain, &VALUE_OF_INT(f->min));
    kind_text(&high, &plain, &VALUE_OF_INT(f->max));
    PROBLEM(r->probs, f->name, S("range"), MSG_problem_range, ARG_TEXT(buf_str(&low)),
            ARG_TEXT(buf_str(&high)));
}

static void check_length(struct reading *r, int i, struct str text)
{
    const struct field *f = &r->s->fields[i];
    ptrdiff_t n = utf8_count(text);
    if (f->max > 0 && n > f->max) {
        r->is_bad[i] = true;
        PROBLEM(r->probs, f->name, S("too_long"), MSG_problem_too_long, ARG_INT(f->max),
                ARG_INT(n));
    }
    if (n < f->min) {
        r->is_bad[i] = true;
        PROBLEM(r->probs, f->name, S("too_short"), MSG_problem_too_short, ARG_INT(f->min));
    }
}

static void check_limits(struct reading *r, int i)
{
    const struct value *v = &r->v[i];
    switch (r->s->fields[i].kind) {
    case KIND_INT:
    case KIND_DECIMAL: check_number(r, i, v->i); return;
    case KIND_TEXT:
    case KIND_LINES:
    case KIND_CODE:
    case KIND_PROTECTED: check_length(r, i, v->t); return;
    case KIND_DATE:
    case KIND_PERIOD:
    case KIND_ENUM:
    case KIND_BOOL:
    case KIND_REF:
    case KIND_COUNT: return;
    }
}

static void set_default(struct reading *r, int i)
{
    struct message why = {0};
    r->v[i] = VALUE_OF_NULL;
    bool ok = kind_parse(r->a, &r->s->fields[i], r->s->fields[i].dflt, &r->v[i], &why);
    assert(ok); /* a default that its own kind refuses is a fault in the .def */
}

static void problem_at(struct reading *r, int i, struct str code, enum msg id)
{
    r->is_bad[i] = true;
    PROBLEM(r->probs, r->s->fields[i].name, code, id, ARG_NONE);
}

static void read_value(struct reading *r, int i, const struct input *in)
{
    const struct field *f = &r->s->fields[i];
    struct message why = {0};
    struct value v = VALUE_OF_NULL;
    if (!in->is_null && !kind_parse(r->a, f, in->text, &v, &why)) {
        r->is_bad[i] = true;
        problem_add(r->probs, f->name, S("malformed"), why.id, why.args);
        return;
    }
    bool takes_default = v.type == VALUE_NULL && !in->is_null && !r->old;
    if (takes_default)
        return;
    if ((f->flags & FIELD_FIXED) && r->old && !value_eq(&v, &r->old[i])) {
        problem_at(r, i, S("fixed"), MSG_problem_fixed);
        return;
    }
    r->v[i] = v;
    if (v.type != VALUE_NULL)
        check_limits(r, i);
}

static void read_input(struct reading *r, const struct input *in)
{
    int i = shape_index(r->s, in->field);
    if (i < 0) {
        PROBLEM(r->probs, in->field, S("unknown"), MSG_problem_unknown, ARG_TEXT(in->field));
        return;
    }
    if (r->s->fields[i].flags & FIELD_SYSTEM) {
        problem_at(r, i, S("system"), MSG_problem_system);
        return;
    }
    if (r->is_given[i]) {
        problem_at(r, i, S("twice"), MSG_problem_twice);
        return;
    }
    r->is_given[i] = true;
    read_value(r, i, in);
}

static void check_required(struct reading *r)
{
    for (int i = 0; i < r->s->n; i++) {
        const struct field *f = &r->s->fields[i];
        if (f->required && r->v[i].type == VALUE_NULL && !r->is_bad[i])
            problem_at(r, i, S("missing"), MSG_problem_missing);
    }
}

/* The rules of an entity or its base; what they say of a field already wrong is left out. */
static void check_across(struct reading *r, const struct entity *e)
{
    if (!e->check)
        return;
    void *row = arena_alloc(r->a, (ptrdiff_t)e->size, 1);
    struct problems found = problems_on(r->a);
    record_to_struct(e, r->v, row);
    e->check(row, &found);
    for (ptrdiff_t i = 0; i < found.n; i++) {
        const struct problem *p = &found.at[i];
        int at = shape_index(r->s, p->field);
        if (at < 0 || !r->is_bad[at])
            problem_add(r->probs, p->field, p->code, p->message.id, p->message.args);
    }
}

void record_read(struct arena *a, const struct shape *s, const struct input *in, ptrdiff_t n_in,
                 const struct value *old, struct value *v, struct problems *probs)
{
    struct reading r = {.a = a, .s = s, .old = old, .v = v, .probs = probs};
    r.is_given = NEW(a, bool, s->n);
    r.is_bad = NEW(a, bool, s->n);
    for (int i = 0; i < s->n; i++) {
        if (old)
            v[i] = old[i];
        else
            set_default(&r, i);
    }
    for (ptrdiff_t i = 0; i < n_in; i++)
        read_input(&r, &in[i]);
    check_required(&r);
    if (s->e->base)
        check_across(&r, s->e->base);
    check_across(&r, s->e);
}

static int choice_index(const struct field *f, struct str code)
{
    for (int i = 0; i < f->n_choices; i++)
        if (str_eq(f->choices[i].code, code))
            return i;
    return -1;
}

/* struct decimal and struct period hold one int64_t each, so all numbers are copied as one. */
static_assert(sizeof(struct decimal) == sizeof(int64_t), "a decimal is one integer");
static_assert(sizeof(struct period) == sizeof(int64_t), "a period is one integer");

void record_to_struct(const struct entity *e, const struct value *v, void *row)
{
    uint64_t set = 0;
    memset(row, 0, e->size);
    for (int i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        char *at = (char *)row + f->offset;
        int64_t n =
            f->kind == KIND_ENUM && v[i].type == VALUE_TEXT ? choice_index(f, v[i].t) : v[i].i;
        if (v[i].type == VALUE_NULL || (f->kind == KIND_ENUM && n < 0))
            continue;
        set |= (uint64_t)1 << i;
        if (kinds[f->kind].stored == VALUE_TEXT && f->kind != KIND_ENUM)
            memcpy(at, &v[i].t, sizeof v[i].t);
        else
            memcpy(at, &n, sizeof n);
    }
    memcpy((char *)row + e->set_offset, &set, sizeof set);
}

void record_from_struct(const struct entity *e, const void *row, struct value *v)
{
    uint64_t set = 0;
    memcpy(&set, (const char *)row + e->set_offset, sizeof set);
    for (int i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        const char *at = (const char *)row + f->offset;
        v[i] = VALUE_OF_NULL;
        if (!(set & ((uint64_t)1 << i)))
            continue;
        if (kinds[f->kind].stored == VALUE_TEXT && f->kind != KIND_ENUM) {
            v[i].type = VALUE_TEXT;
            memcpy(&v[i].t, at, sizeof v[i].t);
            continue;
        }
        int64_t n = 0;
        memcpy(&n, at, sizeof n);
        if (f->kind == KIND_ENUM)
            assert(n >= 0 && n < f->n_choices);
        v[i] = f->kind == KIND_ENUM ? VALUE_OF_TEXT(f->choices[n].code) : VALUE_OF_INT(n);
    }
}
