/*
 * test_keyring.c -- the key file: made once, read back, rotated; signatures and wrapped keys.
 */
#include "app/keyring.h"
#include "base/date.h"
#include "t.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

static const int64_t instant = 1150767000000000; /* 2006-06-20T09:30:00+08:00 */

static struct str path_here(void)
{
    return str_fmt(t_arena(), "%s/ponan.keys", t_folder());
}

static struct keyring *made(void)
{
    struct keyring *k = NULL;
    struct fail why = {0};
    REQUIRE(keyring_create(&os_real, path_here(), instant, &why) == OK);
    REQUIRE(keyring_open(&os_real, path_here(), &k, &why) == OK);
    return k;
}

static struct str file_text(void)
{
    struct str text = S("");
    struct fail why = {0};
    REQUIRE(os_real.read_file(NULL, t_arena(), path_here().s, MIB, &text, &why) == OK);
    return text;
}

static void put_file(struct str text)
{
    struct fail why = {0};
    REQUIRE(os_real.write_file(NULL, path_here().s, text, 0600, &why) == OK);
}

static enum err open_err(struct fail *why)
{
    struct keyring *k = NULL;
    enum err err = keyring_open(&os_real, path_here(), &k, why);
    if (err == OK)
        keyring_close(k);
    return err;
}

TEST(the_key_file_is_for_its_owner_only_and_never_overwritten)
{
    struct keyring *k = made();
    struct stat st = {0};
    REQUIRE(stat(path_here().s, &st) == 0);
    CHECK_INT(st.st_mode & 0777, 0600);
    struct fail why = {0};
    CHECK_INT(keyring_create(&os_real, path_here(), instant, &why), ERR_CONFLICT);
    CHECK(str_starts(file_text(), S("ponan-keys 1\nsign ")));
    CHECK_HAS(file_text(), S(" 2006-06-20T09:30:00"));
    keyring_close(k);
}

TEST(a_key_file_that_others_can_read_is_refused_with_what_to_do)
{
    static const mode_t open_modes[] = {0640, 0604, 0644, 0660};
    keyring_close(made());
    for (ptrdiff_t i = 0; i < ARRAY_LEN(open_modes); i++) {
        struct fail why = {0};
        REQUIRE(chmod(path_here().s, open_modes[i]) == 0);
        CHECK_INT(open_err(&why), ERR_FORBIDDEN);
        CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("chmod 600"));
    }
    struct fail why = {0};
    REQUIRE(chmod(path_here().s, 0400) == 0);
    CHECK_INT(open_err(&why), OK);
}

TEST(a_missing_or_damaged_key_file_is_told_by_line)
{
    struct fail why = {0};
    CHECK_INT(open_err(&why), ERR_NOT_FOUND);
    keyring_close(made());
    struct str text = file_text();
    char *damaged = str_z(t_arena(), text);
    ptrdiff_t at = str_find(text, S("\nprotect ")) + 70; /* within the secret */
    damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
    put_file((struct str){damaged, text.len});
    CHECK_INT(open_err(&why), ERR_CORRUPT);
    CHECK_INT(why.message.id, MSG_app_keys_line);
    CHECK_INT(why.message.args[1].n, 3);
    put_file(str_sub(text, 0, str_find(text, S("\nprotect ")) + 1));
    CHECK_INT(open_err(&why), ERR_CORRUPT);
    CHECK_INT(why.message.id, MSG_app_keys_few);
    put_file(S("something else\n"));
    CHECK_INT(open_err(&why), ERR_CORRUPT);
    put_file(text);
    CHECK_INT(open_err(&why), OK);
}

TEST(a_signature_holds_for_its_bytes_and_key_only)
{
    struct keyring *k = made();
    unsigned char raw[SIGNATURE_LEN];
    REQUIRE(keyring_sign(k, keyring_signer(k, t_arena()), S("size 7"), raw));
    struct str signature = {(const char *)raw, SIGNATURE_LEN};
    struct str id = keyring_signer(k, t_arena());
    CHECK(keyring_verify(k, id, S("size 7"), signature));
    CHECK(!keyring_verify(k, id, S("size 8"), signature));
    CHECK(!keyring_verify(k, S("0123456789abcdef0123456789abcdef"), S("size 7"), signature));
    CHECK(!keyring_verify(k, id, S("size 7"), str_sub(signature, 0, 63)));
    raw[10] ^= 1;
    CHECK(!keyring_verify(k, id, S("size 7"), signature));
    keyring_close(k);
}

