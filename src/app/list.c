/*
 * list.c -- lists of records: filters from words to conditions, and names for what is referred to.
 *
 * A filter is "field" or "field.OP", by any field that is not protected. Unknown fields, unknown
 * operators and malformed values are problems, all of them told at once.
 */
#include "app/list.h"

#include "app/refs.h"
#include "app/shapes.h"
#include "entity/document.h"
#include "entity/matter.h"

enum { LIST_DEFAULT = 50, LIST_MOST = 1000, IN_MOST = 60 };

struct filter_op {
    struct str word;
    enum op op;
};
static const struct filter_op filter_ops[] = {
    {S_("eq"), OP_EQ},     {S_("ge"), OP_GE}, {S_("le"), OP_LE}, {S_("gt"), OP_GT},
    {S_("lt"), OP_LT},     {S_("ne"), OP_NE}, {S_("in"), OP_IN}, {S_("contains"), OP_CONTAINS},
    {S_("null"), OP_NULL},
};

/* Columns that every record has; filtered by like fields. */
static const struct field common_fields[] = {
    {.name = S_("id"), .kind = KIND_INT},
    {.name = S_("owner"), .kind = KIND_REF, .ref = &unit_entity},
    {.name = S_("version"), .kind = KIND_INT},
};

/* One filter on its way to a condition. */
struct filter {
    const struct input *in;
    const struct field *f; /* NULL: it has a problem */
    enum op op;
    struct str *texts; /* one, or several for .in */
    int n_texts;
};

struct list_reading {
    struct call *c;
    const struct list_query *q;
    const struct shape *s;
    struct refs refs;
    struct filter *filters;
};

static const struct field *filter_field(const struct list_reading *r, struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(common_fields); i++)
        if (str_eq(common_fields[i].name, name))
            return &common_fields[i];
    int i = shape_index(r->s, name);
    return i >= 0 ? &r->s->fields[i] : NULL;
}

/* Numbers and dates have an order; text can hold a part. */
static bool op_fits(enum op op, const struct field *f)
{
    bool is_text = kinds[f->kind].stored == VALUE_TEXT && f->kind != KIND_ENUM;
    bool is_ordered = f->kind == KIND_INT || f->kind == KIND_DECIMAL || f->kind == KIND_DATE ||
                      f->kind == KIND_PERIOD || f->kind == KIND_CODE;
    switch (op) {
    case OP_EQ:
    case OP_NE:
    case OP_IN:
    case OP_NULL:
    case OP_NOT_NULL: return true;
    case OP_CONTAINS: return is_text;
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return is_ordered;
    }
    return false;
}

static bool filter_op_of(struct str word, enum op *out)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(filter_ops); i++)
        if (str_eq(filter_ops[i].word, word)) {
            *out = filter_ops[i].op;
            return true;
        }
    return false;
}

static void filter_split(struct list_reading *r, struct filter *filter)
{
    struct str rest = filter->in->text;
    filter->texts = NEW(r->c->a, struct str, IN_MOST);
    if (filter->op != OP_IN) {
        filter->texts[filter->n_texts++] = str_trim(rest);
        return;
    }
    while (rest.len > 0 && filter->n_texts < IN_MOST)
        filter->texts[filter->n_texts++] = str_trim(str_cut(rest, ',', &rest));
}

static void filter_read(struct list_reading *r, struct filter *filter)
{
    struct problems *p = &r->c->problems;
    struct str op = {0};
    struct str name = str_cut(filter->in->field, '.', &op);
    const struct field *f = filter_field(r, name);
    filter->op = OP_EQ;
    if (!f || !field_is_filtered(f)) {
        PROBLEM(p, filter->in->field, S("unknown_filter"), MSG_problem_no_filter, ARG_TEXT(name));
        return;
    }
    bool is_known = op.len == 0 || filter_op_of(op, &filter->op);
    if (!is_known || !op_fits(filter->op, f)) {
        PROBLEM(p, filter->in->field, S("unknown_operator"), MSG_problem_no_operator, ARG_TEXT(op),
                ARG_TEXT(name));
        return;
    }
    filter->f = f;
    filter_split(r, filter);
    if (f->kind == KIND_REF && filter->op != OP_NULL)
        for (int i = 0; i < filter->n_texts; i++)
            refs_want(&r->refs, f->ref, filter->texts[i]);
}

