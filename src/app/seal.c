/*
 * seal.c -- the sealer's work: leaves from entries, heads from leaves.
 *
 * Two servers may do this at once: leaf numbers and head sizes are keys, so the second to commit is
 * refused, writes nothing, and goes on from what the first has written.
 */
#include "app/sealed.h"
#include "base/date.h"
#include "core/merkle.h"
#include "store/journal.h"

static const struct str head_form = S_("ponan-head 1");

/* --- heads -------------------------------------------------------------------------------------
 */

/* What is signed: the head file's lines up to the signature. */
static void write_signed_part(struct buf *out, const struct head *h)
{
    struct str root = hex_of(out->a, (struct str){(const char *)h->root.b, HASH_LEN});
    buf_fmt(out, "%.*s\nsize %lld\nroot %.*s\ninstant ", STR_ARG(head_form), (long long)h->size,
            STR_ARG(root));
    instant_write(out, h->instant);
    buf_fmt(out, "\nsigner %.*s\n", STR_ARG(h->signer));
}

void head_write(struct buf *out, const struct head *h)
{
    struct str signature = {(const char *)h->signature, SIGNATURE_LEN};
    write_signed_part(out, h);
    buf_fmt(out, "signature %.*s\n", STR_ARG(base64_of(out->a, signature)));
}

/* "NAME value" at the head of *rest. */
static bool take_line(struct str *rest, struct str name, struct str *out)
{
    struct str line = str_cut(*rest, '\n', rest);
    if (!str_starts(line, name) || line.len <= name.len || line.s[name.len] != ' ')
        return false;
    *out = str_sub(line, name.len + 1, line.len);
    return true;
}

static bool read_parts(struct arena *a, struct str text, struct head *out)
{
    struct str rest = text;
    struct str size = S("");
    struct str root = S("");
    struct str instant = S("");
    struct str signature = S("");
    if (!str_eq(str_cut(rest, '\n', &rest), head_form) || !take_line(&rest, S("size"), &size) ||
        !take_line(&rest, S("root"), &root) || !take_line(&rest, S("instant"), &instant) ||
        !take_line(&rest, S("signer"), &out->signer) ||
        !take_line(&rest, S("signature"), &signature))
        return false;
    if (!str_digits(size, &out->size) || !hex_parse(a, root, &root) || root.len != HASH_LEN ||
        !instant_parse(instant, &out->instant) || !base64_parse(a, signature, &signature) ||
        signature.len != SIGNATURE_LEN)
        return false;
    memcpy(out->root.b, root.s, HASH_LEN);
    memcpy(out->signature, signature.s, SIGNATURE_LEN);
    return true;
}

bool head_read(struct str text, struct head *out)
{
    struct arena a;
    struct head head = {0};
    arena_init(&a, MIB);
    bool is_read = text.len <= 4 * KIB && read_parts(&a, text, &head);
    arena_done(&a);
    if (is_read)
        *out = head;
    return is_read;
}

bool head_is_signed(const struct keyring *k, const struct head *h)
{
    struct arena a;
    arena_init(&a, MIB);
    struct buf b = buf_on(&a, 4 * KIB);
    write_signed_part(&b, h);
    struct str signature = {(const char *)h->signature, SIGNATURE_LEN};
    bool is_signed = keyring_verify(k, h->signer, buf_str(&b), signature);
    arena_done(&a);
    return is_signed;
}

/* The signer's id is part of what is signed, and another key may take over in between. */
static void sign(const struct keyring *k, struct arena *a, struct head *h)
{
    struct buf b = {0};
    do {
        b = buf_on(a, 4 * KIB);
        h->signer = keyring_signer(k, a);
        write_signed_part(&b, h);
    } while (!keyring_sign(k, h->signer, buf_str(&b), h->signature));
}

