/*
 * import_commit.c -- writing what a preview showed: one transaction, one entry.
 *
 * Rows that refer to other rows of the file wait until those are written; each round over the
 * waiting ones writes one level more. Records that were changed since the preview stop it all.
 */
#include "app/import_parts.h"
#include "app/shapes.h"

enum { BATCH = 4000 };

struct committing {
    struct call *c; /* as the caller made it */
    int64_t id;
    const struct hash *digest;
    const struct progress *progress;
    struct call inside;
    struct tx *tx;
    struct lookups l;
    struct kept_preview kept;
    struct shape s;
    const struct rules *rules;
    struct map late;
    struct map made;  /* code of a row of the file to its new id */
    struct map areas; /* new id to the owner of what is below it */
    int self_field, code_field;
    struct arena part_arena;  /* bytes of a part */
    struct arena batch_arena; /* rows of it that are not flushed yet */
    struct arena row_arena;   /* of one row's rules */
    struct waiting {
        int64_t line, owner;
        struct value *v;
    } * waiting;
    ptrdiff_t n_waiting, room;
    int64_t n_done, n_all;
    struct new_row batch[BATCH];
    int64_t ids[BATCH];
    ptrdiff_t n_batch;
};

int64_t import_n_writes(const struct preview *p)
{
    return p->n[ROW_CREATE] + p->n[ROW_UPDATE];
}

static enum err stale(struct fail *why)
{
    return FAIL(why, ERR_STALE, MSG_err_preview_stale, ARG_NONE);
}

static bool must_check_again(const struct committing *cm)
{
    return cm->kept.preview.n_rows <= IMPORT_CHECK_EACH;
}

/* Rights and rules as of now: what was allowed at the preview may not be any more. */
static enum err judge_again(struct committing *cm, struct change *ch, int64_t line,
                            struct fail *why)
{
    enum err err = OK;
    ch->c->problems = problems_on(&cm->row_arena);
    if (cm->rules->check && must_check_again(cm))
        err = cm->rules->check(ch, why);
    if (err == OK && problems_stop(&ch->c->problems))
        return FAIL(why, ERR_STALE, MSG_err_preview_row, ARG_INT(line));
    return err == OK && !ch->c->who.is_system ? change_may(ch, why) : err;
}

/* Where rows below this new one belong: to it if it is an area, else where it belongs itself. */
static void note_made(struct committing *cm, const struct value *v, int64_t owner, int64_t id)
{
    if (cm->self_field < 0)
        return;
    *map_at(&cm->made, v[cm->code_field].t) = id;
    bool is_area = cm->rules->is_area && cm->rules->is_area(v);
    *map_at_id(&cm->areas, id) = is_area ? id : owner;
}

/* New rows are written many at once; what the batch points at lives until it is flushed. */
static enum err flush(struct committing *cm, struct fail *why)
{
    ptrdiff_t n = cm->n_batch;
    cm->n_batch = 0;
    if (n == 0)
        return OK;
    enum err err = tx_insert_many(cm->tx, &cm->s, cm->batch, n, cm->ids, why);
    if (err == ERR_CONFLICT)
        return stale(why); /* somebody made one in between */
    for (ptrdiff_t i = 0; err == OK && i < n; i++)
        note_made(cm, cm->batch[i].v, cm->batch[i].owner, cm->ids[i]);
    return err;
}

static enum err write_new(struct committing *cm, int64_t line, int64_t owner, struct value *v,
                          struct fail *why)
{
    struct change ch = {.c = &cm->inside,
                        .l = &cm->l,
                        .s = &cm->s,
                        .v = v,
                        .owner = owner,
                        .is_bulk = !must_check_again(cm)};
    enum err err = judge_again(cm, &ch, line, why);
    if (err != OK)
        return err;
    cm->batch[cm->n_batch++] = (struct new_row){.owner = owner, .v = v};
    /* Rows that are checked are checked against those before them, so they must be there. */
    bool is_full = cm->n_batch == BATCH || must_check_again(cm);
    return is_full ? flush(cm, why) : OK;
}

static enum err write_old(struct committing *cm, const struct packed_row *r, struct value *v,
                          struct fail *why)
{
    struct record old = {0};
    enum err err = view_get(cm->inside.view, &cm->row_arena, &cm->s, NULL, r->id, &old, why);
    if (err == ERR_NOT_FOUND || (err == OK && old.version != r->version))
        return stale(why);
    if (err != OK)
        return err;
    struct change ch = {.c = &cm->inside,
                        .l = &cm->l,
                        .s = &cm->s,
                        .old = &old,
                        .v = v,
                        .owner = old.owner,
                        .is_bulk = !must_check_again(cm)};
    err = judge_again(cm, &ch, r->line, why);
    return err == OK ? tx_update(cm->tx, &cm->s, r->id, r->version, v, why) : err;
}