TEST(after_a_rotation_old_signatures_still_verify_and_the_old_secret_is_gone)
{
    struct keyring *k = made();
    unsigned char raw[SIGNATURE_LEN];
    struct str before = file_text();
    REQUIRE(keyring_sign(k, keyring_signer(k, t_arena()), S("old"), raw));
    struct str signature = {(const char *)raw, SIGNATURE_LEN};
    struct str old_id = keyring_signer(k, t_arena());
    struct str rest = S("");
    struct str line = str_cut(str_sub(before, 13, before.len), '\n', &rest);
    struct str secret = str_sub(line, line.len - 44, line.len);
    CHECK_HAS(before, secret);
    struct fail why = {0};
    CHECK_INT(keyring_rotate(k, instant + 1000000, &why), OK);
    CHECK(!str_eq(keyring_signer(k, t_arena()), old_id));
    CHECK(keyring_verify(k, old_id, S("old"), signature));
    CHECK(str_find(file_text(), secret) < 0);
    struct keyring *again = NULL;
    REQUIRE(keyring_open(&os_real, path_here(), &again, &why) == OK);
    CHECK_STR(keyring_signer(again, t_arena()), keyring_signer(k, t_arena()));
    CHECK(keyring_knows(again, old_id));
    CHECK(keyring_verify(again, old_id, S("old"), signature));
    keyring_close(again);
    keyring_close(k);
}

TEST(a_wrapped_key_opens_only_where_it_is_bound_and_under_its_own_ring)
{
    struct keyring *k = made();
    unsigned char secret[SECRET_LEN] = {1, 2, 3, 250};
    unsigned char got[SECRET_LEN] = {0};
    struct str wrapped = keyring_wrap(k, t_arena(), S("account 7"), secret);
    CHECK(keyring_unwrap(k, S("account 7"), wrapped, got));
    CHECK(memcmp(got, secret, SECRET_LEN) == 0);
    CHECK(!keyring_unwrap(k, S("account 8"), wrapped, got));
    CHECK(!keyring_unwrap(k, S("account 7"), str_sub(wrapped, 0, wrapped.len - 1), got));
    CHECK(!keyring_unwrap(k, S("account 7"), S(""), got));
    for (ptrdiff_t i = 0; i < wrapped.len; i++) {
        char *changed = str_z(t_arena(), (struct str){wrapped.s, wrapped.len});
        changed[i] = (char)(changed[i] ^ 1);
        CHECK(!keyring_unwrap(k, S("account 7"), (struct str){changed, wrapped.len}, got));
    }
    struct fail why = {0};
    CHECK_INT(keyring_rotate(k, instant, &why), OK);
    CHECK(keyring_unwrap(k, S("account 7"), wrapped, got));
    keyring_close(k);
    REQUIRE(os_real.remove_file(NULL, path_here().s, &why) == OK);
    struct keyring *other = made();
    CHECK(!keyring_unwrap(other, S("account 7"), wrapped, got));
    keyring_close(other);
}

TEST(two_seals_of_one_text_differ)
{
    unsigned char key[SECRET_LEN] = {9};
    struct str a = aead_seal(&os_real, t_arena(), key, S("x"), S("13800000000"));
    struct str b = aead_seal(&os_real, t_arena(), key, S("x"), S("13800000000"));
    struct str clear = S("");
    CHECK(!str_eq(a, b));
    CHECK(str_find(a, S("13800000000")) < 0);
    CHECK(aead_open(t_arena(), key, S("x"), a, &clear));
    CHECK_STR(clear, S("13800000000"));
    CHECK(!aead_open(t_arena(), key, S("y"), a, &clear));
}

TEST(a_database_has_its_keys_beside_it_unless_told_otherwise)
{
    CHECK_STR(keyring_path(t_arena(), S("/var/lib/ponan"), S("")), S("/var/lib/ponan/ponan.keys"));
    CHECK_STR(keyring_path(t_arena(), S("postgresql://db/county"), S("")), S("ponan.keys"));
    CHECK_STR(keyring_path(t_arena(), S("/var/lib/ponan"), S("/etc/ponan/keys")),
              S("/etc/ponan/keys"));
}

/* --- a file that changes under a program that runs ---------------------------------------------
 */

