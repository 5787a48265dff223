/*
 * select.c -- reading: pages, counts, single records, versions, named statements.
 */
#include "store/query.h"

struct value value_dup(struct arena *a, const struct value *v)
{
    struct value copy = *v;
    if (v->type == VALUE_TEXT || v->type == VALUE_BLOB)
        copy.t = str_dup(a, v->t);
    return copy;
}

enum { ROW_HEAD = 4 }; /* id, owner, version, seq */

enum err record_of_row(struct arena *a, const struct shape *s, const struct value *row,
                       struct value *v, struct record *out, struct fail *why)
{
    int n = s->e->n_fields;
    for (int i = 0; i < n; i++)
        v[i] = value_dup(a, &row[ROW_HEAD + i]);
    struct str extra = str_dup(a, row[ROW_HEAD + n].t);
    if (!record_extra_parse(a, s, extra, v))
        return FAIL(why, ERR_CORRUPT, MSG_store_extra_corrupt, ARG_TEXT(s->e->name),
                    ARG_INT(row[0].i));
    *out = (struct record){
        .id = row[0].i, .owner = row[1].i, .version = row[2].i, .seq = row[3].i, .v = v};
    return OK;
}

/* Before the closure of units is read inside a write that changed many of them. */
static enum err freshen(struct view *v, struct fail *why)
{
    return v->tx ? tree_freshen(v->tx, why) : OK;
}

static bool reads_trees(const struct scope *scope)
{
    return scope && (scope->n_trees > 0 || (scope->of && scope->of->n_trees > 0));
}

static enum err query_run(struct query *q, each_row_fn *each, void *ctx, struct fail *why)
{
    return q->view->store->driver->run(q->view->c, buf_str(&q->sql), q->args, q->n_args, each, ctx,
                                       NULL, why);
}

static enum err start(struct query *q, struct view *v, const struct select *s, struct fail *why)
{
    if (reads_trees(s->scope)) {
        enum err err = freshen(v, why);
        if (err != OK)
            return err;
    }
    *q = query_on(v, s);
    buf_fmt(&q->sql, "SELECT %.*s FROM ", STR_ARG(store_sql(v->store, s->shape->e)->columns));
    query_source(q, s->shape->e);
    return query_where(q, why);
}

struct collect {
    struct arena *a;
    const struct shape *s;
    struct record *at;
    ptrdiff_t n;
};

static enum err collect_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct collect *c = ctx;
    (void)n_cols;
    struct value *v = NEW(c->a, struct value, c->s->n);
    return record_of_row(c->a, c->s, row, v, &c->at[c->n++], why);
}

enum err view_select(struct view *v, struct arena *a, const struct select *s, struct page *out,
                     struct fail *why)
{
    struct query q;
    enum err err = start(&q, v, s, why);
    if (err == OK)
        err = query_page(&q, why);
    if (err != OK)
        return err;
    struct collect c = {.a = a, .s = s->shape, .at = NEW(a, struct record, s->limit + 1)};
    err = query_run(&q, collect_row, &c, why);
    if (err != OK)
        return err;
    bool has_more = c.n > s->limit;
    *out = (struct page){.at = c.at, .n = has_more ? s->limit : c.n};
    out->next = has_more ? query_cursor(&q, a, &c.at[s->limit - 1]) : S("");
    return OK;
}

enum err view_count(struct view *v, const struct select *s, int64_t *out, struct fail *why)
{
    struct query q;
    if (reads_trees(s->scope)) {
        enum err err = freshen(v, why);
        if (err != OK)
            return err;
    }
    q = query_on(v, s);
    buf_add(&q.sql, S("SELECT count(*) FROM "));
    query_source(&q, s->shape->e);
    enum err err = query_where(&q, why);
    if (err != OK)
        return err;
    return db_int(v->c, v->store->driver, buf_str(&q.sql), q.args, q.n_args, out, why);
}

struct each {
    struct arena row; /* of one row */
    const struct shape *s;
    each_record_fn *fn;
    void *ctx;
};

static enum err each_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct each *e = ctx;
    struct record r = {0};
    (void)n_cols;
    arena_reset(&e->row);
    struct value *v = NEW(&e->row, struct value, e->s->n);
    enum err err = record_of_row(&e->row, e->s, row, v, &r, why);
    return err == OK ? e->fn(e->ctx, &r, why) : err;
}