static bool filter_value(struct list_reading *r, const struct filter *filter, struct str text,
                         struct value *out)
{
    struct message why = {0};
    struct problems *p = &r->c->problems;
    if (filter->f->kind == KIND_REF) {
        const struct ref_answer *answer = refs_find(&r->refs, filter->f->ref, text);
        if (answer->state == REF_FOUND) {
            *out = VALUE_OF_INT(answer->id);
            return true;
        }
        PROBLEM(p, filter->in->field, S("unknown_reference"), MSG_problem_ref_unknown,
                ARG_TEXT(text));
        return false;
    }
    bool is_part = filter->op == OP_CONTAINS;
    if (is_part)
        *out = VALUE_OF_TEXT(text);
    else if (!kind_parse(r->c->a, filter->f, text, out, &why)) {
        problem_add(p, filter->in->field, S("malformed"), why.id, why.args);
        return false;
    }
    if (out->type == VALUE_NULL || (is_part && text.len == 0)) {
        PROBLEM(p, filter->in->field, S("missing"), MSG_problem_filter_empty, ARG_NONE);
        return false;
    }
    return true;
}

/* "field.null=yes" or "no". */
static bool null_condition(struct list_reading *r, const struct filter *filter, enum op *out)
{
    struct value v = VALUE_OF_NULL;
    struct message why = {0};
    struct field yes_no = {.name = filter->f->name, .kind = KIND_BOOL};
    if (!kind_parse(r->c->a, &yes_no, filter->texts[0], &v, &why) || v.type == VALUE_NULL) {
        PROBLEM(&r->c->problems, filter->in->field, S("malformed"), MSG_problem_filter_null,
                ARG_NONE);
        return false;
    }
    *out = v.i ? OP_NULL : OP_NOT_NULL;
    return true;
}

static bool condition_of(struct list_reading *r, const struct filter *filter, struct condition *out)
{
    struct condition cond = {.column = filter->f->name, .op = filter->op};
    if (filter->op == OP_NULL) {
        if (!null_condition(r, filter, &cond.op))
            return false;
        *out = cond;
        return true;
    }
    struct value *values = NEW(r->c->a, struct value, filter->n_texts + 1);
    for (int i = 0; i < filter->n_texts; i++)
        if (filter_value(r, filter, filter->texts[i], &values[cond.n_values]))
            cond.n_values++;
    cond.values = values;
    *out = cond;
    return cond.n_values > 0;
}

static void check_sort(struct list_reading *r)
{
    struct str sort = r->q->sort;
    if (str_starts(sort, S("-")))
        sort = str_sub(sort, 1, sort.len);
    if (sort.len == 0 || str_eq(sort, S("id")))
        return;
    int i = shape_index(r->s, sort);
    bool is_own = i >= r->s->e->n_fields;
    if (i < 0 || is_own || r->s->fields[i].kind == KIND_PROTECTED)
        PROBLEM(&r->c->problems, S("sort"), S("unknown_sort"), MSG_problem_no_sort, ARG_TEXT(sort));
}

static void check_search(struct list_reading *r)
{
    if (r->q->search.len > 0 && !entity_is_searched(r->s->e))
        PROBLEM(&r->c->problems, S("q"), S("not_searched"), MSG_problem_no_search,
                ARG_MSG(r->s->e->titles));
}

