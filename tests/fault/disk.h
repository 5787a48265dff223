/*
 * disk.h -- what a disk keeps when the power goes.
 *
 * All that is done below one folder is logged in its order: by SQLite through a VFS of ours
 * (vfs.c), by src/os through the system's calls (calls.c). From the log a folder is made as the
 * disk would hold it after a cut at any point: a file has the bytes that it had when it was last
 * synced, a folder the names. Of what was not synced, nothing is left, or a part chosen by a seed.
 */
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H

#include "base/base.h"

/* Log from now on what is done below `folder`, an existing folder, into an empty log. */
void disk_watch(const char *folder);
void disk_rest(void); /* log nothing any more; the log stays */
bool disk_is_watched(const char *path);

/* --- what happens, from any thread; paths are below the root ---------------------------------- */

/* The number of the file under that name; a new one, with an entry of its own, if there is none. */
int disk_file(const char *path, bool is_folder);
void disk_write(int file, int64_t at, const void *bytes, int64_t n);
void disk_truncate(int file, int64_t size);
void disk_sync(int file);
void disk_sync_folder_of(const char *path);
void disk_sync_folder(const char *path);
void disk_rename(const char *from, const char *to);
void disk_remove(const char *path);
/* Somebody was told that something is done: from here on it must be there. */
void disk_told(int what, int64_t number, struct str text);

/* --- after the cut -----------------------------------------------------------------------------
 */

/* Disks that are worse than promised, to see that a test notices. */
enum disk_lie { DISK_HONEST, DISK_NO_FILE_SYNC, DISK_NO_FOLDER_SYNC };

/* What is left of writes that were not synced: none; those before some point, the last of them torn
 * at a multiple of 512 bytes; or of each 512 bytes, some. */
enum disk_left { DISK_FORGETS, DISK_TEARS, DISK_REORDERS, DISK_LEFT_COUNT };

struct disk_cut {
    int at; /* events before it happened; 0..disk_events() */
    enum disk_left left;
    uint64_t seed;
    enum disk_lie lie;
};

int disk_events(void);
/* Is the event a sync? Cuts between others differ in nothing that a disk must keep. */
bool disk_is_sync(int event);
/* The disk after the cut, into a folder that does not exist yet. */
void disk_after(const struct disk_cut *cut, const char *folder);
/* What was told before the cut, in order: false at the end. */
struct disk_fact {
    int what;
    int64_t number;
    struct str text;
};
bool disk_next_fact(int until, int *event, struct disk_fact *out);

#endif
