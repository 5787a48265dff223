/*
 * units.c -- the tree of units as it was on a day. A large tree shows its upper levels only.
 */
#include "templates.h"
#include "web/pages/pages.h"
#include "web/pages/unit_line.h"

enum { LEVELS_OF_LARGE = 2, LEVELS_OF_SMALL = 4, SMALL = 80 };

struct str unit_node_name(struct exchange *x, const struct unit_node *node)
{
    struct str name = node->name[x->call.lang];
    return name.len > 0 ? name : node->name[LANG_ZH];
}

struct view_unit_line unit_line_of(struct exchange *x, const struct unit_node *node)
{
    static const struct str indents[] = {S_("depth-0"), S_("depth-1"), S_("depth-2"), S_("depth-3"),
                                         S_("depth-4")};
    int last = (int)ARRAY_LEN(indents) - 1;
    return (struct view_unit_line){
        .name = unit_node_name(x, node),
        .code = node->code,
        .address = str_fmt(x->a, "/units/%lld", (long long)node->id),
        .level = unit_levels[node->level].label,
        .is_closed = node->is_closed,
        .is_here = node->id == x->call.who.unit,
        .indent = indents[node->depth < last ? node->depth : last],
    };
}

/* Two levels, and more where that is little: a county shows all, a province its counties. */
static enum err read_tree(struct exchange *x, int64_t day, struct unit_nodes *out, bool *out_cut,
                          struct fail *why)
{
    struct unit_nodes all = {0};
    enum err err = units_at(&x->call, 0, day, LEVELS_OF_LARGE, &all, why);
    *out_cut = all.n > SMALL;
    if (err == OK && !*out_cut)
        err = units_at(&x->call, 0, day, LEVELS_OF_SMALL, &all, why);
    if (err == OK)
        *out = all;
    return err;
}

enum err page_units(struct exchange *x, struct fail *why)
{
    int64_t day = x->as_of_day != DATE_NONE ? x->as_of_day : x->call.today;
    struct unit_nodes nodes = {0};
    bool is_cut = false;
    (void)date_parse(query_get(x, S("day")), &day);
    enum err err = read_tree(x, day, &nodes, &is_cut, why);
    if (err != OK)
        return err;
    struct view_unit_line *lines = NEW(x->a, struct view_unit_line, nodes.n + 1);
    for (ptrdiff_t i = 0; i < nodes.n; i++)
        lines[i] = unit_line_of(x, &nodes.at[i]);
    struct view_units v = {
        .shell = shell_on(x, words(x, MSG_web_units_title), S("/units")),
        .day = date_str(x->a, day),
        .day_words = date_words(x, day),
        .n_units = nodes.n,
        .lines = {lines, nodes.n},
        .may_write = may(&x->call, right_to_write(&unit_entity)) && x->as_of_day == DATE_NONE,
        .is_cut = is_cut,
    };
    if (wants_json(x))
        return respond_view(x, view_table_units(), &v, why);
    struct buf page = respond_buf(x);
    template_units(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