enum err view_each(struct view *v, const struct select *s, each_record_fn *each, void *ctx,
                   struct fail *why)
{
    struct query q;
    enum err err = start(&q, v, s, why);
    if (err != OK)
        return err;
    buf_add(&q.sql, S(" ORDER BY r.id"));
    struct each e = {.s = s->shape, .fn = each, .ctx = ctx};
    arena_init(&e.row, 64 * MIB);
    v->n_each++;
    err = query_run(&q, each_row, &e, why);
    v->n_each--;
    arena_done(&e.row);
    return err;
}

static enum err not_found(const struct entity *e, struct fail *why)
{
    return FAIL(why, ERR_NOT_FOUND, MSG_store_not_found, ARG_MSG(e->title));
}

/* The only row of a select with at most one, without a page's order. */
static enum err read_one(struct query *q, struct arena *a, struct record *out, struct fail *why)
{
    struct collect c = {.a = a, .s = q->select->shape, .at = NEW(a, struct record, 2)};
    buf_add(&q->sql, S(" ORDER BY r.id LIMIT 1"));
    enum err err = query_run(q, collect_row, &c, why);
    if (err != OK)
        return err;
    if (c.n == 0)
        return not_found(q->select->shape->e, why);
    *out = c.at[0];
    return OK;
}

enum err view_get(struct view *v, struct arena *a, const struct shape *s, const struct scope *scope,
                  int64_t id, struct record *out, struct fail *why)
{
    struct value value = VALUE_OF_INT(id);
    struct condition by_id = {.column = S("id"), .op = OP_EQ, .values = &value, .n_values = 1};
    struct select select = {.shape = s, .where = &by_id, .n_where = 1, .scope = scope};
    struct query q;
    enum err err = start(&q, v, &select, why);
    return err == OK ? read_one(&q, a, out, why) : err;
}

/* As the unique index writes it, so that it is used (schema.c). */
static void put_key_part(struct query *q, const struct field *f, const struct value *v)
{
    bool is_text = kinds[f->kind].stored == VALUE_TEXT;
    struct value given = *v;
    if (given.type == VALUE_NULL) /* an optional key is then nobody's */
        given = is_text ? VALUE_OF_TEXT(S("")) : VALUE_OF_INT(0);
    buf_add(&q->sql, S(" AND "));
    if (f->required || q->select->shape->e->key_is_optional)
        buf_fmt(&q->sql, "r.%.*s = ", STR_ARG(f->name));
    else
        buf_fmt(&q->sql, "coalesce(r.%.*s, %s) = ", STR_ARG(f->name), is_text ? "''" : "0");
    query_arg(q, given);
}

enum err view_find(struct view *v, struct arena *a, const struct shape *s, int64_t owner,
                   const struct value *key, struct record *out, struct fail *why)
{
    struct select select = {.shape = s};
    struct query q;
    assert(s->e->key.len > 0);
    enum err err = start(&q, v, &select, why);
    if (err != OK)
        return err;
    if (owner != 0) {
        buf_add(&q.sql, S(" AND coalesce(r.owner, 0) = "));
        query_arg(&q, VALUE_OF_INT(owner));
    }
    int n = 0;
    for (struct str rest = s->e->key; rest.len > 0; n++) {
        int i = shape_index(s, str_cut(rest, ',', &rest));
        put_key_part(&q, &s->fields[i], &key[n]);
    }
    return read_one(&q, a, out, why);
}

/* --- versions --------------------------------------------------------------------------------- */

struct versions {
    struct arena *a;
    const struct shape *s;
    int64_t as_of;
    struct past *at;
    ptrdiff_t n, room;
};

static struct past *next_version(struct versions *c)
{
    if (c->n == c->room) {
        ptrdiff_t room = c->room > 0 ? c->room * 2 : 8;
        struct past *at = NEW(c->a, struct past, room);
        if (c->n > 0)
            memcpy(at, c->at, (size_t)c->n * sizeof *at);
        c->at = at;
        c->room = room;
    }
    return &c->at[c->n++];
}

