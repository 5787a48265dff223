/*
 * units.c -- the tree on a day, paths, and sums along it.
 */
#include "app/units.h"

#include "app/lookup.h"
#include "entity/choices.h"
#include "entity/observation.h"

enum { DEEPEST = 40, VALUES_BY_KEY = 1000 };

/* Columns of STMT_unit_tree_at. */
enum { COL_ID, COL_PARENT, COL_CODE, COL_ZH, COL_EN, COL_LEVEL, COL_POSITION, COL_DEPTH };

static enum unit_level level_of(struct str code)
{
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++)
        if (str_eq(unit_levels[i].code, code))
            return (enum unit_level)i;
    return UNIT_LEVEL_COUNT;
}

static struct unit_node node_of(const struct rows *rows, ptrdiff_t row)
{
    struct str zh = rows_at(rows, row, COL_ZH)->t;
    struct str en = rows_at(rows, row, COL_EN)->t;
    return (struct unit_node){
        .id = rows_at(rows, row, COL_ID)->i,
        .parent = rows_at(rows, row, COL_PARENT)->i,
        .code = rows_at(rows, row, COL_CODE)->t,
        .name = {zh, en.len > 0 ? en : zh},
        .level = level_of(rows_at(rows, row, COL_LEVEL)->t),
        .position = rows_at(rows, row, COL_POSITION)->i,
        .depth = (int)rows_at(rows, row, COL_DEPTH)->i,
    };
}

/* --- order ------------------------------------------------------------------------------------ */

/* Siblings stand together: by depth, parent, position, code. */
static int by_parent(const void *a, const void *b)
{
    const struct unit_node *x = a;
    const struct unit_node *y = b;
    if (x->depth != y->depth)
        return x->depth < y->depth ? -1 : 1;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return str_cmp(x->code, y->code);
}

/* Nodes sorted by_parent() to the order in which a tree is read: each before what is below it. */
static struct unit_nodes depth_first(struct arena *a, const struct unit_node *sorted, ptrdiff_t n)
{
    struct unit_nodes out = {.at = NEW(a, struct unit_node, n + 1)};
    struct map first = map_on(a); /* parent to index + 1 of its first child */
    ptrdiff_t *stack = NEW(a, ptrdiff_t, DEEPEST + 2);
    int top = 0;
    for (ptrdiff_t i = n - 1; i >= 0; i--)
        *map_at_id(&first, sorted[i].depth == 0 ? 0 : sorted[i].parent) = i + 1;
    stack[top] = 0;
    while (top >= 0) {
        ptrdiff_t i = stack[top];
        bool is_over = i >= n || sorted[i].depth != top ||
                       (top > 0 && sorted[i].parent != sorted[stack[top - 1] - 1].id);
        if (is_over) {
            top--;
            continue;
        }
        out.at[out.n++] = sorted[i];
        stack[top] = i + 1;
        const int64_t *child = map_find_id(&first, sorted[i].id);
        if (child && top < DEEPEST) {
            stack[++top] = *child - 1;
        }
    }
    return out;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* What a caller below the top sees of a tree that begins above the county: the way to it, and it.
 */
static bool is_seen(const struct call *c, const struct unit_node *node, const struct map *seen)
{
    if (c->who.is_system || node->id == c->county || map_find_id(seen, node->parent))
        return true;
    for (int i = 0; i < c->n_above; i++)
        if (c->above[i] == node->id)
            return true;
    return false;
}

static enum err tree_rows(struct call *c, int64_t root, int64_t date, int levels,
                          struct unit_node **out, ptrdiff_t *out_n, struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(root), VALUE_OF_INT(date),
                           VALUE_OF_INT(levels > 0 && levels < DEEPEST ? levels : DEEPEST)};
    enum err err = view_query(c->view, c->a, STMT_unit_tree_at, args, 3, &rows, why);
    if (err != OK)
        return err;
    struct unit_node *nodes = NEW(c->a, struct unit_node, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        nodes[i] = node_of(&rows, i);
    *out = nodes;
    *out_n = rows.n;
    return OK;
}

/* May the caller look at this unit and what is below it? */
static enum err must_see(struct call *c, int64_t unit, bool *out_whole, struct fail *why)
{
    struct lookups l = lookups_on(c->a, c->view);
    const struct unit_info *info = NULL;
    *out_whole = true;
    if (c->who.is_system)
        return OK;
    enum err err = lookup_unit(&l, unit, &info, why);
    if (err != OK)
        return err;
    bool is_above = false;
    for (int i = 0; i < c->n_above; i++)
        is_above |= c->above[i] == unit;
    *out_whole = !is_above;
    if (!info || (!is_above && !unit_is_in(info, c->county)))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(unit_entity.title));
    return OK;
}

static void keep_seen(const struct call *c, struct unit_nodes *nodes)
{
    struct map seen = map_on(c->a); /* the county and what is below it */
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < nodes->n; i++) {
        const struct unit_node *node = &nodes->at[i];
        if (!is_seen(c, node, &seen))
            continue;
        if (node->id == c->county || map_find_id(&seen, node->parent))
            *map_at_id(&seen, node->id) = 1;
        nodes->at[kept++] = *node;
    }
    nodes->n = kept;
}

