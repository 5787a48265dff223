/*
 * import_preview.c -- reading a file twice: what it refers to, then row by row what would happen.
 *
 * The first reading gathers the distinct texts of references and keys, each of which is then looked
 * up and understood once. The second judges every row with the same rules that a form is judged
 * with, and packs it. Only the packed part in hand, the maps and the records already known take
 * memory.
 */
#include "app/import_parts.h"
#include "app/shapes.h"
#include "base/compress.h"
#include "base/text.h"

enum { ID_MAX = 24 };

struct importing {
    struct call *c;
    const struct import_file *file;
    struct import_table table;
    const struct progress *progress;
    struct shape s;
    const struct rules *rules;
    struct preview preview;
    struct lookups l;
    struct refs refs;
    struct key_columns keys;
    struct known known;
    int self_field;       /* reference to the entity itself, -1 if it has none */
    int code_field;       /* what such a reference is written as */
    int64_t county;       /* whose own fields `s` has; 0: of no single one */
    int64_t fitting;      /* the last owner whose own fields are those of `s`; 0: none yet */
    struct map own_codes; /* codes of the file to line */
    struct map used_keys; /* keys of the file to line */
    struct map late;      /* lines turned down because of the row they refer to */
    struct waits {
        int64_t line;
        struct str code, on; /* own code; code it waits for */
    } * waits;
    ptrdiff_t n_waits, room_waits;
    struct arena row; /* of one row */
    struct arena part_arena;
    struct buf part;
    struct hasher hasher;
    int64_t n_parts;
};

static bool go_on(const struct progress *p, enum msg step, int64_t done, int64_t all)
{
    return !p || !p->fn || p->fn(p->ctx, step, done, all);
}

static enum err tell(struct importing *im, enum msg step, struct fail *why)
{
    enum { EACH = 500 };
    const struct table *table = &im->table.table;
    if (table_at(table) % EACH != 0 || go_on(im->progress, step, table_percent(table), 100))
        return OK;
    return FAIL(why, ERR_UNAVAILABLE, MSG_err_stopped, ARG_NONE);
}

/* --- the first reading ------------------------------------------------------------------------ */

static struct str cell_of(const struct row *row, ptrdiff_t i)
{
    return i < row->n_cells ? str_trim(row->cells[i]) : S("");
}

/* A cell as the field reads it: spreadsheets show a figure in per cent with its sign. */
static struct str input_of(const struct row *row, ptrdiff_t i, const struct field *f)
{
    struct str text = cell_of(row, i);
    bool is_percent = f->kind == KIND_DECIMAL && str_ends(text, S("%"));
    return is_percent ? str_trim(str_sub(text, 0, text.len - 1)) : text;
}

static void gather_cell(struct importing *im, int field, struct str text)
{
    const struct field *f = &im->s.fields[field];
    if (field == im->code_field && text.len > 0)
        *map_at(&im->own_codes, text) = 1;
    if (f->kind == KIND_REF && text.len > 0)
        refs_want(&im->refs, f->ref, text);
}

/* Which heading gives each column of the key; -1: none does. */
static void find_key_headings(struct importing *im)
{
    for (int k = 0; k < im->keys.n; k++) {
        im->keys.at[k].heading = -1;
        for (int i = 0; i < im->preview.n_headings; i++)
            if (im->preview.fields[i] == im->keys.at[k].field)
                im->keys.at[k].heading = i;
    }
}

static void gather_row(struct importing *im, const struct row *row)
{
    for (int i = 0; i < im->preview.n_headings; i++)
        if (im->preview.fields[i] >= 0)
            gather_cell(im, im->preview.fields[i], cell_of(row, i));
    for (int k = 0; k < im->keys.n; k++) {
        struct key_column *key = &im->keys.at[k];
        bool is_given = key->heading >= 0;
        struct str text = is_given ? input_of(row, key->heading, &im->s.fields[key->field]) : S("");
        *map_at(&key->texts, text) = 1;
    }
}

