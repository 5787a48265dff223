/*
 * test_small.c -- the small things the rest stands on: maps, packed values, the turnstile.
 */
#include "app/map.h"
#include "app/pack.h"
#include "app/turnstile.h"
#include "t.h"

#include <stdlib.h>
#include <string.h>

TEST(a_map_finds_every_key_it_was_given_and_no_other)
{
    enum { KEYS = 5000 };
    struct map m = map_on(t_arena());
    CHECK(!map_find(&m, S("")));
    for (int64_t i = 0; i < KEYS; i++)
        *map_at(&m, str_fmt(t_arena(), "key %d", (int)i)) = i + 1;
    *map_at(&m, S("")) = 7;
    CHECK_INT(m.n, KEYS + 1);
    for (int64_t i = 0; i < KEYS; i++) {
        const int64_t *at = map_find(&m, str_fmt(t_arena(), "key %d", (int)i));
        REQUIRE(at);
        CHECK_INT(*at, i + 1);
    }
    CHECK_INT(*map_find(&m, S("")), 7);
    CHECK(!map_find(&m, S("key 5000")));
    *map_at_id(&m, -5) = 1;
    CHECK(map_find_id(&m, -5) && !map_find_id(&m, 5));
}

TEST(what_is_packed_is_unpacked_as_it_was)
{
    static const int64_t numbers[] = {0, 1, -1, 63, 64, -64, -65, 1000000, INT64_MAX, INT64_MIN};
    struct buf b = buf_on(t_arena(), 64 * KIB);
    struct value values[] = {VALUE_OF_NULL, VALUE_OF_INT(-230), VALUE_OF_TEXT(S("安吉")),
                             VALUE_OF_BLOB(S("\1\2"))};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(numbers); i++)
        pack_int(&b, numbers[i]);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(values); i++)
        pack_value(&b, &values[i]);
    struct unpack u = {.a = t_arena(), .rest = buf_str(&b)};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(numbers); i++)
        CHECK_INT(unpack_int(&u), numbers[i]);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(values); i++) {
        struct value v = unpack_value(&u);
        CHECK(value_eq(&v, &values[i]));
    }
    CHECK(!u.failed);
    CHECK_INT(u.rest.len, 0);
}

TEST(a_problem_is_packed_with_its_words)
{
    struct problems p = problems_on(t_arena());
    struct buf b = buf_on(t_arena(), 64 * KIB);
    PROBLEM(&p, S("parent"), S("closed"), MSG_problem_unit_closed, ARG_TEXT(S("递铺镇")),
            ARG_DATE(date_of(2014, 1, 1)));
    pack_problem(&b, &p.at[0]);
    struct unpack u = {.a = t_arena(), .rest = buf_str(&b)};
    struct problem back = unpack_problem(&u);
    CHECK(!u.failed);
    CHECK_STR(back.field, S("parent"));
    CHECK_STR(message_str(t_arena(), LANG_ZH, &back.message),
              message_str(t_arena(), LANG_ZH, &p.at[0].message));
}

TEST(bytes_that_are_cut_off_fail_and_stay_failed)
{
    struct buf b = buf_on(t_arena(), 64 * KIB);
    pack_str(&b, S("abcdef"));
    for (ptrdiff_t len = 0; len < b.len; len++) {
        struct unpack u = {.a = t_arena(), .rest = str_sub(buf_str(&b), 0, len)};
        (void)unpack_str(&u);
        CHECK(u.failed);
    }
}

struct crowd {
    struct turnstile t;
    int inside, most;
};

static void *pass(void *ctx)
{
    enum { TIMES = 200 };
    struct crowd *c = ctx;
    for (int i = 0; i < TIMES; i++) {
        if (!turnstile_enter(&c->t, 2, 100))
            continue;
        int n = __atomic_add_fetch(&c->inside, 1, __ATOMIC_SEQ_CST);
        int most = __atomic_load_n(&c->most, __ATOMIC_SEQ_CST);
        if (n > most)
            __atomic_store_n(&c->most, n, __ATOMIC_SEQ_CST);
        (void)__atomic_sub_fetch(&c->inside, 1, __ATOMIC_SEQ_CST);
        turnstile_leave(&c->t);
    }
    return NULL;
}

TEST(a_turnstile_lets_in_two_and_turns_away_who_may_not_wait)
{
    enum { THREADS = 8 };
    struct turnstile alone = {0};
    CHECK(turnstile_enter(&alone, 2, 0));
    CHECK(turnstile_enter(&alone, 2, 0));
    CHECK(!turnstile_enter(&alone, 2, 0));
    turnstile_leave(&alone);
    CHECK(turnstile_enter(&alone, 2, 0));
    struct crowd crowd = {0};
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        REQUIRE(pthread_create(&threads[i], NULL, pass, &crowd) == 0);
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    CHECK(crowd.most >= 1 && crowd.most <= 2);
    CHECK_INT(crowd.inside, 0);
}
