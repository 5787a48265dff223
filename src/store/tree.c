/*
 * tree.c -- unit_tree: every unit with each of its ancestors, kept up as units change.
 *
 * Single changes touch the rows of their own branch. A write that makes many units (an import of
 * a whole country) marks the table stale and makes it anew once, before it is next read.
 */
#include "store/internal.h"

enum { SINGLE_CHANGES = 64 };

enum err tree_insert(struct tx *tx, int64_t unit, int64_t parent, struct fail *why)
{
    if (++tx->n_new_units > SINGLE_CHANGES)
        tx->is_tree_stale = true;
    if (tx->is_tree_stale)
        return OK;
    struct value args[] = {VALUE_OF_INT(unit), VALUE_OF_INT(parent)};
    return db_run(tx->c, tx->store,
                  S("INSERT INTO unit_tree (unit, ancestor, depth) "
                    "SELECT CAST(?1 AS BIGINT), ancestor, depth + 1 FROM unit_tree WHERE unit = ?2 "
                    "UNION ALL SELECT CAST(?1 AS BIGINT), CAST(?1 AS BIGINT), 0"),
                  args, 2, why);
}

enum err tree_freshen(struct tx *tx, struct fail *why)
{
    if (!tx->is_tree_stale)
        return OK;
    tx->is_tree_stale = false;
    enum err err = db_run(tx->c, tx->store, S("DELETE FROM unit_tree"), NULL, 0, why);
    if (err != OK)
        return err;
    return db_run(tx->c, tx->store,
                  S("WITH RECURSIVE up (unit, ancestor, depth) AS ("
                    "SELECT id, id, 0 FROM unit UNION ALL "
                    "SELECT up.unit, u.parent, up.depth + 1 FROM up JOIN unit AS u "
                    "ON u.id = up.ancestor WHERE u.parent IS NOT NULL) "
                    "INSERT INTO unit_tree (unit, ancestor, depth) "
                    "SELECT unit, ancestor, depth FROM up ORDER BY unit, ancestor"),
                  NULL, 0, why);
}

enum err tree_move(struct tx *tx, int64_t unit, int64_t parent, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(unit), VALUE_OF_INT(parent)};
    int64_t n = 0;
    enum err err = tree_freshen(tx, why);
    if (err == OK)
        err = db_int(tx->c, tx->store->driver,
                     S("SELECT count(*) FROM unit_tree WHERE ancestor = ?1 AND unit = ?2"), args, 2,
                     &n, why);
    if (err != OK)
        return err;
    if (n > 0)
        return FAIL(why, ERR_CONFLICT, MSG_store_tree_circle, ARG_NONE);
    err = db_run(tx->c, tx->store,
                 S("DELETE FROM unit_tree WHERE unit IN (SELECT unit FROM unit_tree WHERE ancestor "
                   "= ?1) AND ancestor NOT IN (SELECT unit FROM unit_tree WHERE ancestor = ?1)"),
                 args, 1, why);
    if (err != OK)
        return err;
    return db_run(tx->c, tx->store,
                  S("INSERT INTO unit_tree (unit, ancestor, depth) "
                    "SELECT below.unit, above.ancestor, below.depth + above.depth + 1 "
                    "FROM unit_tree AS below JOIN unit_tree AS above ON above.unit = ?2 "
                    "WHERE below.ancestor = ?1"),
                  args, 2, why);
}

enum err tree_remove(struct tx *tx, int64_t unit, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(unit)};
    if (tx->is_tree_stale)
        return OK;
    return db_run(tx->c, tx->store, S("DELETE FROM unit_tree WHERE unit = ?1"), args, 1, why);
}
