/*
 * check_chain.c -- entries against their rows, leaves against entries, heads against leaves.
 *
 * One pass over entries and leaves, both in order of sequence. The tree is built from the leaves as
 * stored: a changed entry is found by its leaf and named, a changed leaf by the heads above it.
 */
#include "app/check_parts.h"
#include "app/sealed.h"
#include "core/merkle.h"

enum { ROWS_AT_ONCE = 1000, ARENA_MAX = 1024 * 1024 * 1024 };

/* One of the record's tables, read in order, some rows at a time. */
struct cursor {
    struct arena a;
    struct rows rows;
    ptrdiff_t at;
    enum statement statement;
    int64_t after; /* argument: where the next lot begins */
    bool is_over;
};

struct chain {
    struct check *c;
    struct cursor entries, leaves, heads;
    struct parts parts;
    struct merkle tree;
    struct head outside;    /* size 0: none was given */
    struct hash root_there; /* ours at the size of the outside head */
    int64_t last_instant;
    bool has_root_there;
};

/* --- cursors -----------------------------------------------------------------------------------
 */

enum { LEAF_NUMBER, LEAF_SEQ, LEAF_HASH };

static void cursor_open(struct cursor *k, enum statement statement)
{
    *k = (struct cursor){.statement = statement};
    arena_init(&k->a, ARENA_MAX);
}

static enum err cursor_load(struct chain *t, struct cursor *k, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(k->after), VALUE_OF_INT(ROWS_AT_ONCE), VALUE_OF_NULL};
    int n_args = 2;
    if (k->statement == STMT_journal_entries) {
        args[2] = args[1];
        args[1] = VALUE_OF_INT(INT64_MAX);
        n_args = 3;
    }
    arena_reset(&k->a);
    k->at = 0;
    enum err err = view_query(t->c->v, &k->a, k->statement, args, n_args, &k->rows, why);
    k->is_over = err != OK || k->rows.n == 0;
    if (!k->is_over) {
        /* The key is the first column of all three; leaves are asked for from a number on. */
        int64_t last = rows_at(&k->rows, k->rows.n - 1, 0)->i;
        k->after = k->statement == STMT_leaves_from ? last + 1 : last;
    }
    return err;
}

/* The next row, or NULL at the end. */
static enum err cursor_peek(struct chain *t, struct cursor *k, const struct value **out,
                            struct fail *why)
{
    enum err err = OK;
    if (!k->is_over && k->at == k->rows.n)
        err = cursor_load(t, k, why);
    *out = err != OK || k->is_over ? NULL : rows_at(&k->rows, k->at, 0);
    return err;
}

/* --- an entry and its rows ---------------------------------------------------------------------
 */

/* What an entry says it is about is the first row it changed (journal.h). */
static bool is_about(const struct value *entry, const struct entry_row *first)
{
    return str_eq(entry[ENTRY_ENTITY].t, first->entity) && entry[ENTRY_RECORD].i == first->id;
}

static bool is_about_nothing(const struct value *entry)
{
    return entry[ENTRY_ENTITY].type == VALUE_NULL && entry[ENTRY_RECORD].type == VALUE_NULL;
}

static void found_about(struct chain *t, int64_t seq)
{
    FOUND(t->c, "journal", "entry_about", seq, MSG_app_check_entry_about, ARG_INT(seq));
}

static void enter_rows(struct chain *t, const struct value *entry, struct str bytes,
                       int64_t *n_rows)
{
    int64_t seq = entry[ENTRY_SEQ].i;
    struct str rest = bytes;
    struct entry_row row = {0};
    bool is_bad = false;
    while (entry_row_next(&rest, &row, &is_bad)) {
        if (++*n_rows == 1 && !is_about(entry, &row))
            found_about(t, seq);
        if (!ledger_journal(t->c->ledger, seq, &row))
            FOUND(t->c, "journal", "entity", seq, MSG_app_check_entity, ARG_INT(seq),
                  ARG_TEXT(row.entity));
    }
    if (is_bad)
        FOUND(t->c, "journal", "rows_bad", seq, MSG_app_check_rows_bad, ARG_INT(seq));
}

/* Rows of entries that do not exist, before the entry `seq`. */
static enum err skip_orphans(struct chain *t, int64_t seq, struct fail *why)
{
    int64_t at = 0;
    struct str bytes = S("");
    enum err err = parts_peek(&t->parts, &at, &bytes, why);
    while (err == OK && at != 0 && at < seq) {
        FOUND(t->c, "journal", "rows_orphan", at, MSG_app_check_rows_orphan, ARG_INT(at));
        parts_take(&t->parts);
        err = parts_peek(&t->parts, &at, &bytes, why);
    }
    return err;
}

