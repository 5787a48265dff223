#include "base/base.h"
#include "t.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#endif

TEST(memory_from_an_arena_is_zeroed_aligned_and_apart)
{
    struct arena a = {0};
    arena_init(&a, 4 * MIB);
    char *before = NULL;
    for (ptrdiff_t n = 1; n < 2000; n += 37) {
        char *p = NEW(&a, char, n);
        CHECK_INT((int64_t)((uintptr_t)p % _Alignof(max_align_t)), 0);
        for (ptrdiff_t i = 0; i < n; i++)
            REQUIRE(p[i] == 0);
        memset(p, 0xAA, (size_t)n);
        CHECK(p != before);
        before = p;
    }
    arena_done(&a);
    CHECK_INT(a.used, 0);
}

TEST(the_last_memory_handed_out_grows_where_it_lies)
{
    struct arena a = {0};
    arena_init(&a, 4 * MIB);
    char *first = arena_bytes(&a, 100);
    CHECK(arena_extend(&a, first, 100, 300));
    memset(first, 0xAA, 300);
    char *second = NEW(&a, char, 50); /* apart from it */
    CHECK(second >= first + 300);
    CHECK(!arena_extend(&a, first, 300, 400));     /* others came after it */
    CHECK(!arena_extend(&a, second, 50, 3 * MIB)); /* no room in the chunk */
    CHECK(arena_extend(&a, second, 50, 51));
    arena_done(&a);
}

TEST(a_reset_arena_gives_zeroed_memory_again)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    for (int round = 0; round < 3; round++) {
        char *small = NEW(&a, char, 100);
        char *large = NEW(&a, char, 6 * MIB); /* larger than a chunk that is kept */
        CHECK_INT(small[99], 0);
        CHECK_INT(large[6 * MIB - 1], 0);
        memset(small, 1, 100);
        memset(large, 1, 6 * MIB);
        arena_reset(&a);
        CHECK(a.used < MIB);
    }
    arena_done(&a);
    arena_reset(&a); /* an empty one may be reset too */
    CHECK_INT(a.used, 0);
}

TEST(a_reset_that_keeps_nothing_leaves_an_empty_arena)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    (void)NEW(&a, char, 6 * MIB);
    arena_reset(&a);
    CHECK_INT(a.used, 0);
    char *again = NEW(&a, char, 10);
    CHECK_INT(again[9], 0);
    arena_done(&a);
}

TEST(an_arena_stays_below_its_ceiling)
{
    struct arena a = {0};
    arena_init(&a, 100 * KIB);
    for (int i = 0; i < 90; i++)
        (void)NEW(&a, char, KIB);
    CHECK(a.used <= 100 * KIB);
    arena_done(&a);
}

/* Does this end a process of its own with abort()? */
static bool aborts(void (*act)(struct arena *a))
{
    pid_t child = fork();
    if (child == 0) {
        struct arena a = {0};
        arena_init(&a, 100 * KIB);
        (void)close(STDERR_FILENO);
        act(&a);
        _exit(0);
    }
    int status = 0;
    REQUIRE(child > 0 && waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void take_all(struct arena *a)
{
    (void)NEW(a, char, 50 * KIB);
    (void)NEW(a, char, 51 * KIB);
}

static void take_less(struct arena *a)
{
    (void)NEW(a, char, 50 * KIB);
    (void)NEW(a, char, 50 * KIB);
}

static void take_endless(struct arena *a)
{
    (void)arena_alloc(a, 16, PTRDIFF_MAX / 8);
}

static void take_less_than_nothing(struct arena *a)
{
    (void)arena_alloc(a, 1, -1);
}

TEST(asking_for_more_than_the_ceiling_stops_the_program)
{
    CHECK(!aborts(take_less));
    CHECK(aborts(take_all));
    CHECK(aborts(take_endless));
    CHECK(aborts(take_less_than_nothing));
}

TEST(memory_of_a_reset_arena_is_poisoned)
{
#ifdef HAVE_ASAN
    struct arena a = {0};
    arena_init(&a, MIB);
    char *p = NEW(&a, char, 10);
    CHECK(!__asan_address_is_poisoned(p));
    CHECK(!__asan_address_is_poisoned(p + 9));
    CHECK(__asan_address_is_poisoned(p + 10)); /* one past the end */
    arena_reset(&a);
    CHECK(__asan_address_is_poisoned(p));
    arena_done(&a);
#else
    t_skip("this build has no AddressSanitizer");
#endif
}
