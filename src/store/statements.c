/*
 * statements.c -- gathers the named statements of all features and makes them ready to run.
 */
#include "store/internal.h"
#include "store/statement_text.h"

static const struct statement_text *const features[] = {
    statements_board,  statements_preview, statements_session, statements_health,
    statements_matter, statements_notice,  statements_record,  statements_report,
    statements_round,  statements_unit,    statements_outbox,
};

const struct statement_row statement_rows[STMT_COUNT] = {
#define STATEMENT(name, n_args, columns) [STMT_##name] = {S_(#name), S_(columns), (n_args)},
#include "store/statements.def"
};

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_';
}

/* For each entity, is the journal's record, as it ever was, owned in the area ?3? A kind's owner
 * stands in its base's table. */
static void put_owned(struct buf *out)
{
    for (int i = 0; entities[i]; i++) {
        const struct entity *e = entities[i];
        const struct entity *table = e->base ? e->base : e;
        if (!e->is_base)
            buf_fmt(out,
                    " WHEN '%.*s' THEN EXISTS (SELECT 1 FROM %.*s_history h JOIN unit_tree t ON "
                    "t.unit = h.owner WHERE h.id = j.record AND t.ancestor = ?3)",
                    STR_ARG(e->name), STR_ARG(table->name));
    }
}

/* Records of the entities that figures can be about. */
static void put_subjects(struct buf *out)
{
    int n = 0;
    for (int i = 0; entities[i]; i++)
        if (entities[i]->is_subject && !entities[i]->is_base)
            buf_fmt(out, "%sSELECT id, '%.*s' AS entity FROM %.*s", n++ > 0 ? " UNION ALL " : "",
                    STR_ARG(entities[i]->name), STR_ARG(entities[i]->name));
}

static void put_field(struct buf *out, const struct entity *e, const struct field *f)
{
    buf_fmt(out, "%sSELECT id AS record, '%.*s' AS entity FROM %.*s_history WHERE %.*s <> ''",
            out->len > 0 ? " UNION ALL " : "", STR_ARG(e->name), STR_ARG(e->name),
            STR_ARG(f->name));
}

/* Records with protected content, as they are or ever were. */
static void put_protected(struct buf *out)
{
    for (int i = 0; entities[i]; i++)
        for (int k = 0; k < entities[i]->n_fields; k++)
            if (entities[i]->fields[k].kind == KIND_PROTECTED)
                put_field(out, entities[i], &entities[i]->fields[k]);
}

/* What a text takes from the tables of entities: each "{name}" becomes what its function writes. */
static struct str with_entities(struct store *s, struct str sql)
{
    static const struct {
        struct str name;
        void (*put)(struct buf *);
    } marks[] = {{S_("{owned}"), put_owned},
                 {S_("{subjects}"), put_subjects},
                 {S_("{protected}"), put_protected}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(marks); i++)
        for (ptrdiff_t at = str_find(sql, marks[i].name); at >= 0;
             at = str_find(sql, marks[i].name)) {
            struct buf part = buf_on(&s->arena, 128 * KIB);
            marks[i].put(&part);
            struct buf out = buf_on(&s->arena, 256 * KIB);
            buf_add(&out, str_sub(sql, 0, at));
            buf_add(&out, buf_str(&part));
            buf_add(&out, str_sub(sql, at + marks[i].name.len, sql.len));
            sql = buf_str(&out);
        }
    return sql;
}

/* "@entity" becomes the table, or its history at argument `as_of_arg` (0: now). */
static struct str expand(struct store *s, struct str sql, int as_of_arg)
{
    struct buf out = buf_on(&s->arena, 256 * KIB);
    for (;;) {
        ptrdiff_t at = str_find(sql, S("@"));
        if (at < 0)
            break;
        ptrdiff_t end = at + 1;
        while (end < sql.len && is_name_byte(sql.s[end]))
            end++;
        const struct entity *e = entity_find(str_sub(sql, at + 1, end));
        assert(e); /* a text names an entity that there is not */
        buf_add(&out, str_sub(sql, 0, at));
        if (as_of_arg == 0)
            buf_add(&out, store_sql(s, e)->now);
        else
            buf_fmt(&out, "%.*sb.from_seq <= ?%d AND b.to_seq > ?%d)",
                    STR_ARG(store_sql(s, e)->past), as_of_arg, as_of_arg);
        sql = str_sub(sql, end, sql.len);
    }
    buf_add(&out, sql);
    return buf_str(&out);
}

static void prepare(struct store *s, const struct statement_text *t)
{
    bool is_other = s->driver->dialect == DIALECT_POSTGRES && t->postgres.len > 0;
    struct str sql = with_entities(s, is_other ? t->postgres : t->sql);
    assert(s->statements[t->id][0].len == 0); /* a statement with two texts */
    bool looks_back = str_find(sql, S("@")) >= 0;
    s->statements[t->id][0] = expand(s, sql, 0);
    if (looks_back)
        s->statements[t->id][1] = expand(s, sql, statement_rows[t->id].n_args + 1);
}

void statements_prepare(struct store *s)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(features); i++)
        for (const struct statement_text *t = features[i]; t->sql.len > 0; t++)
            prepare(s, t);
    for (int i = 0; i < STMT_COUNT; i++)
        assert(s->statements[i][0].len > 0); /* a row of statements.def without a text */
}
