/*
 * test_select.c -- pages, conditions, search and scope.
 */
#include "entity/unit.h"
#include "store/database.h"

enum { UNITS = 57 };

static struct shape units(void)
{
    return entity_shape(&unit_entity);
}

struct country {
    int64_t nation, county[3];
};

static enum err make_country(struct tx *tx, void *ctx, struct fail *why)
{
    struct country *c = ctx;
    struct shape s = units();
    enum err err =
        tx_insert(tx, &s, 0, test_values(&s, "code=0;name_zh=国;level=nation"), &c->nation, why);
    for (int i = 0; i < 3 && err == OK; i++) {
        struct str texts = str_fmt(t_arena(), "code=c%d;name_zh=县%d;level=county;parent=%d", i, i,
                                   (int)c->nation);
        err = tx_insert(tx, &s, c->nation, test_values(&s, texts.s), &c->county[i], why);
    }
    for (int i = 0; i < UNITS && err == OK; i++) {
        /* Positions repeat and some units have no English name, so that order has ties and gaps. */
        struct str texts =
            str_fmt(t_arena(), "code=t%02d;name_zh=乡%d;level=township;position=%d;parent=%d%s", i,
                    i, i % 5, (int)c->county[i % 3], i % 4 == 0 ? ";name_en=Town Á" : "");
        int64_t id = 0;
        err = tx_insert(tx, &s, c->county[i % 3], test_values(&s, texts.s), &id, why);
    }
    return err;
}

static struct store *country(enum dialect d, struct country *out)
{
    struct store *db = test_database(d, false);
    struct act act = {.action = S("import")};
    NEED(store_write(db, &act, make_country, out, NULL, WHY));
    return db;
}

/* All pages of a query one after the other; how many rows. Rows must come once, in order. */
static int walk(struct store *db, struct select *q, int64_t *ids, int room)
{
    struct view *v = NULL;
    struct page page = {0};
    int n = 0;
    q->after = S("");
    NEED(view_open(db, 0, &v, WHY));
    do {
        NEED(view_select(v, t_arena(), q, &page, WHY));
        CHECK(page.n <= q->limit);
        for (ptrdiff_t i = 0; i < page.n; i++) {
            REQUIRE(n < room);
            ids[n++] = page.at[i].id;
        }
        q->after = page.next;
    } while (page.next.len > 0);
    int64_t count = 0;
    NEED(view_count(v, q, &count, WHY));
    CHECK_INT(count, n);
    view_close(v);
    return n;
}

static bool are_distinct(const int64_t *ids, int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (ids[i] == ids[j])
                return false;
    return true;
}

TEST(pages_of_any_size_and_order_hold_each_row_once)
{
    static const struct str sorts[] = {
        S_(""),         S_("code"), S_("-code"), S_("position"),   S_("-position"), S_("name_en"),
        S_("-name_en"), S_("id"),   S_("-id"),   S_("-closed_on"), S_("owner")};
    static const int64_t limits[] = {1, 7, 20, 1000};
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(sorts); i++) {
            int64_t whole[100];
            struct select q = {.shape = &s, .sort = sorts[i], .limit = 1000};
            CHECK_INT(walk(db, &q, whole, 100), UNITS + 4);
            CHECK(are_distinct(whole, UNITS + 4));
            for (ptrdiff_t j = 0; j < ARRAY_LEN(limits); j++) {
                int64_t ids[100];
                q.limit = limits[j];
                CHECK_INT(walk(db, &q, ids, 100), UNITS + 4);
                CHECK(memcmp(ids, whole, sizeof(int64_t) * (UNITS + 4)) == 0);
            }
        }
        store_close(db);
    }
}

TEST(both_engines_order_alike)
{
    static const struct str sorts[] = {S_("code"), S_("-name_zh"), S_("name_en"), S_("-position")};
    struct shape s = units();
    for (ptrdiff_t i = 0; i < ARRAY_LEN(sorts); i++) {
        int64_t ids[DIALECT_COUNT][100];
        for (FOR_EACH_DIALECT(d)) {
            struct country c = {0};
            struct store *db = country(d, &c);
            struct select q = {.shape = &s, .sort = sorts[i], .limit = 1000};
            CHECK_INT(walk(db, &q, ids[d], 100), UNITS + 4);
            store_close(db);
        }
        CHECK(memcmp(ids[0], ids[1], sizeof(int64_t) * (UNITS + 4)) == 0);
    }
}

static int count_where(struct store *db, const char *column, enum op op, const char *texts)
{
    struct shape s = units();
    struct value values[8];
    int n = 0;
    int f = shape_index(&s, str_of(column));
    for (struct str rest = str_of(texts); rest.len > 0; n++) {
        struct message m = {0};
        struct str text = str_cut(rest, ',', &rest);
        if (f >= 0)
            REQUIRE(kind_parse(t_arena(), &s.fields[f], text, &values[n], &m));
    }
    struct condition c = {.column = str_of(column), .op = op, .values = values, .n_values = n};
    struct select q = {.shape = &s, .where = &c, .n_where = 1, .limit = 1000};
    int64_t ids[100];
    return walk(db, &q, ids, 100);
}

