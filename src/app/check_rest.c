/*
 * check_rest.c -- sums kept beside the records: the tree of units, blobs, protection keys, the
 * index of search.
 */
#include "app/check_parts.h"
#include "app/protect.h"
#include "store/found.h"

enum { TOLD_MAX = 50, KEYS_AT_ONCE = 500, STEP_BLOBS = 100, ARENA_MAX = 1024 * 1024 * 1024 };

/* A statement that lists at most TOLD_MAX wrong things, each told by its first column. */
static enum err check_list(struct check *c, enum statement q, struct str where, enum msg id,
                           struct fail *why)
{
    struct arena a;
    struct rows rows = {0};
    const struct value arg = VALUE_OF_INT(TOLD_MAX);
    arena_init(&a, 16 * MIB);
    enum err err = view_query(c->v, &a, q, &arg, 1, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        int64_t about = rows_at(&rows, i, 0)->i;
        check_found(c, where, where, about, id, (struct message_arg[MESSAGE_ARGS]){ARG_INT(about)});
    }
    arena_done(&a);
    return err;
}

enum err check_tree(struct check *c, struct fail *why)
{
    enum err err = check_progress(c, MSG_app_check_step_tree, 0, 0, why);
    if (err == OK)
        err = check_list(c, STMT_tree_wrong, S("tree"), MSG_app_check_tree, why);
    if (err == OK)
        err = check_list(c, STMT_tree_too_many, S("tree"), MSG_app_check_tree, why);
    return err;
}

/* --- blobs -------------------------------------------------------------------------------------
 */

enum { BLOB_HASH, BLOB_BYTES };

static void check_blob(struct check *c, struct arena *a, struct str named, struct str bytes)
{
    struct hash hash = hash_of(HASH_SHA256, bytes);
    c->out->n_blobs++;
    if (!str_eq(named, (struct str){(const char *)hash.b, HASH_LEN}))
        FOUND(c, "blobs", "blob", c->out->n_blobs, MSG_app_check_blob, ARG_TEXT(hex_of(a, named)));
}

enum err check_blobs(struct check *c, struct fail *why)
{
    struct arena a;
    char last[HASH_LEN] = {0};
    struct str after = S("");
    enum err err = OK;
    arena_init(&a, ARENA_MAX);
    for (bool is_over = false; err == OK && !is_over;) {
        struct rows rows = {0};
        const struct value arg = VALUE_OF_BLOB(after);
        arena_reset(&a);
        if (c->out->n_blobs % STEP_BLOBS == 0)
            err = check_progress(c, MSG_app_check_step_blobs, c->out->n_blobs, c->n_blobs, why);
        if (err == OK)
            err = view_query(c->v, &a, STMT_blobs_after, &arg, 1, &rows, why);
        is_over = rows.n == 0;
        if (err != OK || is_over)
            continue;
        struct str hash = rows_at(&rows, 0, BLOB_HASH)->t;
        check_blob(c, &a, hash, rows_at(&rows, 0, BLOB_BYTES)->t);
        is_over = hash.len != HASH_LEN;
        if (!is_over)
            memcpy(last, hash.s, HASH_LEN);
        after = (struct str){last, HASH_LEN};
    }
    arena_done(&a);
    if (err == OK)
        err =
            check_list(c, STMT_documents_without_blob, S("documents"), MSG_app_check_document, why);
    return err;
}

/* --- protection keys ---------------------------------------------------------------------------
 */

enum { KEY_ID, KEY_ENTITY, KEY_RECORD, KEY_WRAPPED };

/* A key may be gone only by an act in the record. */
static enum err check_erased(struct check *c, struct arena *a, struct str entity, int64_t id,
                             struct fail *why)
{
    const struct value args[] = {VALUE_OF_TEXT(entity), VALUE_OF_INT(id)};
    struct rows rows = {0};
    c->out->n_erased++;
    enum err err = view_query(c->v, a, STMT_erasure_find, args, 2, &rows, why);
    if (err == OK && rows.n == 0)
        FOUND(c, "keys", "key_lost", id, MSG_app_check_key_lost, ARG_TEXT(entity), ARG_INT(id));
    return err;
}

static enum err check_key(struct check *c, struct arena *a, const struct value *row,
                          struct fail *why)
{
    struct str entity = row[KEY_ENTITY].t;
    int64_t id = row[KEY_RECORD].i;
    c->out->n_keys++;
    if (row[KEY_WRAPPED].type == VALUE_NULL)
        return check_erased(c, a, entity, id, why);
    if (!protect_key_opens(c->app, entity, id, row[KEY_WRAPPED].t))
        FOUND(c, "keys", "key", id, MSG_app_check_key, ARG_TEXT(entity), ARG_INT(id));
    return OK;
}

enum err check_keys(struct check *c, struct fail *why)
{
    struct arena a;
    int64_t after = 0;
    enum err err = OK;
    arena_init(&a, 64 * MIB);
    for (bool is_over = false; err == OK && !is_over;) {
        struct rows rows = {0};
        const struct value args[] = {VALUE_OF_INT(after), VALUE_OF_INT(KEYS_AT_ONCE)};
        arena_reset(&a);
        err = view_query(c->v, &a, STMT_protected_keys_after, args, 2, &rows, why);
        for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
            err = check_key(c, &a, rows_at(&rows, i, 0), why);
            after = rows_at(&rows, i, KEY_ID)->i;
        }
        is_over = rows.n == 0;
    }
    arena_done(&a);
    return err;
}

/* --- what search finds by ----------------------------------------------------------------------
 */

enum err check_search(struct check *c, struct fail *why)
{
    enum err err = check_progress(c, MSG_app_check_step_search, 0, 0, why);
    for (int i = 0; entities[i] && err == OK; i++) {
        int64_t n = 0;
        err = view_search_faults(c->v, entities[i], &n, why);
        if (err == OK && n > 0)
            FOUND(c, "search", "search", n, MSG_app_check_search, ARG_MSG(entities[i]->titles),
                  ARG_INT(n));
    }
    return err;
}