bool head_of_row(const struct value *row, struct head *out)
{
    struct head h = {
        .size = row[HEAD_SIZE].i, .instant = row[HEAD_INSTANT].i, .signer = row[HEAD_SIGNER].t};
    if (row[HEAD_ROOT].t.len != HASH_LEN || row[HEAD_SIGNATURE].t.len != SIGNATURE_LEN)
        return false;
    memcpy(h.root.b, row[HEAD_ROOT].t.s, HASH_LEN);
    memcpy(h.signature, row[HEAD_SIGNATURE].t.s, SIGNATURE_LEN);
    *out = h;
    return true;
}

/* Where the tree stands: its head, its frontier, and the sequence of its last leaf. */
struct standing {
    struct head head;
    struct merkle tree;
    int64_t seq;
};

static enum err read_standing(struct view *v, struct arena *a, struct standing *out,
                              struct fail *why)
{
    struct rows rows = {0};
    merkle_init(&out->tree, HASH_SHA256);
    enum err err = view_query(v, a, STMT_head_last, NULL, 0, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    struct str frontier = rows_at(&rows, 0, HEAD_FRONTIER)->t;
    struct hash peaks[MERKLE_DEPTH];
    int64_t n_peaks = frontier.len / HASH_LEN;
    if (n_peaks <= MERKLE_DEPTH)
        memcpy(peaks, frontier.s, (size_t)(n_peaks * HASH_LEN));
    out->seq = rows_at(&rows, 0, HEAD_SEQ)->i;
    bool is_sound = head_of_row(rows_at(&rows, 0, 0), &out->head) && n_peaks <= MERKLE_DEPTH &&
                    merkle_resume(&out->tree, HASH_SHA256, out->head.size, peaks, n_peaks);
    struct hash root = merkle_root(&out->tree);
    if (!is_sound || !hash_eq(&root, &out->head.root))
        return FAIL(why, ERR_CORRUPT, MSG_app_seal_head, ARG_INT(rows_at(&rows, 0, HEAD_SIZE)->i));
    return OK;
}

enum err head_last(struct view *v, struct arena *a, struct head *out, struct fail *why)
{
    struct standing standing = {0};
    enum err err = read_standing(v, a, &standing, why);
    if (err == OK)
        *out = standing.head;
    return err;
}

/* --- sealing -----------------------------------------------------------------------------------
 */

static struct hash hash_entry(const struct value *row, bool is_leaf)
{
    struct arena a;
    arena_init(&a, 32 * MIB);
    struct entry e = {.seq = row[ENTRY_SEQ].i,
                      .instant = row[ENTRY_INSTANT].i,
                      .account = row[ENTRY_ACCOUNT].i,
                      .post = row[ENTRY_POST].i,
                      .on_behalf = row[ENTRY_ON_BEHALF].i,
                      .action = row[ENTRY_ACTION].t,
                      .note = row[ENTRY_NOTE].t,
                      .n_rows = row[ENTRY_N_ROWS].i,
                      .rows_hash = row[ENTRY_ROWS_HASH].t};
    struct buf b = buf_on(&a, 8 * MIB);
    entry_canon(&b, &e);
    assert(!b.full);
    struct str bytes = buf_str(&b);
    struct hash hash = is_leaf ? merkle_leaf(HASH_SHA256, bytes) : hash_of(HASH_SHA256, bytes);
    arena_done(&a);
    return hash;
}

struct hash leaf_of_entry(const struct value *row)
{
    return hash_entry(row, true);
}

struct hash digest_of_entry(const struct value *row)
{
    return hash_entry(row, false);
}

struct batch {
    struct standing from;
    struct rows entries;
    struct hash *leaves;
    struct head head;
    struct str frontier;
};

static enum err put_leaf(struct tx *tx, int64_t number, int64_t seq, const struct hash *leaf,
                         struct fail *why)
{
    const struct value args[] = {VALUE_OF_INT(number), VALUE_OF_INT(seq),
                                 VALUE_OF_BLOB(((struct str){(const char *)leaf->b, HASH_LEN}))};
    return tx_exec(tx, STMT_leaf_add, args, 3, NULL, why);
}

static enum err put_batch(struct tx *tx, void *ctx, struct fail *why)
{
    const struct batch *b = ctx;
    const struct head *h = &b->head;
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < b->entries.n; i++)
        err = put_leaf(tx, b->from.head.size + i, rows_at(&b->entries, i, ENTRY_SEQ)->i,
                       &b->leaves[i], why);
    const struct value args[] = {
        VALUE_OF_INT(h->size),
        VALUE_OF_INT(h->instant),
        VALUE_OF_BLOB(((struct str){(const char *)h->root.b, HASH_LEN})),
        VALUE_OF_BLOB(b->frontier),
        VALUE_OF_TEXT(h->signer),
        VALUE_OF_BLOB(((struct str){(const char *)h->signature, SIGNATURE_LEN}))};
    return err == OK ? tx_exec(tx, STMT_head_add, args, 6, NULL, why) : err;
}