TEST(a_ring_reads_its_file_again_after_another_program_has_rotated_it)
{
    struct keyring *k = made();
    struct keyring *other = NULL;
    unsigned char secret[SECRET_LEN] = {7};
    unsigned char got[SECRET_LEN] = {0};
    unsigned char raw[SIGNATURE_LEN];
    struct fail why = {0};
    struct str old = keyring_signer(k, t_arena());
    struct str wrapped = keyring_wrap(k, t_arena(), S("account 7"), secret);
    struct hash mark = keyring_mark(k, S("first run"));
    CHECK(!keyring_is_changed(k));
    REQUIRE(keyring_open(&os_real, path_here(), &other, &why) == OK);
    REQUIRE(keyring_rotate(other, instant + 1000000, &why) == OK);
    CHECK(keyring_is_changed(k));
    CHECK_STR(keyring_signer(k, t_arena()), old); /* not before it is told to */
    CHECK_INT(keyring_refresh(k, &why), OK);
    CHECK(!keyring_is_changed(k));
    CHECK_STR(keyring_signer(k, t_arena()), keyring_signer(other, t_arena()));
    CHECK(keyring_knows(k, old));
    CHECK(!keyring_sign(k, old, S("head"), raw)); /* its secret is gone */
    CHECK(keyring_unwrap(k, S("account 7"), wrapped, got));
    CHECK(memcmp(got, secret, SECRET_LEN) == 0);
    struct hash again = keyring_mark(k, S("first run"));
    CHECK(hash_eq(&mark, &again));
    keyring_close(other);
    keyring_close(k);
}

TEST(a_rotation_goes_on_from_the_file_as_it_is_now)
{
    struct keyring *k = made();
    struct keyring *other = NULL;
    struct fail why = {0};
    REQUIRE(keyring_open(&os_real, path_here(), &other, &why) == OK);
    REQUIRE(keyring_rotate(other, instant + 1000000, &why) == OK);
    CHECK_INT(keyring_rotate(k, instant + 2000000, &why), OK);
    CHECK(keyring_knows(k, keyring_signer(other, t_arena()))); /* the other's was not lost */
    keyring_close(other);
    keyring_close(k);
}

struct user {
    struct keyring *k;
    struct str wrapped;
    pthread_t thread;
    atomic_bool *must_stop;
    int n_used, n_failed;
};

/* As requests and the sealer use a ring: sign, verify, unwrap. */
static void *use_ring(void *ctx)
{
    struct user *u = ctx;
    struct arena a;
    unsigned char secret[SECRET_LEN];
    unsigned char raw[SIGNATURE_LEN];
    arena_init(&a, MIB);
    while (!atomic_load(u->must_stop)) {
        struct str signer = keyring_signer(u->k, &a);
        bool is_signed = keyring_sign(u->k, signer, S("head"), raw);
        struct str signature = {(const char *)raw, SIGNATURE_LEN};
        u->n_failed += is_signed && !keyring_verify(u->k, signer, S("head"), signature);
        u->n_failed += !keyring_unwrap(u->k, S("account 7"), u->wrapped, secret);
        u->n_used += is_signed;
        arena_reset(&a);
    }
    arena_done(&a);
    return NULL;
}

TEST(a_ring_is_used_by_threads_while_it_is_read_again)
{
    enum { THREADS = 3, ROTATIONS = 20 };
    struct keyring *k = made();
    struct keyring *other = NULL;
    unsigned char secret[SECRET_LEN] = {7};
    atomic_bool must_stop = false;
    struct user users[THREADS];
    struct fail why = {0};
    struct str wrapped = keyring_wrap(k, t_arena(), S("account 7"), secret);
    REQUIRE(keyring_open(&os_real, path_here(), &other, &why) == OK);
    for (int i = 0; i < THREADS; i++) {
        users[i] = (struct user){.k = k, .wrapped = wrapped, .must_stop = &must_stop};
        REQUIRE(pthread_create(&users[i].thread, NULL, use_ring, &users[i]) == 0);
    }
    for (int i = 0; i < ROTATIONS; i++) {
        CHECK_INT(keyring_rotate(other, instant + i, &why), OK);
        CHECK_INT(keyring_refresh(k, &why), OK);
    }
    atomic_store(&must_stop, true);
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(users[i].thread, NULL);
        CHECK(users[i].n_used > 0);
        CHECK_INT(users[i].n_failed, 0);
    }
    CHECK_STR(keyring_signer(k, t_arena()), keyring_signer(other, t_arena()));
    keyring_close(other);
    keyring_close(k);
}

