/*
 * The tree of eight leaves that Certificate Transparency's implementations share
 * (google/certificate-transparency, merkletree tests), and properties over all small trees.
 */
#include "core/merkle.h"
#include "t.h"

enum { N = 8, N_ALL = 70 };

static struct hash hash_in(const char *hex)
{
    struct str bytes = S("");
    REQUIRE(hex_parse(t_arena(), str_of(hex), &bytes) && bytes.len == HASH_LEN);
    struct hash h = {0};
    memcpy(h.b, bytes.s, HASH_LEN);
    return h;
}

static void check_hash(struct hash got, const char *want)
{
    CHECK_STR(hex_of(t_arena(), (struct str){(const char *)got.b, HASH_LEN}), str_of(want));
}

static void ct_leaves(struct hash leaves[N])
{
    static const char *const inputs[N] = {
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    };
    for (int i = 0; i < N; i++) {
        struct str bytes = S("");
        REQUIRE(hex_parse(t_arena(), str_of(inputs[i]), &bytes));
        leaves[i] = merkle_leaf(HASH_SHA256, bytes);
    }
}

TEST(trees_of_one_to_eight_leaves_have_the_published_roots)
{
    static const char *const roots[N] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    struct hash leaves[N] = {0};
    struct merkle m = {0};
    ct_leaves(leaves);
    merkle_init(&m, HASH_SHA256);
    for (int i = 0; i < N; i++) {
        merkle_add(&m, &leaves[i]);
        check_hash(merkle_root(&m), roots[i]);
        check_hash(merkle_root_of(HASH_SHA256, leaves, i + 1), roots[i]);
    }
}