/* A row of the record's columns, then to_seq, instant, account, post, on_behalf, action. */
static enum err take_version(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct versions *c = ctx;
    const struct value *tail = &row[n_cols - 6];
    struct past *p = next_version(c);
    bool is_current = tail[0].i == INT64_MAX || (c->as_of != 0 && tail[0].i > c->as_of);
    p->to_seq = is_current ? 0 : tail[0].i;
    p->instant = tail[1].i;
    p->account = tail[2].i;
    p->post = tail[3].i;
    p->on_behalf = tail[4].i;
    p->action = str_dup(c->a, tail[5].t);
    struct value *v = NEW(c->a, struct value, c->s->n);
    return record_of_row(c->a, c->s, row, v, &p->record, why);
}

enum err view_past(struct view *v, struct arena *a, const struct shape *s, int64_t id,
                   struct pasts *out, struct fail *why)
{
    const struct entity *e = s->e;
    struct select none = {.shape = s};
    struct query q = query_on(v, &none);
    buf_fmt(&q.sql,
            "SELECT h.*, j.instant, j.account, j.post, j.on_behalf, j.action FROM "
            "%.*sb.id = ",
            STR_ARG(store_sql(v->store, e)->past));
    query_arg(&q, VALUE_OF_INT(id));
    if (v->as_of != 0) {
        buf_add(&q.sql, S(" AND b.from_seq <= "));
        query_arg(&q, VALUE_OF_INT(v->as_of));
    }
    buf_add(&q.sql, S(") AS h JOIN journal AS j ON j.seq = h.seq ORDER BY h.version DESC"));
    struct versions c = {.a = a, .s = s, .as_of = v->as_of};
    enum err err = query_run(&q, take_version, &c, why);
    if (err != OK)
        return err;
    if (c.n == 0)
        return not_found(e, why);
    *out = (struct pasts){.at = c.at, .n = c.n};
    return OK;
}

/* --- named statements ------------------------------------------------------------------------- */

struct gather {
    struct arena *a;
    struct value *at;
    ptrdiff_t n, room;
    int n_cols;
};

static void gather_more(struct gather *g, int n_cols)
{
    ptrdiff_t room = g->room > 0 ? g->room * 2 : 16;
    ptrdiff_t row = (ptrdiff_t)sizeof(struct value) * n_cols;
    void *at = arena_bytes(g->a, room * row);
    if (g->n > 0)
        memcpy(at, g->at, (size_t)(g->n * row));
    g->at = at;
    g->room = room;
}

static bool has_bytes(const struct value *v)
{
    return (v->type == VALUE_TEXT || v->type == VALUE_BLOB) && v->t.len > 0;
}

/* The texts of a row in one piece: most rows have several, and short ones. */
static enum err gather_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct gather *g = ctx;
    (void)why;
    if (g->n == g->room)
        gather_more(g, n_cols);
    ptrdiff_t len = 0;
    for (int i = 0; i < n_cols; i++)
        len += has_bytes(&row[i]) ? row[i].t.len : 0;
    char *text = arena_bytes(g->a, len);
    struct value *to = &g->at[g->n * n_cols];
    for (int i = 0; i < n_cols; i++) {
        to[i] = row[i];
        if (!has_bytes(&row[i])) {
            to[i].t = S("");
            continue;
        }
        memcpy(text, row[i].t.s, (size_t)row[i].t.len);
        to[i].t.s = text;
        text += row[i].t.len;
    }
    g->n_cols = n_cols;
    g->n++;
    return OK;
}

enum err view_run(struct view *v, enum statement id, const struct value *args, int n_args,
                  each_row_fn *each, void *ctx, struct fail *why)
{
    bool looks_back = v->as_of != 0 && v->store->statements[id][1].len > 0;
    struct str sql = v->store->statements[id][looks_back];
    struct value all[ARGS_MAX];
    assert(n_args < ARGS_MAX);
    if (v->tx && v->tx->is_tree_stale && str_find(sql, S("unit_tree")) >= 0) {
        enum err err = freshen(v, why);
        if (err != OK)
            return err;
    }
    for (int i = 0; i < n_args; i++)
        all[i] = args[i];
    if (looks_back)
        all[n_args++] = VALUE_OF_INT(v->as_of);
    return v->store->driver->run(v->c, sql, all, n_args, each, ctx, NULL, why);
}

enum err view_query(struct view *v, struct arena *a, enum statement id, const struct value *args,
                    int n_args, struct rows *out, struct fail *why)
{
    struct gather g = {.a = a};
    enum err err = view_run(v, id, args, n_args, gather_row, &g, why);
    if (err == OK)
        *out = (struct rows){.at = g.at, .n = g.n, .n_cols = g.n_cols};
    return err;
}