static enum err check_rows(struct chain *t, const struct value *entry, struct fail *why)
{
    int64_t seq = entry[ENTRY_SEQ].i;
    int64_t at = 0;
    int64_t n_rows = 0;
    struct str bytes = S("");
    struct hasher hasher;
    enum err err = skip_orphans(t, seq, why);
    if (err != OK)
        return err;
    hasher_init(&hasher, HASH_SHA256);
    err = parts_peek(&t->parts, &at, &bytes, why);
    while (err == OK && at == seq) {
        hasher_add(&hasher, bytes);
        enter_rows(t, entry, bytes, &n_rows);
        parts_take(&t->parts);
        err = parts_peek(&t->parts, &at, &bytes, why);
    }
    struct hash hash = hasher_done(&hasher);
    bool is_same = n_rows == entry[ENTRY_N_ROWS].i &&
                   str_eq((struct str){(const char *)hash.b, HASH_LEN}, entry[ENTRY_ROWS_HASH].t);
    if (err == OK && !is_same)
        FOUND(t->c, "journal", "rows", seq, MSG_app_check_rows, ARG_INT(seq));
    if (err == OK && n_rows == 0 && !is_about_nothing(entry))
        found_about(t, seq);
    t->c->out->n_rows += n_rows;
    return err;
}

static void check_entry(struct chain *t, const struct value *entry)
{
    int64_t seq = entry[ENTRY_SEQ].i;
    struct hash digest = digest_of_entry(entry);
    if (!str_eq((struct str){(const char *)digest.b, HASH_LEN}, entry[ENTRY_DIGEST].t))
        FOUND(t->c, "journal", "entry_digest", seq, MSG_app_check_entry_digest, ARG_INT(seq));
    if (entry[ENTRY_INSTANT].i < t->last_instant)
        FOUND(t->c, "journal", "entry_order", seq, MSG_app_check_entry_order, ARG_INT(seq));
    t->last_instant = entry[ENTRY_INSTANT].i;
}

/* --- heads -------------------------------------------------------------------------------------
 */

static void check_head(struct chain *t, const struct value *row)
{
    struct head head = {0};
    struct hash root = merkle_root(&t->tree);
    int64_t size = row[HEAD_SIZE].i;
    t->c->out->n_heads++;
    if (!head_of_row(row, &head) || !hash_eq(&root, &head.root))
        FOUND(t->c, "head", "head_root", size, MSG_app_check_head_root, ARG_INT(size));
    else if (!keyring_knows(t->c->app->keys, head.signer))
        FOUND(t->c, "head", "head_signer", size, MSG_app_check_head_signer, ARG_INT(size),
              ARG_TEXT(head.signer));
    else if (!head_is_signed(t->c->app->keys, &head))
        FOUND(t->c, "head", "head_signature", size, MSG_app_check_head_signature, ARG_INT(size));
    head.size = size;
    head.signer = str_dup(t->c->out->findings.a, head.signer);
    t->c->out->last = head;
}

/* The tree has just grown: is there a head of this size, here or outside? */
static enum err check_heads(struct chain *t, struct fail *why)
{
    const struct value *row = NULL;
    enum err err = cursor_peek(t, &t->heads, &row, why);
    if (err == OK && row && row[HEAD_SIZE].i == t->tree.n) {
        check_head(t, row);
        t->heads.at++;
    }
    if (t->outside.size == t->tree.n) {
        t->root_there = merkle_root(&t->tree);
        t->has_root_there = true;
    }
    return err;
}

static enum err end_heads(struct chain *t, struct fail *why)
{
    const struct value *row = NULL;
    enum err err = cursor_peek(t, &t->heads, &row, why);
    for (; err == OK && row; err = cursor_peek(t, &t->heads, &row, why)) {
        int64_t size = row[HEAD_SIZE].i;
        FOUND(t->c, "head", "head_beyond", size, MSG_app_check_head_beyond, ARG_INT(size),
              ARG_INT(t->tree.n));
        t->heads.at++;
    }
    if (err == OK && t->c->out->last.size < t->tree.n)
        FOUND(t->c, "head", "head_missing", t->tree.n, MSG_app_check_head_missing,
              ARG_INT(t->tree.n));
    return err;
}

static void check_outside(struct chain *t)
{
    if (t->c->o->head.len == 0)
        return;
    int64_t size = t->outside.size;
    if (size == 0)
        FOUND(t->c, "outside", "outside_bad", 0, MSG_app_check_outside_bad, ARG_NONE);
    else if (!head_is_signed(t->c->app->keys, &t->outside))
        FOUND(t->c, "outside", "outside_signature", size, MSG_app_check_outside_signature,
              ARG_INT(size));
    else if (!t->has_root_there)
        FOUND(t->c, "outside", "outside_cut", size, MSG_app_check_outside_cut, ARG_INT(size),
              ARG_INT(t->tree.n));
    else if (!hash_eq(&t->root_there, &t->outside.root))
        FOUND(t->c, "outside", "outside_root", size, MSG_app_check_outside_root, ARG_INT(size));
}

