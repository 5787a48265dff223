/*
 * query.c -- conditions, search, scope and keyset pages as SQL. Names come from the shape's
 * fields only, values are bound.
 */
#include "store/query.h"

enum { SQL_MAX = 128 * 1024, SMALL_SCOPE = 400, QUERY_ARGS_MAX = 4000 };

/* What a condition or order may name besides fields. */
static const struct field own_columns[] = {
    {.name = S_("id"), .kind = KIND_INT, .required = true},
    {.name = S_("owner"), .kind = KIND_INT},
    {.name = S_("version"), .kind = KIND_INT, .required = true},
};

struct query query_on(struct view *v, const struct select *s)
{
    if (v->n_each == 0)
        arena_reset(&v->scratch);
    struct query q = {.a = &v->scratch, .view = v, .select = s};
    q.sql = buf_on(q.a, SQL_MAX);
    return q;
}

static void grow_args(struct query *q)
{
    int room = q->room > 0 ? q->room * 2 : 32;
    struct value *args = NEW(q->a, struct value, room);
    if (q->n_args > 0)
        memcpy(args, q->args, (size_t)q->n_args * sizeof *args);
    q->args = args;
    q->room = room;
}

void query_arg(struct query *q, struct value v)
{
    if (q->n_args == QUERY_ARGS_MAX) {
        q->is_full = true;
        return;
    }
    if (q->n_args == q->room)
        grow_args(q);
    q->args[q->n_args++] = v;
    buf_fmt(&q->sql, "?%d", q->n_args);
}

void query_source(struct query *q, const struct entity *e)
{
    const struct entity_sql *sql = store_sql(q->view->store, e);
    if (q->view->as_of == 0) {
        buf_fmt(&q->sql, "%.*s AS r", STR_ARG(sql->now));
        return;
    }
    buf_fmt(&q->sql, "%.*sb.from_seq <= ", STR_ARG(sql->past));
    query_arg(q, VALUE_OF_INT(q->view->as_of));
    buf_fmt(&q->sql, " AND b.to_seq > ?%d) AS r", q->n_args);
}

static const struct field *find_column(const struct shape *s, struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(own_columns); i++)
        if (str_eq(own_columns[i].name, name))
            return &own_columns[i];
    int i = shape_index(s, name);
    return i < 0 ? NULL : &s->fields[i];
}

static bool is_extra(const struct shape *s, const struct field *f)
{
    return f >= s->fields + s->e->n_fields && f < s->fields + s->n;
}

/* A county's own field is a member of the extra column; its name is [a-z][a-z0-9_]* by rule. */
static void put_column(struct query *q, const struct field *f)
{
    bool is_int = kinds[f->kind].stored == VALUE_INT;
    if (!is_extra(q->select->shape, f))
        buf_fmt(&q->sql, "r.%.*s", STR_ARG(f->name));
    else if (q->view->store->driver->dialect == DIALECT_SQLITE)
        buf_fmt(&q->sql, "json_extract(r.extra, '$.%.*s')", STR_ARG(f->name));
    else if (is_int)
        buf_fmt(&q->sql, "CAST(CAST(r.extra AS jsonb) ->> '%.*s' AS bigint)", STR_ARG(f->name));
    else
        buf_fmt(&q->sql, "(CAST(r.extra AS jsonb) ->> '%.*s') COLLATE \"C\"", STR_ARG(f->name));
}

static void put_contains(struct query *q, const struct field *f, struct str text)
{
    bool is_sqlite = q->view->store->driver->dialect == DIALECT_SQLITE;
    buf_add(&q->sql, is_sqlite ? S("instr(lower(") : S("strpos(lower("));
    put_column(q, f);
    buf_add(&q->sql, S("), lower("));
    query_arg(q, VALUE_OF_TEXT(text));
    buf_add(&q->sql, S(")) > 0"));
}

/* The last value is repeated up to a power of two: few texts, so that they stay prepared. */
static void put_in(struct query *q, const struct condition *c)
{
    int n = 1;
    while (n < c->n_values)
        n *= 2;
    buf_add(&q->sql, S(" IN ("));
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_byte(&q->sql, ',');
        query_arg(q, c->values[i < c->n_values ? i : c->n_values - 1]);
    }
    buf_byte(&q->sql, ')');
}

