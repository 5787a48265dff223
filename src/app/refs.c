/*
 * refs.c -- codes to ids, an entity at a time.
 */
#include "app/refs.h"

#include "base/text.h"

enum { REFS_AT_ONCE = 90, RANK_FAR = 1000 };

struct refs refs_on(struct call *c, struct lookups *l, int64_t home)
{
    return (struct refs){.c = c, .l = l, .home = home ? home : c->county};
}

int ref_code_field(const struct entity *e)
{
    struct shape s = entity_shape(e);
    struct str rest = e->key;
    int found = -1;
    while (rest.len > 0) {
        int i = shape_index(&s, str_cut(rest, ',', &rest));
        if (i >= 0 && s.fields[i].kind == KIND_CODE)
            found = i;
    }
    struct str others = S("");
    return found >= 0 ? found : shape_index(&s, str_cut(e->show, ',', &others));
}

static struct ref_table *table_of(const struct refs *r, const struct entity *e)
{
    for (int i = 0; i < r->n_tables; i++)
        if (r->tables[i]->e == e)
            return r->tables[i];
    return NULL;
}

static struct ref_table *table_made(struct refs *r, const struct entity *e)
{
    struct ref_table *t = table_of(r, e);
    if (t)
        return t;
    assert(r->n_tables < ARRAY_LEN(r->tables));
    t = NEW(r->c->a, struct ref_table, 1);
    t->e = e;
    t->seen = map_on(r->c->a);
    r->tables[r->n_tables++] = t;
    return t;
}

void refs_want(struct refs *r, const struct entity *e, struct str text)
{
    struct ref_table *t = table_made(r, e);
    int64_t *at = map_at(&t->seen, text);
    if (*at > 0)
        return;
    if (t->n == t->room) {
        ptrdiff_t room = t->room > 0 ? t->room * 2 : 16;
        struct ref_answer *answers = NEW(r->c->a, struct ref_answer, room);
        for (ptrdiff_t i = 0; i < t->n; i++)
            answers[i] = t->at[i];
        t->at = answers;
        t->room = room;
    }
    t->at[t->n] = (struct ref_answer){.text = str_dup(r->c->a, text), .rank = RANK_FAR + 1};
    *at = ++t->n;
}

const struct ref_answer *refs_find(const struct refs *r, const struct entity *e, struct str text)
{
    const struct ref_table *t = table_of(r, e);
    const int64_t *at = t ? map_find(&t->seen, text) : NULL;
    return at ? &t->at[*at - 1] : NULL;
}

/* One question: records of the entity whose `column` is among the texts. */
struct ref_question {
    struct refs *r;
    struct ref_table *t;
    struct shape shape;
    int code;          /* field that texts are compared with */
    bool by_name;      /* only to suggest */
    struct map wanted; /* compared text to index + 1; chained by `same` */
    int64_t *same;     /* next answer that waits for the same text, index + 1; from `from` */
    ptrdiff_t from;
    struct value *values;
    int n_values;
    struct ref_match {
        int64_t id, owner, first; /* first: answer that waits, index + 1 */
        struct str code;
    } * matches;
    ptrdiff_t n_matches, room;
};

static int owner_rank(struct ref_question *q, int64_t owner)
{
    const struct call *c = q->r->c;
    if (owner == q->r->home || owner == 0)
        return 0;
    for (int i = 0; i < c->n_above; i++)
        if (c->above[i] == owner)
            return c->n_above - i;
    return RANK_FAR;
}

/* A post of one of the home county's units is as near as the county's own. */
static enum err match_rank(struct ref_question *q, const struct ref_match *rec, int *out,
                           const struct unit_info **out_unit, struct fail *why)
{
    const struct unit_info *unit = NULL;
    *out = owner_rank(q, rec->owner);
    *out_unit = NULL;
    if (rec->owner == 0 || (*out == 0 && q->t->e == &unit_entity))
        return OK;
    enum err err = lookup_unit(q->r->l, rec->owner, &unit, why);
    if (err == OK && unit && unit->county == q->r->home)
        *out = 0;
    *out_unit = unit;
    return err;
}

static void answer_with(struct ref_answer *answer, int64_t id, int rank)
{
    if (answer->state == REF_FOUND && answer->id == id)
        return;
    if (answer->state != REF_UNKNOWN && rank > answer->rank)
        return;
    bool is_equal = answer->state != REF_UNKNOWN && rank == answer->rank;
    answer->state = is_equal ? REF_AMBIGUOUS : REF_FOUND;
    answer->id = id;
    answer->rank = rank;
}

/* "UNIT/CODE": the part before the last slash, "" if there is none. */
static struct str unit_part(struct str text, struct str *out_code)
{
    ptrdiff_t at = text.len - 1;
    while (at >= 0 && text.s[at] != '/')
        at--;
    *out_code = str_sub(text, at + 1, text.len);
    return str_sub(text, 0, at < 0 ? 0 : at);
}