/* --- leaves ------------------------------------------------------------------------------------
 */

static enum err take_leaf(struct chain *t, const struct value *leaf, struct fail *why)
{
    struct hash hash = {0};
    if (leaf[LEAF_NUMBER].i != t->tree.n)
        FOUND(t->c, "head", "leaf_gap", leaf[LEAF_NUMBER].i, MSG_app_check_leaf_gap,
              ARG_INT(t->tree.n), ARG_INT(leaf[LEAF_NUMBER].i));
    if (leaf[LEAF_HASH].t.len == HASH_LEN)
        memcpy(hash.b, leaf[LEAF_HASH].t.s, HASH_LEN);
    merkle_add(&t->tree, &hash);
    t->leaves.at++;
    return check_heads(t, why);
}

/* Leaves up to the entry `seq` (INT64_MAX: all that are left) have lost their entries. */
static enum err skip_leaves(struct chain *t, int64_t seq, const struct value **out,
                            struct fail *why)
{
    enum err err = cursor_peek(t, &t->leaves, out, why);
    while (err == OK && *out && (*out)[LEAF_SEQ].i < seq) {
        int64_t missing = (*out)[LEAF_SEQ].i;
        FOUND(t->c, "journal", "entry_missing", missing, MSG_app_check_entry_missing,
              ARG_INT(missing));
        err = take_leaf(t, *out, why);
        if (err == OK)
            err = cursor_peek(t, &t->leaves, out, why);
    }
    return err;
}

static enum err check_leaf(struct chain *t, const struct value *entry, struct fail *why)
{
    int64_t seq = entry[ENTRY_SEQ].i;
    const struct value *leaf = NULL;
    enum err err = skip_leaves(t, seq, &leaf, why);
    if (err != OK)
        return err;
    if (!leaf) {
        t->c->out->n_unsealed++;
        return OK;
    }
    if (leaf[LEAF_SEQ].i > seq) {
        FOUND(t->c, "journal", "entry_slipped", seq, MSG_app_check_entry_slipped, ARG_INT(seq));
        return OK;
    }
    struct hash hash = leaf_of_entry(entry);
    if (!str_eq((struct str){(const char *)hash.b, HASH_LEN}, leaf[LEAF_HASH].t))
        FOUND(t->c, "journal", "entry_changed", seq, MSG_app_check_entry_changed, ARG_INT(seq));
    return take_leaf(t, leaf, why);
}

/* --- the pass ----------------------------------------------------------------------------------
 */

static enum err check_one(struct chain *t, const struct value *entry, struct fail *why)
{
    check_entry(t, entry);
    enum err err = check_rows(t, entry, why);
    if (err == OK)
        err = check_leaf(t, entry, why);
    t->entries.at++;
    t->c->out->n_entries++;
    return err;
}

static enum err follow(struct chain *t, struct fail *why)
{
    const struct value *row = NULL;
    enum err err = cursor_peek(t, &t->entries, &row, why);
    while (err == OK && row) {
        if (t->c->out->n_entries % ROWS_AT_ONCE == 0)
            err = check_progress(t->c, MSG_app_check_step_journal, t->c->out->n_entries,
                                 t->c->n_entries, why);
        if (err == OK)
            err = check_one(t, row, why);
        if (err == OK)
            err = cursor_peek(t, &t->entries, &row, why);
    }
    if (err == OK)
        err = skip_leaves(t, INT64_MAX, &row, why);
    if (err == OK)
        err = skip_orphans(t, INT64_MAX, why);
    if (err == OK)
        err = end_heads(t, why);
    return err;
}

enum err check_chain(struct check *c, struct fail *why)
{
    struct chain t = {.c = c, .last_instant = INT64_MIN};
    merkle_init(&t.tree, HASH_SHA256);
    cursor_open(&t.entries, STMT_journal_entries);
    cursor_open(&t.leaves, STMT_leaves_from);
    cursor_open(&t.heads, STMT_heads_after);
    parts_open(&t.parts, c);
    if (!head_read(c->o->head, &t.outside))
        t.outside = (struct head){0};
    enum err err = follow(&t, why);
    c->out->n_sealed = t.tree.n;
    if (err == OK)
        check_outside(&t);
    parts_close(&t.parts);
    arena_done(&t.heads.a);
    arena_done(&t.leaves.a);
    arena_done(&t.entries.a);
    return err;
}