static enum err put_condition(struct query *q, const struct condition *c, struct fail *why)
{
    static const struct str signs[] = {
        [OP_EQ] = S_(" = "), [OP_NE] = S_(" IS DISTINCT FROM "),
        [OP_LT] = S_(" < "), [OP_LE] = S_(" <= "),
        [OP_GT] = S_(" > "), [OP_GE] = S_(" >= "),
    };
    const struct field *f = find_column(q->select->shape, c->column);
    if (!f)
        return FAIL(why, ERR_USAGE, MSG_store_no_column, ARG_TEXT(c->column));
    if (c->op == OP_IN && c->n_values == 0) {
        buf_add(&q->sql, S("0 = 1"));
        return OK;
    }
    if (c->op == OP_CONTAINS) {
        put_contains(q, f, c->values[0].t);
        return OK;
    }
    put_column(q, f);
    switch (c->op) {
    case OP_NULL: buf_add(&q->sql, S(" IS NULL")); break;
    case OP_NOT_NULL: buf_add(&q->sql, S(" IS NOT NULL")); break;
    case OP_IN: put_in(q, c); break;
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
        buf_add(&q->sql, signs[c->op]);
        query_arg(q, c->values[0]);
        break;
    case OP_CONTAINS: break;
    }
    return OK;
}

/* What was is not indexed: the fields are looked through. */
static void put_search(struct query *q)
{
    const struct shape *s = q->select->shape;
    bool is_first = true;
    buf_add(&q->sql, S(" AND ("));
    for (int i = 0; i < s->n; i++) {
        if (!(s->fields[i].flags & FIELD_SEARCH))
            continue;
        if (!is_first)
            buf_add(&q->sql, S(" OR "));
        is_first = false;
        put_contains(q, &s->fields[i], q->select->search);
    }
    buf_add(&q->sql, is_first ? S("0 = 1)") : S(")"));
}

static void put_trees(struct query *q, const struct scope *scope)
{
    buf_add(&q->sql, S("ancestor IN ("));
    for (int i = 0; i < scope->n_trees; i++) {
        if (i > 0)
            buf_byte(&q->sql, ',');
        query_arg(q, VALUE_OF_INT(scope->trees[i]));
    }
    buf_byte(&q->sql, ')');
}

/* Are the trees few units together? Then the rows are found from the owners. */
static enum err count_trees(struct query *q, bool *out_small, struct fail *why)
{
    struct query counting = {.a = q->a, .view = q->view, .select = q->select};
    counting.sql = buf_on(q->a, SQL_MAX);
    int64_t n = 0;
    buf_add(&counting.sql, S("SELECT count(*) FROM (SELECT 1 FROM unit_tree WHERE "));
    put_trees(&counting, q->select->scope);
    buf_fmt(&counting.sql, " LIMIT %d) AS t", SMALL_SCOPE + 1);
    enum err err = db_int(q->view->c, q->view->store->driver, buf_str(&counting.sql), counting.args,
                          counting.n_args, &n, why);
    *out_small = n <= SMALL_SCOPE;
    return err;
}

/*
 * Owners in the trees. Few units: the rows are looked up by owner. Many: each row that the order
 * or another condition brings up is asked for its owner, as most of them will be in scope.
 */
static enum err put_owner_in_trees(struct query *q, struct fail *why)
{
    bool is_small = false;
    enum err err = count_trees(q, &is_small, why);
    if (err != OK)
        return err;
    if (is_small)
        buf_add(&q->sql, S("r.owner IN (SELECT unit FROM unit_tree WHERE "));
    else
        buf_add(&q->sql, S("EXISTS (SELECT 1 FROM unit_tree WHERE unit = r.owner AND "));
    put_trees(q, q->select->scope);
    buf_byte(&q->sql, ')');
    return OK;
}

