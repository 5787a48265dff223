/*
 * import_read.c -- looking at a preview, and handing back what was turned down.
 */
#include "app/export.h"
#include "app/import_parts.h"
#include "app/shapes.h"

enum { PART_ROOM = 256 << 20, OUT_MAX = 4 << 20, OUT_FULL = 64 << 10, CELL_MAX = 64 << 10 };

/* A preview being read, part by part. */
struct reading {
    struct call *c;
    struct shape s;
    struct kept_preview kept;
    struct map late;
    struct arena part; /* bytes and rows of one part */
};

typedef enum err each_row_kept(void *ctx, struct packed_row *r, bool *out_stop, struct fail *why);

static enum err reading_open(struct reading *r, int64_t id, struct fail *why)
{
    struct lookups l = lookups_on(r->c->a, r->c->view);
    enum err err = preview_read(r->c, r->c->view, id, &r->kept, why);
    return err == OK ? preview_open(r->c, &l, &r->kept, &r->s, &r->late, why) : err;
}

enum err import_find(struct call *c, int64_t id, struct preview *out, struct fail *why)
{
    struct reading r = {.c = c};
    enum err err = must(c, RIGHT_SIGNED_IN, why);
    if (err == OK)
        err = reading_open(&r, id, why);
    if (err == OK)
        *out = r.kept.preview;
    return err;
}

/* A row whose reference was turned down is turned down with it, and so are rows in a circle. */
static void tell_late(struct reading *r, struct packed_row *row)
{
    const int64_t *why = map_find_id(&r->late, row->line);
    if (!why)
        return;
    struct problems told = problems_on(&r->part);
    struct str *suggestions = NEW(&r->part, struct str, row->n_problems + 1);
    for (ptrdiff_t i = 0; i < row->n_problems; i++) {
        problem_add(&told, row->problems[i].field, row->problems[i].code,
                    row->problems[i].message.id, row->problems[i].message.args);
        told.at[i].doubtful = row->problems[i].doubtful;
        suggestions[i] = row->suggestions[i];
    }
    int field = self_reference(r->kept.preview.e);
    if (*why == LATE_WAITS)
        PROBLEM(&told, r->s.fields[field].name, S("waits"), MSG_problem_row_waits, ARG_NONE);
    else
        PROBLEM(&told, r->s.fields[field].name, S("circle"), MSG_problem_row_circle, ARG_INT(*why));
    row->state = ROW_REJECT;
    row->problems = told.at;
    row->n_problems = told.n;
    row->suggestions = suggestions;
}

static enum err each_part(struct reading *r, struct str bytes, each_row_kept *each, void *ctx,
                          bool *out_stop, struct fail *why)
{
    struct unpack u = {.a = &r->part, .rest = bytes};
    struct packed_row row = {0};
    enum err err = OK;
    while (err == OK && !*out_stop && row_unpack(&u, &row)) {
        tell_late(r, &row);
        err = each(ctx, &row, out_stop, why);
    }
    if (err == OK && u.failed)
        return FAIL(why, ERR_CORRUPT, MSG_err_preview_corrupt, ARG_NONE);
    return err;
}

static enum err each_kept(struct reading *r, each_row_kept *each, void *ctx, struct fail *why)
{
    bool stop = false;
    enum err err = OK;
    arena_init(&r->part, PART_ROOM);
    for (int64_t n = 0; err == OK && !stop; n++) {
        struct str bytes = {0};
        arena_reset(&r->part);
        err = preview_part_read(r->c->view, &r->part, r->kept.preview.id, n, &bytes, why);
        if (err != OK || bytes.len == 0)
            break;
        err = each_part(r, bytes, each, ctx, &stop, why);
    }
    arena_done(&r->part);
    return err;
}

/* --- rows for a page -------------------------------------------------------------------------- */

struct rows_wanted {
    struct arena *a;
    const struct preview_part *part;
    struct preview_rows out;
};

static struct message message_dup(struct arena *a, const struct message *m)
{
    struct message copy = *m;
    for (int i = 0; i < MESSAGE_ARGS; i++)
        if (copy.args[i].kind == ARG_KIND_TEXT)
            copy.args[i].text = str_dup(a, copy.args[i].text);
    return copy;
}

static struct preview_row row_dup(struct arena *a, const struct packed_row *r)
{
    struct preview_row row = {.line = r->line, .state = r->state, .id = r->id};
    row.cells = NEW(a, struct str, r->n_cells + 1);
    row.problems = NEW(a, struct problem, r->n_problems + 1);
    row.suggestions = NEW(a, struct str, r->n_problems + 1);
    row.n_problems = r->n_problems;
    for (ptrdiff_t i = 0; i < r->n_cells; i++)
        row.cells[i] = str_dup(a, r->cells[i]);
    for (ptrdiff_t i = 0; i < r->n_problems; i++) {
        const struct problem *p = &r->problems[i];
        row.problems[i] = (struct problem){.field = str_dup(a, p->field),
                                           .code = str_dup(a, p->code),
                                           .message = message_dup(a, &p->message),
                                           .row = r->line,
                                           .doubtful = p->doubtful};
        row.suggestions[i] = str_dup(a, r->suggestions[i]);
    }
    return row;
}

static enum err want_row(void *ctx, struct packed_row *r, bool *out_stop, struct fail *why)
{
    struct rows_wanted *w = ctx;
    (void)why;
    bool is_wanted = w->part->state == ROW_STATE_COUNT || w->part->state == r->state;
    if (r->line < w->part->from_line || !is_wanted)
        return OK;
    if (w->out.n == w->part->limit) {
        w->out.next = r->line;
        *out_stop = true;
        return OK;
    }
    w->out.at[w->out.n++] = row_dup(w->a, r);
    return OK;
}

