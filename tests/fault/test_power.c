/*
 * test_power.c -- the power goes at every sync point of a scripted day.
 *
 * PONAN_SOAK, a number, makes the day longer and is the number of seeds for what a disk may leave
 * of writes that were not synced (tools/soak.sh).
 */
#include "fault/script.h"
#include "t.h"

enum { QUICK_SEEDS = 1, QUICK_STEP = 4, SOAK_ROUNDS = 2, SHOWN = 3 };

static int64_t soak_seeds(void)
{
    const char *set = getenv("PONAN_SOAK"); // NOLINT(concurrency-mt-unsafe)
    int64_t n = 0;
    return set && str_digits(str_of(set), &n) ? n : 0;
}

static int rounds(void)
{
    return soak_seeds() > 0 ? SOAK_ROUNDS : 1;
}

/* At every step-th sync point, and after the last event: how many cuts lose something. */
static int cut_every(int step, const struct disk_cut *how, bool is_loss_told, int *out_cuts)
{
    int n_losses = 0;
    int n_syncs = 0;
    for (int at = 0; at <= disk_events(); at++) {
        struct disk_cut cut = *how;
        if (at < disk_events() && (!disk_is_sync(at) || n_syncs++ % step != 0))
            continue;
        cut.at = at;
        cut.seed = how->seed * 1000003U + (uint64_t)at;
        struct str verdict = script_verdict(&cut);
        ++*out_cuts;
        if (verdict.len == 0)
            continue;
        n_losses++;
        if (is_loss_told && n_losses <= SHOWN)
            t_differs(__FILE__, __LINE__, "cut at event %d of %d, seed %" PRIu64 ": %.*s", at,
                      disk_events(), cut.seed, STR_ARG(verdict));
    }
    return n_losses;
}

static int cut_everywhere(const struct disk_cut *how, bool is_loss_told, int *out_cuts)
{
    return cut_every(1, how, is_loss_told, out_cuts);
}

TEST(a_power_cut_at_any_sync_point_loses_nothing_that_was_told)
{
    int n_cuts = 0;
    script_run(NULL, rounds());
    CHECK_INT(cut_everywhere(&(struct disk_cut){.left = DISK_FORGETS}, true, &n_cuts), 0);
    CHECK(n_cuts > 30); /* there were syncs to be cut at */
}

TEST(torn_and_reordered_writes_lose_nothing_that_was_told)
{
    int64_t n_seeds = soak_seeds() > 0 ? soak_seeds() : QUICK_SEEDS;
    int step = soak_seeds() > 0 ? 1 : QUICK_STEP;
    script_run(NULL, rounds());
    for (int64_t seed = 0; seed < n_seeds; seed++)
        for (enum disk_left left = DISK_TEARS; left < DISK_LEFT_COUNT;
             left = (enum disk_left)(left + 1)) {
            int n_cuts = 0;
            struct disk_cut how = {.left = left, .seed = (uint64_t)seed};
            CHECK_INT(cut_every(step, &how, true, &n_cuts), 0);
        }
}

/* --- the same where it must find a loss --------------------------------------------------------
 */

static enum err connect_without_sync(const struct os *os, struct str where, bool writable,
                                     struct connection **out, struct fail *why)
{
    enum err err = driver_sqlite.connect(os, where, writable, out, why);
    return err == OK ? driver_sqlite.script(*out, S("PRAGMA synchronous = OFF"), why) : err;
}

TEST(a_database_that_does_not_sync_is_found_out)
{
    struct driver careless = driver_sqlite;
    int n_cuts = 0;
    careless.connect = connect_without_sync;
    script_run(&careless, 1);
    CHECK(cut_every(QUICK_STEP, &(struct disk_cut){.left = DISK_FORGETS}, false, &n_cuts) > 0);
}

TEST(a_disk_that_only_says_it_has_synced_is_found_out)
{
    static const enum disk_lie lies[] = {DISK_NO_FILE_SYNC, DISK_NO_FOLDER_SYNC};
    script_run(NULL, 1);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(lies); i++) {
        int n_cuts = 0;
        struct disk_cut how = {.left = DISK_FORGETS, .lie = lies[i]};
        CHECK(cut_every(QUICK_STEP, &how, false, &n_cuts) > 0);
    }
}
