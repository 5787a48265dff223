/*
 * os.h -- the machine as a parameter: clock, randomness, files.
 *
 * src/os/ has the real one; tests pass another. Paths are C strings.
 */
#ifndef OS_H
#define OS_H

#include "base/err.h"

/* A file as it stands under its name. A file put in its place is another one, whatever its size. */
struct file_look {
    int mode;        /* permissions, like 0600 */
    int64_t number;  /* of the file on its device */
    int64_t changed; /* instant of the last change of its bytes */
    int64_t size;
};

struct os {
    void *ctx;
    int64_t (*now)(void *ctx);   /* instant, microseconds since 1970 UTC */
    int64_t (*ticks)(void *ctx); /* monotonic microseconds */
    void (*random)(void *ctx, void *out,
                   ptrdiff_t n); /* from the system; stops the program if it has none */
    /* Whole file, at most `max` bytes (ERR_TOO_LARGE). Errors: NOT_FOUND, IO. */
    enum err (*read_file)(void *ctx, struct arena *a, const char *path, ptrdiff_t max,
                          struct str *out, struct fail *why);
    /* Write beside, sync, rename, sync the folder: old or new, never half. `mode` like 0600. */
    enum err (*write_file)(void *ctx, const char *path, struct str bytes, int mode,
                           struct fail *why);
    enum err (*make_dir)(void *ctx, const char *path,
                         struct fail *why); /* with parents; fine if there */
    bool (*exists)(void *ctx, const char *path);
    /* Who may use a file and which one it is now. False if there is none or it cannot be asked. */
    bool (*look)(void *ctx, const char *path, struct file_look *out);
    enum err (*remove_file)(void *ctx, const char *path, struct fail *why);
    /* Wait until nobody else, thread or process, holds the folder that `path` is in; then hold it.
     * For a file that is read, changed and written again. Errors: IO. */
    enum err (*hold_folder)(void *ctx, const char *path, int *out_hold, struct fail *why);
    void (*leave_folder)(void *ctx, int hold);
};

extern const struct os os_real; /* src/os/os.c */

#endif