static enum err gather(struct importing *im, struct fail *why)
{
    struct row row = {0};
    bool more = true;
    enum err err = import_table_open(&im->table, im->c, im->file, why);
    if (err == OK)
        err = import_table_headings(&im->table, im->c, &im->s, &im->keys, &im->preview, why);
    if (err == OK) {
        find_key_headings(im);
        err = import_table_begin(&im->table, why);
    }
    while (err == OK) {
        err = import_table_next(&im->table, &more, &row, why);
        if (err != OK || !more)
            break;
        im->preview.n_rows++;
        gather_row(im, &row);
        err = tell(im, MSG_step_reading, why);
    }
    if (err == OK && im->preview.n_rows > IMPORT_ROWS_MAX)
        return FAIL(why, ERR_TOO_LARGE, MSG_err_import_large, ARG_INT(IMPORT_ROWS_MAX));
    return err;
}

/* The value that a text has in a column of the key, as far as it can be told by itself. */
static bool key_value(struct importing *im, int field, struct str text, struct value *out)
{
    const struct field *f = &im->s.fields[field];
    struct message why = {0};
    *out = VALUE_OF_NULL;
    if (text.len == 0)
        text = f->dflt;
    if (f->kind == KIND_REF && text.len > 0) {
        const struct ref_answer *answer = refs_find(&im->refs, f->ref, text);
        if (answer && answer->state == REF_FOUND)
            *out = VALUE_OF_INT(answer->id);
        return out->type != VALUE_NULL;
    }
    return kind_parse(&im->row, f, text, out, &why);
}

/* Between the readings: the values of the keys, once the references are known. */
static enum err gather_keys(struct importing *im, struct fail *why)
{
    for (int k = 0; k < im->keys.n; k++) {
        struct key_column *key = &im->keys.at[k];
        for (ptrdiff_t i = 0; i < key->texts.room; i++) {
            struct value v = VALUE_OF_NULL;
            struct str text = key->texts.slots[i].key;
            bool is_key = text.s && key_value(im, key->field, text, &v);
            if (is_key && !(im->s.e->key_is_optional && v.type == VALUE_NULL))
                key_column_add(key, im->c->a, &im->row, &v);
            arena_reset(&im->row);
        }
    }
    if (!go_on(im->progress, MSG_step_looking_up, 0, 100))
        return FAIL(why, ERR_UNAVAILABLE, MSG_err_stopped, ARG_NONE);
    return known_read(im->c, &im->s, &im->keys, &im->known, why);
}

/* --- one row ---------------------------------------------------------------------------------- */

struct row_work {
    struct call c; /* with problems and results in the row's arena */
    struct input *in;
    ptrdiff_t n_in;
    struct ref_fault *faults;
    ptrdiff_t n_faults;
    struct str waits_for; /* code of a row of this file */
    struct change ch;
    struct record old;
    struct packed_row packed;
};

/* References to ids. One that only this file has waits: an id stands in until the row is read. */
static struct str reference_text(struct importing *im, struct row_work *w, int field,
                                 struct str text)
{
    const struct field *f = &im->s.fields[field];
    const struct ref_answer *answer = refs_find(&im->refs, f->ref, text);
    if (answer->state == REF_FOUND) {
        struct buf id = buf_on(&im->row, ID_MAX);
        buf_int(&id, answer->id);
        return buf_str(&id);
    }
    if (field == im->self_field && answer->state == REF_UNKNOWN && map_find(&im->own_codes, text)) {
        w->waits_for = text;
        return S("1");
    }
    w->faults[w->n_faults++] = (struct ref_fault){.field = f->name, .answer = answer};
    return S("?");
}

static void row_inputs(struct importing *im, struct row_work *w, const struct row *row)
{
    w->in = NEW(&im->row, struct input, im->preview.n_headings + 1);
    w->faults = NEW(&im->row, struct ref_fault, im->preview.n_headings + 1);
    for (int i = 0; i < im->preview.n_headings; i++) {
        int field = im->preview.fields[i];
        if (field < 0)
            continue;
        struct str text = input_of(row, i, &im->s.fields[field]);
        if (im->s.fields[field].kind == KIND_REF && text.len > 0)
            text = reference_text(im, w, field, text);
        w->in[w->n_in++] = (struct input){.field = im->s.fields[field].name, .text = text};
    }
}

