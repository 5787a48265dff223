/*
 * check_rest.c -- what is kept beside the records: the tree of units, what figures can be about,
 * blobs, protection keys, the index of search.
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
    if (err == OK)
        err = check_list(c, STMT_subjects_wrong, S("subjects"), MSG_app_check_subject, why);
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

/* What follows the keys: the list of what was erased, read when the first erased key is met. */
struct key_check {
    struct check *c;
    struct arena a, list_arena;
    struct map listed;
    bool is_read, has_list;
};

/* A restore from before the erasure brings back what the list does not name. */
static enum err check_listed(struct key_check *k, struct str entity, int64_t id, struct fail *why)
{
    enum err err = OK;
    if (!k->is_read)
        err = protect_list(k->c->app, &k->list_arena, &k->listed, &k->has_list, why);
    if (err != OK)
        return err;
    if (!k->is_read && !k->has_list)
        FOUND(k->c, "keys", "list_missing", 0, MSG_app_check_list_missing,
              ARG_TEXT(keyring_erased_path(k->c->app->keys)));
    k->is_read = true;
    struct str name = str_fmt(&k->a, "%.*s %lld", STR_ARG(entity), (long long)id);
    if (k->has_list && !map_find(&k->listed, name))
        FOUND(k->c, "keys", "list_lacks", id, MSG_app_check_list_lacks,
              ARG_TEXT(keyring_erased_path(k->c->app->keys)), ARG_TEXT(entity), ARG_INT(id));
    return OK;
}

/* A key may be gone only by an act in the record. */
static enum err check_erased(struct key_check *k, struct str entity, int64_t id, struct fail *why)
{
    const struct value args[] = {VALUE_OF_TEXT(entity), VALUE_OF_INT(id)};
    struct rows rows = {0};
    struct check *c = k->c;
    c->out->n_erased++;
    enum err err = view_query(c->v, &k->a, STMT_erasure_find, args, 2, &rows, why);
    if (err == OK && rows.n == 0) {
        FOUND(c, "keys", "key_lost", id, MSG_app_check_key_lost, ARG_TEXT(entity), ARG_INT(id));
        return OK;
    }
    return err == OK ? check_listed(k, entity, id, why) : err;
}

static enum err check_key(struct key_check *k, const struct value *row, struct fail *why)
{
    struct str entity = row[KEY_ENTITY].t;
    int64_t id = row[KEY_RECORD].i;
    struct check *c = k->c;
    c->out->n_keys++;
    if (row[KEY_WRAPPED].type == VALUE_NULL)
        return check_erased(k, entity, id, why);
    if (!protect_key_opens(c->app, entity, id, row[KEY_WRAPPED].t))
        FOUND(c, "keys", "key", id, MSG_app_check_key, ARG_TEXT(entity), ARG_INT(id));
    return OK;
}

static enum err check_each_key(struct key_check *k, struct fail *why)
{
    int64_t after = 0;
    enum err err = OK;
    for (bool is_over = false; err == OK && !is_over;) {
        struct rows rows = {0};
        const struct value args[] = {VALUE_OF_INT(after), VALUE_OF_INT(KEYS_AT_ONCE)};
        arena_reset(&k->a);
        err = view_query(k->c->v, &k->a, STMT_protected_keys_after, args, 2, &rows, why);
        for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
            err = check_key(k, rows_at(&rows, i, 0), why);
            after = rows_at(&rows, i, KEY_ID)->i;
        }
        is_over = rows.n == 0;
    }
    return err;
}

/* Protected content whose key is nowhere, not even as destroyed, can never be opened again. */
static enum err check_keyless(struct key_check *k, struct fail *why)
{
    const struct value arg = VALUE_OF_INT(TOLD_MAX);
    struct rows rows = {0};
    arena_reset(&k->a);
    enum err err = view_query(k->c->v, &k->a, STMT_keys_missing, &arg, 1, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        FOUND(k->c, "keys", "key_missing", rows_at(&rows, i, 0)->i, MSG_app_check_key_missing,
              ARG_TEXT(rows_at(&rows, i, 1)->t), ARG_INT(rows_at(&rows, i, 0)->i));
    return err;
}

enum err check_keys(struct check *c, struct fail *why)
{
    struct key_check k = {.c = c};
    arena_init(&k.a, 64 * MIB);
    arena_init(&k.list_arena, 256 * MIB);
    enum err err = check_each_key(&k, why);
    if (err == OK)
        err = check_keyless(&k, why);
    arena_done(&k.list_arena);
    arena_done(&k.a);
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
