/*
 * protect.c -- keys of records with protected fields: made, used, destroyed for good.
 *
 * FILE.erased is text: a head, then "ENTITY ID MARK INSTANT" a line. MARK is the first half of
 * SHA-256 of the wrapped key, in hexadecimal: a restore may bring back an older database in which
 * the id is given to another record later, and that one's key is another.
 */
#include "app/protect.h"

#include "base/date.h"

enum { ERASED_MAX = 16 * 1024 * 1024, MARK_LEN = 32, LABEL_MAX = 256 };

static const struct str sealed_head = S_("p1.");
static const struct str erased_head = S_("ponan-erased 1");

/* What a record's key, and a value, are bound to. */
static struct str key_bound(struct arena *a, struct str entity, int64_t id)
{
    return str_fmt(a, "ponan-key %.*s %lld", STR_ARG(entity), (long long)id);
}

static struct str value_bound(struct arena *a, struct str entity, struct str field)
{
    return str_fmt(a, "ponan-value %.*s %.*s", STR_ARG(entity), STR_ARG(field));
}

/* --- keys --------------------------------------------------------------------------------------
 */

/* Columns of protected_key_find. */
enum { FOUND_WRAPPED, FOUND_DESTROYED };

struct found_key {
    bool is_there;
    struct str wrapped; /* "" once destroyed */
};

static enum err find_key(struct view *v, struct arena *a, struct str entity, int64_t id,
                         struct found_key *out, struct fail *why)
{
    const struct value args[] = {VALUE_OF_TEXT(entity), VALUE_OF_INT(id)};
    struct rows rows = {0};
    enum err err = view_query(v, a, STMT_protected_key_find, args, 2, &rows, why);
    if (err != OK)
        return err;
    out->is_there = rows.n > 0;
    out->wrapped = rows.n > 0 ? rows_at(&rows, 0, FOUND_WRAPPED)->t : S("");
    return OK;
}

enum err protect_state(struct view *v, struct arena *a, struct str entity, int64_t id,
                       enum protect_state *out, int64_t *out_day, struct fail *why)
{
    const struct value args[] = {VALUE_OF_TEXT(entity), VALUE_OF_INT(id)};
    struct rows rows = {0};
    enum err err = view_query(v, a, STMT_protected_key_find, args, 2, &rows, why);
    if (err != OK)
        return err;
    bool is_destroyed = rows.n > 0 && rows_at(&rows, 0, FOUND_WRAPPED)->type == VALUE_NULL;
    *out = rows.n == 0 ? PROTECT_NONE : is_destroyed ? PROTECT_DESTROYED : PROTECT_KEPT;
    *out_day = is_destroyed ? instant_date(rows_at(&rows, 0, FOUND_DESTROYED)->i) : DATE_NONE;
    return OK;
}

static void fresh(const struct app *app, struct record_key *out)
{
    *out = (struct record_key){.is_new = true};
    app->os->random(app->os->ctx, out->secret, SECRET_LEN);
}

enum err protect_key(const struct app *app, struct view *v, struct str entity, int64_t id,
                     struct record_key *out, struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    struct found_key found = {0};
    enum err err = id != 0 ? find_key(v, &a, entity, id, &found, why) : OK;
    if (err == OK && !found.is_there)
        fresh(app, out);
    else if (err == OK && found.wrapped.len == 0)
        err = FAIL(why, ERR_CONFLICT, MSG_app_protect_gone, ARG_TEXT(entity), ARG_INT(id));
    else if (err == OK &&
             !keyring_unwrap(app->keys, key_bound(&a, entity, id), found.wrapped, out->secret))
        err = FAIL(why, ERR_CORRUPT, MSG_app_protect_key, ARG_TEXT(entity), ARG_INT(id));
    else
        out->is_new = false;
    arena_done(&a);
    return err;
}

bool protect_key_opens(const struct app *app, struct str entity, int64_t id, struct str wrapped)
{
    struct arena a;
    unsigned char secret[SECRET_LEN] = {0};
    arena_init(&a, MIB);
    bool opens = keyring_unwrap(app->keys, key_bound(&a, entity, id), wrapped, secret);
    secret_forget(secret, SECRET_LEN);
    arena_done(&a);
    return opens;
}

enum err protect_keep(const struct app *app, struct tx *tx, struct record_key *key,
                      struct str entity, int64_t id, struct fail *why)
{
    enum err err = OK;
    if (key->is_new) {
        struct arena *a = tx_arena(tx);
        struct str wrapped = keyring_wrap(app->keys, a, key_bound(a, entity, id), key->secret);
        const struct value args[] = {VALUE_OF_TEXT(entity), VALUE_OF_INT(id),
                                     VALUE_OF_BLOB(wrapped), VALUE_OF_INT(store_now(app->store))};
        err = tx_exec(tx, STMT_protected_key_add, args, 4, NULL, why);
    }
    secret_forget(key->secret, SECRET_LEN);
    return err;
}