static void row_read(struct importing *im, struct row_work *w, const struct value *old)
{
    w->c.problems = problems_on(&im->row);
    w->ch.v = NEW(&im->row, struct value, im->s.n);
    record_read(&im->row, &im->s, w->in, w->n_in, old, w->ch.v, &w->c.problems);
    ref_faults_tell(w->faults, w->n_faults, &w->c.problems);
    if (w->waits_for.len > 0)
        w->ch.v[im->self_field] = VALUE_OF_TEXT(w->waits_for);
}

static enum err row_owner(struct importing *im, struct row_work *w, struct fail *why)
{
    enum err err = im->rules->owner_of(&w->ch, &w->ch.owner, why);
    if (im->file->owner != 0 && im->rules->owner_is_free)
        w->ch.owner = im->file->owner;
    return err;
}

static enum err county_of(struct importing *im, int64_t unit, int64_t *out, struct fail *why)
{
    const struct unit_info *info = NULL;
    enum err err = unit ? lookup_unit(&im->l, unit, &info, why) : OK;
    if (err == OK)
        *out = info ? info->county : 0;
    return err;
}

/* The machine reaches every county, a file has the own fields of one. A row of another county that
 * has own fields too would lose them, or pass by what they require. */
static enum err row_county(struct importing *im, struct row_work *w, struct fail *why)
{
    int64_t county = 0;
    struct shape theirs = {0};
    if (!im->c->who.is_system || w->ch.owner == 0 || w->ch.owner == im->fitting)
        return OK;
    enum err err = county_of(im, w->ch.owner, &county, why);
    if (err == OK && county != im->county)
        err = shape_for(im->c, &im->l, im->s.e, w->ch.owner, &theirs, why);
    if (err != OK)
        return err;
    if (county == im->county || (theirs.n == im->s.n && theirs.n == theirs.e->n_fields)) {
        im->fitting = w->ch.owner;
        return OK;
    }
    const struct unit_info *unit = NULL;
    err = lookup_unit(&im->l, w->ch.owner, &unit, why);
    if (err == OK)
        PROBLEM(&w->c.problems, S(""), S("other_county"), MSG_problem_row_county,
                ARG_TEXT(unit->county_name[im->c->lang]));
    return err;
}

static bool is_unchanged(const struct importing *im, const struct row_work *w)
{
    for (int i = 0; i < im->s.n; i++)
        if (!value_eq(&w->ch.v[i], &w->old.v[i]))
            return false;
    return true;
}

/* The same key twice in one file: only the first can be meant. */
static void check_twice(struct importing *im, struct row_work *w, struct str key)
{
    if (key.len > 0 && im->rules->is_given_once && im->rules->is_given_once(w->ch.v))
        key = key_bytes(&im->row, &im->s, 0, w->ch.v);
    if (key.len == 0)
        return;
    int64_t *line = map_at(&im->used_keys, key);
    if (*line > 0)
        PROBLEM(&w->c.problems, S(""), S("twice"), MSG_problem_row_twice, ARG_INT(*line));
    else
        *line = w->packed.line;
}

/* A rule that forbids is, for a row of a file, one more reason to turn it down. */
static enum err row_may(struct row_work *w, struct fail *why)
{
    enum err err = change_may(&w->ch, why);
    if (err != ERR_FORBIDDEN)
        return err;
    problem_add(&w->c.problems, S(""), S("forbidden"), why->message.id, why->message.args);
    return OK;
}

/* Can the row's key be told? What stands in a field of it that could not be read is nobody's key.
 */
static bool is_key_read(const struct importing *im, const struct row_work *w)
{
    for (int k = 0; k < im->keys.n; k++) {
        struct str name = im->s.fields[im->keys.at[k].field].name;
        for (ptrdiff_t i = 0; i < w->c.problems.n; i++)
            if (str_eq(w->c.problems.at[i].field, name) && !w->c.problems.at[i].doubtful)
                return false;
    }
    return true;
}

/* The record that the row is about is there: what is in the file changes it. */
static void row_meet(struct importing *im, struct row_work *w, const struct known_record *known)
{
    w->old.id = known->id;
    w->old.version = known->version;
    w->ch.old = &w->old;
    w->packed.id = known->id;
    w->packed.version = known->version;
    row_read(im, w, w->old.v);
    if (im->s.e->key.len > 0)
        return;
    w->ch.owner = known->owner; /* found by what it says, wherever it is kept */
    if (known->n_alike > 1)
        PROBLEM(&w->c.problems, S(""), S("alike"), MSG_problem_row_alike, ARG_INT(known->n_alike));
}

