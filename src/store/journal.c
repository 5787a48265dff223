/*
 * journal.c -- the entry that ends every write, and the rows it keeps in parts.
 */
#include "store/journal.h"

#include "base/compress.h"
#include "store/internal.h"

enum { PART_BYTES = 256 * 1024, ROW_BYTES = 64 * 1024 * 1024, COMPRESS_FROM = 16 * 1024 };

static void net(struct buf *out, struct str s)
{
    buf_int(out, s.len);
    buf_byte(out, ':');
    buf_add(out, s);
    buf_byte(out, ',');
}

static void net_int(struct buf *out, int64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)n);
    net(out, (struct str){digits, len});
}

void entry_canon(struct buf *out, const struct entry *e)
{
    net(out, S("1"));
    net_int(out, e->seq);
    net_int(out, e->instant);
    net_int(out, e->account);
    net_int(out, e->post);
    net_int(out, e->on_behalf);
    net(out, e->action);
    net(out, e->note);
    net_int(out, e->n_rows);
    net(out, e->rows_hash);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool net_next(struct str *at, struct str *out)
{
    struct str rest = S("");
    int64_t len = 0;
    struct str head = str_cut(*at, ':', &rest);
    if (!str_digits(head, &len) || len >= rest.len || rest.s[len] != ',')
        return false;
    *out = str_sub(rest, 0, len);
    *at = str_sub(rest, len + 1, rest.len);
    return true;
}

struct str entry_part(struct arena *a, struct str kept)
{
    struct str bytes = kept;
    /* Rows begin with their length's digits, so they are never taken for a frame. */
    bool is_whole = !is_compressed(kept) || decompress(a, kept, ROW_BYTES + PART_BYTES, &bytes);
    return is_whole ? bytes : kept;
}

bool entry_row_next(struct str *part, struct entry_row *out, bool *is_bad)
{
    struct str row = S("");
    struct str form = S("");
    struct str numbers[3] = {S_(""), S_(""), S_("")};
    int64_t n[3] = {0};
    *is_bad = false;
    if (part->len == 0)
        return false;
    *is_bad = true;
    if (!net_next(part, &row) || row.len == 0)
        return false;
    struct entry_row r = {.what = row.s[0], .canonical = str_sub(row, 1, row.len)};
    struct str rest = r.canonical;
    if (!net_next(&rest, &form) || !net_next(&rest, &r.entity))
        return false;
    for (int i = 0; i < 3; i++)
        if (!net_next(&rest, &numbers[i]) || !str_digits(numbers[i], &n[i]))
            return false;
    r.id = n[0];
    r.owner = n[1];
    r.version = n[2];
    *out = r;
    *is_bad = false;
    return true;
}

/* --- writing ---------------------------------------------------------------------------------- */

void rows_out_init(struct rows_out *r)
{
    *r = (struct rows_out){0};
    arena_init(&r->arena, 4 * (ptrdiff_t)ROW_BYTES);
    r->part = buf_on(&r->arena, ROW_BYTES + PART_BYTES);
    hasher_init(&r->hasher, HASH_SHA256);
}

void rows_out_done(struct rows_out *r)
{
    if (r->hasher.ctx)
        (void)hasher_done(&r->hasher);
    arena_done(&r->arena);
    *r = (struct rows_out){0};
}

static enum err flush_part(struct tx *tx, struct fail *why)
{
    struct rows_out *r = &tx->rows;
    if (r->part.len == 0)
        return OK;
    hasher_add(&r->hasher, buf_str(&r->part));
    struct str bytes = buf_str(&r->part);
    if (bytes.len >= COMPRESS_FROM)
        bytes = compressed(&tx->scratch, bytes);
    struct value args[] = {VALUE_OF_INT(tx->seq), VALUE_OF_INT(r->n_parts++), VALUE_OF_BLOB(bytes)};
    enum err err =
        db_run(tx->c, tx->store,
               S("INSERT INTO journal_rows (seq, part, bytes) VALUES (?1, ?2, ?3)"), args, 3, why);
    r->part.len = 0;
    return err;
}

enum err journal_row(struct tx *tx, char what, const struct entity *e, const struct record *r,
                     struct str extra, struct fail *why)
{
    struct rows_out *out = &tx->rows;
    struct buf canonical = buf_on(&tx->scratch, ROW_BYTES);
    record_canon_extra(&canonical, e, r, extra);
    if (canonical.full)
        return FAIL(why, ERR_TOO_LARGE, MSG_store_value_large, ARG_NONE);
    buf_int(&out->part, canonical.len + 1);
    buf_byte(&out->part, ':');
    buf_byte(&out->part, what);
    buf_add(&out->part, buf_str(&canonical));
    buf_byte(&out->part, ',');
    assert(!out->part.full);
    if (out->n_rows++ == 0) {
        out->first = e;
        out->first_id = r->id;
    }
    return out->part.len >= PART_BYTES ? flush_part(tx, why) : OK;
}

static struct value text_or_null(struct str s)
{
    return s.len > 0 ? VALUE_OF_TEXT(s) : VALUE_OF_NULL;
}

enum err journal_end(struct tx *tx, struct fail *why)
{
    static const struct str sql =
        S_("INSERT INTO journal (seq, instant, account, post, on_behalf, action, note, entity, "
           "record, n_rows, rows_hash, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
           "?11, ?12)");
    struct rows_out *r = &tx->rows;
    const struct act *act = tx->act;
    enum err err = flush_part(tx, why);
    if (err != OK)
        return err;
    struct hash rows_hash = hasher_done(&r->hasher);
    r->hasher.ctx = NULL;
    struct entry entry = {
        .seq = tx->seq,
        .instant = tx->instant,
        .account = act->account,
        .post = act->post,
        .on_behalf = act->on_behalf,
        .action = act->action,
        .note = act->note,
        .n_rows = r->n_rows,
        .rows_hash = {(const char *)rows_hash.b, HASH_LEN},
    };
    struct buf bytes = buf_on(&tx->scratch, ROW_BYTES);
    entry_canon(&bytes, &entry);
    struct hash digest = hash_of(HASH_SHA256, buf_str(&bytes));
    struct value args[] = {
        VALUE_OF_INT(entry.seq),
        VALUE_OF_INT(entry.instant),
        VALUE_OF_INT(entry.account),
        VALUE_OF_INT(entry.post),
        VALUE_OF_INT(entry.on_behalf),
        VALUE_OF_TEXT(entry.action),
        VALUE_OF_TEXT(entry.note),
        text_or_null(r->first ? r->first->name : S("")),
        r->first ? VALUE_OF_INT(r->first_id) : VALUE_OF_NULL,
        VALUE_OF_INT(r->n_rows),
        VALUE_OF_BLOB(entry.rows_hash),
        VALUE_OF_BLOB(((struct str){(const char *)digest.b, HASH_LEN})),
    };
    return db_run(tx->c, tx->store, sql, args, ARRAY_LEN(args), why);
}