/* --- rows that wait --------------------------------------------------------------------------- */

static bool is_waiting(const struct committing *cm, const struct value *v)
{
    return cm->self_field >= 0 && v[cm->self_field].type == VALUE_TEXT;
}

/* Put the new id in the place of the code. False if that row is not written yet. */
static bool settle(struct committing *cm, struct value *v, int64_t *owner)
{
    const int64_t *id = map_find(&cm->made, v[cm->self_field].t);
    if (!id)
        return false;
    const int64_t *area = map_find_id(&cm->areas, *id);
    v[cm->self_field] = VALUE_OF_INT(*id);
    if (cm->rules->is_area)
        *owner = *area;
    return true;
}

static void wait_put(struct committing *cm, const struct packed_row *r)
{
    struct arena *a = tx_arena(cm->tx);
    if (cm->n_waiting == cm->room) {
        cm->room = cm->room > 0 ? cm->room * 2 : 256;
        struct waiting *at = NEW(a, struct waiting, cm->room);
        for (ptrdiff_t i = 0; i < cm->n_waiting; i++)
            at[i] = cm->waiting[i];
        cm->waiting = at;
    }
    struct value *v = NEW(a, struct value, cm->s.n);
    for (int i = 0; i < cm->s.n; i++) {
        v[i] = r->v[i];
        if (v[i].type == VALUE_TEXT || v[i].type == VALUE_BLOB)
            v[i].t = str_dup(a, v[i].t);
    }
    cm->waiting[cm->n_waiting++] = (struct waiting){.line = r->line, .owner = r->owner, .v = v};
}

static enum err write_waiting(struct committing *cm, struct fail *why)
{
    bool moved = true;
    while (cm->n_waiting > 0 && moved) {
        ptrdiff_t kept = 0;
        moved = false;
        for (ptrdiff_t i = 0; i < cm->n_waiting; i++) {
            struct waiting *w = &cm->waiting[i];
            if (!settle(cm, w->v, &w->owner)) {
                cm->waiting[kept++] = *w;
                continue;
            }
            enum err err = write_new(cm, w->line, w->owner, w->v, why);
            if (err != OK)
                return err;
            moved = true;
        }
        enum err err = flush(cm, why);
        if (err != OK)
            return err;
        cm->n_waiting = kept;
    }
    return cm->n_waiting > 0 ? stale(why) : OK;
}

/* --- parts ------------------------------------------------------------------------------------ */

static enum err tell(struct committing *cm, struct fail *why)
{
    enum { EACH = 1000 };
    const struct progress *p = cm->progress;
    cm->n_done++;
    if (cm->n_done % EACH != 0 || !p || !p->fn ||
        p->fn(p->ctx, MSG_step_writing, cm->n_done, cm->n_all))
        return OK;
    return FAIL(why, ERR_UNAVAILABLE, MSG_err_stopped, ARG_NONE);
}

static enum err commit_row(struct committing *cm, const struct packed_row *r, struct fail *why)
{
    bool is_written = r->state == ROW_CREATE || r->state == ROW_UPDATE;
    if (!is_written || map_find_id(&cm->late, r->line))
        return OK;
    if (r->n_values != cm->s.n)
        return stale(why);
    struct value *v = NEW(&cm->batch_arena, struct value, cm->s.n);
    for (int i = 0; i < cm->s.n; i++)
        v[i] = r->v[i];
    int64_t owner = r->owner;
    enum err err = OK;
    if (is_waiting(cm, v) && !settle(cm, v, &owner))
        wait_put(cm, r);
    else if (r->id)
        err = write_old(cm, r, v, why);
    else
        err = write_new(cm, r->line, owner, v, why);
    if (must_check_again(cm))
        arena_reset(&cm->row_arena);
    return err == OK ? tell(cm, why) : err;
}

static enum err commit_part(struct committing *cm, struct str bytes, struct fail *why)
{
    struct unpack u = {.a = &cm->batch_arena, .rest = bytes};
    struct packed_row r = {0};
    enum err err = OK;
    while (err == OK && row_unpack(&u, &r)) {
        err = commit_row(cm, &r, why);
        if (cm->n_batch == 0)
            arena_reset(&cm->batch_arena);
    }
    if (err == OK)
        err = flush(cm, why); /* the part goes away */
    arena_reset(&cm->batch_arena);
    arena_reset(&cm->row_arena);
    if (err == OK && u.failed)
        return FAIL(why, ERR_CORRUPT, MSG_err_preview_corrupt, ARG_NONE);
    return err;
}