static enum err row_judge(struct importing *im, struct row_work *w, struct fail *why)
{
    enum err err = OK;
    w->packed.state = w->packed.id ? ROW_UPDATE : ROW_CREATE;
    if (w->packed.id && is_unchanged(im, w))
        w->packed.state = ROW_UNCHANGED;
    if (w->packed.state != ROW_UNCHANGED && im->rules->check)
        err = im->rules->check(&w->ch, why);
    if (err == OK && w->packed.state != ROW_UNCHANGED && !problems_stop(&w->c.problems))
        err = row_may(w, why);
    if (problems_stop(&w->c.problems))
        w->packed.state = ROW_REJECT;
    return err;
}

static enum err row_work_on(struct importing *im, struct row_work *w, struct fail *why)
{
    row_read(im, w, NULL);
    enum err err = row_owner(im, w, why);
    if (err != OK)
        return err;
    struct str key = is_key_read(im, w) ? key_bytes(&im->row, &im->s, w->ch.owner, w->ch.v) : S("");
    w->old.v = NEW(&im->row, struct value, im->s.n);
    const struct known_record *known = known_find(&im->known, &im->row, key, &im->s, w->old.v);
    if (known)
        row_meet(im, w, known);
    import_table_faults_tell(&im->table, &im->preview, &w->c.problems);
    check_twice(im, w, key);
    err = row_county(im, w, why);
    return err == OK ? row_judge(im, w, why) : err;
}

/* --- keeping rows ----------------------------------------------------------------------------- */

static struct str suggestion_for(const struct row_work *w, const struct problem *p)
{
    for (ptrdiff_t i = 0; i < w->n_faults; i++)
        if (str_eq(w->faults[i].field, p->field))
            return w->faults[i].answer->suggestion;
    return S("");
}

struct part_write {
    int64_t id, n;
    struct str bytes;
};

static enum err part_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct part_write *p = ctx;
    int64_t changed = 0;
    struct value args[] = {VALUE_OF_INT(p->id), VALUE_OF_INT(p->n), VALUE_OF_BLOB(p->bytes)};
    return tx_exec(tx, STMT_preview_part_add, args, 3, &changed, why);
}

static enum err part_flush(struct importing *im, struct fail *why)
{
    struct part_write p = {.id = im->preview.id, .n = im->n_parts, .bytes = buf_str(&im->part)};
    if (p.bytes.len == 0)
        return OK;
    hasher_add(&im->hasher, p.bytes);
    p.bytes = compressed(&im->part_arena, p.bytes);
    enum err err = store_keep(im->c->app->store, part_in, &p, why);
    im->n_parts++;
    arena_reset(&im->part_arena);
    im->part = buf_on(&im->part_arena, IMPORT_PART_MAX);
    return err;
}

static void wait_add(struct importing *im, const struct row_work *w)
{
    const struct value *code = &w->ch.v[im->code_field];
    if (im->n_waits == im->room_waits) {
        im->room_waits = im->room_waits > 0 ? im->room_waits * 2 : 256;
        struct waits *waits = NEW(im->c->a, struct waits, im->room_waits);
        for (ptrdiff_t i = 0; i < im->n_waits; i++)
            waits[i] = im->waits[i];
        im->waits = waits;
    }
    im->waits[im->n_waits++] = (struct waits){.line = w->packed.line,
                                              .code = str_dup(im->c->a, code->t),
                                              .on = str_dup(im->c->a, w->waits_for)};
}

