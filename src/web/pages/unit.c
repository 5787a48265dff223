/*
 * unit.c -- one unit: where it stands in the tree, what is below it, and how it came to be so.
 */
#include "entity/post.h"
#include "entity/unit_change.h"
#include "entity/unit_version.h"
#include "templates.h"
#include "web/pages/facts.h"
#include "web/pages/pages.h"
#include "web/pages/unit_line.h"

/* The rest of a long list stands where lists are. */
enum { ROWS_SHOWN = 30 };

struct sheet {
    struct exchange *x;
    int64_t id;
    struct shape shape;
    struct record record;
    struct unit_nodes path;
};

/* Records of an entity in which `column` is this unit. */
static enum err read_of_unit(struct sheet *s, const struct entity *e, const char *column,
                             struct data_page *out, struct fail *why)
{
    struct exchange *x = s->x;
    struct input filter = {.field = str_of(column),
                           .text = str_fmt(x->a, "%lld", (long long)s->id)};
    struct list_query q = {.e = e, .filters = &filter, .n_filters = 1, .limit = ROWS_SHOWN};
    return data_page_read(x, &q, out, why);
}

/* Where all of them are, if the page has not room for them. */
static struct str rest_of(struct sheet *s, const struct data_page *p, const char *column)
{
    struct exchange *x = s->x;
    struct address to = address_on(x, str_fmt(x->a, "/data/%.*s", STR_ARG(p->shape.e->plural)));
    address_int(&to, str_of(column), s->id);
    return p->page.next.len > 0 ? address_str(&to) : S("");
}

static void put_path(struct sheet *s, struct view_unit *v)
{
    struct exchange *x = s->x;
    shell_crumb(x, &v->shell, words(x, MSG_web_units_title), S("/units"));
    for (ptrdiff_t i = 0; i + 1 < s->path.n; i++) {
        const struct unit_node *node = &s->path.at[i];
        shell_crumb(x, &v->shell, unit_node_name(x, node),
                    str_fmt(x->a, "/units/%lld", (long long)node->id));
    }
    shell_crumb(x, &v->shell, v->name, S(""));
}

/* Counted if they are all there: counting a long list would cost as much as showing it. */
static enum err put_below(struct sheet *s, struct view_unit *v, struct fail *why)
{
    struct exchange *x = s->x;
    int64_t day = call_day(&x->call);
    enum err err = unit_lines_below(x, s->id, day, S(""), &v->below, why);
    if (err != OK)
        return err;
    v->n_below = (struct message){
        .id = v->below.more.len > 0 ? MSG_web_unit_first_children : MSG_web_unit_n_children,
        .args = {ARG_INT(v->below.lines.n)},
    };
    return OK;
}

static enum err put_versions(struct sheet *s, struct view_unit *v, struct fail *why)
{
    struct exchange *x = s->x;
    struct data_page p = {0};
    enum err err = read_of_unit(s, &unit_version_entity, "unit", &p, why);
    if (err != OK)
        return err;
    struct view_unit_version_row *rows = NEW(x->a, struct view_unit_version_row, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        const struct record *r = &p.page.at[i];
        rows[i].from = data_value(&p, r, "valid_from", NULL);
        rows[i].to = data_value(&p, r, "valid_to", NULL);
        rows[i].name = record_name(x, &p.shape, r, &p.names);
        rows[i].code = data_value(&p, r, "code", NULL);
        rows[i].parent = data_value(&p, r, "parent", &rows[i].parent_address);
    }
    v->versions.at = rows;
    v->versions.n = p.page.n;
    v->versions_rest = rest_of(s, &p, "unit");
    return OK;
}

