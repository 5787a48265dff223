/*
 * keep.h -- keeping an installation safe: backup, restore, upgrade.
 *
 * A backup is a folder with the database (ponan.db, files included) and the signed head of its
 * record (ponan.head), made while others work. The key file is never in it: whoever has both can
 * read everything.
 */
#ifndef KEEP_H
#define KEEP_H

#include "app/check.h"

struct kept_backup {
    struct snapshot snapshot;
    struct head head;     /* of the record when the copy was made */
    struct str head_file; /* to be kept at a third place */
};
/* Seal what can be sealed, copy, verify the copy, write the head. Errors: CONFLICT (the folder has
 * a database), IO, DB, CORRUPT. */
MUST_USE enum err keep_backup(struct app *app, struct arena *a, struct str folder,
                              struct kept_backup *out, struct fail *why);

struct keep_restore {
    struct store_options to; /* an empty place */
    struct str keys;         /* the key file; "": where keyring_path() says */
    struct str folder;       /* the backup */
    const struct progress *progress;
};
struct kept_restore {
    struct snapshot snapshot;
    struct str list;           /* the list of erasures beside the key file */
    bool has_list;             /* false: there was none, so nothing was erased again */
    int64_t n_erased;          /* protected records erased since the backup, erased again */
    struct check_report check; /* of the restored database, against the backup's head */
};
/*
 * Nothing is written before the backup and the keys are known to belong together. What was erased
 * after the backup is erased again, from the list beside the key file; sessions and one-time links
 * of that time are void. OK also with findings. Errors: CONFLICT (there is a database), NOT_FOUND
 * (backup, key file), FORBIDDEN (the keys are of another installation), CORRUPT, IO, DB.
 */
MUST_USE enum err keep_restore(const struct keep_restore *r, struct arena *a,
                               struct kept_restore *out, struct fail *why);

struct kept_upgrade {
    struct upgrade upgrade;
    struct str snapshot; /* the verified copy made before; "" if there was nothing to do */
};
/* `snapshot`: a folder without a database; "": one beside it, named after the time. Errors: as
 * store_upgrade(). */
MUST_USE enum err keep_upgrade(const struct store_options *o, struct arena *a, struct str snapshot,
                               struct kept_upgrade *out, struct fail *why);

#endif
