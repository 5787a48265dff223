/*
 * calls.c -- the system's calls that src/os makes, logged on their way: the linker puts these in
 * their place (--wrap, meson.build). A file descriptor is told from others by its path.
 */
#include "fault/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The linker's names. */
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)

ssize_t __real_write(int fd, const void *bytes, size_t n);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_mkostemp64(char *path, int flags);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_mkostemp64(char *path, int flags);

/* False if nobody asks about it. */
static bool path_of(int fd, char out[PATH_MAX])
{
    char entry[64];
    (void)snprintf(entry, sizeof entry, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(entry, out, PATH_MAX - 1);
    if (n < 0)
        return false;
    out[n] = '\0';
    return disk_is_watched(out);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
    char path[PATH_MAX];
    int64_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t put = __real_write(fd, bytes, n);
    int reason = errno;
    if (put > 0 && at >= 0 && path_of(fd, path))
        disk_write(disk_file(path, false), at, bytes, put);
    errno = reason;
    return put;
}

/* The real disk need not be waited for: what counts is the log. */
int __wrap_fsync(int fd)
{
    char path[PATH_MAX];
    struct stat st = {0};
    if (fstat(fd, &st) != 0)
        return -1;
    if (!path_of(fd, path))
        return 0;
    if (S_ISDIR(st.st_mode))
        disk_sync_folder(path);
    else
        disk_sync(disk_file(path, false));
    return 0;
}

int __wrap_rename(const char *from, const char *to)
{
    int failed = __real_rename(from, to);
    if (!failed && disk_is_watched(from))
        disk_rename(from, to);
    return failed;
}

int __wrap_unlink(const char *path)
{
    int failed = __real_unlink(path);
    if (!failed && disk_is_watched(path))
        disk_remove(path);
    return failed;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    int failed = __real_mkdir(path, mode);
    if (!failed && disk_is_watched(path))
        (void)disk_file(path, true);
    return failed;
}

int __wrap_mkostemp64(char *path, int flags)
{
    int fd = __real_mkostemp64(path, flags);
    if (fd >= 0 && disk_is_watched(path))
        (void)disk_file(path, false);
    return fd;
}

// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
