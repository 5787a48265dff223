/*
 * export.c -- a list as a table: the same question as the list's, page after page.
 */
#include "app/export.h"

#include "app/list.h"
#include "app/map.h"

enum { PAGE_ROWS = 1000, OUT_MAX = 16 << 20, OUT_FULL = 64 << 10 };

/* What every record has beside its fields, by the names that the API gives it; in a table only when
 * it is asked for. */
enum head { HEAD_ID, HEAD_OWNER, HEAD_VERSION, HEAD_SEQ, HEAD_COUNT };
static const struct field heads[HEAD_COUNT] = {
    [HEAD_ID] = {.name = S_("id"), .kind = KIND_INT},
    [HEAD_OWNER] = {.name = S_("owner"), .kind = KIND_INT},
    [HEAD_VERSION] = {.name = S_("version"), .kind = KIND_INT},
    [HEAD_SEQ] = {.name = S_("seq"), .kind = KIND_INT},
};

struct column {
    const struct field *f;
    int at; /* of the shape's fields; of heads behind them */
};

struct exporting {
    struct call *c; /* as the caller made it */
    const struct export_options *o;
    const struct sink *to;
    const struct progress *progress;
    struct select select;
    const struct column *columns;
    int n_columns;
    struct buf out;
    struct table_writer w;
    int64_t n_done;
};

/* False if there is no such column, or nobody may read it so. */
static bool column_named(const struct shape *s, struct str name, struct column *out)
{
    int at = shape_index(s, name);
    *out = (struct column){.f = at >= 0 ? &s->fields[at] : NULL, .at = at};
    for (int i = 0; !out->f && i < HEAD_COUNT; i++)
        if (str_eq(heads[i].name, name))
            *out = (struct column){.f = &heads[i], .at = s->n + i};
    return out->f && out->f->kind != KIND_PROTECTED;
}

