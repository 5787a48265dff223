/*
 * vfs.h -- SQLite's files, logged (disk.h) on their way to the real ones.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

/* From here on every connection of the program goes through it. A second call does nothing. */
void vfs_install(void);

#endif
