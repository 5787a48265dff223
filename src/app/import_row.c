/*
 * import_row.c -- rows and heads of previews as bytes, and where the database keeps them.
 */
#include "app/import_parts.h"
#include "app/shapes.h"
#include "base/compress.h"

int self_reference(const struct entity *e)
{
    for (int i = 0; i < e->n_fields; i++)
        if (e->fields[i].kind == KIND_REF && e->fields[i].ref == e)
            return i;
    return -1;
}

void row_pack(struct buf *out, const struct packed_row *r)
{
    pack_int(out, r->line);
    pack_int(out, r->state);
    pack_int(out, r->id);
    pack_int(out, r->version);
    pack_int(out, r->owner);
    pack_int(out, r->n_cells);
    for (ptrdiff_t i = 0; i < r->n_cells; i++)
        pack_str(out, r->cells[i]);
    pack_int(out, r->n_problems);
    for (ptrdiff_t i = 0; i < r->n_problems; i++) {
        pack_problem(out, &r->problems[i]);
        pack_str(out, r->suggestions[i]);
    }
    bool has_values = r->state == ROW_CREATE || r->state == ROW_UPDATE;
    pack_int(out, has_values ? r->n_values : 0);
    for (int i = 0; has_values && i < r->n_values; i++)
        pack_value(out, &r->v[i]);
}

/* A count from the bytes: each thing takes at least one byte. */
static ptrdiff_t unpack_count(struct unpack *u)
{
    int64_t n = unpack_int(u);
    if (n >= 0 && n <= u->rest.len)
        return n;
    u->failed = true;
    return 0;
}

bool row_unpack(struct unpack *u, struct packed_row *out)
{
    if (u->rest.len == 0)
        return false;
    struct packed_row r = {.line = unpack_int(u)};
    int64_t state = unpack_int(u);
    u->failed |= state < 0 || state >= ROW_STATE_COUNT;
    r.state = (enum row_state)state;
    r.id = unpack_int(u);
    r.version = unpack_int(u);
    r.owner = unpack_int(u);
    r.n_cells = unpack_count(u);
    struct str *cells = NEW(u->a, struct str, r.n_cells + 1);
    for (ptrdiff_t i = 0; i < r.n_cells; i++)
        cells[i] = unpack_str(u);
    r.n_problems = unpack_count(u);
    bool has_problems = r.n_problems > 0;
    struct problem *problems = has_problems ? NEW(u->a, struct problem, r.n_problems) : NULL;
    struct str *suggestions = has_problems ? NEW(u->a, struct str, r.n_problems) : NULL;
    for (ptrdiff_t i = 0; i < r.n_problems; i++) {
        problems[i] = unpack_problem(u);
        problems[i].row = r.line;
        suggestions[i] = unpack_str(u);
    }
    r.n_values = (int)unpack_count(u);
    struct value *v = NEW(u->a, struct value, r.n_values + 1);
    for (int i = 0; i < r.n_values; i++)
        v[i] = unpack_value(u);
    r.cells = cells;
    r.problems = problems;
    r.suggestions = suggestions;
    r.v = v;
    if (u->failed)
        return false;
    *out = r;
    return true;
}

void head_pack(struct buf *out, const struct preview *p, const struct map *late,
               const struct shape *s)
{
    pack_int(out, p->n_rows);
    for (int i = 0; i < ROW_STATE_COUNT; i++)
        pack_int(out, p->n[i]);
    pack_int(out, p->n_doubtful);
    pack_int(out, s->n);
    for (int i = 0; i < s->n; i++)
        pack_str(out, s->fields[i].name);
    pack_int(out, p->n_headings);
    for (int i = 0; i < p->n_headings; i++) {
        pack_str(out, p->headings[i]);
        pack_int(out, p->fields[i]);
    }
    pack_int(out, late->n);
    for (ptrdiff_t i = 0; i < late->room; i++)
        if (late->slots[i].key.s) {
            pack_str(out, late->slots[i].key);
            pack_int(out, late->slots[i].value);
        }
}

/* The fields the values were made for must be the fields of now, in their order. */
static bool same_fields(struct unpack *u, const struct shape *s)
{
    bool same = unpack_int(u) == s->n;
    for (int i = 0; same && i < s->n; i++)
        same = str_eq(unpack_str(u), s->fields[i].name);
    return same;
}