enum err units_at(struct call *c, int64_t root, int64_t date, int levels, struct unit_nodes *out,
                  struct fail *why)
{
    struct unit_node *nodes = NULL;
    ptrdiff_t n = 0;
    bool is_whole = true;
    enum err err = must(c, RIGHT_LOOK_UP, why);
    if (err == OK && root == 0)
        root = c->county;
    if (err == OK && root != 0)
        err = must_see(c, root, &is_whole, why);
    if (err == OK)
        err = tree_rows(c, root, date, levels, &nodes, &n, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < n; i++)
        if (nodes[i].depth == 0)
            nodes[i].parent = 0;
    qsort(nodes, (size_t)n, sizeof *nodes, by_parent);
    *out = depth_first(c->a, nodes, n);
    if (!is_whole)
        keep_seen(c, out);
    return OK;
}

/* --- one level, page by page ------------------------------------------------------------------ */

/* Where a page ended: "POSITION.ID.CODE", for the code may hold anything. */
struct below_cursor {
    int64_t position, id;
    struct str code;
};

static bool read_cursor(struct str text, struct below_cursor *out)
{
    struct str rest = S("");
    struct str position = str_cut(text, '.', &rest);
    struct str id = str_cut(rest, '.', &out->code);
    *out = (struct below_cursor){.position = -1, .code = out->code};
    return text.len == 0 ||
           (str_digits(position, &out->position) && str_digits(id, &out->id) && out->code.len > 0);
}

/* A caller below sees of a unit above its county only what leads there: ",12,15,", "" for all. */
static struct str only_these(const struct call *c, bool is_whole)
{
    struct buf out = buf_on(c->a, 4 * KIB);
    if (is_whole)
        return S("");
    buf_fmt(&out, ",%lld,", (long long)c->county);
    for (int i = 0; i < c->n_above; i++)
        buf_fmt(&out, "%lld,", (long long)c->above[i]);
    return buf_str(&out);
}

enum err units_below(struct call *c, const struct unit_below_query *q, struct unit_below *out,
                     struct fail *why)
{
    enum { COL_HAS_BELOW = COL_DEPTH };
    int64_t parent = q->parent ? q->parent : c->county;
    struct below_cursor after = {.code = S("")};
    struct rows rows = {0};
    bool is_whole = true;
    assert(q->limit > 0);
    enum err err = must(c, RIGHT_LOOK_UP, why);
    if (err == OK && !read_cursor(q->after, &after))
        err = FAIL(why, ERR_USAGE, MSG_store_bad_cursor, ARG_NONE);
    if (err == OK && parent != 0)
        err = must_see(c, parent, &is_whole, why);
    if (err != OK)
        return err;
    struct value args[] = {
        VALUE_OF_INT(parent),
        VALUE_OF_INT(q->date),
        VALUE_OF_INT(q->limit + 1),
        VALUE_OF_INT(after.position),
        VALUE_OF_TEXT(after.code),
        VALUE_OF_INT(after.id),
        VALUE_OF_TEXT(only_these(c, is_whole)),
    };
    err = view_query(c->view, c->a, STMT_unit_below, args, ARRAY_LEN(args), &rows, why);
    if (err != OK)
        return err;
    struct unit_nodes units = {.at = NEW(c->a, struct unit_node, rows.n + 1)};
    for (; units.n < rows.n && units.n < q->limit; units.n++) {
        units.at[units.n] = node_of(&rows, units.n);
        units.at[units.n].depth = 0;
        units.at[units.n].has_below = rows_at(&rows, units.n, COL_HAS_BELOW)->i != 0;
    }
    *out = (struct unit_below){.units = units, .next = S("")};
    if (rows.n > units.n) {
        const struct unit_node *last = &units.at[units.n - 1];
        out->next = str_fmt(c->a, "%lld.%lld.%.*s", (long long)last->position, (long long)last->id,
                            STR_ARG(last->code));
    }
    return OK;
}

enum err unit_path(struct call *c, int64_t unit, struct unit_nodes *out, struct fail *why)
{
    struct rows rows = {0};
    bool is_whole = false;
    enum err err = must(c, RIGHT_LOOK_UP, why);
    if (err == OK)
        err = must_see(c, unit, &is_whole, why);
    if (err == OK)
        err = view_query(c->view, c->a, STMT_unit_path, &VALUE_OF_INT(unit), 1, &rows, why);
    if (err != OK)
        return err;
    struct unit_nodes path = {.at = NEW(c->a, struct unit_node, rows.n + 1), .n = rows.n};
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        struct str zh = rows_at(&rows, i, 5)->t;
        struct str en = rows_at(&rows, i, 6)->t;
        path.at[i] = (struct unit_node){
            .id = rows_at(&rows, i, 0)->i,
            .parent = rows_at(&rows, i, 1)->i,
            .code = rows_at(&rows, i, 4)->t,
            .name = {zh, en.len > 0 ? en : zh},
            .level = level_of(rows_at(&rows, i, 3)->t),
            .depth = (int)i,
            .is_closed = rows_at(&rows, i, 7)->type == VALUE_INT,
        };
    }
    *out = path;
    return OK;
}

