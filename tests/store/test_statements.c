/*
 * test_statements.c -- every named statement can be prepared on both databases, for now and for a
 * past moment, and gives the columns that statements.def says.
 */
#include "store/database.h"
#include "store/internal.h"
#include "store/statement_text.h"

static int words(struct str s)
{
    int n = 0;
    for (s = str_trim(s); s.len > 0; s = str_trim(s), n++)
        (void)str_cut(s, ' ', &s);
    return n;
}

static enum err take_width(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    int *width = ctx;
    (void)row;
    (void)why;
    *width = n_cols;
    return OK;
}

/* PostgreSQL finds out the types of arguments, SQLite refuses an empty LIMIT. */
static const struct value *some_args(const struct driver *d)
{
    static struct value ones[ARGS_MAX];
    static const struct value nothing[ARGS_MAX];
    for (int i = 0; i < ARGS_MAX; i++)
        ones[i] = VALUE_OF_INT(1);
    return d->dialect == DIALECT_SQLITE ? ones : nothing;
}

/* The columns of a select, also when it finds nothing: beside a row of one column. */
static int width_of(struct view *v, struct str sql, int n_args, enum statement id)
{
    struct fail why = {0};
    int width = 0;
    struct str beside =
        str_fmt(t_arena(), "SELECT * FROM (SELECT 1 AS one) AS one LEFT JOIN (%.*s) AS q ON 1 = 1",
                STR_ARG(sql));
    enum err err = v->store->driver->run(v->c, beside, some_args(v->store->driver), n_args,
                                         take_width, &width, NULL, &why);
    if (err != OK)
        t_differs(__FILE__, __LINE__, "%.*s: %.*s", STR_ARG(statement_rows[id].name),
                  STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
    return width - 1;
}

static void check_read(struct store *db, enum statement id)
{
    const struct statement_row *row = &statement_rows[id];
    for (int is_past = 0; is_past <= 1 && db->statements[id][is_past].len > 0; is_past++) {
        struct view *v = NULL; /* one each: after an error PostgreSQL wants a new transaction */
        NEED(view_open(db, 0, &v, WHY));
        int width = width_of(v, db->statements[id][is_past], row->n_args + is_past, id);
        if (width != words(row->columns))
            t_differs(__FILE__, __LINE__, "%.*s gives %d columns, statements.def says: %.*s",
                      STR_ARG(row->name), width, STR_ARG(row->columns));
        view_close(v);
    }
}

/* Planned, not run: its arguments are empty. */
static enum err explain(struct tx *tx, void *ctx, struct fail *why)
{
    static const struct value nothing[ARGS_MAX];
    const enum statement *id = ctx;
    struct str sql = tx->store->statements[*id][0];
    return tx->store->driver->run(tx->c, str_fmt(t_arena(), "EXPLAIN %.*s", STR_ARG(sql)), nothing,
                                  statement_rows[*id].n_args, NULL, NULL, NULL, why);
}

static void check_write(struct store *db, enum statement id)
{
    struct fail why = {0};
    if (str_find(db->statements[id][0], S("_history")) >= 0)
        t_differs(__FILE__, __LINE__, "%.*s writes history", STR_ARG(statement_rows[id].name));
    if (store_keep(db, explain, &id, &why) != OK)
        t_differs(__FILE__, __LINE__, "%.*s: %.*s", STR_ARG(statement_rows[id].name),
                  STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
}

TEST(every_named_statement_prepares_on_both_databases)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        for (int i = 0; i < STMT_COUNT; i++) {
            if (statement_rows[i].columns.len > 0)
                check_read(db, (enum statement)i);
            else
                check_write(db, (enum statement)i);
        }
        store_close(db);
    }
}
