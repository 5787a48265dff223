/*
 * sealed.h -- what sealing and checking share: rows of the record's statements, and leaves.
 */
#ifndef SEALED_H
#define SEALED_H

#include "app/seal.h"

/* Columns of journal_entries. */
enum entry_column {
    ENTRY_SEQ,
    ENTRY_INSTANT,
    ENTRY_ACCOUNT,
    ENTRY_POST,
    ENTRY_ON_BEHALF,
    ENTRY_ACTION,
    ENTRY_NOTE,
    ENTRY_N_ROWS,
    ENTRY_ROWS_HASH,
    ENTRY_DIGEST,
    ENTRY_ENTITY,
    ENTRY_RECORD
};
/* The leaf of an entry: the hash of its bytes as RFC 9162 has it, 2.1.1. */
struct hash leaf_of_entry(const struct value *row);
/* SHA-256 of the same bytes, as the journal keeps it. */
struct hash digest_of_entry(const struct value *row);

/* Columns of head_last and heads_after; seq is that of the last leaf. */
enum head_column {
    HEAD_SIZE,
    HEAD_INSTANT,
    HEAD_ROOT,
    HEAD_FRONTIER,
    HEAD_SIGNER,
    HEAD_SIGNATURE,
    HEAD_SEQ
};
/* False if the row cannot be a head. Views point into the row. */
bool head_of_row(const struct value *row, struct head *out);

#endif
