#include "base/date.h"
#include "base/os.h"
#include "t.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct os *const os = &os_real;

static const char *in_folder(const char *name)
{
    return str_z(t_arena(), str_fmt(t_arena(), "%s/%s", t_folder(), name));
}

static enum err write_text(const char *path, struct str text, struct fail *why)
{
    return os->write_file(os->ctx, path, text, 0640, why);
}

static enum err read_text(const char *path, ptrdiff_t max, struct str *out, struct fail *why)
{
    return os->read_file(os->ctx, t_arena(), path, max, out, why);
}

TEST(a_written_file_reads_back_with_its_mode)
{
    const char *path = in_folder("a.txt");
    struct fail why = {0};
    struct str got = S("");
    CHECK(!os->exists(os->ctx, path));
    CHECK(write_text(path, S("first"), &why) == OK);
    CHECK(write_text(path, S("second"), &why) == OK);
    CHECK(os->exists(os->ctx, path));
    CHECK(read_text(path, 6, &got, &why) == OK);
    CHECK_STR(got, S("second"));
    struct stat st = {0};
    REQUIRE(stat(path, &st) == 0);
    CHECK_INT(st.st_mode & 0777, 0640);
    CHECK(write_text(path, S(""), &why) == OK);
    CHECK(read_text(path, 0, &got, &why) == OK);
    CHECK_STR(got, S(""));
}

TEST(a_large_file_is_read_whole_or_refused)
{
    const char *path = in_folder("large");
    struct fail why = {0};
    struct str got = S("untouched");
    char *bytes = NEW(t_arena(), char, 3 * MIB);
    memset(bytes, 'x', (size_t)(3 * MIB));
    CHECK(write_text(path, (struct str){bytes, 3 * MIB}, &why) == OK);
    CHECK(read_text(path, 3 * MIB - 1, &got, &why) == ERR_TOO_LARGE);
    CHECK_STR(got, S("untouched"));
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("large"));
    CHECK(read_text(path, 3 * MIB, &got, &why) == OK);
    CHECK_INT(got.len, 3 * MIB);
}

TEST(a_file_without_a_size_of_its_own_is_read_to_its_end)
{
    struct fail why = {0};
    struct str got = S("");
    CHECK(read_text("/proc/self/status", MIB, &got, &why) == OK);
    CHECK_HAS(got, S("Name:"));
    CHECK(read_text("/dev/zero", 100, &got, &why) == ERR_TOO_LARGE);
}

TEST(what_is_not_there_is_not_found)
{
    struct fail why = {0};
    struct str got = S("");
    CHECK(read_text(in_folder("none"), 10, &got, &why) == ERR_NOT_FOUND);
    CHECK_HAS(message_str(t_arena(), LANG_ZH, &why.message), S("none"));
    CHECK(os->remove_file(os->ctx, in_folder("none"), &why) == ERR_NOT_FOUND);
}

TEST(a_removed_file_is_gone)
{
    const char *path = in_folder("a");
    struct fail why = {0};
    CHECK(write_text(path, S("x"), &why) == OK);
    CHECK(os->remove_file(os->ctx, path, &why) == OK);
    CHECK(!os->exists(os->ctx, path));
}

TEST(a_failed_write_says_where_and_leaves_nothing_beside)
{
    struct fail why = {0};
    struct str got = S("");
    CHECK(write_text(in_folder("no/such/folder"), S("x"), &why) == ERR_IO);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("no/such/folder"));
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("No such file"));
    /* A folder in the way: the rename fails, the temporary file goes. */
    CHECK(os->make_dir(os->ctx, in_folder("d/full"), &why) == OK);
    CHECK(write_text(in_folder("d/full"), S("x"), &why) == ERR_IO);
    CHECK(rmdir(in_folder("d/full")) == 0);
    CHECK(rmdir(in_folder("d")) == 0); /* empty */
    CHECK(read_text(t_folder(), 10, &got, &why) == ERR_IO);
    CHECK(os->remove_file(os->ctx, t_folder(), &why) == ERR_IO);
}

