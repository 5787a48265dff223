/*
 * os.c -- the real machine behind `struct os`.
 */
#include "base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* Refuse with `id`, the path and what the system said. */
static enum err fail_at(struct fail *why, enum err err, enum msg id, const char *path)
{
    char reason[128] = "";
    const char *said = strerror_r(errno, reason, sizeof reason);
    return FAIL(why, err, id, ARG_TEXT(str_of(path)), ARG_TEXT(str_of(said)));
}

static int64_t clock_micros(clockid_t clock)
{
    struct timespec t = {0};
    int failed = clock_gettime(clock, &t);
    assert(failed == 0);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t real_now(void *ctx)
{
    (void)ctx;
    return clock_micros(CLOCK_REALTIME);
}

static int64_t real_ticks(void *ctx)
{
    (void)ctx;
    return clock_micros(CLOCK_MONOTONIC);
}

static void real_random(void *ctx, void *out, ptrdiff_t n)
{
    (void)ctx;
    char *at = out;
    while (n > 0) {
        ssize_t got = getrandom(at, (size_t)n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            fputs("ponan: the system gives no random bytes\n", stderr);
            abort();
        }
        at += got;
        n -= got;
    }
}

/* Up to `room` bytes of fd: how many there were, or -1. */
static ptrdiff_t read_up_to(int fd, char *bytes, ptrdiff_t room)
{
    ptrdiff_t len = 0;
    while (len < room) {
        ssize_t got = read(fd, bytes + len, (size_t)(room - len));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        len += got;
    }
    return len;
}

/* A growing file or a pipe may hold more than fstat() says, so it is read until it ends. */
static enum err read_open_file(int fd, struct arena *a, ptrdiff_t max, struct str *out,
                               const char *path, struct fail *why)
{
    char part[16 * 1024];
    struct stat st = {0};
    if (fstat(fd, &st) != 0)
        return fail_at(why, ERR_IO, MSG_os_read, path);
    if (S_ISREG(st.st_mode) && st.st_size > max)
        return FAIL(why, ERR_TOO_LARGE, MSG_os_too_large, ARG_TEXT(str_of(path)), ARG_INT(max));
    struct buf b = buf_on(a, max);
    for (;;) {
        ptrdiff_t len = read_up_to(fd, part, sizeof part);
        if (len < 0)
            return fail_at(why, ERR_IO, MSG_os_read, path);
        buf_add(&b, (struct str){part, len});
        if (b.full)
            return FAIL(why, ERR_TOO_LARGE, MSG_os_too_large, ARG_TEXT(str_of(path)), ARG_INT(max));
        if (len < (ptrdiff_t)sizeof part)
            break;
    }
    *out = buf_str(&b);
    return OK;
}

static enum err real_read_file(void *ctx, struct arena *a, const char *path, ptrdiff_t max,
                               struct str *out, struct fail *why)
{
    (void)ctx;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return FAIL(why, ERR_NOT_FOUND, MSG_os_not_found, ARG_TEXT(str_of(path)));
    if (fd < 0)
        return fail_at(why, ERR_IO, MSG_os_read, path);
    enum err err = read_open_file(fd, a, max, out, path, why);
    (void)close(fd);
    return err;
}

static bool write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(fd, bytes.s, (size_t)bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes = str_sub(bytes, put, bytes.len);
    }
    return true;
}