struct rotator {
    struct keyring *k;
    pthread_t thread;
    int n_failed;
};
enum { ROTATORS = 4, ROTATIONS_EACH = 8 };

static void *rotate_often(void *ctx)
{
    struct rotator *r = ctx;
    struct fail why = {0};
    for (int i = 0; i < ROTATIONS_EACH; i++)
        r->n_failed += keyring_rotate(r->k, instant + i, &why) != OK;
    return NULL;
}

static int lines_of_file(void)
{
    struct fail why = {0};
    struct str bytes = S("");
    int n = 0;
    REQUIRE(os_real.read_file(NULL, t_arena(), path_here().s, 64 * KIB, &bytes, &why) == OK);
    for (ptrdiff_t i = 0; i < bytes.len; i++)
        n += bytes.s[i] == '\n';
    return n;
}

/* Each has a ring of its own, as several programs have. */
TEST(rotations_at_one_time_all_stand_in_the_file)
{
    struct keyring *k = made();
    struct rotator rotators[ROTATORS] = {0};
    struct fail why = {0};
    int before = lines_of_file();
    for (int i = 0; i < ROTATORS; i++) {
        REQUIRE(keyring_open(&os_real, path_here(), &rotators[i].k, &why) == OK);
        REQUIRE(pthread_create(&rotators[i].thread, NULL, rotate_often, &rotators[i]) == 0);
    }
    for (int i = 0; i < ROTATORS; i++) {
        (void)pthread_join(rotators[i].thread, NULL);
        CHECK_INT(rotators[i].n_failed, 0);
        keyring_close(rotators[i].k);
    }
    CHECK_INT(lines_of_file(), before + ROTATORS * ROTATIONS_EACH);
    keyring_close(k);
}

/* What may come to stand in the file's place. */
enum bad_file { BAD_GONE, BAD_OPEN, BAD_EMPTY, BAD_CUT, BAD_OTHER, BAD_COUNT };

static void spoil(enum bad_file how, struct str good)
{
    struct fail why = {0};
    REQUIRE(os_real.remove_file(NULL, path_here().s, &why) == OK);
    switch (how) {
    case BAD_OPEN:
        put_file(good);
        REQUIRE(chmod(path_here().s, 0644) == 0);
        return;
    case BAD_EMPTY: put_file(S("")); return;
    case BAD_CUT: put_file(str_sub(good, 0, good.len / 2)); return;
    case BAD_OTHER: keyring_close(made()); return; /* well-formed, of another installation */
    case BAD_GONE:
    case BAD_COUNT: return;
    }
}

TEST(a_bad_key_file_is_refused_and_the_keys_before_stay_in_use)
{
    static const enum err refusals[BAD_COUNT] = {
        [BAD_GONE] = ERR_NOT_FOUND, [BAD_OPEN] = ERR_FORBIDDEN, [BAD_EMPTY] = ERR_CORRUPT,
        [BAD_CUT] = ERR_CORRUPT,    [BAD_OTHER] = ERR_CONFLICT,
    };
    struct keyring *k = made();
    struct str good = file_text();
    struct str signer = keyring_signer(k, t_arena());
    unsigned char secret[SECRET_LEN] = {7};
    unsigned char raw[SIGNATURE_LEN];
    struct str wrapped = keyring_wrap(k, t_arena(), S("account 7"), secret);
    for (int how = 0; how < BAD_COUNT; how++) {
        struct fail why = {0};
        spoil((enum bad_file)how, good);
        CHECK_INT(keyring_refresh(k, &why), refusals[how]);
        CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), path_here());
        CHECK_INT(keyring_rotate(k, instant, &why), refusals[how]); /* it would be overwritten */
        CHECK(keyring_is_changed(k));                               /* and is looked at again */
        CHECK(keyring_sign(k, signer, S("head"), raw));
        CHECK(keyring_unwrap(k, S("account 7"), wrapped, secret));
        put_file(good);
        CHECK_INT(keyring_refresh(k, &why), OK);
        CHECK_STR(keyring_signer(k, t_arena()), signer);
    }
    keyring_close(k);
}