TEST(an_empty_tree_has_the_hash_of_nothing)
{
    struct merkle m = {0};
    merkle_init(&m, HASH_SHA256);
    check_hash(merkle_root(&m), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void check_proof(const struct merkle_proof *proof, const char *const want[], int n)
{
    CHECK_INT(proof->n, n);
    for (int i = 0; i < n && i < proof->n; i++)
        check_hash(proof->hash[i], want[i]);
}

TEST(inclusion_proofs_are_the_published_ones)
{
    static const char *const first_of_8[] = {
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    };
    static const char *const sixth_of_8[] = {
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    };
    static const char *const third_of_3[] = {
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    };
    static const char *const second_of_5[] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    };
    struct hash leaves[N] = {0};
    struct merkle_proof proof = {0};
    ct_leaves(leaves);
    merkle_inclusion(HASH_SHA256, leaves, 8, 0, &proof);
    check_proof(&proof, first_of_8, 3);
    merkle_inclusion(HASH_SHA256, leaves, 8, 5, &proof);
    check_proof(&proof, sixth_of_8, 3);
    merkle_inclusion(HASH_SHA256, leaves, 3, 2, &proof);
    check_proof(&proof, third_of_3, 1);
    merkle_inclusion(HASH_SHA256, leaves, 5, 1, &proof);
    check_proof(&proof, second_of_5, 3);
    merkle_inclusion(HASH_SHA256, leaves, 1, 0, &proof);
    CHECK_INT(proof.n, 0);
}

TEST(consistency_proofs_are_the_published_ones)
{
    static const char *const from_1_to_8[] = {
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    };
    static const char *const from_6_to_8[] = {
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    };
    static const char *const from_2_to_5[] = {
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    };
    struct hash leaves[N] = {0};
    struct merkle_proof proof = {0};
    ct_leaves(leaves);
    merkle_consistency(HASH_SHA256, leaves, 8, 1, &proof);
    check_proof(&proof, from_1_to_8, 3);
    merkle_consistency(HASH_SHA256, leaves, 8, 6, &proof);
    check_proof(&proof, from_6_to_8, 3);
    merkle_consistency(HASH_SHA256, leaves, 5, 2, &proof);
    check_proof(&proof, from_2_to_5, 2);
    merkle_consistency(HASH_SHA256, leaves, 8, 8, &proof);
    CHECK_INT(proof.n, 0);
}

static struct hash *many_leaves(enum hash_kind kind)
{
    struct hash *leaves = NEW(t_arena(), struct hash, N_ALL);
    for (int i = 0; i < N_ALL; i++)
        leaves[i] = merkle_leaf(kind, str_fmt(t_arena(), "entry %d", i));
    return leaves;
}

/* Every single change to a true statement must make it false. */
static void check_inclusion_is_tight(enum hash_kind kind, const struct hash *leaves, int64_t n,
                                     int64_t index)
{
    struct merkle_proof proof = {0};
    struct hash root = merkle_root_of(kind, leaves, n);
    merkle_inclusion(kind, leaves, n, index, &proof);
    CHECK(merkle_check_inclusion(kind, &leaves[index], index, n, &proof, &root));
    struct merkle_proof longer = proof;
    longer.hash[longer.n++] = root;
    CHECK(!merkle_check_inclusion(kind, &leaves[index], index, n, &longer, &root));
    if (n == 1)
        return;
    CHECK(!merkle_check_inclusion(kind, &leaves[(index + 1) % n], index, n, &proof, &root));
    CHECK(!merkle_check_inclusion(kind, &leaves[index], (index + 1) % n, n, &proof, &root));
    CHECK(!merkle_check_inclusion(kind, &leaves[index], index, n, &proof, &leaves[index]));
    struct merkle_proof shorter = proof;
    shorter.n--;
    CHECK(!merkle_check_inclusion(kind, &leaves[index], index, n, &shorter, &root));
    struct merkle_proof changed = proof;
    changed.hash[index % proof.n].b[7] ^= 4;
    CHECK(!merkle_check_inclusion(kind, &leaves[index], index, n, &changed, &root));
}

TEST(an_inclusion_proof_holds_for_its_leaf_alone)
{
    const struct hash *leaves = many_leaves(HASH_SHA256);
    for (int64_t n = 1; n <= N_ALL; n += n < 20 ? 1 : 7)
        for (int64_t index = 0; index < n; index++)
            check_inclusion_is_tight(HASH_SHA256, leaves, n, index);
    check_inclusion_is_tight(HASH_SM3, many_leaves(HASH_SM3), 11, 6);
}

static void check_consistency_is_tight(enum hash_kind kind, const struct hash *leaves, int64_t n,
                                       int64_t n_old)
{
    struct merkle_proof proof = {0};
    struct merkle_head old_head = {n_old, merkle_root_of(kind, leaves, n_old)};
    struct merkle_head new_head = {n, merkle_root_of(kind, leaves, n)};
    merkle_consistency(kind, leaves, n, n_old, &proof);
    CHECK(merkle_check_consistency(kind, &old_head, &new_head, &proof));
    struct merkle_proof longer = proof;
    longer.hash[longer.n++] = new_head.root;
    CHECK(!merkle_check_consistency(kind, &old_head, &new_head, &longer));
    struct merkle_head forged = old_head;
    forged.root.b[0] ^= 1;
    CHECK(!merkle_check_consistency(kind, &forged, &new_head, &proof));
    forged = new_head;
    forged.root.b[31] ^= 128;
    CHECK(!merkle_check_consistency(kind, &old_head, &forged, &proof));
    if (proof.n == 0)
        return;
    struct merkle_proof shorter = proof;
    shorter.n--;
    CHECK(!merkle_check_consistency(kind, &old_head, &new_head, &shorter));
    struct merkle_proof changed = proof;
    changed.hash[n_old % proof.n].b[9] ^= 2;
    CHECK(!merkle_check_consistency(kind, &old_head, &new_head, &changed));
}

TEST(a_consistency_proof_holds_for_its_two_heads_alone)
{
    const struct hash *leaves = many_leaves(HASH_SHA256);
    for (int64_t n = 1; n <= N_ALL; n += n < 20 ? 1 : 7)
        for (int64_t n_old = 1; n_old <= n; n_old++)
            check_consistency_is_tight(HASH_SHA256, leaves, n, n_old);
    check_consistency_is_tight(HASH_SM3, many_leaves(HASH_SM3), 11, 6);
}

TEST(statements_about_no_tree_are_refused)
{
    struct merkle_proof none = {0};
    struct hash h = hash_of(HASH_SM3, S(""));
    struct merkle_head empty = {0, h};
    struct merkle_head one = {1, h};
    struct merkle_head three = {3, h};
    struct merkle_head four = {4, h};
    CHECK(!merkle_check_inclusion(HASH_SM3, &h, -1, 1, &none, &h));
    CHECK(!merkle_check_inclusion(HASH_SM3, &h, 1, 1, &none, &h));
    CHECK(!merkle_check_inclusion(HASH_SM3, &h, 0, 0, &none, &h));
    CHECK(!merkle_check_consistency(HASH_SM3, &empty, &one, &none));
    CHECK(!merkle_check_consistency(HASH_SM3, &three, &one, &none)); /* shrunk */
    CHECK(!merkle_check_consistency(HASH_SM3, &three, &four, &none));
    struct merkle_proof endless = {.n = MERKLE_DEPTH + 1};
    CHECK(!merkle_check_inclusion(HASH_SM3, &h, 0, 1, &endless, &h));
    CHECK(!merkle_check_consistency(HASH_SM3, &one, &four, &endless));
}

TEST(a_tree_is_resumed_from_its_peaks)
{
    const struct hash *leaves = many_leaves(HASH_SM3);
    struct merkle whole = {0};
    merkle_init(&whole, HASH_SM3);
    for (int64_t n = 0; n < N_ALL; n++) {
        struct merkle again = {0};
        REQUIRE(merkle_resume(&again, HASH_SM3, n, whole.peak, whole.peaks));
        merkle_add(&again, &leaves[n]);
        merkle_add(&whole, &leaves[n]);
        struct hash a = merkle_root(&again);
        struct hash b = merkle_root(&whole);
        struct hash c = merkle_root_of(HASH_SM3, leaves, n + 1);
        CHECK(hash_eq(&a, &b) && hash_eq(&b, &c));
    }
    struct merkle m = {0};
    CHECK(!merkle_resume(&m, HASH_SM3, 3, leaves, 1));
    CHECK(!merkle_resume(&m, HASH_SM3, 0, leaves, 1));
    CHECK(!merkle_resume(&m, HASH_SM3, -1, leaves, 64));
    CHECK(!merkle_resume(&m, HASH_SM3, INT64_MAX, leaves, 63));
}

TEST(leaf_and_node_hashes_cannot_be_confused)
{
    struct hash left = hash_in("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    struct hash right = hash_in("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
    struct buf b = buf_on(t_arena(), 64);
    buf_add(&b, (struct str){(const char *)left.b, HASH_LEN});
    buf_add(&b, (struct str){(const char *)right.b, HASH_LEN});
    struct hash leaf = merkle_leaf(HASH_SHA256, buf_str(&b));
    struct hash node = merkle_node(HASH_SHA256, &left, &right);
    CHECK(!hash_eq(&leaf, &node));
    check_hash(node, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}
