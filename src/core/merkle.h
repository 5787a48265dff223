/*
 * merkle.h -- the hash tree of RFC 9162, section 2.1, over SHA-256 or SM3.
 *
 * A leaf's hash is H(0x00 || bytes), a node's H(0x01 || left || right), an empty tree's H(""). A
 * frontier holds the roots of the perfect subtrees, largest first, one for each bit of n: enough to
 * add leaves and to know the root, whatever came before.
 */
#ifndef CORE_MERKLE_H
#define CORE_MERKLE_H

#include "base/hash.h"

enum { MERKLE_DEPTH = 62 }; /* peaks and proofs are never longer */

struct hash merkle_leaf(enum hash_kind kind, struct str bytes);
struct hash merkle_node(enum hash_kind kind, const struct hash *left, const struct hash *right);

struct merkle {
    enum hash_kind kind;
    int64_t n;     /* leaves so far */
    int64_t peaks; /* bits set in n */
    struct hash peak[MERKLE_DEPTH];
};

void merkle_init(struct merkle *m, enum hash_kind kind);
/* Resumes from stored peaks. False if their number does not fit n. */
bool merkle_resume(struct merkle *m, enum hash_kind kind, int64_t n, const struct hash *peaks,
                   int64_t n_peaks);
void merkle_add(struct merkle *m, const struct hash *leaf);
struct hash merkle_root(const struct merkle *m);

/* The root of n leaf hashes. */
struct hash merkle_root_of(enum hash_kind kind, const struct hash *leaves, int64_t n);

struct merkle_proof {
    int64_t n;
    struct hash hash[MERKLE_DEPTH];
};

/* That leaf `index` is in the tree of n leaves. 0 <= index < n. */
void merkle_inclusion(enum hash_kind kind, const struct hash *leaves, int64_t n, int64_t index,
                      struct merkle_proof *out);
bool merkle_check_inclusion(enum hash_kind kind, const struct hash *leaf, int64_t index, int64_t n,
                            const struct merkle_proof *proof, const struct hash *root);

/* That the tree of n leaves goes on from that of n_old. 0 < n_old <= n. */
void merkle_consistency(enum hash_kind kind, const struct hash *leaves, int64_t n, int64_t n_old,
                        struct merkle_proof *out);
/* A head: how many leaves, and their root. */
struct merkle_head {
    int64_t n;
    struct hash root;
};
bool merkle_check_consistency(enum hash_kind kind, const struct merkle_head *old_head,
                              const struct merkle_head *new_head, const struct merkle_proof *proof);

#endif
