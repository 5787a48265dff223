/*
 * presets.c -- the files of rules/preset/ as records of a county.
 */
#include "app/presets.h"

#include "format/asset.h"
#include "format/csv.h"

extern const struct asset_table preset_assets; /* rules/meson.build */

enum { ROWS_MAX = 1000 };

/* A file being put in. */
struct preset {
    struct tx *tx;
    int64_t county;
    struct shape shape;
    struct str *headings;
    ptrdiff_t n_headings;
};

/* "preset/10-term.csv" is about terms. */
static const struct entity *entity_of(struct str path)
{
    struct str rest = S("");
    (void)str_cut(path, '-', &rest);
    return entity_find(str_cut(rest, '.', &path));
}

/* A reference to another preset is written as that one's code. */
static enum err put_ref(const struct preset *p, const struct field *f, struct input *in,
                        struct fail *why)
{
    struct arena *a = tx_arena(p->tx);
    struct shape shape = entity_shape(f->ref);
    struct record found = {0};
    struct value code = VALUE_OF_TEXT(in->text);
    enum err err = view_find(tx_view(p->tx), a, &shape, p->county, &code, &found, why);
    if (err == OK)
        in->text = str_fmt(a, "%lld", (long long)found.id);
    return err;
}

static enum err put_row(const struct preset *p, const struct row *row, struct fail *why)
{
    struct arena *a = tx_arena(p->tx);
    struct input *in = NEW(a, struct input, row->n_cells + 1);
    struct value *v = NEW(a, struct value, p->shape.n);
    struct problems probs = problems_on(a);
    ptrdiff_t n = 0;
    int64_t id = 0;
    for (ptrdiff_t i = 0; i < row->n_cells && i < p->n_headings; i++) {
        int field = shape_index(&p->shape, p->headings[i]);
        if (row->cells[i].len == 0)
            continue;
        in[n] = (struct input){.field = p->headings[i], .text = str_dup(a, row->cells[i])};
        bool is_ref = field >= 0 && p->shape.fields[field].kind == KIND_REF;
        enum err err = is_ref ? put_ref(p, &p->shape.fields[field], &in[n], why) : OK;
        if (err != OK)
            return err;
        n++;
    }
    record_read(a, &p->shape, in, n, NULL, v, &probs);
    if (problems_stop(&probs))
        return fail_with(why, ERR_INVALID, probs.at[0].message.id, probs.at[0].message.args);
    return tx_insert(p->tx, &p->shape, p->county, v, &id, why);
}

static void take_headings(struct preset *p, const struct row *row)
{
    struct arena *a = tx_arena(p->tx);
    p->headings = NEW(a, struct str, row->n_cells + 1);
    p->n_headings = row->n_cells;
    for (ptrdiff_t i = 0; i < row->n_cells; i++)
        p->headings[i] = str_dup(a, row->cells[i]);
}

static enum err put_file(struct tx *tx, int64_t county, const struct asset *file, struct fail *why)
{
    const struct entity *e = entity_of(file->path);
    assert(e); /* the files are ours */
    struct preset p = {.tx = tx, .county = county, .shape = entity_shape(e)};
    struct csv csv = {0};
    struct row row = {0};
    struct csv_options options = {.separator = ',', .limits = {.rows = ROWS_MAX}};
    struct problems faults = problems_on(tx_arena(tx));
    bool more = false;
    enum err err = csv_open(&csv, tx_arena(tx), file->bytes, &options, &faults, why);
    if (err == OK)
        err = csv_next(&csv, &more, &row, why);
    if (err == OK && more)
        take_headings(&p, &row);
    while (err == OK && more) {
        err = csv_next(&csv, &more, &row, why);
        if (err == OK && more)
            err = put_row(&p, &row, why);
    }
    return err;
}

enum err presets_put(struct tx *tx, int64_t county, struct fail *why)
{
    enum err err = OK;
    for (ptrdiff_t i = 0; err == OK && i < preset_assets.n; i++)
        err = put_file(tx, county, &preset_assets.at[i], why);
    return err;
}
