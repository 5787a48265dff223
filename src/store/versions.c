/*
 * versions.c -- the rows of an entity's two tables as canonical bytes.
 */
#include "store/versions.h"

#include "store/internal.h"

enum { ROW_BYTES = 64 * 1024 * 1024 };

/* Columns before the entity's fields; `extra` follows them, and in the history to_seq. */
enum { ROW_ID, ROW_OWNER, ROW_VERSION, ROW_SEQ, ROW_FIELDS };

struct scan {
    const struct entity *e;
    each_version_fn *each;
    void *ctx;
    struct arena a; /* of one row */
    bool is_past;
};

static enum err scan_row(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct scan *s = ctx;
    int n = s->e->n_fields;
    assert(n_cols == ROW_FIELDS + n + (s->is_past ? 2 : 1));
    arena_reset(&s->a);
    struct value *v = NEW(&s->a, struct value, n + 1);
    memcpy(v, &row[ROW_FIELDS], (size_t)n * sizeof *v);
    struct record r = {.id = row[ROW_ID].i,
                       .owner = row[ROW_OWNER].i,
                       .version = row[ROW_VERSION].i,
                       .seq = row[ROW_SEQ].i,
                       .v = v};
    struct buf canon = buf_on(&s->a, ROW_BYTES);
    record_canon_extra(&canon, s->e, &r, row[ROW_FIELDS + n].t);
    struct version version = {
        .id = r.id, .version = r.version, .from_seq = r.seq, .canon = buf_str(&canon)};
    if (s->is_past)
        version.to_seq = row[n_cols - 1].i == INT64_MAX ? 0 : row[n_cols - 1].i;
    return s->each(s->ctx, &version, why);
}

static enum err scan(struct view *v, struct scan *s, struct str sql, struct fail *why)
{
    arena_init(&s->a, 4 * (ptrdiff_t)ROW_BYTES);
    enum err err = v->store->driver->run(v->c, sql, NULL, 0, scan_row, s, NULL, why);
    arena_done(&s->a);
    return err;
}

enum err view_each_past(struct view *v, const struct entity *e, each_version_fn *each, void *ctx,
                        struct fail *why)
{
    struct scan s = {.e = e, .each = each, .ctx = ctx, .is_past = true};
    return scan(v, &s, store_sql(v->store, e)->all_past, why);
}

enum err view_each_current(struct view *v, const struct entity *e, each_version_fn *each, void *ctx,
                           struct fail *why)
{
    struct scan s = {.e = e, .each = each, .ctx = ctx};
    return scan(v, &s, store_sql(v->store, e)->all_now, why);
}