TEST(what_is_no_file_is_written_into_and_stays_what_it_is)
{
    const char *pipe = in_folder("pipe");
    const char *full = in_folder("full");
    struct fail why = {0};
    struct stat st = {0};
    char got[4] = "";
    REQUIRE(mkfifo(pipe, 0600) == 0);
    REQUIRE(symlink("/dev/full", full) == 0);
    int fd = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(fd >= 0);
    CHECK(write_text(pipe, S("abc"), &why) == OK);
    CHECK_INT(read(fd, got, sizeof got), 3);
    CHECK_STR(((struct str){got, 3}), S("abc"));
    CHECK(stat(pipe, &st) == 0 && S_ISFIFO(st.st_mode));
    (void)close(fd);
    CHECK(write_text(full, S("x"), &why) == ERR_IO);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("No space left"));
}

static int count_files(const char *path)
{
    int n = 0;
    DIR *dir = opendir(path);
    REQUIRE(dir != NULL);
    while (readdir(dir) != NULL)
        n++;
    (void)closedir(dir);
    return n - 2; /* itself and its parent */
}

TEST(a_write_that_runs_out_of_room_leaves_the_old_file)
{
    const char *path = in_folder("a");
    struct fail why = {0};
    struct str got = S("");
    CHECK(write_text(path, S("old"), &why) == OK);
    char *bytes = NEW(t_arena(), char, 64 * KIB);
    struct rlimit before = {0};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    struct rlimit small = {.rlim_cur = 4096, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    enum err err = write_text(path, (struct str){bytes, 64 * KIB}, &why);
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    (void)signal(SIGXFSZ, handler);
    CHECK(err == ERR_IO);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("too large"));
    CHECK(read_text(path, 10, &got, &why) == OK);
    CHECK_STR(got, S("old"));
    CHECK_INT(count_files(t_folder()), 1);
}

TEST(a_path_too_long_is_refused)
{
    char *path = NEW(t_arena(), char, 9000);
    memset(path, 'x', 8999);
    struct fail why = {0};
    CHECK(write_text(path, S("x"), &why) == ERR_IO);
    CHECK(os->make_dir(os->ctx, path, &why) == ERR_IO);
}

TEST(folders_are_made_with_their_parents)
{
    struct fail why = {0};
    struct stat st = {0};
    CHECK(os->make_dir(os->ctx, in_folder("a/b//c/"), &why) == OK);
    CHECK(os->make_dir(os->ctx, in_folder("a/b/c"), &why) == OK); /* there already */
    REQUIRE(stat(in_folder("a/b/c"), &st) == 0);
    CHECK_INT(st.st_mode & 0777, 0700);
    CHECK(write_text(in_folder("f"), S("x"), &why) == OK);
    CHECK(os->make_dir(os->ctx, "", &why) == ERR_IO);
    CHECK(os->make_dir(os->ctx, in_folder("f"), &why) == ERR_IO); /* a file is in the way */
    CHECK(os->make_dir(os->ctx, in_folder("f/g"), &why) == ERR_IO);
}

TEST(a_file_in_the_working_folder_needs_no_slash)
{
    int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    REQUIRE(here >= 0 && chdir(t_folder()) == 0);
    struct fail why = {0};
    struct str got = S("");
    CHECK(write_text("bare", S("x"), &why) == OK);
    CHECK(read_text("bare", 10, &got, &why) == OK);
    CHECK_STR(got, S("x"));
    REQUIRE(fchdir(here) == 0);
    (void)close(here);
}

TEST(clocks_go_forward)
{
    int64_t start_2026 = instant_of_day_end(date_of(2025, 12, 31));
    CHECK(os->now(os->ctx) > start_2026);
    int64_t before = os->ticks(os->ctx);
    for (int i = 0; i < 1000; i++) {
        int64_t now = os->ticks(os->ctx);
        REQUIRE(now >= before);
        before = now;
    }
}

TEST(random_bytes_differ_and_fill_their_place)
{
    unsigned char a[4096] = {0};
    unsigned char b[4096] = {0};
    int64_t counts[256] = {0};
    os->random(os->ctx, a, sizeof a);
    os->random(os->ctx, b, sizeof b);
    CHECK(memcmp(a, b, sizeof a) != 0);
    CHECK(memcmp(a, b, 16) != 0);
    for (size_t i = 0; i < sizeof a; i++)
        counts[a[i]]++;
    for (int i = 0; i < 256; i++)
        CHECK(counts[i] < 80); /* 16 expected; 80 has odds below 1 in 10^28 */
}