enum err unit_county(struct view *v, struct arena *a, int64_t unit, int64_t *out, struct fail *why)
{
    struct lookups l = lookups_on(a, v);
    const struct unit_info *info = NULL;
    enum err err = lookup_unit(&l, unit, &info, why);
    if (err == OK)
        *out = info ? info->county : 0;
    return err;
}

/* --- sums ------------------------------------------------------------------------------------- */

/* A county costs the same however large the country is: its units by the key. A province reads the
 * whole column, once. */
static enum err values_of(struct call *c, const struct rollup_query *q,
                          const struct unit_nodes *nodes, struct map *out, struct fail *why)
{
    bool by_key = nodes->n <= VALUES_BY_KEY;
    struct rows rows = {0};
    struct buf ids = buf_on(c->a, 64 * KIB);
    for (ptrdiff_t i = 0; by_key && i < nodes->n; i++)
        buf_fmt(&ids, "%s%lld", i > 0 ? "," : "", (long long)nodes->at[i].id);
    struct value args[] = {VALUE_OF_INT(q->indicator), VALUE_OF_TEXT(bases[q->basis].code),
                           VALUE_OF_INT(q->period.code), VALUE_OF_TEXT(buf_str(&ids))};
    enum err err = view_query(c->view, c->a, by_key ? STMT_unit_values_of : STMT_unit_values, args,
                              by_key ? 4 : 3, &rows, why);
    *out = map_on(c->a);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        *map_at_id(out, rows_at(&rows, i, 0)->i) = rows_at(&rows, i, 1)->i;
    return err;
}

/* A node's figure to the node above: its own where there is one, else the sum below it. */
static void add_up(struct rollup_node *above, const struct rollup_node *node)
{
    bool is_large = node->is_large && !node->has_own;
    above->n_missing += node->has_own ? 0 : node->n_missing;
    if (!node->has_own && !node->has_sum && !is_large) {
        above->n_missing++;
        return;
    }
    struct decimal value = node->has_own ? node->own : node->sum;
    above->is_large = above->is_large || is_large || !decimal_add(above->sum, value, &above->sum);
    above->has_sum = !above->is_large;
}

/* Once over the nodes from the last to the first: each is done before the one it stands below. */
static void sum_up(struct arena *a, struct rollup *r)
{
    ptrdiff_t *above = NEW(a, ptrdiff_t, DEEPEST + 2);
    ptrdiff_t *parent = NEW(a, ptrdiff_t, r->n + 1);
    for (ptrdiff_t i = 0; i < r->n; i++) {
        int depth = r->at[i].unit.depth;
        above[depth] = i;
        parent[i] = depth > 0 ? above[depth - 1] : -1;
    }
    for (ptrdiff_t i = r->n - 1; i >= 0; i--)
        if (parent[i] >= 0)
            add_up(&r->at[parent[i]], &r->at[i]);
}

static enum err must_add(struct call *c, const struct rollup_query *q, struct fail *why)
{
    struct lookups l = lookups_on(c->a, c->view);
    const struct indicator_info *indicator = NULL;
    enum err err = must(c, RIGHT_VIEW, why);
    if (err == OK)
        err = lookup_indicator(&l, q->indicator, &indicator, why);
    if (err != OK)
        return err;
    if (!indicator)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(indicator_entity.title));
    if (indicator->row.aggregation != INDICATOR_AGGREGATION_sum)
        return FAIL(why, ERR_INVALID, MSG_err_no_sum,
                    ARG_TEXT(c->lang == LANG_EN && indicator->row.name_en.len > 0
                                 ? indicator->row.name_en
                                 : indicator->row.name_zh));
    return OK;
}

enum err unit_rollup(struct call *c, const struct rollup_query *q, struct rollup *out,
                     struct fail *why)
{
    struct unit_nodes nodes = {0};
    struct map values = {0};
    enum err err = must_add(c, q, why);
    if (err == OK && c->who.role == POST_ROLE_owner && q->root != c->who.unit)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(unit_entity.title));
    if (err == OK)
        err = units_at(c, q->root, period_last_day(q->period), 0, &nodes, why);
    if (err == OK)
        err = values_of(c, q, &nodes, &values, why);
    if (err != OK)
        return err;
    struct rollup r = {.at = NEW(c->a, struct rollup_node, nodes.n + 1), .n = nodes.n};
    for (ptrdiff_t i = 0; i < nodes.n; i++) {
        const int64_t *value = map_find_id(&values, nodes.at[i].id);
        r.at[i] = (struct rollup_node){.unit = nodes.at[i], .has_own = value != NULL};
        r.at[i].own.e4 = value ? *value : 0;
    }
    sum_up(c->a, &r);
    *out = r;
    return OK;
}