static void answer_one(struct ref_question *q, const struct ref_match *rec,
                       struct ref_answer *answer, int rank, const struct unit_info *unit)
{
    struct str code = {0};
    struct str in_unit = unit_part(answer->text, &code);
    if (q->by_name) {
        if (answer->state == REF_UNKNOWN && answer->suggestion.len == 0)
            answer->suggestion = str_dup(q->r->c->a, rec->code);
        return;
    }
    bool is_whole = str_eq(answer->text, rec->code);
    if (!is_whole && !(unit && in_unit.len > 0 && str_eq(unit->code, in_unit)))
        return;
    answer_with(answer, rec->id, rank);
    if (answer->state == REF_AMBIGUOUS && unit)
        answer->suggestion =
            str_fmt(q->r->c->a, "%.*s/%.*s", STR_ARG(unit->code), STR_ARG(rec->code));
}

/* Rows are only noted while they stream: nothing else may be asked on that connection. */
static enum err each_match(void *ctx, const struct record *rec, struct fail *why)
{
    struct ref_question *q = ctx;
    (void)why;
    const int64_t *first = map_find(&q->wanted, rec->v[q->code].t);
    if (!first)
        return OK;
    if (q->n_matches == q->room) {
        ptrdiff_t room = q->room > 0 ? q->room * 2 : 64;
        struct ref_match *at = NEW(q->r->c->a, struct ref_match, room);
        for (ptrdiff_t i = 0; i < q->n_matches; i++)
            at[i] = q->matches[i];
        q->matches = at;
        q->room = room;
    }
    q->matches[q->n_matches++] =
        (struct ref_match){.id = rec->id,
                           .owner = rec->owner,
                           .first = *first,
                           .code = str_dup(q->r->c->a, rec->v[ref_code_field(q->t->e)].t)};
    return OK;
}

static enum err answer_matches(struct ref_question *q, struct fail *why)
{
    for (ptrdiff_t m = 0; m < q->n_matches; m++) {
        const struct unit_info *unit = NULL;
        int rank = 0;
        enum err err = match_rank(q, &q->matches[m], &rank, &unit, why);
        if (err != OK)
            return err;
        for (int64_t i = q->matches[m].first; i > 0; i = q->same[i - 1 - q->from])
            answer_one(q, &q->matches[m], &q->t->at[i - 1], rank, unit);
    }
    q->n_matches = 0;
    return OK;
}

static enum err ask(struct ref_question *q, struct fail *why)
{
    struct condition in = {.column = q->shape.fields[q->code].name,
                           .op = OP_IN,
                           .values = q->values,
                           .n_values = q->n_values};
    struct scope scope = scope_to_read(q->r->c, q->t->e);
    struct select select = {
        .shape = &q->shape, .where = &in, .n_where = 1, .scope = &scope, .limit = 1000};
    if (q->n_values == 0)
        return OK;
    enum err err = view_each(q->r->c->view, &select, each_match, q, why);
    return err == OK ? answer_matches(q, why) : err;
}

static void want_text(struct ref_question *q, ptrdiff_t i, struct str text)
{
    int64_t *first = map_at(&q->wanted, text);
    if (*first == 0)
        q->values[q->n_values++] = VALUE_OF_TEXT(text);
    q->same[i - q->from] = *first;
    *first = i + 1;
}

/* Answers [from, to) by code, or by name those that are still unknown. */
static enum err resolve_part(struct refs *r, struct ref_table *t, ptrdiff_t from, bool by_name,
                             struct fail *why)
{
    ptrdiff_t to = from + REFS_AT_ONCE < t->n ? from + REFS_AT_ONCE : t->n;
    struct ref_question q = {.r = r, .t = t, .shape = entity_shape(t->e), .by_name = by_name};
    q.code = by_name ? shape_index(&q.shape, S("name_zh")) : ref_code_field(t->e);
    if (q.code < 0)
        return OK;
    q.wanted = map_on(r->c->a);
    q.same = NEW(r->c->a, int64_t, REFS_AT_ONCE);
    q.from = from;
    q.values = NEW(r->c->a, struct value, REFS_AT_ONCE);
    for (ptrdiff_t i = from; i < to; i++) {
        struct str code = t->at[i].text;
        if (t->at[i].state != REF_UNKNOWN || str_starts(code, S("#")))
            continue;
        want_text(&q, i, code);
    }
    enum err err = ask(&q, why);
    if (err != OK || by_name)
        return err;
    /* Those that name their unit before the code. */
    q.n_values = 0;
    q.wanted = map_on(r->c->a);
    for (ptrdiff_t i = from; i < to; i++) {
        struct str code = {0};
        bool is_open = t->at[i].state == REF_UNKNOWN && unit_part(t->at[i].text, &code).len > 0;
        if (is_open)
            want_text(&q, i, code);
    }
    return ask(&q, why);
}