/* "EXISTS a record that relates": ids that stand beside the caller's. */
static void put_through(struct query *q, const struct relation *rel)
{
    buf_fmt(&q->sql, "r.id IN (SELECT %.*s FROM %.*s WHERE %.*s = ", STR_ARG(rel->of),
            STR_ARG(rel->through->name), STR_ARG(rel->column));
    query_arg(q, VALUE_OF_INT(rel->id));
    buf_byte(&q->sql, ')');
}

/* The relations that `within` narrows, or those that it does not, each behind an OR. */
static enum err put_relations(struct query *q, bool is_wide, struct fail *why)
{
    const struct scope *scope = q->select->scope;
    for (int i = 0; i < scope->n_relations; i++) {
        const struct relation *rel = &scope->relations[i];
        if (rel->is_wide != is_wide)
            continue;
        buf_add(&q->sql, S(" OR "));
        if (rel->through) {
            put_through(q, rel);
            continue;
        }
        const struct field *f = find_column(q->select->shape, rel->column);
        if (!f)
            return FAIL(why, ERR_USAGE, MSG_store_no_column, ARG_TEXT(rel->column));
        put_column(q, f);
        buf_add(&q->sql, S(" = "));
        query_arg(q, VALUE_OF_INT(rel->id));
    }
    return OK;
}

/* What a row must be besides, or whose it must be. */
static enum err put_within(struct query *q, struct fail *why)
{
    const struct scope *scope = q->select->scope;
    buf_add(&q->sql, S(" AND ("));
    enum err err = put_condition(q, scope->within, why);
    if (err == OK && scope->wide_tree != 0) {
        buf_add(&q->sql, S(" OR r.owner IN (SELECT unit FROM unit_tree WHERE ancestor = "));
        query_arg(q, VALUE_OF_INT(scope->wide_tree));
        buf_byte(&q->sql, ')');
        if (scope->wide_within) {
            buf_add(&q->sql, S(" AND "));
            err = put_condition(q, scope->wide_within, why);
        }
    }
    buf_byte(&q->sql, ')');
    return err;
}

/* "((trees OR relations) AND within OR wide relations)" */
static enum err put_reach(struct query *q, struct fail *why)
{
    const struct scope *scope = q->select->scope;
    enum err err = OK;
    buf_add(&q->sql, S("(("));
    if (scope->n_trees > 0)
        err = put_owner_in_trees(q, why);
    else
        buf_add(&q->sql, S("0 = 1"));
    if (err == OK)
        err = put_relations(q, false, why);
    buf_byte(&q->sql, ')');
    if (err == OK && scope->within)
        err = put_within(q, why);
    if (err == OK)
        err = put_relations(q, true, why);
    buf_byte(&q->sql, ')');
    return err;
}

/* The record it hangs on is in that one's scope. Inside, r is that record. */
static enum err put_hanging(struct query *q, struct fail *why)
{
    const struct select *outer = q->select;
    const struct scope *scope = outer->scope;
    struct shape shape = entity_shape(scope->hangs_on);
    struct select inner = {.shape = &shape, .scope = scope->of};
    enum err err = OK;
    buf_fmt(&q->sql, " OR r.%.*s IN (SELECT r.id FROM %.*s AS r", STR_ARG(scope->hangs_by),
            STR_ARG(store_sql(q->view->store, scope->hangs_on)->now));
    q->select = &inner;
    if (!scope->of->all) {
        buf_add(&q->sql, S(" WHERE "));
        err = put_reach(q, why);
    }
    q->select = outer;
    buf_byte(&q->sql, ')');
    return err;
}

/*
 * A record in that one's scope names it. Inside, r is that record; between the two stand the ids of
 * those that name the row, each found by the index of its reference.
 */
