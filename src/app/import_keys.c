/*
 * import_keys.c -- which rows of a file are there already, found without asking row by row.
 *
 * The distinct values of each key column narrow one reading of the table: few values by name, many
 * by their range. What comes back is kept packed, by key.
 */
#include "app/import_parts.h"

enum { FEW = 16, KEY_MAX = 4096, ROW_MAX = 256 * 1024 };

/* What identifies a record, or what it is known again by. */
static struct str match_of(const struct entity *e)
{
    return e->key.len > 0 ? e->key : e->alike;
}

struct key_columns key_columns_of(struct arena *a, const struct entity *e)
{
    struct key_columns keys = {0};
    struct shape s = entity_shape(e);
    struct str rest = match_of(e);
    while (rest.len > 0) {
        assert(keys.n < ARRAY_LEN(keys.at));
        int field = shape_index(&s, str_cut(rest, ',', &rest));
        keys.at[keys.n++] = (struct key_column){
            .field = field, .heading = -1, .texts = map_on(a), .seen = map_on(a)};
    }
    return keys;
}

void key_column_add(struct key_column *k, struct arena *a, struct arena *scratch,
                    const struct value *v)
{
    struct buf b = buf_on(scratch, KEY_MAX);
    pack_value(&b, v);
    int64_t *seen = map_at(&k->seen, buf_str(&b));
    if (*seen)
        return;
    *seen = 1;
    if (k->n == k->room) {
        k->room = k->room > 0 ? k->room * 2 : 16;
        struct value *values = NEW(a, struct value, k->room);
        for (ptrdiff_t i = 0; i < k->n; i++)
            values[i] = k->values[i];
        k->values = values;
    }
    k->values[k->n] = *v;
    if (v->type == VALUE_TEXT)
        k->values[k->n].t = str_dup(a, v->t);
    k->n++;
}

static int value_order(const struct value *a, const struct value *b)
{
    if (a->type == VALUE_TEXT)
        return str_cmp(a->t, b->t);
    return (a->i > b->i) - (a->i < b->i);
}

/* Conditions of one column, at most two; its nulls are left to the comparison of keys. */
static int narrow(const struct shape *s, const struct key_column *k, struct condition *out)
{
    struct str column = s->fields[k->field].name;
    bool is_ordered = s->fields[k->field].kind != KIND_ENUM;
    struct value *least = NULL;
    struct value *most = NULL;
    for (ptrdiff_t i = 0; i < k->n; i++) {
        if (k->values[i].type == VALUE_NULL)
            return 0;
        if (!least || value_order(&k->values[i], least) < 0)
            least = &k->values[i];
        if (!most || value_order(&k->values[i], most) > 0)
            most = &k->values[i];
    }
    if (k->n > 0 && k->n <= FEW) {
        out[0] = (struct condition){
            .column = column, .op = OP_IN, .values = k->values, .n_values = (int)k->n};
        return 1;
    }
    if (k->n == 0 || !is_ordered)
        return 0;
    out[0] = (struct condition){.column = column, .op = OP_GE, .values = least, .n_values = 1};
    out[1] = (struct condition){.column = column, .op = OP_LE, .values = most, .n_values = 1};
    return 2;
}

struct str key_bytes(struct arena *a, const struct shape *s, int64_t owner, const struct value *v)
{
    struct str rest = match_of(s->e);
    struct buf b = buf_on(a, KEY_MAX);
    if (rest.len == 0)
        return S("");
    /* A key that may be empty is then none: the record is like no other. */
    if (s->e->key_is_optional && v[shape_index(s, rest)].type == VALUE_NULL)
        return S("");
    if (s->e->key_is_owners)
        pack_int(&b, owner);
    while (rest.len > 0)
        pack_value(&b, &v[shape_index(s, str_cut(rest, ',', &rest))]);
    return buf_str(&b);
}

struct known_reading {
    struct arena *a;
    struct arena *scratch;
    const struct shape *s;
    struct known *out;
};

static enum err each_known(void *ctx, const struct record *r, struct fail *why)
{
    struct known_reading *k = ctx;
    struct known *out = k->out;
    (void)why;
    if (out->n == out->room) {
        out->room = out->room > 0 ? out->room * 2 : 256;
        struct known_record *at = NEW(k->a, struct known_record, out->room);
        for (ptrdiff_t i = 0; i < out->n; i++)
            at[i] = out->at[i];
        out->at = at;
    }
    arena_reset(k->scratch);
    int64_t *place = map_at(&out->seen, key_bytes(k->scratch, k->s, r->owner, r->v));
    if (*place > 0) { /* records that are alike: a key has one */
        out->at[*place - 1].n_alike++;
        return OK;
    }
    *place = out->n + 1;
    struct buf packed = buf_on(k->scratch, ROW_MAX);
    for (int i = 0; i < k->s->n; i++)
        pack_value(&packed, &r->v[i]);
    out->at[out->n++] = (struct known_record){.id = r->id,
                                              .version = r->version,
                                              .owner = r->owner,
                                              .n_alike = 1,
                                              .packed = str_dup(k->a, buf_str(&packed))};
    return OK;
}

enum err known_read(struct call *c, const struct shape *s, const struct key_columns *keys,
                    struct known *out, struct fail *why)
{
    struct arena scratch;
    struct scope scope = scope_to_read(c, s->e);
    struct condition where[2 * ARRAY_LEN(keys->at)];
    struct select q = {.shape = s, .where = where, .scope = &scope, .limit = 1000};
    *out = (struct known){.seen = map_on(c->a)};
    if (keys->n == 0 || (s->e->key_is_optional && keys->at[0].n == 0))
        return OK;
    for (int i = 0; i < keys->n; i++)
        q.n_where += narrow(s, &keys->at[i], &where[q.n_where]);
    arena_init(&scratch, 16 * MIB);
    struct known_reading reading = {.a = c->a, .scratch = &scratch, .s = s, .out = out};
    enum err err = view_each(c->view, &q, each_known, &reading, why);
    arena_done(&scratch);
    return err;
}

const struct known_record *known_find(const struct known *k, struct arena *a, struct str key,
                                      const struct shape *s, struct value *out_v)
{
    const int64_t *at = key.len > 0 ? map_find(&k->seen, key) : NULL;
    if (!at)
        return NULL;
    const struct known_record *found = &k->at[*at - 1];
    struct unpack u = {.a = a, .rest = found->packed};
    for (int i = 0; i < s->n; i++)
        out_v[i] = unpack_value(&u);
    assert(!u.failed);
    return found;
}