/* The folder that `path` is in, into dir. False if the path is too long. */
static bool folder_of(const char *path, char dir[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    ptrdiff_t len = slash ? slash - path : 0;
    int put = len > 0 ? snprintf(dir, PATH_MAX, "%.*s", (int)len, path)
                      : snprintf(dir, PATH_MAX, "%s", slash ? "/" : ".");
    if (put < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* -1 if it cannot be opened. */
static int open_folder_of(const char *path)
{
    char dir[PATH_MAX];
    return folder_of(path, dir) ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
}

/* Makes a new name, or the end of one, survive a power cut. */
static bool sync_folder_of(const char *path)
{
    int fd = open_folder_of(path);
    if (fd < 0)
        return false;
    bool done = fsync(fd) == 0;
    int reason = errno;
    (void)close(fd);
    errno = reason;
    return done;
}

static bool fill_and_sync(int fd, struct str bytes, int mode)
{
    bool done = fchmod(fd, (mode_t)mode) == 0 && write_all(fd, bytes) && fsync(fd) == 0;
    int reason = errno;
    bool closed = close(fd) == 0;
    if (!done)
        errno = reason;
    return done && closed;
}

/* A device, a pipe or the like: there is nothing to put in its place. */
static bool is_special(const char *path)
{
    struct stat st = {0};
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool write_into(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool done = write_all(fd, bytes);
    int reason = errno;
    bool closed = close(fd) == 0;
    if (!done)
        errno = reason;
    return done && closed;
}

static enum err real_write_file(void *ctx, const char *path, struct str bytes, int mode,
                                struct fail *why)
{
    (void)ctx;
    char beside[PATH_MAX];
    if (is_special(path))
        return write_into(path, bytes) ? OK : fail_at(why, ERR_IO, MSG_os_write, path);
    if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) >= (int)sizeof beside) {
        errno = ENAMETOOLONG;
        return fail_at(why, ERR_IO, MSG_os_write, path);
    }
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0)
        return fail_at(why, ERR_IO, MSG_os_write, path);
    if (!fill_and_sync(fd, bytes, mode) || rename(beside, path) != 0) {
        enum err err = fail_at(why, ERR_IO, MSG_os_write, path);
        (void)unlink(beside);
        return err;
    }
    return sync_folder_of(path) ? OK : fail_at(why, ERR_IO, MSG_os_write, path);
}

/* Makes one folder, kept to its owner. It may exist already. */
static bool make_one_dir(const char *path)
{
    if (mkdir(path, 0700) == 0)
        return sync_folder_of(path);
    struct stat st = {0};
    int reason = errno;
    bool is_there = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    errno = reason;
    return is_there;
}

static enum err real_make_dir(void *ctx, const char *path, struct fail *why)
{
    (void)ctx;
    char part[PATH_MAX];
    int len = snprintf(part, sizeof part, "%s", path);
    if (len == 0 || len >= (int)sizeof part) {
        errno = len == 0 ? ENOENT : ENAMETOOLONG;
        return fail_at(why, ERR_IO, MSG_os_make_dir, path);
    }
    for (int i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        char kept = part[i];
        part[i] = '\0';
        if (!make_one_dir(part))
            return fail_at(why, ERR_IO, MSG_os_make_dir, part);
        part[i] = kept;
    }
    return OK;
}

static bool real_exists(void *ctx, const char *path)
{
    (void)ctx;
    return access(path, F_OK) == 0;
}

static bool real_look(void *ctx, const char *path, struct file_look *out)
{
    struct stat st = {0};
    (void)ctx;
    if (stat(path, &st) != 0)
        return false;
    *out = (struct file_look){
        .mode = (int)(st.st_mode & 07777),
        .number = (int64_t)st.st_ino,
        .changed = (int64_t)st.st_mtim.tv_sec * 1000000 + st.st_mtim.tv_nsec / 1000,
        .size = st.st_size,
    };
    return true;
}

static enum err real_remove_file(void *ctx, const char *path, struct fail *why)
{
    (void)ctx;
    if (unlink(path) == 0)
        return sync_folder_of(path) ? OK : fail_at(why, ERR_IO, MSG_os_remove, path);
    if (errno == ENOENT || errno == ENOTDIR)
        return FAIL(why, ERR_NOT_FOUND, MSG_os_not_found, ARG_TEXT(str_of(path)));
    return fail_at(why, ERR_IO, MSG_os_remove, path);
}

static enum err real_hold_folder(void *ctx, const char *path, int *out_hold, struct fail *why)
{
    (void)ctx;
    int fd = open_folder_of(path);
    if (fd < 0)
        return fail_at(why, ERR_IO, MSG_os_hold, path);
    while (flock(fd, LOCK_EX) != 0) {
        if (errno == EINTR)
            continue;
        enum err err = fail_at(why, ERR_IO, MSG_os_hold, path);
        (void)close(fd);
        return err;
    }
    *out_hold = fd;
    return OK;
}

static void real_leave_folder(void *ctx, int hold)
{
    (void)ctx;
    (void)close(hold);
}

const struct os os_real = {
    .now = real_now,
    .ticks = real_ticks,
    .random = real_random,
    .read_file = real_read_file,
    .write_file = real_write_file,
    .make_dir = real_make_dir,
    .exists = real_exists,
    .look = real_look,
    .remove_file = real_remove_file,
    .hold_folder = real_hold_folder,
    .leave_folder = real_leave_folder,
};