static enum err row_keep(struct importing *im, struct row_work *w, const struct row *row,
                         struct fail *why)
{
    struct packed_row *p = &w->packed;
    struct str *cells = NEW(&im->row, struct str, im->preview.n_headings + 1);
    struct str *suggestions = NEW(&im->row, struct str, w->c.problems.n + 1);
    for (int i = 0; i < im->preview.n_headings; i++)
        cells[i] =
            i < row->n_cells && im->preview.fields[i] != HEADING_HIDDEN ? row->cells[i] : S("");
    for (ptrdiff_t i = 0; i < w->c.problems.n; i++)
        suggestions[i] = suggestion_for(w, &w->c.problems.at[i]);
    p->cells = cells;
    p->n_cells = im->preview.n_headings;
    p->problems = w->c.problems.at;
    p->suggestions = suggestions;
    p->n_problems = w->c.problems.n;
    p->owner = w->ch.owner;
    p->v = w->ch.v;
    p->n_values = im->s.n;
    row_pack(&im->part, p);
    im->preview.n[p->state]++;
    im->preview.n_doubtful += p->state != ROW_REJECT && p->n_problems > 0;
    bool is_written = p->state == ROW_CREATE || p->state == ROW_UPDATE;
    if (is_written && w->waits_for.len > 0)
        wait_add(im, w);
    else if (is_written && im->self_field >= 0)
        *map_at(&im->own_codes, w->ch.v[im->code_field].t) = -p->line; /* it will be there */
    return im->part.len >= IMPORT_PART_BYTES ? part_flush(im, why) : OK;
}

static enum err judge_row(struct importing *im, const struct row *row, struct fail *why)
{
    struct row_work w = {.c = *im->c};
    w.c.a = &im->row;
    w.ch = (struct change){
        .c = &w.c, .l = &im->l, .s = &im->s, .is_bulk = im->preview.n_rows > IMPORT_CHECK_EACH};
    w.packed.line = row->n;
    row_inputs(im, &w, row);
    enum err err = row_work_on(im, &w, why);
    if (err == OK)
        err = row_keep(im, &w, row, why);
    arena_reset(&im->row);
    return err;
}

static enum err judge(struct importing *im, struct fail *why)
{
    struct row row = {0};
    bool more = true;
    enum err err = import_table_begin(&im->table, why);
    if (im->keys.n > 0)
        map_expect(&im->used_keys, im->preview.n_rows);
    while (err == OK) {
        err = import_table_next(&im->table, &more, &row, why);
        if (err != OK || !more)
            break;
        err = judge_row(im, &row, why);
        if (err == OK)
            err = tell(im, MSG_step_checking, why);
    }
    return err == OK ? part_flush(im, why) : err;
}

/* Of a row that waits in vain: the line it waits for, if that leads back to the row itself, else
 * LATE_WAITS. */
static int64_t circle_of(const struct importing *im, const struct map *places, ptrdiff_t row)
{
    enum { LEVELS_MAX = 64 }; /* more than a tree of units has */
    const int64_t *next = map_find(places, im->waits[row].on);
    ptrdiff_t at = next ? *next - 1 : row;
    int64_t line = next ? im->waits[at].line : LATE_WAITS;
    for (ptrdiff_t steps = 0; next && at != row; steps++) {
        next = steps < LEVELS_MAX ? map_find(places, im->waits[at].on) : NULL;
        at = next ? *next - 1 : row;
    }
    return next ? line : LATE_WAITS;
}

/*
 * Rows that wait for a row that will not be there, or for one another in a circle, are turned down
 * as well. Each round settles one level of the tree; what is left when a round settles nothing
 * cannot be.
 */
static void settle(struct importing *im)
{
    bool moved = true;
    ptrdiff_t left = im->n_waits;
    while (moved) {
        moved = false;
        ptrdiff_t kept = 0;
        for (ptrdiff_t i = 0; i < left; i++) {
            const int64_t *on = map_find(&im->own_codes, im->waits[i].on);
            if (!on || *on >= 0) {
                im->waits[kept++] = im->waits[i];
                continue;
            }
            *map_at(&im->own_codes, im->waits[i].code) = -im->waits[i].line;
            moved = true;
        }
        left = kept;
    }
    struct map places = map_on(im->c->a);
    for (ptrdiff_t i = 0; i < left; i++)
        *map_at(&places, im->waits[i].code) = i + 1;
    for (ptrdiff_t i = 0; i < left; i++) {
        *map_at_id(&im->late, im->waits[i].line) = circle_of(im, &places, i);
        im->preview.n[ROW_CREATE]--;
        im->preview.n[ROW_REJECT]++;
    }
}

