/*
 * vfs.c -- a SQLite VFS around the system's own. Temporary files and the shared index of the
 * write-ahead log mean nothing after a reboot and are not logged.
 */
#include "fault/vfs.h"

#include "fault/disk.h"
#include "t.h"

#include <sqlite3.h>

struct file {
    sqlite3_file base;
    sqlite3_file *real; /* behind this struct */
    int number;         /* -1: not logged */
    bool syncs_folder;  /* a log or journal that was made: its first sync is its folder's too */
    const char *path;
};

static sqlite3_vfs *inner;

static struct file *of(sqlite3_file *f)
{
    return (struct file *)(void *)f;
}

static int file_close(sqlite3_file *f)
{
    return of(f)->real->pMethods->xClose(of(f)->real);
}

static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return of(f)->real->pMethods->xRead(of(f)->real, to, n, at);
}

static int file_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    int code = of(f)->real->pMethods->xWrite(of(f)->real, from, n, at);
    if (code == SQLITE_OK && of(f)->number >= 0)
        disk_write(of(f)->number, at, from, n);
    return code;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = of(f)->real->pMethods->xTruncate(of(f)->real, size);
    if (code == SQLITE_OK && of(f)->number >= 0)
        disk_truncate(of(f)->number, size);
    return code;
}

/*
 * The real disk need not be waited for: what counts is the log. os_unix.c syncs a journal's folder
 * with the journal's first sync after it was made.
 */
static int file_sync(sqlite3_file *f, int flags)
{
    struct file *file = of(f);
    (void)flags;
    if (file->number < 0)
        return SQLITE_OK;
    disk_sync(file->number);
    if (file->syncs_folder)
        disk_sync_folder_of(file->path);
    file->syncs_folder = false;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *out)
{
    return of(f)->real->pMethods->xFileSize(of(f)->real, out);
}

static int file_lock(sqlite3_file *f, int level)
{
    return of(f)->real->pMethods->xLock(of(f)->real, level);
}

static int file_unlock(sqlite3_file *f, int level)
{
    return of(f)->real->pMethods->xUnlock(of(f)->real, level);
}

static int file_is_reserved(sqlite3_file *f, int *out)
{
    return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, out);
}

static int file_control(sqlite3_file *f, int what, void *arg)
{
    return of(f)->real->pMethods->xFileControl(of(f)->real, what, arg);
}

static int file_sector(sqlite3_file *f)
{
    return of(f)->real->pMethods->xSectorSize(of(f)->real);
}

static int file_traits(sqlite3_file *f)
{
    return of(f)->real->pMethods->xDeviceCharacteristics(of(f)->real);
}

static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return of(f)->real->pMethods->xShmMap(of(f)->real, page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return of(f)->real->pMethods->xShmLock(of(f)->real, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
    of(f)->real->pMethods->xShmBarrier(of(f)->real);
}

static int file_shm_unmap(sqlite3_file *f, int remove)
{
    return of(f)->real->pMethods->xShmUnmap(of(f)->real, remove);
}

/* The second version of the interface: without the calls that map a file, so that no write passes
 * by. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags,
                    int *out_flags)
{
    enum { JOURNALS = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL };
    struct file *file = of(f);
    (void)vfs;
    *file = (struct file){.real = (sqlite3_file *)(void *)(file + 1), .number = -1, .path = name};
    int code = inner->xOpen(inner, name, file->real, flags, out_flags);
    if (file->real->pMethods)
        file->base.pMethods = &methods;
    if (code != SQLITE_OK || !name || (flags & SQLITE_OPEN_DELETEONCLOSE) || !disk_is_watched(name))
        return code;
    file->number = disk_file(name, false);
    file->syncs_folder = (flags & JOURNALS) != 0 && (flags & SQLITE_OPEN_CREATE) != 0;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    int code = inner->xDelete(inner, name, sync_folder);
    if (code == SQLITE_OK && disk_is_watched(name)) {
        disk_remove(name);
        if (sync_folder)
            disk_sync_folder_of(name);
    }
    return code;
}

void vfs_install(void)
{
    static sqlite3_vfs ours;
    if (inner)
        return;
    inner = sqlite3_vfs_find(NULL);
    REQUIRE(inner != NULL);
    ours = *inner;
    ours.zName = "disk";
    ours.pNext = NULL;
    ours.szOsFile = (int)sizeof(struct file) + inner->szOsFile;
    ours.xOpen = vfs_open;
    ours.xDelete = vfs_delete;
    REQUIRE(sqlite3_vfs_register(&ours, 1) == SQLITE_OK);
}