static enum err export_columns(struct exporting *x, struct fail *why)
{
    const struct shape *s = x->select.shape;
    struct column *columns = NEW(x->c->a, struct column, s->n + x->o->n_columns);
    for (int i = 0; x->o->n_columns == 0 && i < s->n; i++)
        if (s->fields[i].kind != KIND_PROTECTED)
            columns[x->n_columns++] = (struct column){.f = &s->fields[i], .at = i};
    for (int i = 0; i < x->o->n_columns; i++) {
        if (column_named(s, x->o->columns[i], &columns[x->n_columns]))
            x->n_columns++;
        else
            PROBLEM(&x->c->problems, S("fields"), S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(x->o->columns[i]));
    }
    x->columns = columns;
    if (problems_stop(&x->c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(x->c->problems.n_all));
    return OK;
}

static enum err export_give(struct exporting *x, ptrdiff_t above, struct fail *why)
{
    if (x->out.len <= above)
        return OK;
    enum err err = x->to->fn(x->to->ctx, buf_str(&x->out), why);
    x->out.len = 0;
    return err;
}

enum xlsx_kind export_cell_kind(const struct field *f, bool labels)
{
    if (f->kind == KIND_INT || f->kind == KIND_DECIMAL)
        return XLSX_KIND_NUMBER;
    if (f->kind == KIND_DATE)
        return XLSX_KIND_DATE;
    return f->kind == KIND_BOOL && !labels ? XLSX_KIND_BOOL : XLSX_KIND_TEXT;
}

static const struct xlsx_heading *export_headings(struct exporting *x)
{
    struct xlsx_heading *at = NEW(x->c->a, struct xlsx_heading, x->n_columns + 1);
    for (int i = 0; i < x->n_columns; i++) {
        const struct field *f = x->columns[i].f;
        bool is_head = x->columns[i].at >= x->select.shape->n;
        at[i].text = x->o->labels && !is_head ? field_label(f, x->c->lang) : f->name;
        at[i].kind = export_cell_kind(f, x->o->labels);
    }
    return at;
}

/* Codes of what a page refers to, by id. */
struct page_names {
    struct names names;
    struct map by_id[64]; /* one an entity, in the order of entities[] */
};

static enum err names_of_page(struct call *c, const struct shape *s, const struct page *page,
                              struct page_names *out, struct fail *why)
{
    enum err err = records_names(c, s, page->at, page->n, &out->names, why);
    for (int i = 0; entities[i]; i++) {
        assert(i < ARRAY_LEN(out->by_id));
        out->by_id[i] = map_on(c->a);
    }
    for (ptrdiff_t i = 0; err == OK && i < out->names.n; i++) {
        const struct name *name = &out->names.at[i];
        *map_at_id(&out->by_id[entity_index(name->e)], name->id) = i + 1;
    }
    return err;
}

static void cell_text(struct exporting *x, struct call *c, const struct page_names *names,
                      const struct field *f, const struct value *v)
{
    enum { CELL = 64 << 10 };
    struct buf text = buf_on(c->a, CELL);
    if (f->kind == KIND_REF && v->type == VALUE_INT) {
        const int64_t *at = map_find_id(&names->by_id[entity_index(f->ref)], v->i);
        const struct name *name = at ? &names->names.at[*at - 1] : NULL;
        if (name)
            buf_add(&text, x->o->labels && name->name.len > 0 ? name->name : name->code);
        else
            buf_fmt(&text, "#%lld", (long long)v->i);
    } else if (x->o->labels && (f->kind == KIND_ENUM || f->kind == KIND_BOOL)) {
        kind_show(&text, c->lang, f, v);
    } else {
        kind_text(&text, f, v);
    }
    table_put(&x->w, export_cell_kind(f, x->o->labels), buf_str(&text));
}

static struct value cell_value(const struct shape *s, const struct record *r, int at)
{
    if (at < s->n)
        return r->v[at];
    const int64_t values[HEAD_COUNT] = {[HEAD_ID] = r->id,
                                        [HEAD_OWNER] = r->owner,
                                        [HEAD_VERSION] = r->version,
                                        [HEAD_SEQ] = r->seq};
    return VALUE_OF_INT(values[at - s->n]);
}

static enum err export_page(struct exporting *x, struct call *c, const struct page *page,
                            struct fail *why)
{
    struct page_names names = {0};
    const struct shape *s = x->select.shape;
    enum err err = names_of_page(c, s, page, &names, why);
    for (ptrdiff_t i = 0; err == OK && i < page->n; i++) {
        for (int k = 0; k < x->n_columns; k++) {
            struct value v = cell_value(s, &page->at[i], x->columns[k].at);
            cell_text(x, c, &names, x->columns[k].f, &v);
        }
        table_end_row(&x->w);
        err = export_give(x, OUT_FULL, why);
    }
    x->n_done += page->n;
    return err;
}

static enum err export_pages(struct exporting *x, struct arena *a, struct fail *why)
{
    enum { AFTER_MAX = 2048 };
    char *after = NEW(x->c->a, char, AFTER_MAX); /* outlives the page it came with */
    struct call c = *x->c;
    enum err err = OK;
    bool more = true;
    c.a = a;
    x->select.limit = PAGE_ROWS;
    while (err == OK && more) {
        struct page page = {0};
        err = view_select(c.view, a, &x->select, &page, why);
        if (err == OK)
            err = export_page(x, &c, &page, why);
        more = page.next.len > 0 && page.next.len < AFTER_MAX;
        if (more)
            memcpy(after, page.next.s, (size_t)page.next.len);
        x->select.after = (struct str){after, more ? page.next.len : 0};
        arena_reset(a);
        const struct progress *p = x->progress;
        if (err == OK && p && p->fn && !p->fn(p->ctx, MSG_step_exporting, x->n_done, 0))
            return FAIL(why, ERR_UNAVAILABLE, MSG_err_stopped, ARG_NONE);
    }
    return err;
}

/* The table around the pages. */
static enum err export_table(struct exporting *x, struct fail *why)
{
    struct arena page;
    x->select.after = S("");
    x->out = buf_on(x->c->a, OUT_MAX);
    table_writer_open(&x->w, x->c->a, x->o->kind, &x->out,
                      msg_text(x->c->lang, x->select.shape->e->titles), export_headings(x),
                      x->n_columns);
    arena_init(&page, 256 * MIB);
    enum err err = export_pages(x, &page, why);
    arena_done(&page);
    if (err != OK) {
        table_writer_drop(&x->w);
        return err;
    }
    err = table_writer_end(&x->w, why);
    return err == OK ? export_give(x, 0, why) : err;
}

enum err export_list(struct call *c, const struct export_options *o, const struct sink *to,
                     const struct progress *progress, struct fail *why)
{
    struct exporting x = {.c = c, .o = o, .to = to, .progress = progress};
    enum err err = list_select(c, &o->query, &x.select, why);
    if (err == OK)
        err = export_columns(&x, why);
    return err == OK ? export_table(&x, why) : err;
}
