/*
 * test_tree.c -- who is below whom, kept up through every way in which units change.
 */
#include "entity/unit.h"
#include "store/database.h"
#include "store/internal.h"

/* Rows that are missing or too many, against the closure computed anew. */
static int64_t count_wrong(struct store *db)
{
    static const struct str sql =
        S_("WITH RECURSIVE up (unit, ancestor, depth) AS ("
           "SELECT id, id, 0 FROM unit UNION ALL SELECT up.unit, u.parent, up.depth + 1 "
           "FROM up JOIN unit AS u ON u.id = up.ancestor WHERE u.parent IS NOT NULL) "
           "SELECT (SELECT count(*) FROM (SELECT unit, ancestor, depth FROM up EXCEPT "
           "SELECT unit, ancestor, depth FROM unit_tree) AS missing) + "
           "(SELECT count(*) FROM (SELECT unit, ancestor, depth FROM unit_tree EXCEPT "
           "SELECT unit, ancestor, depth FROM up) AS extra)");
    struct view *v = NULL;
    int64_t n = -1;
    NEED(view_open(db, 0, &v, WHY));
    NEED(db_int(v->c, db->driver, sql, NULL, 0, &n, WHY));
    view_close(v);
    return n;
}

static int64_t make(struct store *db, int64_t parent, int n)
{
    struct shape s = entity_shape(&unit_entity);
    struct str above = parent ? str_fmt(t_arena(), ";parent=%d", (int)parent) : S("");
    struct str texts =
        str_fmt(t_arena(), "code=u%d;name_zh=单位%d;level=office%.*s", n, n, STR_ARG(above));
    return test_insert(db, &s, 0, texts.s);
}

static enum err move_it(struct tx *tx, void *ctx, struct fail *why)
{
    struct shape s = entity_shape(&unit_entity);
    const int64_t *to = ctx; /* unit, parent */
    struct record r = {0};
    enum err err = view_get(tx_view(tx), tx_arena(tx), &s, NULL, to[0], &r, why);
    if (err != OK)
        return err;
    r.v[UNIT_parent] = to[1] ? VALUE_OF_INT(to[1]) : VALUE_OF_NULL;
    return tx_update(tx, &s, to[0], 0, r.v, why);
}

static enum err move(struct store *db, int64_t unit, int64_t parent, struct fail *why)
{
    struct act act = {.action = S("update")};
    int64_t to[2] = {unit, parent};
    return store_write(db, &act, move_it, to, NULL, why);
}

TEST(units_may_be_moved_with_all_below_them)
{
    struct shape s = entity_shape(&unit_entity);
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        int64_t u[8] = {make(db, 0, 0)};
        static const int parent[8] = {0, 0, 0, 1, 1, 3, 3, 5};
        for (int i = 1; i < 8; i++)
            u[i] = make(db, u[parent[i]], i);
        CHECK_INT(count_wrong(db), 0);
        NEED(move(db, u[3], u[2], WHY));
        CHECK_INT(count_wrong(db), 0);
        NEED(move(db, u[3], 0, WHY));
        CHECK_INT(count_wrong(db), 0);
        NEED(move(db, u[0], u[7], WHY));
        CHECK_INT(count_wrong(db), 0);
        NEED(test_void(db, &s, u[4], NULL, WHY));
        CHECK_INT(count_wrong(db), 0);
        store_close(db);
    }
}

TEST(a_unit_cannot_be_placed_below_itself)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct fail fault = {0};
        int64_t top = make(db, 0, 1);
        int64_t middle = make(db, top, 2);
        int64_t low = make(db, middle, 3);
        CHECK_INT(move(db, top, low, &fault), ERR_CONFLICT);
        CHECK_INT(fault.message.id, MSG_store_tree_circle);
        CHECK_INT(move(db, middle, middle, &fault), ERR_CONFLICT);
        CHECK_INT(count_wrong(db), 0);
        store_close(db);
    }
}

enum { CROWD = 500 };

/* Many new units, then a move and a scoped read, in one write. */
static enum err crowd(struct tx *tx, void *ctx, struct fail *why)
{
    struct shape s = entity_shape(&unit_entity);
    int64_t *ids = ctx;
    enum err err = OK;
    for (int i = 0; i < CROWD && err == OK; i++) {
        struct str above = i > 0 ? str_fmt(t_arena(), ";parent=%d", (int)ids[(i - 1) / 3]) : S("");
        struct str texts =
            str_fmt(t_arena(), "code=n%d;name_zh=单位;level=office%.*s", i, STR_ARG(above));
        err =
            tx_insert(tx, &s, i > 0 ? ids[(i - 1) / 3] : 0, test_values(&s, texts.s), &ids[i], why);
    }
    struct scope scope = {.trees = &ids[1], .n_trees = 1};
    struct select q = {.shape = &s, .scope = &scope};
    int64_t below = 0;
    if (err == OK)
        err = view_count(tx_view(tx), &q, &below, why);
    CHECK(below > 100 && below < 300);
    if (err == OK)
        err = move_it(tx, (int64_t[]){ids[2], ids[400]}, why);
    return err;
}

TEST(a_write_that_makes_many_units_sees_them_in_place)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct act act = {.action = S("import")};
        int64_t ids[CROWD];
        NEED(store_write(db, &act, crowd, ids, NULL, WHY));
        CHECK_INT(count_wrong(db), 0);
        store_close(db);
    }
}