static enum err list_conditions(struct list_reading *r, struct condition *out, int *out_n,
                                struct fail *why)
{
    r->filters = NEW(r->c->a, struct filter, r->q->n_filters + 1);
    *out_n = 0;
    /* A page that shows a form again lists choices too: only this list's own problems count. */
    struct problems before = r->c->problems;
    r->c->problems = problems_on(r->c->a);
    for (ptrdiff_t i = 0; i < r->q->n_filters; i++) {
        r->filters[i].in = &r->q->filters[i];
        filter_read(r, &r->filters[i]);
    }
    enum err err = refs_resolve(&r->refs, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < r->q->n_filters; i++)
        if (r->filters[i].f && condition_of(r, &r->filters[i], &out[*out_n]))
            (*out_n)++;
    check_sort(r);
    check_search(r);
    if (problems_stop(&r->c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(r->c->problems.n_all));
    r->c->problems = before;
    return OK;
}

enum err list_select(struct call *c, const struct list_query *q, struct select *out,
                     struct fail *why)
{
    enum err err = must(c, right_to_read(q->e), why);
    if (err != OK)
        return err;
    struct lookups l = lookups_on(c->a, c->view);
    struct shape *shape = NEW(c->a, struct shape, 1);
    assert(q->owner == 0 || c->who.is_system);
    err = shape_for(c, &l, q->e, q->owner, shape, why);
    if (err != OK)
        return err;
    struct list_reading r = {.c = c, .q = q, .s = shape, .refs = refs_on(c, &l, 0)};
    struct condition *where = NEW(c->a, struct condition, q->n_filters + 1);
    struct scope *scope = NEW(c->a, struct scope, 1);
    struct select select = {.shape = shape, .where = where, .scope = scope};
    err = list_conditions(&r, where, &select.n_where, why);
    if (err != OK)
        return err;
    *scope = q->owner ? scope_of_unit(c, q->e, q->owner) : scope_to_read(c, q->e);
    select.search = q->search;
    select.sort = q->sort.len > 0 ? q->sort : q->e->sort;
    select.after = q->after;
    select.limit = q->limit <= 0 ? LIST_DEFAULT : q->limit < LIST_MOST ? q->limit : LIST_MOST;
    *out = select;
    return OK;
}

enum err records_list(struct call *c, const struct list_query *q, struct shape *out_shape,
                      struct page *out, struct fail *why)
{
    struct select select = {0};
    enum err err = list_select(c, q, &select, why);
    if (err == OK)
        err = view_select(c->view, c->a, &select, out, why);
    if (err == OK)
        *out_shape = *select.shape;
    return err;
}

/* --- names ------------------------------------------------------------------------------------ */

/* The ids of one entity, and where their names go. */
struct naming {
    struct call *c;
    const struct entity *e;
    struct shape shape;
    struct map seen; /* id to 1 */
    struct value *ids;
    ptrdiff_t n_ids;
    struct names *out;
    ptrdiff_t room;
};

static void names_put(struct naming *n, const struct name *name)
{
    if (n->out->n == n->room) {
        n->room = n->room > 0 ? n->room * 2 : 32;
        struct name *at = NEW(n->c->a, struct name, n->room);
        for (ptrdiff_t i = 0; i < n->out->n; i++)
            at[i] = n->out->at[i];
        n->out->at = at;
    }
    n->out->at[n->out->n++] = *name;
}

static enum err each_named(void *ctx, const struct record *r, struct fail *why)
{
    enum { TITLE_MAX = 1024 };
    struct naming *n = ctx;
    (void)why;
    struct buf title = buf_on(n->c->a, TITLE_MAX);
    record_title(&title, n->c->lang, &n->shape, r->v);
    const struct value *code = &r->v[ref_code_field(n->e)];
    names_put(n, &(struct name){.e = n->e,
                                .id = r->id,
                                .code = code->type == VALUE_TEXT
                                            ? str_dup(n->c->a, code->t)
                                            : str_fmt(n->c->a, "#%lld", (long long)r->id),
                                .name = buf_str(&title)});
    return OK;
}

static void naming_collect(struct naming *n, const struct shape *s, const struct record *at,
                           ptrdiff_t n_records)
{
    for (int f = 0; f < s->n; f++) {
        if (s->fields[f].kind != KIND_REF || s->fields[f].ref != n->e)
            continue;
        for (ptrdiff_t i = 0; i < n_records; i++) {
            if (at[i].v[f].type != VALUE_INT)
                continue;
            int64_t *seen = map_at_id(&n->seen, at[i].v[f].i);
            if (*seen == 0)
                n->ids[n->n_ids++] = at[i].v[f];
            *seen = 1;
        }
    }
}

/* Names of units, posts and indicators are no secret of a county's; titles of papers and matters
 * may be. */
static enum err naming_ask(struct naming *n, struct fail *why)
{
    enum { AT_ONCE = 90 };
    struct scope scope = scope_to_read(n->c, n->e);
    enum err err = OK;
    for (ptrdiff_t from = 0; err == OK && from < n->n_ids; from += AT_ONCE) {
        ptrdiff_t left = n->n_ids - from;
        struct condition in = {.column = S("id"),
                               .op = OP_IN,
                               .values = n->ids + from,
                               .n_values = (int)(left < AT_ONCE ? left : AT_ONCE)};
        struct select q = {.shape = &n->shape, .where = &in, .n_where = 1, .limit = LIST_MOST};
        if (n->e == &document_entity || n->e == &matter_entity)
            q.scope = &scope;
        err = view_each(n->c->view, &q, each_named, n, why);
    }
    return err;
}

enum err records_names(struct call *c, const struct shape *s, const struct record *at, ptrdiff_t n,
                       struct names *out, struct fail *why)
{
    struct names names = {0};
    ptrdiff_t room = 0;
    for (int i = 0; entities[i]; i++) {
        struct naming naming = {.c = c, .e = entities[i], .out = &names, .room = room};
        naming.shape = entity_shape(entities[i]);
        naming.seen = map_on(c->a);
        naming.ids = NEW(c->a, struct value, n * s->n + 1);
        naming_collect(&naming, s, at, n);
        enum err err = naming_ask(&naming, why);
        if (err != OK)
            return err;
        room = naming.room;
    }
    *out = names;
    return OK;
}

const struct name *names_find(const struct names *names, const struct entity *e, int64_t id)
{
    for (ptrdiff_t i = 0; i < names->n; i++)
        if (names->at[i].id == id && names->at[i].e == e)
            return &names->at[i];
    return NULL;
}