/* --- the whole -------------------------------------------------------------------------------- */

static enum err preview_begin_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct importing *im = ctx;
    const struct preview *p = &im->preview;
    int64_t changed = 0;
    struct value args[] = {
        VALUE_OF_INT(p->id),         VALUE_OF_INT(im->c->who.account),
        VALUE_OF_TEXT(p->e->name),   VALUE_OF_INT(im->file->owner),
        VALUE_OF_INT(p->made),       VALUE_OF_INT(p->expires),
        VALUE_OF_TEXT(p->file_name), VALUE_OF_BLOB(S("")),
    };
    enum err err = tx_exec(tx, STMT_preview_sweep, &VALUE_OF_INT(p->made), 1, &changed, why);
    return err == OK ? tx_exec(tx, STMT_preview_add, args, ARRAY_LEN(args), &changed, why) : err;
}

static enum err preview_end_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct importing *im = ctx;
    enum { HEAD_MAX = 64 << 20 };
    int64_t changed = 0;
    struct buf head = buf_on(tx_arena(tx), HEAD_MAX);
    head_pack(&head, &im->preview, &im->late, &im->s);
    struct str digest = {(const char *)im->preview.digest.b, HASH_LEN};
    struct value args[] = {VALUE_OF_INT(im->preview.id), VALUE_OF_BLOB(digest),
                           VALUE_OF_BLOB(buf_str(&head))};
    return tx_exec(tx, STMT_preview_finish, args, 3, &changed, why);
}

static enum err importing_init(struct importing *im, struct fail *why)
{
    struct call *c = im->c;
    const struct entity *e = im->file->e;
    enum err err = must_write_to(c, e, WRITE_MAKE, why);
    if (err == OK)
        err = shape_for(c, &im->l, e, im->file->owner, &im->s, why);
    if (err == OK && im->file->owner == 0)
        err = home_county(c, &im->county, why);
    else if (err == OK)
        err = county_of(im, im->file->owner, &im->county, why);
    if (err != OK)
        return err;
    im->rules = rules_of(e);
    im->refs = refs_on(c, &im->l, im->file->owner);
    im->keys = key_columns_of(c->a, e);
    im->code_field = ref_code_field(e);
    im->self_field = self_reference(e);
    im->own_codes = map_on(c->a);
    im->used_keys = map_on(c->a);
    im->late = map_on(c->a);
    im->preview = (struct preview){
        .e = e, .file_name = im->file->file_name, .made = c->app->os->now(c->app->os->ctx)};
    im->preview.expires = im->preview.made + PREVIEW_LASTS;
    uint64_t id = 0;
    c->app->os->random(c->app->os->ctx, &id, (ptrdiff_t)sizeof id);
    im->preview.id = (int64_t)(id >> 12) + 1;
    return OK;
}

static enum err importing_run(struct importing *im, struct fail *why)
{
    enum err err = gather(im, why);
    if (err == OK)
        err = refs_resolve(&im->refs, why);
    if (err == OK)
        err = gather_keys(im, why);
    if (err == OK)
        err = store_keep(im->c->app->store, preview_begin_in, im, why);
    if (err != OK)
        return err;
    hasher_init(&im->hasher, HASH_SHA256);
    err = judge(im, why);
    im->preview.digest = hasher_done(&im->hasher);
    if (err != OK)
        return err;
    settle(im);
    err = store_keep(im->c->app->store, preview_end_in, im, why);
    return err == OK ? call_refresh(im->c, why) : err;
}

enum err import_preview(struct call *c, const struct import_file *file,
                        const struct progress *progress, struct preview *out, struct fail *why)
{
    struct importing im = {.c = c, .file = file, .progress = progress};
    im.l = lookups_on(c->a, c->view);
    enum err err = importing_init(&im, why);
    if (err != OK)
        return err;
    arena_init(&im.row, 64 * MIB);
    arena_init(&im.part_arena, 16 * MIB);
    im.part = buf_on(&im.part_arena, IMPORT_PART_MAX);
    err = importing_run(&im, why);
    import_table_close(&im.table);
    arena_done(&im.row);
    arena_done(&im.part_arena);
    if (err == OK)
        *out = im.preview;
    return err;
}