bool head_unpack(struct arena *a, struct str bytes, const struct shape *s, struct preview *p,
                 struct map *out_late)
{
    struct unpack u = {.a = a, .rest = bytes};
    p->n_rows = unpack_int(&u);
    for (int i = 0; i < ROW_STATE_COUNT; i++)
        p->n[i] = unpack_int(&u);
    p->n_doubtful = unpack_int(&u);
    if (!same_fields(&u, s))
        return false;
    p->n_headings = (int)unpack_count(&u);
    p->headings = NEW(a, struct str, p->n_headings + 1);
    p->fields = NEW(a, int, p->n_headings + 1);
    for (int i = 0; i < p->n_headings; i++) {
        p->headings[i] = unpack_str(&u);
        p->fields[i] = (int)unpack_int(&u);
    }
    ptrdiff_t n_late = unpack_count(&u);
    *out_late = map_on(a);
    for (ptrdiff_t i = 0; i < n_late; i++) {
        struct str key = unpack_str(&u);
        *map_at(out_late, key) = unpack_int(&u);
    }
    return !u.failed;
}

/* Columns of STMT_preview_find. */
enum {
    COL_ACCOUNT,
    COL_ENTITY,
    COL_OWNER,
    COL_CREATED,
    COL_EXPIRES,
    COL_FILE,
    COL_DIGEST,
    COL_HEAD,
    COL_DONE
};

static enum err no_preview(struct fail *why)
{
    return FAIL(why, ERR_NOT_FOUND, MSG_err_no_preview, ARG_NONE);
}

enum err preview_read(struct call *c, struct view *v, int64_t id, struct kept_preview *out,
                      struct fail *why)
{
    struct rows rows = {0};
    enum err err = view_query(v, c->a, STMT_preview_find, &VALUE_OF_INT(id), 1, &rows, why);
    if (err != OK)
        return err;
    bool is_own = rows.n > 0 && rows_at(&rows, 0, COL_ACCOUNT)->i == c->who.account;
    int64_t now = c->app->os->now(c->app->os->ctx);
    if (!is_own || rows_at(&rows, 0, COL_EXPIRES)->i <= now)
        return no_preview(why);
    const struct value *digest = rows_at(&rows, 0, COL_DIGEST);
    struct kept_preview kept = {
        .preview = {.id = id,
                    .e = entity_find(rows_at(&rows, 0, COL_ENTITY)->t),
                    .file_name = rows_at(&rows, 0, COL_FILE)->t,
                    .made = rows_at(&rows, 0, COL_CREATED)->i,
                    .expires = rows_at(&rows, 0, COL_EXPIRES)->i,
                    .is_committed = rows_at(&rows, 0, COL_DONE)->type != VALUE_NULL},
        .owner = rows_at(&rows, 0, COL_OWNER)->i,
        .head = rows_at(&rows, 0, COL_HEAD)->t,
    };
    /* Without a digest the preview was never finished. */
    if (!kept.preview.e || digest->t.len != HASH_LEN)
        return no_preview(why);
    for (int i = 0; i < HASH_LEN; i++)
        kept.preview.digest.b[i] = (unsigned char)digest->t.s[i];
    *out = kept;
    return OK;
}

enum err preview_open(struct call *c, struct lookups *l, struct kept_preview *kept,
                      struct shape *out_shape, struct map *out_late, struct fail *why)
{
    enum err err = shape_for(c, l, kept->preview.e, kept->owner, out_shape, why);
    if (err != OK)
        return err;
    if (!head_unpack(c->a, kept->head, out_shape, &kept->preview, out_late))
        return FAIL(why, ERR_STALE, MSG_err_preview_stale, ARG_NONE);
    return OK;
}

enum err preview_part_read(struct view *v, struct arena *a, int64_t id, int64_t n, struct str *out,
                           struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(id), VALUE_OF_INT(n)};
    enum err err = view_query(v, a, STMT_preview_part, args, 2, &rows, why);
    if (err != OK)
        return err;
    *out = S("");
    if (rows.n > 0 && !decompress(a, rows_at(&rows, 0, 0)->t, IMPORT_PART_MAX, out))
        return FAIL(why, ERR_CORRUPT, MSG_err_preview_corrupt, ARG_NONE);
    return OK;
}