enum err import_rows(struct call *c, const struct preview *p, const struct preview_part *part,
                     struct preview_rows *out, struct fail *why)
{
    enum { MOST = 1000 };
    struct reading r = {.c = c};
    struct preview_part bounded = *part;
    if (bounded.limit < 1 || bounded.limit > MOST)
        bounded.limit = MOST;
    struct rows_wanted wanted = {.a = c->a, .part = &bounded};
    wanted.out.at = NEW(c->a, struct preview_row, bounded.limit);
    enum err err = reading_open(&r, p->id, why);
    if (err == OK)
        err = each_kept(&r, want_row, &wanted, why);
    if (err == OK)
        *out = wanted.out;
    return err;
}

/* --- rejected rows as a file ------------------------------------------------------------------ */

struct giving_back {
    struct call *c;
    struct reading *r;
    const struct sink *to;
    struct arena a;
    struct buf out;
    struct table_writer w;
};

static enum err give(struct giving_back *g, ptrdiff_t above, struct fail *why)
{
    if (g->out.len <= above)
        return OK;
    enum err err = g->to->fn(g->to->ctx, buf_str(&g->out), why);
    g->out.len = 0;
    return err;
}

/* "指标：没有“gdq”。 工资：…" */
static struct str problem_words(struct giving_back *g, const struct packed_row *r)
{
    struct buf words = buf_on(&g->a, CELL_MAX);
    enum lang lang = g->c->lang;
    for (ptrdiff_t i = 0; i < r->n_problems; i++) {
        const struct problem *p = &r->problems[i];
        int field = shape_index(&g->r->s, p->field);
        if (p->doubtful)
            continue;
        if (words.len > 0)
            buf_byte(&words, ' ');
        if (field >= 0) {
            buf_add(&words, field_label(&g->r->s.fields[field], lang));
            buf_add(&words, lang == LANG_ZH ? S("：") : S(": "));
        }
        message_write(&words, lang, &p->message);
    }
    return buf_str(&words);
}

static enum err give_row(void *ctx, struct packed_row *r, bool *out_stop, struct fail *why)
{
    struct giving_back *g = ctx;
    *out_stop = false;
    if (r->state != ROW_REJECT)
        return OK;
    arena_reset(&g->a);
    for (ptrdiff_t i = 0; i < r->n_cells; i++)
        table_put(&g->w, XLSX_KIND_TEXT, r->cells[i]);
    table_put(&g->w, XLSX_KIND_TEXT, problem_words(g, r));
    table_end_row(&g->w);
    return give(g, OUT_FULL, why);
}

/* The uploader's headings, and one for what is wrong. */
static const struct xlsx_heading *rejected_headings(struct call *c, const struct preview *p)
{
    struct xlsx_heading *at = NEW(c->a, struct xlsx_heading, p->n_headings + 1);
    for (int i = 0; i < p->n_headings; i++)
        at[i].text = p->headings[i];
    at[p->n_headings].text = msg_text(c->lang, MSG_import_problem);
    return at;
}

enum err import_rejected(struct call *c, const struct preview *p, enum table_kind kind,
                         const struct sink *to, struct fail *why)
{
    struct reading r = {.c = c};
    struct giving_back g = {.c = c, .r = &r, .to = to};
    enum err err = reading_open(&r, p->id, why);
    if (err != OK)
        return err;
    g.out = buf_on(c->a, OUT_MAX);
    const struct preview *kept = &r.kept.preview;
    table_writer_open(&g.w, c->a, kind, &g.out, msg_text(c->lang, kept->e->titles),
                      rejected_headings(c, kept), kept->n_headings + 1);
    arena_init(&g.a, 8 * MIB);
    err = each_kept(&r, give_row, &g, why);
    arena_done(&g.a);
    if (err != OK) {
        table_writer_drop(&g.w);
        return err;
    }
    err = table_writer_end(&g.w, why);
    return err == OK ? give(&g, 0, why) : err;
}

/* --- an empty form ---------------------------------------------------------------------------- */

static const struct xlsx_heading *form_headings(struct call *c, const struct shape *s, int *out_n)
{
    struct xlsx_heading *at = NEW(c->a, struct xlsx_heading, s->n + 1);
    int n = 0;
    for (int i = 0; i < s->n; i++)
        if (!(s->fields[i].flags & FIELD_SYSTEM) && s->fields[i].kind != KIND_PROTECTED)
            at[n++] = (struct xlsx_heading){field_label(&s->fields[i], c->lang),
                                            export_cell_kind(&s->fields[i], true)};
    *out_n = n;
    return at;
}

enum err import_template(struct call *c, const struct entity *e, enum table_kind kind,
                         const struct sink *to, struct fail *why)
{
    struct lookups l = lookups_on(c->a, c->view);
    struct shape s = {0};
    struct buf out = buf_on(c->a, OUT_MAX);
    struct table_writer w = {0};
    int n = 0;
    enum err err = must_write_to(c, e, WRITE_MAKE, why);
    if (err == OK)
        err = shape_for(c, &l, e, 0, &s, why);
    if (err != OK)
        return err;
    const struct xlsx_heading *headings = form_headings(c, &s, &n);
    table_writer_open(&w, c->a, kind, &out, msg_text(c->lang, e->titles), headings, n);
    err = table_writer_end(&w, why);
    return err == OK ? to->fn(to->ctx, buf_str(&out), why) : err;
}