static enum err commit_parts(struct committing *cm, struct fail *why)
{
    struct hasher hasher;
    enum err err = OK;
    hasher_init(&hasher, HASH_SHA256);
    for (int64_t n = 0; err == OK; n++) {
        struct str bytes = {0};
        arena_reset(&cm->part_arena);
        err = preview_part_read(cm->inside.view, &cm->part_arena, cm->id, n, &bytes, why);
        if (err != OK || bytes.len == 0)
            break;
        hasher_add(&hasher, bytes);
        err = commit_part(cm, bytes, why);
    }
    struct hash read = hasher_done(&hasher);
    if (err == OK)
        err = write_waiting(cm, why);
    if (err == OK && !hash_eq(&read, cm->digest))
        return FAIL(why, ERR_CORRUPT, MSG_err_preview_corrupt, ARG_NONE);
    return err;
}

static enum err commit_open(struct committing *cm, struct fail *why)
{
    enum err err = preview_read(&cm->inside, cm->inside.view, cm->id, &cm->kept, why);
    if (err != OK)
        return err;
    if (cm->kept.preview.is_committed)
        return FAIL(why, ERR_CONFLICT, MSG_err_preview_committed, ARG_NONE);
    if (!hash_eq(&cm->kept.preview.digest, cm->digest))
        return stale(why);
    const struct entity *e = cm->kept.preview.e;
    err = must_write_to(&cm->inside, e, WRITE_MAKE, why);
    if (err == OK)
        err = preview_open(&cm->inside, &cm->l, &cm->kept, &cm->s, &cm->late, why);
    if (err != OK)
        return err;
    cm->rules = rules_of(e);
    cm->code_field = ref_code_field(e);
    cm->self_field = self_reference(e);
    cm->n_all = import_n_writes(&cm->kept.preview);
    return OK;
}

static enum err commit_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct committing *cm = ctx;
    int64_t changed = 0;
    struct committing fresh = {
        .c = cm->c, .id = cm->id, .digest = cm->digest, .progress = cm->progress};
    *cm = fresh;
    cm->tx = tx;
    cm->inside = call_in(cm->c, tx_view(tx));
    cm->inside.a = tx_arena(tx);
    cm->l = lookups_on(tx_arena(tx), tx_view(tx));
    cm->made = map_on(tx_arena(tx));
    cm->areas = map_on(tx_arena(tx));
    enum err err = commit_open(cm, why);
    if (err != OK)
        return err;
    arena_init(&cm->part_arena, 256 * MIB);
    arena_init(&cm->batch_arena, 256 * MIB);
    arena_init(&cm->row_arena, 64 * MIB);
    err = commit_parts(cm, why);
    arena_done(&cm->part_arena);
    arena_done(&cm->batch_arena);
    arena_done(&cm->row_arena);
    if (err != OK)
        return err;
    struct value done[] = {VALUE_OF_INT(cm->id),
                           VALUE_OF_INT(cm->c->app->os->now(cm->c->app->os->ctx))};
    err = tx_exec(tx, STMT_preview_done, done, 2, &changed, why);
    if (err == OK && changed != 1)
        return FAIL(why, ERR_CONFLICT, MSG_err_preview_committed, ARG_NONE);
    return err;
}

/* "unit: divisions.csv, sha256 ..." */
static struct str commit_note(struct call *c, const struct preview *p)
{
    struct str digest = hex_of(c->a, (struct str){(const char *)p->digest.b, HASH_LEN});
    return str_fmt(c->a, "%.*s: %.*s, sha256 %.*s", STR_ARG(p->e->name), STR_ARG(p->file_name),
                   STR_ARG(digest));
}

enum err import_commit(struct call *c, int64_t id, const struct hash *digest,
                       const struct progress *progress, struct receipt *out, struct fail *why)
{
    struct preview seen = {0};
    struct committing cm = {.c = c, .id = id, .digest = digest, .progress = progress};
    enum err err = import_find(c, id, &seen, why);
    if (err != OK)
        return err;
    /* What is as it was leaves no trace: an entry would say that something had changed. */
    if (import_n_writes(&seen) == 0) {
        *out = (struct receipt){0};
        return hash_eq(&seen.digest, digest) ? OK : stale(why);
    }
    struct act act = call_act(c, ACT_import, commit_note(c, &seen));
    return call_write(c, &act, commit_in, &cm, out, why);
}