static void put_change(const struct data_page *p, struct view_unit_change_row *rows, ptrdiff_t *n)
{
    for (ptrdiff_t i = 0; i < p->page.n; i++) {
        const struct record *r = &p->page.at[i];
        struct view_unit_change_row *row = &rows[*n];
        row->address = record_address(p->x, p->shape.e, r->id);
        bool is_known = false;
        for (ptrdiff_t k = 0; k < *n; k++)
            is_known = is_known || str_eq(rows[k].address, row->address);
        if (is_known)
            continue;
        row->on = data_value(p, r, "changed_on", NULL);
        row->change = data_value(p, r, "change", NULL);
        row->from = data_value(p, r, "from_unit", &row->from_address);
        row->to = data_value(p, r, "to_unit", &row->to_address);
        row->note = data_value(p, r, "note", NULL);
        *n += 1;
    }
}

static enum err put_changes(struct sheet *s, struct view_unit *v, struct fail *why)
{
    struct data_page from = {0};
    struct data_page to = {0};
    enum err err = read_of_unit(s, &unit_change_entity, "from_unit", &from, why);
    if (err == OK)
        err = read_of_unit(s, &unit_change_entity, "to_unit", &to, why);
    if (err != OK)
        return err;
    struct view_unit_change_row *rows =
        NEW(s->x->a, struct view_unit_change_row, from.page.n + to.page.n + 1);
    ptrdiff_t n = 0;
    put_change(&from, rows, &n);
    put_change(&to, rows, &n);
    v->changes.at = rows;
    v->changes.n = n;
    v->changes_rest = rest_of(s, &from, "from_unit");
    v->changes_to_rest = rest_of(s, &to, "to_unit");
    return OK;
}

static enum err put_posts(struct sheet *s, struct view_unit *v, struct fail *why)
{
    struct exchange *x = s->x;
    struct data_page p = {0};
    if (!may(&x->call, right_to_read(&post_entity)))
        return OK;
    enum err err = read_of_unit(s, &post_entity, "unit", &p, why);
    if (err != OK)
        return err;
    struct view_link *rows = NEW(x->a, struct view_link, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++)
        rows[i] = (struct view_link){.text = record_name(x, &p.shape, &p.page.at[i], &p.names),
                                     .address = record_address(x, &post_entity, p.page.at[i].id)};
    v->posts.at = rows;
    v->posts.n = p.page.n;
    v->posts_rest = rest_of(s, &p, "unit");
    return OK;
}

static enum err view_of(struct sheet *s, struct view_unit *out, struct fail *why)
{
    struct exchange *x = s->x;
    struct names names = {0};
    enum err err = records_names(&x->call, &s->shape, &s->record, 1, &names, why);
    if (err != OK)
        return err;
    struct str name = record_name(x, &s->shape, &s->record, &names);
    struct str code = s->record.v[shape_index(&s->shape, S("code"))].t;
    struct address board = address_on(x, S("/indicators"));
    address_put(&board, S("unit"), code);
    struct view_unit v = {
        .shell = shell_on(x, name, S("/units")),
        .id = s->id,
        .name = name,
        .subtitle = code,
        .board_address = address_str(&board),
        .record_address = record_address(x, &unit_entity, s->id),
        .may_write = may(&x->call, right_to_write(&unit_entity)) && x->as_of_day == DATE_NONE,
        .sees_board = may(&x->call, RIGHT_VIEW),
    };
    facts_of(x, &s->shape, &s->record, &names, &v.facts.at, &v.facts.n);
    put_path(s, &v);
    err = put_below(s, &v, why);
    if (err == OK)
        err = put_versions(s, &v, why);
    if (err == OK)
        err = put_changes(s, &v, why);
    if (err == OK)
        err = put_posts(s, &v, why);
    if (err == OK)
        *out = v;
    return err;
}

enum err page_unit(struct exchange *x, struct fail *why)
{
    struct sheet s = {.x = x};
    struct view_unit v = {0};
    enum err err = exchange_param_id(x, S("id"), &s.id, why);
    if (err == OK)
        err = records_get(&x->call, &unit_entity, s.id, &s.shape, &s.record, why);
    if (err == OK)
        err = unit_path(&x->call, s.id, &s.path, why);
    if (err == OK)
        err = view_of(&s, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_unit(), &v, why);
    struct buf page = respond_buf(x);
    template_unit(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
