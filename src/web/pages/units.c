/*
 * units.c -- the tree of units as it was on a day, opened level by level, and the search in it.
 *
 * A page holds the way to one unit and a page of what is right below it, so it is as large in a
 * country as in a county. With script a level opens in its place: the same page, of which only that
 * level is taken.
 */
#include "templates.h"
#include "web/pages/facts.h"
#include "web/pages/pages.h"
#include "web/pages/unit_line.h"

enum { UNITS_ON_PAGE = 50 };

struct str unit_node_name(struct exchange *x, const struct unit_node *node)
{
    struct str name = node->name[x->call.lang];
    return name.len > 0 ? name : node->name[LANG_ZH];
}

static struct str indent_of(int depth)
{
    static const struct str indents[] = {S_("depth-0"), S_("depth-1"), S_("depth-2"), S_("depth-3"),
                                         S_("depth-4")};
    int last = (int)ARRAY_LEN(indents) - 1;
    return indents[depth < last ? depth : last];
}

struct str unit_below_address(struct exchange *x, int64_t unit, struct str after)
{
    struct address to = address_on(x, S("/units"));
    if (unit != 0)
        address_int(&to, S("open"), unit);
    address_put(&to, S("day"), query_get(x, S("day")));
    address_put(&to, S("after"), after);
    return address_str(&to);
}

struct view_unit_line unit_line_of(struct exchange *x, const struct unit_node *node)
{
    return (struct view_unit_line){
        .id = node->id,
        .name = unit_node_name(x, node),
        .code = node->code,
        .address = str_fmt(x->a, "/units/%lld", (long long)node->id),
        .level = unit_levels[node->level].label,
        .is_closed = node->is_closed,
        .is_here = node->id == x->call.who.unit,
        .indent = indent_of(node->depth),
        .has_below = node->has_below,
        .below_address = unit_below_address(x, node->id, S("")),
    };
}

enum err unit_lines_below(struct exchange *x, int64_t unit, int64_t day, struct str after,
                          struct view_unit_below *out, struct fail *why)
{
    struct unit_below_query q = {
        .parent = unit, .date = day, .after = after, .limit = UNITS_ON_PAGE};
    struct unit_below below = {0};
    enum err err = units_below(&x->call, &q, &below, why);
    if (err != OK)
        return err;
    struct view_unit_line *lines = NEW(x->a, struct view_unit_line, below.units.n + 1);
    for (ptrdiff_t i = 0; i < below.units.n; i++)
        lines[i] = unit_line_of(x, &below.units.at[i]);
    *out = (struct view_unit_below){.unit = unit, .lines = {lines, below.units.n}};
    if (after.len > 0)
        out->first = unit_below_address(x, unit, S(""));
    if (below.next.len > 0)
        out->more = unit_below_address(x, unit, below.next);
    return OK;
}

/* --- the tree --------------------------------------------------------------------------------- */

/* The way to the opened unit, from the caller's county down; what is above that stays away. */
static enum err put_path(struct exchange *x, int64_t open, struct view_units *v, struct fail *why)
{
    struct unit_nodes path = {0};
    enum err err = open ? unit_path(&x->call, open, &path, why) : OK;
    if (err != OK)
        return err;
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < path.n; i++)
        if (path.at[i].id == x->call.county)
            from = i;
    struct view_unit_line *lines = NEW(x->a, struct view_unit_line, path.n + 1);
    for (ptrdiff_t i = from; i < path.n; i++) {
        path.at[i].depth = (int)(i - from);
        path.at[i].has_below = i + 1 < path.n; /* the last one is open */
        lines[i - from] = unit_line_of(x, &path.at[i]);
    }
    v->path.at = lines;
    v->path.n = path.n - from;
    v->indent = indent_of((int)v->path.n);
    return OK;
}

static enum err put_tree(struct exchange *x, int64_t day, struct view_units *v, struct fail *why)
{
    int64_t open = x->call.county;
    struct str text = query_get(x, S("open"));
    if (text.len > 0 && !str_digits(text, &open))
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    enum err err = put_path(x, open, v, why);
    if (err != OK)
        return err;
    return unit_lines_below(x, open, day, query_get(x, S("after")), &v->below, why);
}

/* --- the search ------------------------------------------------------------------------------- */

static enum unit_level level_of(struct str code)
{
    int i = 0;
    while (i + 1 < UNIT_LEVEL_COUNT && !str_eq(unit_levels[i].code, code))
        i++;
    return (enum unit_level)i;
}

/* A unit that was found says what it stands below: names repeat all over a country. */
static struct view_unit_line found_line(const struct data_page *p, const struct record *r)
{
    struct exchange *x = p->x;
    const struct value *closed = &r->v[UNIT_closed_on];
    struct view_unit_line line = {
        .id = r->id,
        .name = record_name(x, &p->shape, r, &p->names),
        .code = r->v[UNIT_code].t,
        .address = str_fmt(x->a, "/units/%lld", (long long)r->id),
        .level = unit_levels[level_of(r->v[UNIT_level].t)].label,
        .is_closed = closed->type == VALUE_INT && closed->i <= call_day(&x->call),
        .is_here = r->id == x->call.who.unit,
        .indent = indent_of(0),
    };
    if (r->v[UNIT_parent].type != VALUE_INT)
        return line;
    line.parent = data_value(p, r, "parent", NULL);
    line.parent_address = str_fmt(x->a, "/units/%lld", (long long)r->v[UNIT_parent].i);
    return line;
}

static struct str found_address(struct exchange *x, struct str after)
{
    struct address to = address_on(x, S("/units"));
    address_put(&to, S("q"), str_trim(query_get(x, S("q"))));
    address_put(&to, S("after"), after);
    return address_str(&to);
}

static enum err put_found(struct exchange *x, struct view_units *v, struct fail *why)
{
    struct list_query q = {.e = &unit_entity,
                           .search = v->search,
                           .after = query_get(x, S("after")),
                           .limit = UNITS_ON_PAGE};
    struct data_page p = {0};
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    struct view_unit_line *lines = NEW(x->a, struct view_unit_line, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++)
        lines[i] = found_line(&p, &p.page.at[i]);
    v->found.at = lines;
    v->found.n = p.page.n;
    if (q.after.len > 0)
        v->found_first = found_address(x, S(""));
    if (p.page.next.len > 0)
        v->found_next = found_address(x, p.page.next);
    return OK;
}

enum err page_units(struct exchange *x, struct fail *why)
{
    int64_t day = call_day(&x->call);
    (void)date_parse(query_get(x, S("day")), &day);
    struct view_units v = {
        .shell = shell_on(x, words(x, MSG_web_units_title), S("/units")),
        .day = date_str(x->a, day),
        .day_words = date_words(x, day),
        .search = str_trim(query_get(x, S("q"))),
        .may_write = may(&x->call, right_to_write(&unit_entity)) && x->as_of_day == DATE_NONE,
    };
    enum err err = v.search.len > 0 ? put_found(x, &v, why) : put_tree(x, day, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_units(), &v, why);
    struct buf page = respond_buf(x);
    template_units(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