static enum err put_named(struct query *q, struct fail *why)
{
    const struct select *outer = q->select;
    const struct scope *scope = outer->scope;
    struct shape shape = entity_shape(scope->hangs_on);
    struct select inner = {.shape = &shape, .scope = scope->of};
    const char *between = "";
    buf_add(&q->sql, S(" OR EXISTS (SELECT 1 FROM ("));
    for (int i = 0; i < scope->n_referred_by; i++, between = " UNION ALL ") {
        const struct referrer *n = &scope->referred_by[i];
        buf_fmt(&q->sql, "%sSELECT %.*s AS id FROM %.*s WHERE %.*s = r.id", between, STR_ARG(n->of),
                STR_ARG(n->by->name), STR_ARG(n->column));
    }
    buf_fmt(&q->sql, ") AS n WHERE EXISTS (SELECT 1 FROM %.*s AS r WHERE r.id = n.id AND ",
            STR_ARG(store_sql(q->view->store, scope->hangs_on)->now));
    q->select = &inner;
    enum err err = put_reach(q, why);
    q->select = outer;
    buf_add(&q->sql, S("))"));
    return err;
}

static enum err put_scope(struct query *q, struct fail *why)
{
    buf_add(&q->sql, S(" AND ("));
    enum err err = put_reach(q, why);
    if (err == OK && q->select->scope->hangs_by.len > 0)
        err = put_hanging(q, why);
    if (err == OK && q->select->scope->n_referred_by > 0)
        err = put_named(q, why);
    buf_byte(&q->sql, ')');
    return err;
}

static enum err check_size(const struct query *q, struct fail *why)
{
    if (q->is_full || q->sql.full)
        return FAIL(why, ERR_TOO_LARGE, MSG_store_query_large, ARG_NONE);
    return OK;
}

enum err query_where(struct query *q, struct fail *why)
{
    const struct select *s = q->select;
    buf_add(&q->sql, S(" WHERE 1 = 1"));
    for (int i = 0; i < s->n_where; i++) {
        buf_add(&q->sql, S(" AND "));
        enum err err = put_condition(q, &s->where[i], why);
        if (err != OK)
            return err;
    }
    if (s->search.len > 0 && q->view->as_of == 0)
        query_words(q, s->search);
    else if (s->search.len > 0)
        put_search(q);
    if (s->scope && !s->scope->all) {
        enum err err = put_scope(q, why);
        if (err != OK)
            return err;
    }
    return check_size(q, why);
}

/* --- pages ------------------------------------------------------------------------------------ */

struct order {
    const struct field *f; /* NULL: by id alone */
    bool is_down;
    bool has_empty; /* rows without a value may come: they are last */
};

/* Does a condition leave rows that have no value there? Without them an index gives the order. */
static bool may_be_empty(const struct query *q, const struct field *f)
{
    for (int i = 0; i < q->select->n_where; i++) {
        const struct condition *c = &q->select->where[i];
        if (str_eq(c->column, f->name) && c->op != OP_NULL && c->op != OP_NE)
            return false;
    }
    return !f->required;
}

static enum err read_order(const struct query *q, struct order *out, struct fail *why)
{
    struct str sort = q->select->sort;
    bool is_down = str_starts(sort, S("-"));
    struct str name = is_down ? str_sub(sort, 1, sort.len) : sort;
    *out = (struct order){.is_down = is_down};
    if (name.len == 0 || str_eq(name, S("id")))
        return OK;
    out->f = find_column(q->select->shape, name);
    if (!out->f)
        return FAIL(why, ERR_USAGE, MSG_store_no_column, ARG_TEXT(name));
    out->has_empty = may_be_empty(q, out->f);
    return OK;
}

/* A cursor is net strings: the order it belongs to, the type and value of its column, the id. */
static void put_net(struct buf *out, struct str s)
{
    buf_int(out, s.len);
    buf_byte(out, ':');
    buf_add(out, s);
}

static bool take_net(struct str *at, struct str *out)
{
    struct str rest = S("");
    int64_t len = 0;
    if (!str_digits(str_cut(*at, ':', &rest), &len) || len > rest.len)
        return false;
    *out = str_sub(rest, 0, len);
    *at = str_sub(rest, len, rest.len);
    return true;
}

static bool take_int(struct str s, int64_t *out)
{
    bool is_negative = str_starts(s, S("-"));
    if (!str_digits(str_sub(s, is_negative ? 1 : 0, s.len), out))
        return false;
    *out = is_negative ? -*out : *out;
    return true;
}