struct id_question {
    struct ref_table *t;
    struct map wanted; /* id to index + 1 */
};

static enum err each_id(void *ctx, const struct record *rec, struct fail *why)
{
    struct id_question *q = ctx;
    (void)why;
    const int64_t *at = map_find_id(&q->wanted, rec->id);
    if (at)
        answer_with(&q->t->at[*at - 1], rec->id, 0);
    return OK;
}

/* "#12", or digits that are no code. */
static bool id_of(struct str text, int64_t *out)
{
    if (str_starts(text, S("#")))
        text = str_sub(text, 1, text.len);
    return str_digits(text, out) && *out > 0;
}

static enum err resolve_ids(struct refs *r, struct ref_table *t, ptrdiff_t from, struct fail *why)
{
    ptrdiff_t to = from + REFS_AT_ONCE < t->n ? from + REFS_AT_ONCE : t->n;
    struct id_question q = {.t = t, .wanted = map_on(r->c->a)};
    struct value *values = NEW(r->c->a, struct value, REFS_AT_ONCE);
    struct condition in = {.column = S("id"), .op = OP_IN, .values = values};
    for (ptrdiff_t i = from; i < to; i++) {
        int64_t id = 0;
        if (t->at[i].state != REF_UNKNOWN || !id_of(t->at[i].text, &id))
            continue;
        *map_at_id(&q.wanted, id) = i + 1;
        values[in.n_values++] = VALUE_OF_INT(id);
    }
    if (in.n_values == 0)
        return OK;
    struct shape shape = entity_shape(t->e);
    struct scope scope = scope_to_read(r->c, t->e);
    struct select select = {
        .shape = &shape, .where = &in, .n_where = 1, .scope = &scope, .limit = 1000};
    return view_each(r->c->view, &select, each_id, &q, why);
}

enum err refs_resolve(struct refs *r, struct fail *why)
{
    /* References speak of what is there now, also while the call looks back. */
    int64_t as_of = view_as_of(r->c->view);
    enum err err = OK;
    if (as_of != 0)
        view_set_as_of(r->c->view, 0);
    for (int i = 0; err == OK && i < r->n_tables; i++) {
        struct ref_table *t = r->tables[i];
        for (ptrdiff_t from = t->n_resolved; err == OK && from < t->n; from += REFS_AT_ONCE) {
            err = resolve_part(r, t, from, false, why);
            if (err == OK)
                err = resolve_ids(r, t, from, why);
            if (err == OK)
                err = resolve_part(r, t, from, true, why);
        }
        t->n_resolved = t->n;
    }
    if (as_of != 0)
        view_set_as_of(r->c->view, as_of);
    return err;
}

static bool is_reference(const struct shape *s, const struct input *in, int *out_field)
{
    int i = shape_index(s, in->field);
    *out_field = i;
    return i >= 0 && s->fields[i].kind == KIND_REF && !in->is_null && in->text.len > 0;
}

enum err refs_inputs(struct refs *r, const struct shape *s, struct input *in, ptrdiff_t n,
                     struct ref_fault *faults, ptrdiff_t *out_n, struct fail *why)
{
    int field = -1;
    *out_n = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        in[i].text = str_trim(in[i].text);
        if (is_reference(s, &in[i], &field))
            refs_want(r, s->fields[field].ref, in[i].text);
    }
    enum err err = refs_resolve(r, why);
    for (ptrdiff_t i = 0; err == OK && i < n; i++) {
        if (!is_reference(s, &in[i], &field))
            continue;
        const struct ref_answer *answer = refs_find(r, s->fields[field].ref, in[i].text);
        if (answer->state == REF_FOUND) {
            in[i].text = str_fmt(r->c->a, "%lld", (long long)answer->id);
            continue;
        }
        faults[(*out_n)++] = (struct ref_fault){.field = s->fields[field].name, .answer = answer};
        in[i].text = S("?");
    }
    return err;
}

static void fault_tell(const struct ref_fault *fault, struct problem *p)
{
    const struct ref_answer *answer = fault->answer;
    bool is_ambiguous = answer->state == REF_AMBIGUOUS;
    enum msg id = is_ambiguous                 ? MSG_problem_ref_ambiguous
                  : answer->suggestion.len > 0 ? MSG_problem_ref_suggest
                                               : MSG_problem_ref_unknown;
    p->code = is_ambiguous ? S("ambiguous") : S("unknown_reference");
    p->message =
        (struct message){.id = id, .args = {ARG_TEXT(answer->text), ARG_TEXT(answer->suggestion)}};
}

void ref_faults_tell(const struct ref_fault *faults, ptrdiff_t n, struct problems *probs)
{
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t k = 0; k < probs->n; k++)
            if (str_eq(probs->at[k].field, faults[i].field) &&
                str_eq(probs->at[k].code, S("malformed")))
                fault_tell(&faults[i], &probs->at[k]);
}
