/*
 * merkle.c -- the hash tree of RFC 9162, section 2.1.
 */
#include "core/merkle.h"

static struct str bytes_of(const struct hash *h)
{
    return (struct str){(const char *)h->b, HASH_LEN};
}

struct hash merkle_leaf(enum hash_kind kind, struct str bytes)
{
    struct hasher h = {0};
    hasher_init(&h, kind);
    hasher_add(&h, S("\x00"));
    hasher_add(&h, bytes);
    return hasher_done(&h);
}

struct hash merkle_node(enum hash_kind kind, const struct hash *left, const struct hash *right)
{
    struct hasher h = {0};
    hasher_init(&h, kind);
    hasher_add(&h, S("\x01"));
    hasher_add(&h, bytes_of(left));
    hasher_add(&h, bytes_of(right));
    return hasher_done(&h);
}

void merkle_init(struct merkle *m, enum hash_kind kind)
{
    *m = (struct merkle){.kind = kind};
}

bool merkle_resume(struct merkle *m, enum hash_kind kind, int64_t n, const struct hash *peaks,
                   int64_t n_peaks)
{
    if (n < 0 || n >= (int64_t)1 << MERKLE_DEPTH ||
        n_peaks != __builtin_popcountll((unsigned long long)n))
        return false;
    *m = (struct merkle){.kind = kind, .n = n, .peaks = n_peaks};
    for (int64_t i = 0; i < n_peaks; i++)
        m->peak[i] = peaks[i];
    return true;
}

void merkle_add(struct merkle *m, const struct hash *leaf)
{
    assert(m->n < ((int64_t)1 << MERKLE_DEPTH) - 1);
    struct hash subtree = *leaf;
    /* As when 1 is added to n: each bit that is set carries, and its peak goes into the next. */
    for (int64_t bits = m->n; bits % 2 == 1; bits /= 2)
        subtree = merkle_node(m->kind, &m->peak[--m->peaks], &subtree);
    m->peak[m->peaks++] = subtree;
    m->n++;
}

struct hash merkle_root(const struct merkle *m)
{
    if (m->n == 0)
        return hash_of(m->kind, S(""));
    struct hash root = m->peak[m->peaks - 1];
    for (int64_t i = m->peaks - 2; i >= 0; i--)
        root = merkle_node(m->kind, &m->peak[i], &root);
    return root;
}

struct hash merkle_root_of(enum hash_kind kind, const struct hash *leaves, int64_t n)
{
    struct merkle m = {0};
    merkle_init(&m, kind);
    for (int64_t i = 0; i < n; i++)
        merkle_add(&m, &leaves[i]);
    return merkle_root(&m);
}

/* How many leaves the left subtree of a tree of n > 1 has: the largest power of two below n. */
static int64_t left_of(int64_t n)
{
    int64_t k = 1;
    while (k * 2 < n)
        k *= 2;
    return k;
}

/* Proofs are found from the root down and kept from the leaf up. */
static void turn(struct merkle_proof *p)
{
    for (int64_t i = 0; i < p->n / 2; i++) {
        struct hash kept = p->hash[i];
        p->hash[i] = p->hash[p->n - 1 - i];
        p->hash[p->n - 1 - i] = kept;
    }
}

static void proof_add(struct merkle_proof *p, enum hash_kind kind, const struct hash *leaves,
                      int64_t n)
{
    assert(p->n < MERKLE_DEPTH);
    p->hash[p->n++] = merkle_root_of(kind, leaves, n);
}

/* RFC 9162, 2.1.3.1: PATH. */
void merkle_inclusion(enum hash_kind kind, const struct hash *leaves, int64_t n, int64_t index,
                      struct merkle_proof *out)
{
    assert(index >= 0 && index < n);
    *out = (struct merkle_proof){0};
    while (n > 1) {
        int64_t k = left_of(n);
        if (index < k) {
            proof_add(out, kind, leaves + k, n - k);
            n = k;
        } else {
            proof_add(out, kind, leaves, k);
            leaves += k;
            index -= k;
            n -= k;
        }
    }
    turn(out);
}

/* Where a proof's next hash stands: the numbers of the node and of the last node in its row. */
struct place {
    int64_t node, last;
};

static bool is_right(struct place at)
{
    return at.node % 2 == 1 || at.node == at.last;
}

/* To the row above. A last node without a sibling goes up until it is a right one. */
static void go_up(struct place *at)
{
    while (at->node % 2 == 0 && at->node == at->last && at->node > 0) {
        at->node /= 2;
        at->last /= 2;
    }
    at->node /= 2;
    at->last /= 2;
}

/* RFC 9162, 2.1.3.2. */
bool merkle_check_inclusion(enum hash_kind kind, const struct hash *leaf, int64_t index, int64_t n,
                            const struct merkle_proof *proof, const struct hash *root)
{
    if (index < 0 || index >= n || proof->n > MERKLE_DEPTH)
        return false;
    struct place at = {index, n - 1};
    struct hash got = *leaf;
    for (int64_t i = 0; i < proof->n; i++) {
        const struct hash *next = &proof->hash[i];
        if (at.last == 0)
            return false;
        got = is_right(at) ? merkle_node(kind, next, &got) : merkle_node(kind, &got, next);
        go_up(&at);
    }
    return at.last == 0 && hash_eq(&got, root);
}

/* RFC 9162, 2.1.4.1: SUBPROOF. */
void merkle_consistency(enum hash_kind kind, const struct hash *leaves, int64_t n, int64_t n_old,
                        struct merkle_proof *out)
{
    assert(n_old > 0 && n_old <= n);
    *out = (struct merkle_proof){0};
    bool is_whole = true; /* the old tree is a subtree of the new one, so its root is known */
    while (n_old < n) {
        int64_t k = left_of(n);
        if (n_old <= k) {
            proof_add(out, kind, leaves + k, n - k);
            n = k;
        } else {
            proof_add(out, kind, leaves, k);
            leaves += k;
            n_old -= k;
            n -= k;
            is_whole = false;
        }
    }
    if (!is_whole)
        proof_add(out, kind, leaves, n);
    turn(out);
}

/* RFC 9162, 2.1.4.2. */
bool merkle_check_consistency(enum hash_kind kind, const struct merkle_head *old_head,
                              const struct merkle_head *new_head, const struct merkle_proof *proof)
{
    if (old_head->n < 1 || old_head->n > new_head->n || proof->n > MERKLE_DEPTH)
        return false;
    if (old_head->n == new_head->n)
        return proof->n == 0 && hash_eq(&old_head->root, &new_head->root);
    /* A perfect old tree is a node of the new one, and its root is not repeated in the proof. */
    bool is_perfect = (old_head->n & (old_head->n - 1)) == 0;
    if (!is_perfect && proof->n == 0)
        return false;
    struct hash old_root = is_perfect ? old_head->root : proof->hash[0];
    struct hash new_root = old_root;
    struct place at = {old_head->n - 1, new_head->n - 1};
    for (; at.node % 2 == 1; at.node /= 2)
        at.last /= 2;
    for (int64_t i = is_perfect ? 0 : 1; i < proof->n; i++) {
        const struct hash *next = &proof->hash[i];
        if (at.last == 0)
            return false;
        if (is_right(at)) {
            old_root = merkle_node(kind, next, &old_root);
            new_root = merkle_node(kind, next, &new_root);
        } else {
            new_root = merkle_node(kind, &new_root, next);
        }
        go_up(&at);
    }
    return at.last == 0 && hash_eq(&old_root, &old_head->root) &&
           hash_eq(&new_root, &new_head->root);
}