TEST(conditions_select_what_they_say)
{
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        CHECK_INT(count_where(db, "level", OP_EQ, "county"), 3);
        CHECK_INT(count_where(db, "level", OP_NE, "county"), UNITS + 1);
        CHECK_INT(count_where(db, "level", OP_IN, "county,nation"), 4);
        CHECK_INT(count_where(db, "level", OP_IN, ""), 0);
        CHECK_INT(count_where(db, "code", OP_LT, "t03"), 7);
        CHECK_INT(count_where(db, "code", OP_LE, "t03"), 8);
        CHECK_INT(count_where(db, "code", OP_GT, "t54"), 2);
        CHECK_INT(count_where(db, "code", OP_GE, "t54"), 3);
        CHECK_INT(count_where(db, "parent", OP_NULL, ""), 1);
        CHECK_INT(count_where(db, "parent", OP_NOT_NULL, ""), UNITS + 3);
        CHECK_INT(count_where(db, "name_zh", OP_CONTAINS, "县"), 3);
        CHECK_INT(count_where(db, "name_en", OP_CONTAINS, "TOWN"), 15);
        CHECK_INT(count_where(db, "name_en", OP_NE, "Town"), UNITS + 4); /* empty is another */
        store_close(db);
    }
}

TEST(a_list_of_a_thousand_values_is_one_condition)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        int64_t n = 0;
        struct value ids[1000];
        struct view *v = NULL;
        struct store *db = country(d, &c);
        for (int i = 0; i < 1000; i++)
            ids[i] = VALUE_OF_INT(c.county[0] + i);
        struct condition in = {.column = S("id"), .op = OP_IN, .values = ids, .n_values = 1000};
        struct select q = {.shape = &s, .where = &in, .n_where = 1};
        NEED(view_open(db, 0, &v, WHY));
        NEED(view_count(v, &q, &n, WHY));
        CHECK_INT(n, UNITS + 3);
        view_close(v);
        store_close(db);
    }
}

TEST(search_looks_in_the_fields_marked_for_it)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        int64_t ids[100];
        struct store *db = country(d, &c);
        struct select q = {.shape = &s, .search = S("town"), .limit = 10};
        CHECK_INT(walk(db, &q, ids, 100), 15);
        q.search = S("T5"); /* codes t50..t56 */
        CHECK_INT(walk(db, &q, ids, 100), 7);
        q.search = S("县1");
        CHECK_INT(walk(db, &q, ids, 100), 1);
        q.search = S("%");
        CHECK_INT(walk(db, &q, ids, 100), 0);
        store_close(db);
    }
}

static int count_scope(struct store *db, const struct scope *scope)
{
    struct shape s = units();
    struct select q = {.shape = &s, .scope = scope, .sort = S("code"), .limit = 10};
    int64_t ids[100];
    return walk(db, &q, ids, 100);
}

TEST(a_scope_is_trees_and_relations_and_nothing_else)
{
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct relation itself = {.column = S("id"), .id = c.county[1]};
        CHECK_INT(count_scope(db, &(struct scope){.all = true}), UNITS + 4);
        CHECK_INT(count_scope(db, &(struct scope){0}), 0);
        /* The county's townships: it owns them; the nation owns the county itself. */
        CHECK_INT(count_scope(db, &(struct scope){.trees = &c.county[1], .n_trees = 1}), UNITS / 3);
        CHECK_INT(count_scope(db, &(struct scope){.trees = &c.county[0], .n_trees = 2}),
                  UNITS / 3 * 2);
        CHECK_INT(count_scope(db, &(struct scope){.trees = &c.nation, .n_trees = 1}), UNITS + 3);
        CHECK_INT(count_scope(db, &(struct scope){.trees = &c.county[1],
                                                  .n_trees = 1,
                                                  .relations = &itself,
                                                  .n_relations = 1}),
                  UNITS / 3 + 1);
        CHECK_INT(count_scope(db, &(struct scope){.relations = &itself, .n_relations = 1}), 1);
        store_close(db);
    }
}