/* What lies between the last head and the horizon, read in one view. */
static enum err read_batch(struct app *app, struct arena *a, struct batch *out, struct fail *why)
{
    struct view *v = NULL;
    int64_t horizon = 0;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = view_horizon(v, &horizon, why);
    if (err == OK)
        err = read_standing(v, a, &out->from, why);
    const struct value args[] = {VALUE_OF_INT(out->from.seq), VALUE_OF_INT(horizon),
                                 VALUE_OF_INT(SEAL_BATCH)};
    if (err == OK)
        err = view_query(v, a, STMT_journal_entries, args, 3, &out->entries, why);
    view_close(v);
    return err;
}

static void make_head(struct app *app, struct arena *a, struct batch *b)
{
    struct merkle tree = b->from.tree;
    b->leaves = NEW(a, struct hash, b->entries.n);
    for (ptrdiff_t i = 0; i < b->entries.n; i++) {
        b->leaves[i] = leaf_of_entry(rows_at(&b->entries, i, 0));
        merkle_add(&tree, &b->leaves[i]);
    }
    b->frontier = str_dup(a, (struct str){(const char *)tree.peak, tree.peaks * HASH_LEN});
    b->head =
        (struct head){.size = tree.n, .instant = store_now(app->store), .root = merkle_root(&tree)};
    sign(app->keys, a, &b->head);
}

enum err seal_step(struct app *app, int64_t *out_n, struct fail *why)
{
    struct arena a;
    arena_init(&a, 512 * MIB);
    struct batch b = {0};
    int64_t n = 0;
    enum err err = read_batch(app, &a, &b, why);
    if (err == OK && b.entries.n > 0) {
        /* A rotation among the entries was made in the file before it was entered. A file that
         * cannot be read is told by the job that watches it: sealing goes on with the keys of
         * before. */
        struct fail kept = {0};
        (void)!keyring_refresh(app->keys, &kept);
        make_head(app, &a, &b);
        n = b.entries.n;
        err = store_keep(app->store, put_batch, &b, why);
    }
    arena_done(&a);
    if (err == ERR_CONFLICT) {
        n = 0;
        err = OK;
    }
    if (err == OK)
        *out_n = n;
    return err;
}

enum err seal_all(struct app *app, int64_t *out_n, struct fail *why)
{
    int64_t n = 0;
    bool is_due = true;
    enum err err = OK;
    for (*out_n = 0; err == OK && is_due; *out_n += n) {
        n = 0;
        err = seal_step(app, &n, why);
        if (err == OK)
            err = seal_is_due(app, &is_due, why);
    }
    return err;
}

enum err seal_is_due(struct app *app, bool *out, struct fail *why)
{
    struct view *v = NULL;
    struct arena a;
    int64_t horizon = 0;
    struct rows rows = {0};
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    arena_init(&a, MIB);
    err = view_horizon(v, &horizon, why);
    const struct value arg = VALUE_OF_INT(horizon);
    if (err == OK)
        err = view_query(v, &a, STMT_journal_unsealed, &arg, 1, &rows, why);
    if (err == OK)
        *out = rows.n > 0 && rows_at(&rows, 0, 0)->i > 0;
    arena_done(&a);
    view_close(v);
    return err;
}