/* --- values ------------------------------------------------------------------------------------
 */

struct str protect_seal(const struct app *app, struct arena *a, const struct record_key *key,
                        struct str entity, struct str field, struct str clear)
{
    struct str sealed = aead_seal(app->os, a, key->secret, value_bound(a, entity, field), clear);
    struct str coded = base64url_of(a, sealed);
    return str_fmt(a, "%.*s%.*s", STR_ARG(sealed_head), STR_ARG(coded));
}

static bool open_value(struct arena *a, const struct record_key *key,
                       const struct protect_place *place, struct str sealed, struct str *out)
{
    struct str bytes = S("");
    return str_starts(sealed, sealed_head) &&
           base64url_parse(a, str_sub(sealed, sealed_head.len, sealed.len), &bytes) &&
           aead_open(a, key->secret, value_bound(a, place->entity, place->field), bytes, out);
}

enum err protect_open(const struct app *app, struct view *v, struct arena *a,
                      const struct protect_place *place, struct str sealed, struct str *out,
                      struct fail *why)
{
    struct record_key key = {0};
    enum err err = protect_key(app, v, place->entity, place->id, &key, why);
    if (err == ERR_CONFLICT)
        err = FAIL(why, ERR_NOT_FOUND, MSG_app_protect_gone, ARG_TEXT(place->entity),
                   ARG_INT(place->id));
    if (err == OK && (key.is_new || !open_value(a, &key, place, sealed, out)))
        err = FAIL(why, ERR_CORRUPT, MSG_app_protect_key, ARG_TEXT(place->entity),
                   ARG_INT(place->id));
    secret_forget(key.secret, SECRET_LEN);
    return err;
}

/* --- destroying --------------------------------------------------------------------------------
 */

struct erasure {
    struct str entity;
    int64_t id;
    struct str mark;
};

static struct str mark_of(struct arena *a, struct str wrapped)
{
    struct hash hash = hash_of(HASH_SHA256, wrapped);
    return hex_of(a, (struct str){(const char *)hash.b, MARK_LEN / 2});
}

static enum err read_list(const struct app *app, struct arena *a, struct str *out, struct fail *why)
{
    struct str path = keyring_erased_path(app->keys);
    const char *path_z = str_z(a, path);
    *out = S("");
    if (!app->os->exists(app->os->ctx, path_z))
        return OK;
    struct str rest = S("");
    enum err err = app->os->read_file(app->os->ctx, a, path_z, ERASED_MAX, &rest, why);
    if (err != OK)
        return err;
    if (!str_eq(str_cut(rest, '\n', &rest), erased_head))
        return FAIL(why, ERR_CORRUPT, MSG_app_protect_list, ARG_TEXT(path));
    *out = rest;
    return OK;
}

static enum err list_append(const struct app *app, struct arena *a, const struct erasure *e,
                            struct fail *why)
{
    struct str before = S("");
    enum err err = read_list(app, a, &before, why);
    struct buf b = buf_on(a, ERASED_MAX);
    buf_fmt(&b, "%.*s\n", STR_ARG(erased_head));
    buf_add(&b, before);
    buf_fmt(&b, "%.*s %lld %.*s ", STR_ARG(e->entity), (long long)e->id, STR_ARG(e->mark));
    instant_write(&b, store_now(app->store));
    buf_byte(&b, '\n');
    if (err == OK && b.full)
        err = FAIL(why, ERR_TOO_LARGE, MSG_app_protect_list,
                   ARG_TEXT(keyring_erased_path(app->keys)));
    const char *path = str_z(a, keyring_erased_path(app->keys));
    return err == OK ? app->os->write_file(app->os->ctx, path, buf_str(&b), 0600, why) : err;
}

/* Two erasures at one time, here or from another process, both stand in it. */
static enum err list_add(const struct app *app, const struct erasure *e, struct fail *why)
{
    struct arena a;
    int hold = -1;
    arena_init(&a, 4 * (ptrdiff_t)ERASED_MAX);
    const char *path = str_z(&a, keyring_erased_path(app->keys));
    enum err err = app->os->hold_folder(app->os->ctx, path, &hold, why);
    if (err == OK) {
        err = list_append(app, &a, e, why);
        app->os->leave_folder(app->os->ctx, hold);
    }
    arena_done(&a);
    return err;
}

struct erase_write {
    const struct app *app;
    const struct erasure *e;
};