TEST(a_record_outside_the_scope_is_not_found)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct view *v = NULL;
        struct record r = {0};
        struct fail fault = {0};
        struct scope scope = {.trees = &c.county[1], .n_trees = 1};
        NEED(view_open(db, 0, &v, WHY));
        CHECK_INT(view_get(v, t_arena(), &s, &scope, c.county[0], &r, &fault), ERR_NOT_FOUND);
        struct value code = VALUE_OF_TEXT(S("t01"));
        NEED(view_find(v, t_arena(), &s, 0, &code, &r, WHY));
        CHECK_INT(r.owner, c.county[1]);
        NEED(view_get(v, t_arena(), &s, &scope, r.id, &r, WHY));
        NEED(view_find(v, t_arena(), &s, c.county[1], &code, &r, WHY));
        CHECK_INT(view_find(v, t_arena(), &s, c.county[0], &code, &r, &fault), ERR_NOT_FOUND);
        view_close(v);
        store_close(db);
    }
}

TEST(a_cursor_of_another_order_or_made_up_is_refused)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct view *v = NULL;
        struct page page = {0};
        struct fail fault = {0};
        struct select q = {.shape = &s, .sort = S("code"), .limit = 5};
        NEED(view_open(db, 0, &v, WHY));
        NEED(view_select(v, t_arena(), &q, &page, WHY));
        q.after = page.next;
        q.sort = S("name_zh");
        CHECK_INT(view_select(v, t_arena(), &q, &page, &fault), ERR_USAGE);
        static const struct str bad[] = {S_("x"), S_("!!!!"), S_("NDpjb2Rl"), S_("MDo")};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(bad); i++) {
            q.after = bad[i];
            CHECK_INT(view_select(v, t_arena(), &q, &page, &fault), ERR_USAGE);
            CHECK_INT(fault.message.id, MSG_store_bad_cursor);
        }
        q.after = S("");
        q.sort = S("no_such_field");
        CHECK_INT(view_select(v, t_arena(), &q, &page, &fault), ERR_USAGE);
        view_close(v);
        store_close(db);
    }
}

struct counting {
    int n;
    int64_t last;
};

static enum err count_one(void *ctx, const struct record *r, struct fail *why)
{
    struct counting *c = ctx;
    CHECK(r->id > c->last);
    c->last = r->id;
    if (++c->n == 10)
        return FAIL(why, ERR_TOO_MANY, MSG_store_busy, ARG_NONE);
    return OK;
}

TEST(an_export_stops_where_its_reader_stops)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct view *v = NULL;
        struct counting counting = {0};
        struct fail fault = {0};
        struct select q = {.shape = &s};
        NEED(view_open(db, 0, &v, WHY));
        CHECK_INT(view_each(v, &q, count_one, &counting, &fault), ERR_TOO_MANY);
        CHECK_INT(counting.n, 10);
        counting = (struct counting){.n = 100};
        NEED(view_each(v, &q, count_one, &counting, WHY));
        CHECK_INT(counting.n, 100 + UNITS + 4);
        view_close(v);
        store_close(db);
    }
}

struct asking {
    struct view *view;
    int n;
};

/* For each row, more rows of the same view: conditions with texts, so that kept bytes matter. */
static enum err ask_more(void *ctx, const struct record *r, struct fail *why)
{
    struct asking *a = ctx;
    struct shape s = units();
    struct value level = VALUE_OF_TEXT(str_fmt(t_arena(), "county"));
    struct condition c = {.column = S("level"), .op = OP_EQ, .values = &level, .n_values = 1};
    struct select q = {.shape = &s, .where = &c, .n_where = 1};
    int64_t n = 0;
    enum err err = view_count(a->view, &q, &n, why);
    CHECK_INT(n, 3);
    CHECK_STR(r->v[UNIT_level].t, S("township"));
    a->n++;
    return err;
}

TEST(whoever_reads_rows_may_ask_the_same_view_for_more)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct asking asking = {0};
        struct value level = VALUE_OF_TEXT(S("township"));
        struct condition in = {.column = S("level"), .op = OP_EQ, .values = &level, .n_values = 1};
        struct select q = {.shape = &s, .where = &in, .n_where = 1};
        NEED(view_open(db, 0, &asking.view, WHY));
        NEED(view_each(asking.view, &q, ask_more, &asking, WHY));
        CHECK_INT(asking.n, UNITS);
        view_close(asking.view);
        store_close(db);
    }
}

TEST(a_view_sees_nothing_that_is_written_after_it_was_opened)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct country c = {0};
        struct store *db = country(d, &c);
        struct view *v = NULL;
        int64_t n = 0;
        struct select q = {.shape = &s};
        NEED(view_open(db, 0, &v, WHY));
        NEED(view_count(v, &q, &n, WHY));
        (void)test_insert(db, &s, 0, "code=new;name_zh=新;level=county");
        NEED(view_count(v, &q, &n, WHY));
        CHECK_INT(n, UNITS + 4);
        view_close(v);
        NEED(view_open(db, 0, &v, WHY));
        NEED(view_count(v, &q, &n, WHY));
        CHECK_INT(n, UNITS + 5);
        view_close(v);
        store_close(db);
    }
}
