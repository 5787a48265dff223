/*
 * test_extra.c -- two owners with fields of their own on one installation.
 */
#include "entity/extra_field.h"
#include "entity/unit.h"
#include "store/database.h"

static struct field own_field(const char *code, enum extra_kind kind, const char *choices)
{
    struct field f = {0};
    struct extra_field x = {
        .code = str_of(code),
        .label_zh = S("自定义"),
        .help_zh = S("本县需要"),
        .kind = kind,
        .choices = str_of(choices),
    };
    REQUIRE(extra_describe(t_arena(), &x, &f));
    return f;
}

struct counties {
    struct store *db;
    struct shape a, b; /* of each owner */
    int64_t owner_a, owner_b, row_a, row_b;
};

static struct counties two_counties(enum dialect d)
{
    struct counties c = {.db = test_database(d, false)};
    struct shape plain = entity_shape(&unit_entity);
    struct field *fields = NEW(t_arena(), struct field, 5);
    fields[0] = own_field("area", EXTRA_KIND_decimal, "");
    fields[1] = own_field("founded", EXTRA_KIND_date, "");
    fields[2] = own_field("kind", EXTRA_KIND_enum, "hill=山区|hills\nflat=平原|plain");
    fields[3] = own_field("area", EXTRA_KIND_text, ""); /* the same name, another kind */
    fields[4] = own_field("seat", EXTRA_KIND_bool, "");
    c.a = shape_with(t_arena(), &unit_entity, fields, 3);
    c.b = shape_with(t_arena(), &unit_entity, fields + 3, 2);
    c.owner_a = test_insert(c.db, &plain, 0, "code=a;name_zh=甲县;level=county");
    c.owner_b = test_insert(c.db, &plain, 0, "code=b;name_zh=乙县;level=county");
    c.row_a = test_insert(c.db, &c.a, c.owner_a,
                          "code=1;name_zh=甲乡;level=township;area=-12.5;founded=1949-10-01;"
                          "kind=山区");
    c.row_b =
        test_insert(c.db, &c.b, c.owner_b,
                    "code=1;name_zh=乙乡;level=township;area=很大 \"引号\" \\ 反斜线;seat=yes");
    return c;
}

TEST(each_owner_has_its_own_fields)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties c = two_counties(d);
        struct record a = test_get(c.db, &c.a, 0, c.row_a);
        struct record b = test_get(c.db, &c.b, 0, c.row_b);
        CHECK_STR(test_text(&c.a, &a, "area"), S("-12.5"));
        CHECK_STR(test_text(&c.a, &a, "founded"), S("1949-10-01"));
        CHECK_STR(test_text(&c.a, &a, "kind"), S("hill"));
        CHECK_STR(test_text(&c.b, &b, "area"), S("很大 \"引号\" \\ 反斜线"));
        CHECK_STR(test_text(&c.b, &b, "seat"), S("true"));
        store_close(c.db);
    }
}

TEST(own_fields_have_versions_like_the_others)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties c = two_counties(d);
        int64_t seq = test_get(c.db, &c.a, 0, c.row_a).seq;
        (void)test_update(c.db, &c.a, c.row_a, "area=99");
        struct record now = test_get(c.db, &c.a, 0, c.row_a);
        struct record then = test_get(c.db, &c.a, seq, c.row_a);
        CHECK_STR(test_text(&c.a, &now, "area"), S("99"));
        CHECK_STR(test_text(&c.a, &now, "kind"), S("hill"));
        CHECK_STR(test_text(&c.a, &then, "area"), S("-12.5"));
        store_close(c.db);
    }
}

TEST(a_change_by_who_does_not_see_a_field_leaves_it)
{
    struct shape plain = entity_shape(&unit_entity);
    for (FOR_EACH_DIALECT(d)) {
        struct counties c = two_counties(d);
        (void)test_update(c.db, &plain, c.row_a, "name_zh=新名");
        struct record a = test_get(c.db, &c.a, 0, c.row_a);
        CHECK_STR(test_text(&c.a, &a, "name_zh"), S("新名"));
        CHECK_STR(test_text(&c.a, &a, "area"), S("-12.5"));
        store_close(c.db);
    }
}

static int64_t count_where(struct store *db, const struct shape *s, int64_t owner,
                           const struct condition *own)
{
    struct view *v = NULL;
    int64_t n = 0;
    struct value of = VALUE_OF_INT(owner);
    struct condition both[2] = {{.column = S("owner"), .op = OP_EQ, .values = &of, .n_values = 1},
                                *own};
    struct select q = {.shape = s, .where = both, .n_where = 2};
    NEED(view_open(db, 0, &v, WHY));
    NEED(view_count(v, &q, &n, WHY));
    view_close(v);
    return n;
}

TEST(lists_filter_and_sort_by_own_fields)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties c = two_counties(d);
        (void)test_insert(c.db, &c.a, c.owner_a, "code=2;name_zh=大乡;level=township;area=100");
        (void)test_insert(c.db, &c.a, c.owner_a, "code=3;name_zh=中乡;level=township;area=9");
        struct value nine = VALUE_OF_INT(90000);
        struct condition above = {.column = S("area"), .op = OP_GE, .values = &nine, .n_values = 1};
        struct condition none = {.column = S("kind"), .op = OP_NULL};
        CHECK_INT(count_where(c.db, &c.a, c.owner_a, &above), 2); /* as numbers: 9 and 100 */
        CHECK_INT(count_where(c.db, &c.a, c.owner_a, &none), 2);
        struct view *v = NULL;
        struct page page = {0};
        struct value of = VALUE_OF_INT(c.owner_a);
        struct condition mine = {.column = S("owner"), .op = OP_EQ, .values = &of, .n_values = 1};
        struct select q = {
            .shape = &c.a, .where = &mine, .n_where = 1, .sort = S("area"), .limit = 2};
        NEED(view_open(c.db, 0, &v, WHY));
        NEED(view_select(v, t_arena(), &q, &page, WHY));
        CHECK_STR(test_text(&c.a, &page.at[0], "area"), S("-12.5"));
        CHECK_STR(test_text(&c.a, &page.at[1], "area"), S("9"));
        q.after = page.next;
        NEED(view_select(v, t_arena(), &q, &page, WHY));
        CHECK_INT(page.n, 1);
        CHECK_STR(test_text(&c.a, &page.at[0], "area"), S("100"));
        view_close(v);
        store_close(c.db);
    }
}
