/*
 * keep.c -- backup, restore and upgrade: the store's copies with head, keys and erasures.
 */
#include "app/keep.h"

#include "app/protect.h"

enum { HEAD_FILE_MAX = 64 * 1024 };

static struct str head_path(struct arena *a, struct str folder)
{
    return str_fmt(a, "%.*s/ponan.head", STR_ARG(folder));
}

/* --- backup ----------------------------------------------------------------------------------- */

static enum err head_now(struct app *app, struct arena *a, struct head *out, struct fail *why)
{
    struct view *v = NULL;
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = head_last(v, a, out, why);
    view_close(v);
    return err;
}

static enum err head_keep(const struct os *os, struct arena *a, struct str path,
                          const struct head *head, struct fail *why)
{
    struct buf text = buf_on(a, HEAD_FILE_MAX);
    head_write(&text, head);
    return os->write_file(os->ctx, str_z(a, path), buf_str(&text), 0600, why);
}

enum err keep_backup(struct app *app, struct arena *a, struct str folder, struct kept_backup *out,
                     struct fail *why)
{
    struct kept_backup kept = {.head_file = head_path(a, folder)};
    int64_t n_sealed = 0;
    enum err err = seal_all(app, &n_sealed, why);
    /* The head first: what it covers is then in the copy for certain. */
    if (err == OK)
        err = head_now(app, a, &kept.head, why);
    if (err == OK)
        err = store_backup(app->store, folder, &kept.snapshot, why);
    if (err == OK)
        err = head_keep(app->os, a, kept.head_file, &kept.head, why);
    if (err == OK)
        *out = kept;
    return err;
}

/* --- restore ---------------------------------------------------------------------------------- */

/* The backup's head, "" if it was kept elsewhere only; the keys must know who signed it. */
static enum err head_of_backup(const struct keep_restore *r, struct arena *a,
                               const struct keyring *keys, struct str *out, struct fail *why)
{
    const struct os *os = r->to.os;
    const char *path = str_z(a, head_path(a, r->folder));
    struct head head = {0};
    *out = S("");
    if (!os->exists(os->ctx, path))
        return OK;
    enum err err = os->read_file(os->ctx, a, path, HEAD_FILE_MAX, out, why);
    if (err != OK)
        return err;
    if (!head_read(*out, &head))
        return FAIL(why, ERR_CORRUPT, MSG_err_keep_head, ARG_TEXT(str_of(path)));
    if (head.size > 0 && !head_is_signed(keys, &head))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_keep_keys, ARG_TEXT(r->folder));
    return OK;
}

/* Sessions and links of the backup's time may have been revoked since. */
static enum err void_sign_ins(struct tx *tx, void *ctx, struct fail *why)
{
    struct value all[] = {VALUE_OF_INT(INT64_MAX), VALUE_OF_INT(INT64_MAX)};
    (void)ctx;
    enum err err = tx_exec(tx, STMT_session_sweep, all, 2, NULL, why);
    return err == OK ? tx_exec(tx, STMT_link_sweep, all, 1, NULL, why) : err;
}

static enum err make_good(struct app *app, const struct keep_restore *r, struct arena *a,
                          struct str head, struct kept_restore *out, struct fail *why)
{
    struct check_options check = {.head = head, .progress = r->progress};
    int64_t n_sealed = 0;
    out->check.findings = problems_on(a);
    out->list = str_dup(a, keyring_erased_path(app->keys));
    out->has_list = app->os->exists(app->os->ctx, str_z(a, out->list));
    enum err err = store_keep(app->store, void_sign_ins, NULL, why);
    if (err == OK)
        err = protect_apply(app, &out->n_erased, why);
    if (err == OK)
        err = seal_all(app, &n_sealed, why);
    return err == OK ? check_record(app, a, &check, &out->check, why) : err;
}

static enum err restore_with(struct app *app, const struct keep_restore *r, struct arena *a,
                             struct kept_restore *out, struct fail *why)
{
    struct str head = S("");
    enum err err = head_of_backup(r, a, app->keys, &head, why);
    if (err == OK)
        err = store_restore(&r->to, r->folder, &out->snapshot, why);
    if (err == OK)
        err = store_open(&r->to, &app->store, why);
    if (err != OK)
        return err;
    err = make_good(app, r, a, head, out, why);
    store_close(app->store);
    return err;
}

enum err keep_restore(const struct keep_restore *r, struct arena *a, struct kept_restore *out,
                      struct fail *why)
{
    const struct os *os = r->to.os;
    struct app app = {.os = os, .where = r->to.where};
    struct str keys = keyring_path(a, r->to.where, r->keys);
    struct kept_restore kept = {0};
    /* Without the keys it could not be known what was erased since. */
    if (!os->exists(os->ctx, str_z(a, keys)))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_keep_no_keys, ARG_TEXT(keys));
    enum err err = keyring_open(os, keys, &app.keys, why);
    if (err != OK)
        return err;
    err = restore_with(&app, r, a, &kept, why);
    keyring_close(app.keys);
    if (err == OK)
        *out = kept;
    return err;
}

/* --- upgrade ---------------------------------------------------------------------------------- */

/* FOLDER/before-upgrade-20261123-181900; of a URL in the current folder. */
static struct str snapshot_beside(const struct store_options *o, struct arena *a)
{
    struct buf b = buf_on(a, 4 * KIB);
    struct str instant = instant_str(a, o->os->now(o->os->ctx));
    if (str_find(o->where, S("://")) < 0)
        buf_fmt(&b, "%.*s/", STR_ARG(o->where));
    buf_add(&b, S("before-upgrade-"));
    for (ptrdiff_t i = 0; i < instant.len && instant.s[i] != '.' && instant.s[i] != '+'; i++)
        if (instant.s[i] >= '0' && instant.s[i] <= '9')
            buf_add(&b, str_sub(instant, i, i + 1));
        else if (instant.s[i] == 'T')
            buf_add(&b, S("-"));
    return buf_str(&b);
}

enum err keep_upgrade(const struct store_options *o, struct arena *a, struct str snapshot,
                      struct kept_upgrade *out, struct fail *why)
{
    struct kept_upgrade kept = {.snapshot = snapshot};
    if (snapshot.len == 0)
        kept.snapshot = snapshot_beside(o, a);
    enum err err = store_upgrade(o, kept.snapshot, &kept.upgrade, why);
    if (err != OK)
        return err;
    if (kept.upgrade.from == kept.upgrade.to)
        kept.snapshot = S("");
    *out = kept;
    return OK;
}
