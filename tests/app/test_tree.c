/*
 * test_tree.c -- the tree as one sees it: from a county, and looking back.
 */
#include "app/county.h"
#include "app/units.h"

struct tree {
    struct counties t;
    struct caller admin;
    int64_t town, other; /* two townships of Anji */
    int64_t village;     /* of the first */
};

static int64_t unit_in(struct app *app, int64_t parent, const char *code, const char *name,
                       const char *level)
{
    return county_make(
        app, &unit_entity, 0,
        text("code=%s;name_zh=%s;level=%s;parent=#%lld", code, name, level, (long long)parent));
}

static struct tree tree_on(enum dialect dialect)
{
    struct tree tree = {.t = test_counties(dialect)};
    tree.admin = caller_as(&tree.t, ANJI, POST_ROLE_sysadmin);
    tree.town = tree.t.town[ANJI];
    tree.other = unit_in(tree.t.app, tree.t.county[ANJI], "330523204", "皈山乡", "township");
    tree.village = unit_in(tree.t.app, tree.town, "330523100201", "一村", "village");
    return tree;
}

static enum err apply(struct tree *tree, const struct unit_step *step)
{
    struct receipt receipt = {0};
    struct fail why = {0};
    struct call c = county_call(tree->t.app, tree->admin);
    enum err err = unit_apply(&c, step, &receipt, &why);
    call_done(&c);
    return err;
}

/* "code/name under code, ..." of what stands below the county on a day, by depth and code. */
static struct str shape_on(struct tree *tree, int64_t root, const char *date)
{
    struct unit_nodes nodes = {0};
    struct buf b = buf_on(t_arena(), 64 * KIB);
    struct call c = county_call(tree->t.app, tree->admin);
    MUST_DO(units_at(&c, root, t_day(str_of(date)), 0, &nodes, &why));
    for (ptrdiff_t i = 0; i < nodes.n; i++)
        buf_fmt(&b, "%s%d:%.*s", i > 0 ? " " : "", nodes.at[i].depth,
                STR_ARG(nodes.at[i].name[LANG_ZH]));
    call_done(&c);
    return buf_str(&b);
}

TEST(a_county_sees_the_way_up_and_nothing_of_its_neighbour)
{
    for (FOR_EACH_DIALECT(d)) {
        struct tree tree = tree_on(d);
        struct unit_nodes path = {0};
        struct fail no = {0};
        CHECK_STR(shape_on(&tree, tree.t.city, "2006-06-20"),
                  S("0:湖州市 1:安吉县 2:一镇 3:一村 2:皈山乡 2:统计局 3:综合科"));
        struct call c = county_call(tree.t.app, tree.admin);
        CHECK_INT(units_at(&c, tree.t.county[CHANGXING], t_day(S("2006-06-20")), 0, &path, &no),
                  ERR_NOT_FOUND);
        MUST_DO(unit_path(&c, tree.village, &path, &why));
        call_done(&c);
        REQUIRE(path.n == 4);
        CHECK_STR(path.at[0].name[LANG_ZH], S("湖州市"));
        CHECK_INT(path.at[3].id, tree.village);
        test_app_close(tree.t.app);
    }
}

TEST(a_tree_looked_back_at_is_the_tree_known_then)
{
    for (FOR_EACH_DIALECT(d)) {
        struct tree tree = tree_on(d);
        struct unit_nodes nodes = {0};
        int64_t before = test_number(tree.t.app, "SELECT max(seq) FROM journal");
        struct unit_step step = {.change = UNIT_CHANGE_rename,
                                 .on = t_day(S("2000-01-01")),
                                 .unit = tree.town,
                                 .name_zh = S("早改名")};
        CHECK_INT(apply(&tree, &step), OK);
        CHECK_STR(shape_on(&tree, tree.town, "2006-01-01"), S("0:早改名 1:一村"));
        struct call c = {0};
        MUST_DO(call_begin(tree.t.app, t_arena(), tree.admin, LANG_ZH, before, &c, &why));
        MUST_DO(units_at(&c, tree.town, t_day(S("2006-01-01")), 0, &nodes, &why));
        call_done(&c);
        REQUIRE(nodes.n == 2);
        CHECK_STR(nodes.at[0].name[LANG_ZH], S("一镇"));
        test_app_close(tree.t.app);
    }
}