static enum err erase_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct erase_write *w = ctx;
    const struct value args[] = {VALUE_OF_TEXT(w->e->entity), VALUE_OF_INT(w->e->id),
                                 VALUE_OF_INT(store_now(w->app->store))};
    int64_t n = 0;
    enum err err = tx_exec(tx, STMT_protected_key_destroy, args, 3, &n, why);
    if (err == OK && n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_app_protect_gone, ARG_TEXT(w->e->entity),
                    ARG_INT(w->e->id));
    return err;
}

static enum err erase_now(const struct app *app, const struct erasure *e, struct act act,
                          struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    struct str reason = act.note;
    act.action = act_code(ACT_erase);
    act.note = str_fmt(&a, "%.*s %lld %.*s%s%.*s", STR_ARG(e->entity), (long long)e->id,
                       STR_ARG(e->mark), reason.len > 0 ? " " : "", STR_ARG(reason));
    struct erase_write w = {app, e};
    struct receipt receipt = {0};
    enum err err = store_write(app->store, &act, erase_in, &w, &receipt, why);
    if (err == OK)
        store_settle(app->store);
    arena_done(&a);
    return err;
}

enum err protect_erase(const struct app *app, struct view *v, const struct act *act,
                       struct str entity, int64_t id, struct fail *why)
{
    struct arena a;
    arena_init(&a, MIB);
    struct found_key found = {0};
    struct erasure e = {.entity = entity, .id = id};
    enum err err = find_key(v, &a, entity, id, &found, why);
    if (err == OK && found.wrapped.len == 0)
        err = FAIL(why, ERR_NOT_FOUND, MSG_app_protect_gone, ARG_TEXT(entity), ARG_INT(id));
    e.mark = mark_of(&a, found.wrapped);
    if (err == OK)
        err = list_add(app, &e, why);
    if (err == OK)
        err = erase_now(app, &e, *act, why);
    arena_done(&a);
    return err;
}

/* One line of the list; false if it is none. */
static bool read_line(struct str line, struct erasure *out)
{
    struct str rest = line;
    out->entity = str_cut(rest, ' ', &rest);
    bool is_id = str_digits(str_cut(rest, ' ', &rest), &out->id);
    out->mark = str_cut(rest, ' ', &rest);
    int64_t instant = 0;
    return is_id && out->mark.len == MARK_LEN && instant_parse(rest, &instant);
}

static enum err line_wrong(const struct app *app, struct fail *why)
{
    return FAIL(why, ERR_CORRUPT, MSG_app_protect_list, ARG_TEXT(keyring_erased_path(app->keys)));
}

enum err protect_list(const struct app *app, struct arena *a, struct map *out, bool *out_exists,
                      struct fail *why)
{
    struct str rest = S("");
    struct map listed = map_on(a);
    bool exists = app->os->exists(app->os->ctx, str_z(a, keyring_erased_path(app->keys)));
    enum err err = read_list(app, a, &rest, why);
    while (err == OK && rest.len > 0) {
        struct erasure e = {0};
        if (!read_line(str_cut(rest, '\n', &rest), &e))
            return line_wrong(app, why);
        *map_at(&listed, str_fmt(a, "%.*s %lld", STR_ARG(e.entity), (long long)e.id)) = 1;
    }
    if (err == OK) {
        *out = listed;
        *out_exists = exists;
    }
    return err;
}

/* Is the key of the line still there, and the same? */
static enum err is_alive(const struct app *app, const struct erasure *e, bool *out,
                         struct fail *why)
{
    struct view *v = NULL;
    struct arena a;
    struct found_key found = {0};
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    arena_init(&a, MIB);
    err = find_key(v, &a, e->entity, e->id, &found, why);
    *out = err == OK && found.wrapped.len > 0 && str_eq(mark_of(&a, found.wrapped), e->mark);
    arena_done(&a);
    view_close(v);
    return err;
}

static enum err apply_line(const struct app *app, struct str line, int64_t *n, struct fail *why)
{
    struct erasure e = {0};
    bool is_left = false;
    if (!read_line(line, &e))
        return line_wrong(app, why);
    enum err err = is_alive(app, &e, &is_left, why);
    if (err != OK || !is_left)
        return err;
    err = erase_now(app, &e, (struct act){0}, why);
    *n += err == OK;
    return err;
}

enum err protect_apply(const struct app *app, int64_t *out_n, struct fail *why)
{
    struct arena a;
    arena_init(&a, 4 * (ptrdiff_t)ERASED_MAX);
    struct str rest = S("");
    int64_t n = 0;
    enum err err = read_list(app, &a, &rest, why);
    while (err == OK && rest.len > 0)
        err = apply_line(app, str_cut(rest, '\n', &rest), &n, why);
    arena_done(&a);
    if (err == OK)
        *out_n = n;
    return err;
}