struct str query_cursor(const struct query *q, struct arena *a, const struct record *r)
{
    struct fail ignored = {0};
    struct order order = {0};
    struct buf b = buf_on(q->a, SQL_MAX);
    enum err err = read_order(q, &order, &ignored);
    assert(err == OK); /* the page was read by it */
    struct value v = VALUE_OF_NULL;
    if (order.f) {
        int i = shape_index(q->select->shape, order.f->name);
        v = i >= 0 ? r->v[i]
                   : VALUE_OF_INT(str_eq(order.f->name, S("owner")) ? r->owner : r->version);
    }
    put_net(&b, q->select->sort);
    put_net(&b, v.type == VALUE_NULL ? S("n") : v.type == VALUE_INT ? S("i") : S("t"));
    put_net(&b, v.type == VALUE_INT ? str_fmt(q->a, "%lld", (long long)v.i) : v.t);
    put_net(&b, str_fmt(q->a, "%lld", (long long)r->id));
    return base64url_of(a, buf_str(&b));
}

struct cursor {
    struct value v;
    int64_t id;
};

static bool read_cursor(const struct query *q, const struct order *order, struct cursor *out)
{
    struct str bytes = S("");
    struct str part[4] = {S_(""), S_(""), S_(""), S_("")};
    if (!base64url_parse(q->a, q->select->after, &bytes))
        return false;
    for (int i = 0; i < 4; i++)
        if (!take_net(&bytes, &part[i]))
            return false;
    *out = (struct cursor){.v = VALUE_OF_NULL};
    if (!str_eq(part[0], q->select->sort) || !take_int(part[3], &out->id))
        return false;
    if (str_eq(part[1], S("n")))
        return !order->f || order->has_empty;
    bool is_int = str_eq(part[1], S("i"));
    out->v = is_int ? VALUE_OF_INT(0) : VALUE_OF_TEXT(part[2]);
    if (is_int && !take_int(part[2], &out->v.i))
        return false;
    return order->f && kinds[order->f->kind].stored == out->v.type;
}

/* Rows behind the cursor. Empty values come last, whichever way the order goes. */
static void put_after(struct query *q, const struct order *order, const struct cursor *at)
{
    const char *sign = order->is_down ? "<" : ">";
    if (!order->f || at->v.type == VALUE_NULL) {
        buf_add(&q->sql, S(" AND "));
        if (order->f) {
            put_column(q, order->f);
            buf_add(&q->sql, S(" IS NULL AND "));
        }
        buf_fmt(&q->sql, "r.id %s ", sign);
        query_arg(q, VALUE_OF_INT(at->id));
        return;
    }
    buf_add(&q->sql, S(" AND (("));
    put_column(q, order->f);
    buf_fmt(&q->sql, ", r.id) %s (", sign);
    query_arg(q, at->v);
    buf_byte(&q->sql, ',');
    query_arg(q, VALUE_OF_INT(at->id));
    buf_byte(&q->sql, ')');
    if (order->has_empty) {
        buf_add(&q->sql, S(" OR "));
        put_column(q, order->f);
        buf_add(&q->sql, S(" IS NULL"));
    }
    buf_byte(&q->sql, ')');
}

enum err query_page(struct query *q, struct fail *why)
{
    struct order order = {0};
    struct cursor at = {0};
    enum err err = read_order(q, &order, why);
    if (err != OK)
        return err;
    if (q->select->after.len > 0) {
        if (!read_cursor(q, &order, &at))
            return FAIL(why, ERR_USAGE, MSG_store_bad_cursor, ARG_NONE);
        put_after(q, &order, &at);
    }
    const char *way = order.is_down ? " DESC" : "";
    buf_add(&q->sql, S(" ORDER BY "));
    if (order.has_empty) {
        put_column(q, order.f);
        buf_add(&q->sql, S(" IS NULL, "));
    }
    if (order.f) {
        put_column(q, order.f);
        buf_fmt(&q->sql, "%s, ", way);
    }
    buf_fmt(&q->sql, "r.id%s LIMIT ", way);
    assert(q->select->limit >= 1 && q->select->limit <= 1000);
    query_arg(q, VALUE_OF_INT(q->select->limit + 1));
    return check_size(q, why);
}
