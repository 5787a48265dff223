/*
 * database.c -- what tests of the store begin with.
 */
#include "store/database.h"

enum { INPUTS_MAX = 64 };

struct fail *test_why(void)
{
    static struct fail why;
    return &why;
}

void test_need(const char *file, int line, const char *what, enum err err, const struct fail *why)
{
    if (err == OK)
        return;
    struct str said = message_str(t_arena(), LANG_EN, &why->message);
    t_differs(file, line, "%s: %.*s: %.*s", what, STR_ARG(err_code(err)), STR_ARG(said));
    t_stop(file, line, what);
}

struct store_options test_options(enum dialect dialect)
{
    return (struct store_options){.os = &os_real, .where = str_of(test_where(dialect))};
}

struct store *test_reopen(const struct store_options *o)
{
    struct store *s = NULL;
    NEED(store_open(o, &s, WHY));
    return s;
}

struct store *test_database(enum dialect dialect, bool demo)
{
    struct store_options o = test_options(dialect);
    NEED(store_create(&o, demo, WHY));
    return test_reopen(&o);
}

static void show_problems(const struct problems *probs)
{
    for (ptrdiff_t i = 0; i < probs->n; i++) {
        const struct problem *p = &probs->at[i];
        struct str said = message_str(t_arena(), LANG_EN, &p->message);
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(p->field), STR_ARG(said));
    }
}

/* The store takes what an act of the program writes too, where people would be refused. */
static struct shape open_to_all(const struct shape *s)
{
    struct field *fields = NEW(t_arena(), struct field, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        fields[i] = s->fields[i];
        fields[i].flags &= ~(unsigned)(FIELD_FIXED | FIELD_SYSTEM);
    }
    return (struct shape){.e = s->e, .fields = fields, .n = s->n};
}

struct value *test_changed(const struct shape *s, const struct value *old, const char *texts)
{
    struct input in[INPUTS_MAX];
    ptrdiff_t n = 0;
    for (struct str rest = str_of(texts); rest.len > 0; n++) {
        struct str text = S("");
        struct str field = str_cut(str_cut(rest, ';', &rest), '=', &text);
        REQUIRE(n < INPUTS_MAX);
        in[n] = (struct input){.field = field, .text = text};
    }
    struct problems probs = problems_on(t_arena());
    struct value *v = NEW(t_arena(), struct value, s->n + 1);
    struct shape all = open_to_all(s);
    record_read(t_arena(), &all, in, n, old, v, &probs);
    if (probs.n > 0)
        show_problems(&probs);
    REQUIRE(probs.n == 0);
    return v;
}

struct value *test_values(const struct shape *s, const char *texts)
{
    return test_changed(s, NULL, texts);
}

struct one {
    const struct shape *s;
    const char *texts;
    int64_t id, owner;
};

static enum err insert_one(struct tx *tx, void *ctx, struct fail *why)
{
    struct one *o = ctx;
    return tx_insert(tx, o->s, o->owner, test_values(o->s, o->texts), &o->id, why);
}

int64_t test_insert(struct store *s, const struct shape *shape, int64_t owner, const char *texts)
{
    struct act act = {.action = S("create")};
    struct one o = {.s = shape, .texts = texts, .owner = owner};
    NEED(store_write(s, &act, insert_one, &o, NULL, WHY));
    return o.id;
}

enum err test_try_insert(struct store *s, const struct shape *shape, int64_t owner,
                         const char *texts, struct fail *why)
{
    struct act act = {.action = S("create")};
    struct one o = {.s = shape, .texts = texts, .owner = owner};
    return store_write(s, &act, insert_one, &o, NULL, why);
}

static enum err update_one(struct tx *tx, void *ctx, struct fail *why)
{
    struct one *o = ctx;
    struct record r = {0};
    enum err err = view_get(tx_view(tx), tx_arena(tx), o->s, NULL, o->id, &r, why);
    if (err != OK)
        return err;
    return tx_update(tx, o->s, o->id, r.version, test_changed(o->s, r.v, o->texts), why);
}

struct receipt test_update(struct store *s, const struct shape *shape, int64_t id,
                           const char *texts)
{
    struct act act = {.action = S("update")};
    struct one o = {.s = shape, .texts = texts, .id = id};
    struct receipt receipt = {0};
    NEED(store_write(s, &act, update_one, &o, &receipt, WHY));
    return receipt;
}

static enum err void_one(struct tx *tx, void *ctx, struct fail *why)
{
    struct one *o = ctx;
    return tx_void(tx, o->s, o->id, 0, why);
}

enum err test_void(struct store *s, const struct shape *shape, int64_t id, struct receipt *out,
                   struct fail *why)
{
    struct act act = {.action = S("void"), .note = S("entered twice")};
    struct one o = {.s = shape, .id = id};
    return store_write(s, &act, void_one, &o, out, why);
}

struct record test_get(struct store *s, const struct shape *shape, int64_t as_of, int64_t id)
{
    struct view *v = NULL;
    struct record r = {0};
    NEED(view_open(s, as_of, &v, WHY));
    NEED(view_get(v, t_arena(), shape, NULL, id, &r, WHY));
    view_close(v);
    return r;
}

struct str test_text(const struct shape *s, const struct record *r, const char *field)
{
    int i = shape_index(s, str_of(field));
    struct buf b = buf_on(t_arena(), 64 * KIB);
    REQUIRE(i >= 0);
    kind_text(&b, &s->fields[i], &r->v[i]);
    return buf_str(&b);
}
