/*
 * journal.h -- the record: one entry an act, and the canonical bytes it stands for.
 *
 * An entry's bytes are net strings (LEN:BYTES,): the form's number, seq, instant, account, post,
 * on_behalf, action, note, n_rows, rows_hash. `digest` is their SHA-256; the sealer's leaves are
 * made of the same bytes. rows_hash is the SHA-256 of the parts of journal_rows in order, which
 * are net strings too, one a row: 'i', 'u' or 'v' (made, changed, voided) and record_canon().
 * Columns `entity` and `record` name the first row, for who reads the journal: no part of the
 * bytes, they follow from the rows, and the check compares them.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include "store/store.h"

struct entry {
    int64_t seq, instant, account, post, on_behalf;
    struct str action, note;
    int64_t n_rows;
    struct str rows_hash; /* 32 bytes */
};
void entry_canon(struct buf *out, const struct entry *e);

/* The rows of a part as it is kept, in `a`: what is large is compressed. Bytes that were changed
 * come out as they are, and are no rows then. */
struct str entry_part(struct arena *a, struct str kept);

/* One row of an entry. */
struct entry_row {
    char what;            /* 'i', 'u', 'v' */
    struct str canonical; /* bytes of record_canon() */
    struct str entity;
    int64_t id, owner, version;
};
/* Cut the next row off `part`. False at its end, or with *is_bad if the bytes are not rows. */
bool entry_row_next(struct str *part, struct entry_row *out, bool *is_bad);

#endif
