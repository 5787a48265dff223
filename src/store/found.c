/*
 * found.c -- words as each engine is asked for them. Tokens hold letters, digits and characters
 * beyond ASCII only, so they need no escaping; they are bound all the same.
 */
#include "store/found.h"

#include "store/query.h"

enum { MATCH_MAX = 64 * 1024 };

/* What the index of PostgreSQL is on; schema.c has the same. */
#define LEXEMES "array_to_tsvector(string_to_array(s.entity || s.title || s.body, ' '))"

static bool on_sqlite(const struct query *q)
{
    return q->view->store->driver->dialect == DIALECT_SQLITE;
}

/* " t1 t2 t3": in the stored tokens, with a space before each, it stands where the term does. */
static struct str joined(struct arena *a, const struct search_term *term)
{
    struct buf b = buf_on(a, MATCH_MAX);
    for (ptrdiff_t i = 0; i < term->tokens.n; i++) {
        buf_byte(&b, ' ');
        buf_add(&b, term->tokens.at[i].text);
    }
    return buf_str(&b);
}

/* The entities whose rows are meant: a base is found by its kinds. */
static bool is_meant(const struct entity *e, const struct entity *kind)
{
    return kind == e || (e->is_base && kind->base == e);
}

/* --- SQLite ----------------------------------------------------------------------------------- */

/* ("安政 政发" AND "12" *) */
static void put_terms(struct buf *out, struct arena *a, const struct search_terms *t)
{
    buf_byte(out, '(');
    for (int i = 0; i < t->n; i++) {
        struct str words = joined(a, &t->at[i]);
        buf_fmt(out, "%s\"%.*s\"%s", i > 0 ? " AND " : "", STR_ARG(str_sub(words, 1, words.len)),
                t->at[i].is_open ? " *" : "");
    }
    buf_byte(out, ')');
}

/* entity : ("problem" OR "request"): the kinds of a base, or the entity itself. */
static void put_entity_words(struct buf *out, const struct entity *e)
{
    const char *sign = "entity : (";
    for (int i = 0; entities[i]; i++) {
        if (!is_meant(e, entities[i]))
            continue;
        buf_fmt(out, "%s\"%.*s\"", sign, STR_ARG(entities[i]->name));
        sign = " OR ";
    }
    buf_byte(out, ')');
}

static struct str match_text(const struct query *q, const struct search_terms *t,
                             enum find_rank rank)
{
    struct buf b = buf_on(q->a, MATCH_MAX);
    buf_fmt(&b, "entity : \"%.*s\" AND (", STR_ARG(q->select->shape->e->name));
    if (rank == FIND_EXACT) {
        buf_fmt(&b, "title : \"%.*s\")", STR_ARG(t->whole));
        return buf_str(&b);
    }
    buf_add(&b, rank == FIND_TITLE ? S("title : ") : S("{title body} : "));
    put_terms(&b, q->a, t);
    if (rank == FIND_ANY) {
        buf_add(&b, S(" NOT title : "));
        put_terms(&b, q->a, t);
    } else if (t->whole.len > 0) {
        buf_fmt(&b, " NOT title : \"%.*s\"", STR_ARG(t->whole));
    }
    buf_byte(&b, ')');
    return buf_str(&b);
}

/* --- PostgreSQL ------------------------------------------------------------------------------- */

/* 'document' & '安政' & '政发' & '12':* -- who has all of them; where they stand is asked next. */
static struct str lexemes_text(const struct query *q, const struct search_terms *t, bool is_of_any)
{
    struct buf b = buf_on(q->a, MATCH_MAX);
    if (!is_of_any)
        buf_fmt(&b, "'%.*s'", STR_ARG(q->select->shape->e->name));
    for (int i = 0; i < t->n; i++)
        for (ptrdiff_t k = 0; k < t->at[i].tokens.n; k++)
            buf_fmt(&b, "%s'%.*s'%s", b.len > 0 ? " & " : "", STR_ARG(t->at[i].tokens.at[k].text),
                    t->at[i].is_open && k + 1 == t->at[i].tokens.n ? ":*" : "");
    return buf_str(&b);
}

static void put_stand(struct query *q, const char *where, const struct search_terms *t)
{
    buf_add(&q->sql, S("("));
    for (int i = 0; i < t->n; i++) {
        buf_fmt(&q->sql, "%sstrpos(%s, ", i > 0 ? " AND " : "", where);
        query_arg(q, VALUE_OF_TEXT(joined(q->a, &t->at[i])));
        buf_add(&q->sql, S(") > 0"));
    }
    buf_add(&q->sql, S(")"));
}

static void put_whole(struct query *q, const struct search_terms *t)
{
    buf_add(&q->sql, S("strpos(s.title || ' ', "));
    query_arg(q, VALUE_OF_TEXT(str_fmt(q->a, " %.*s ", STR_ARG(t->whole))));
    buf_add(&q->sql, S(") > 0"));
}

static void put_lexemes(struct query *q, const struct search_terms *t, enum find_rank rank)
{
    struct str lexemes =
        rank == FIND_EXACT ? str_fmt(q->a, "'%.*s'", STR_ARG(t->whole)) : lexemes_text(q, t, false);
    buf_add(&q->sql, S("s.entity = "));
    query_arg(q, VALUE_OF_TEXT(q->select->shape->e->name));
    buf_add(&q->sql, S(" AND " LEXEMES " @@ CAST("));
    query_arg(q, VALUE_OF_TEXT(lexemes));
    buf_add(&q->sql, S(" AS tsquery) AND "));
    if (rank == FIND_EXACT) {
        put_whole(q, t);
        return;
    }
    put_stand(q, rank == FIND_TITLE ? "s.title" : "s.title || s.body", t);
    buf_add(&q->sql, S(" AND NOT "));
    if (rank == FIND_ANY)
        put_stand(q, "s.title", t);
    else if (t->whole.len > 0)
        put_whole(q, t);
    else
        buf_add(&q->sql, S("false"));
}

/* --- both ------------------------------------------------------------------------------------- */

static void put_entities(struct query *q, const struct entity *e)
{
    const char *sign = "s.entity IN (";
    for (int i = 0; entities[i]; i++) {
        if (!is_meant(e, entities[i]))
            continue;
        buf_fmt(&q->sql, "%s", sign);
        query_arg(q, VALUE_OF_TEXT(entities[i]->name));
        sign = ", ";
    }
    buf_byte(&q->sql, ')');
}

/* " AND r.id IN (...)": the records that have all terms somewhere. */
void query_words(struct query *q, struct str typed)
{
    struct search_terms t = search_terms_of(q->a, typed);
    const struct entity *e = q->select->shape->e;
    if (t.n == 0) {
        buf_add(&q->sql, S(" AND 0 = 1"));
        return;
    }
    buf_add(&q->sql, S(" AND r.id IN (SELECT s.record FROM "));
    if (on_sqlite(q)) {
        struct buf match = buf_on(q->a, MATCH_MAX);
        put_entity_words(&match, e);
        buf_add(&match, S(" AND {title body} : "));
        put_terms(&match, q->a, &t);
        buf_add(&q->sql, S("search_words AS w CROSS JOIN search AS s ON s.id = w.rowid WHERE "
                           "w.search_words MATCH "));
        query_arg(q, VALUE_OF_TEXT(buf_str(&match)));
        buf_add(&q->sql, S(" AND "));
        put_entities(q, e);
    } else {
        buf_add(&q->sql, S("search AS s WHERE "));
        put_entities(q, e);
        buf_add(&q->sql, S(" AND " LEXEMES " @@ CAST("));
        query_arg(q, VALUE_OF_TEXT(lexemes_text(q, &t, e->is_base)));
        buf_add(&q->sql, S(" AS tsquery) AND "));
        put_stand(q, "s.title || s.body", &t);
    }
    buf_byte(&q->sql, ')');
}

/* Rows of the index with other names than a record's columns. SQLite walks its words from the
 * newest on and stops when it has enough. */
static void put_found(struct query *q, const struct find *f)
{
    /* w.rowid is s.id, but only by its own name does SQLite see that rows come in that order: by
     * the other it reads and sorts all that match. */
    buf_fmt(&q->sql, "(SELECT %s AS search_place, s.record AS search_record FROM ",
            on_sqlite(q) ? "w.rowid" : "s.id");
    if (on_sqlite(q)) {
        buf_add(&q->sql, S("search_words AS w CROSS JOIN search AS s ON s.id = w.rowid WHERE "
                           "w.search_words MATCH "));
        query_arg(q, VALUE_OF_TEXT(match_text(q, f->terms, f->rank)));
        buf_add(&q->sql, S(" AND s.entity = "));
        query_arg(q, VALUE_OF_TEXT(f->shape->e->name));
        buf_add(&q->sql, S(" AND w.rowid < "));
    } else {
        buf_add(&q->sql, S("search AS s WHERE "));
        put_lexemes(q, f->terms, f->rank);
        buf_add(&q->sql, S(" AND s.id < "));
    }
    query_arg(q, VALUE_OF_INT(f->before));
    buf_add(&q->sql,
            on_sqlite(q) ? S(" ORDER BY w.rowid DESC) AS p CROSS JOIN ") : S(") AS p JOIN "));
    query_source(q, f->shape->e);
    buf_add(&q->sql, S(" ON r.id = p.search_record"));
}

struct collect {
    struct arena *a;
    const struct shape *s;
    struct founds out;
};

static enum err collect_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct collect *c = ctx;
    struct found *f = &c->out.at[c->out.n++];
    struct value *v = NEW(c->a, struct value, c->s->n + 1);
    (void)n_cols;
    f->place = row[0].i;
    return record_of_row(c->a, c->s, row + 1, v, &f->record, why);
}

enum err view_find_words(struct view *v, struct arena *a, const struct find *f, struct founds *out,
                         struct fail *why)
{
    struct select s = {.shape = f->shape, .scope = f->scope};
    assert(view_as_of(v) == 0 && f->limit >= 1 && f->limit <= 1000);
    *out = (struct founds){.n = 0};
    if (f->terms->n == 0 || (f->rank == FIND_EXACT && f->terms->whole.len == 0))
        return OK;
    if (v->tx) {
        enum err fresh = tree_freshen(v->tx, why);
        if (fresh != OK)
            return fresh;
    }
    struct query q = query_on(v, &s);
    buf_fmt(&q.sql, "SELECT search_place, %.*s FROM ",
            STR_ARG(store_sql(v->store, f->shape->e)->columns));
    put_found(&q, f);
    enum err err = query_where(&q, why);
    if (err != OK)
        return err;
    buf_add(&q.sql, S(" ORDER BY search_place DESC LIMIT "));
    query_arg(&q, VALUE_OF_INT(f->limit + 1));
    struct collect c = {.a = a, .s = f->shape};
    c.out.at = NEW(a, struct found, f->limit + 1);
    err =
        v->store->driver->run(v->c, buf_str(&q.sql), q.args, q.n_args, collect_row, &c, NULL, why);
    if (err != OK)
        return err;
    *out = c.out;
    out->has_more = c.out.n > f->limit;
    out->n = out->has_more ? f->limit : c.out.n;
    return OK;
}
