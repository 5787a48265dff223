/*
 * test_base.c -- kinds that build on a base: two tables of one record, on both engines.
 */
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/supervision.h"
#include "entity/unit.h"
#include "store/database.h"

enum { MANY = 70 };

static const char *texts_of(int i)
{
    return str_fmt(t_arena(), "title=难题%d;amount=%d;opened_on=2006-06-%02d;blocked=第%d处", i,
                   1000 - i, 1 + i % 9, i)
        .s;
}

struct spine {
    struct store *db;
    struct shape units, problems, supervisions, matters, parties;
    int64_t county, other;
};

static struct spine spine_on(enum dialect d)
{
    struct spine s = {
        .db = test_database(d, false),
        .units = entity_shape(&unit_entity),
        .problems = entity_shape(&problem_entity),
        .supervisions = entity_shape(&supervision_entity),
        .matters = entity_shape(&matter_entity),
        .parties = entity_shape(&matter_party_entity),
    };
    s.county = test_insert(s.db, &s.units, 0, "code=1;name_zh=甲县;level=county");
    s.other = test_insert(s.db, &s.units, 0, "code=2;name_zh=乙县;level=county");
    return s;
}

TEST(a_kind_is_its_base_too_now_and_looking_back)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        int64_t id = test_insert(s.db, &s.problems, s.county,
                                 "title=土地农转;code=2006-1;due=2006-07-31;blocked=指标");
        int64_t seq = test_get(s.db, &s.problems, 0, id).seq;
        (void)test_update(s.db, &s.problems, id, "title=土地农转用");   /* of the spine only */
        (void)test_update(s.db, &s.problems, id, "blocked=指标已到位"); /* of the kind only */
        struct record now = test_get(s.db, &s.problems, 0, id);
        struct record base = test_get(s.db, &s.matters, 0, id);
        CHECK_INT(now.version, 3);
        CHECK_INT(base.version, 3);
        CHECK_INT(base.seq, now.seq);
        CHECK_INT(base.owner, s.county);
        CHECK_STR(test_text(&s.matters, &base, "title"), S("土地农转用"));
        CHECK_STR(test_text(&s.matters, &base, "kind"), S("problem"));
        CHECK_STR(test_text(&s.problems, &now, "blocked"), S("指标已到位"));
        struct record then = test_get(s.db, &s.problems, seq, id);
        struct record base_then = test_get(s.db, &s.matters, seq, id);
        CHECK_STR(test_text(&s.problems, &then, "title"), S("土地农转"));
        CHECK_STR(test_text(&s.problems, &then, "blocked"), S("指标"));
        CHECK_STR(test_text(&s.matters, &base_then, "title"), S("土地农转"));
        store_close(s.db);
    }
}

TEST(both_tables_tell_the_same_versions)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        struct view *v = NULL;
        struct pasts of_kind = {0};
        struct pasts of_base = {0};
        int64_t id = test_insert(s.db, &s.problems, s.county, texts_of(1));
        (void)test_update(s.db, &s.problems, id, "amount=5");
        NEED(test_void(s.db, &s.problems, id, NULL, WHY));
        NEED(view_open(s.db, 0, &v, WHY));
        NEED(view_past(v, t_arena(), &s.problems, id, &of_kind, WHY));
        NEED(view_past(v, t_arena(), &s.matters, id, &of_base, WHY));
        view_close(v);
        REQUIRE(of_kind.n == 2 && of_base.n == 2);
        for (int i = 0; i < 2; i++) {
            CHECK_INT(of_kind.at[i].record.version, of_base.at[i].record.version);
            CHECK_INT(of_kind.at[i].record.seq, of_base.at[i].record.seq);
            CHECK_INT(of_kind.at[i].to_seq, of_base.at[i].to_seq);
            CHECK(of_kind.at[i].to_seq != 0);
        }
        store_close(s.db);
    }
}

struct many {
    const struct spine *s;
    int64_t ids[MANY], single, unit;
};

static enum err insert_many(struct tx *tx, void *ctx, struct fail *why)
{
    struct many *m = ctx;
    const struct spine *s = m->s;
    struct new_row rows[MANY];
    for (int i = 0; i < MANY; i++)
        rows[i] = (struct new_row){.owner = s->county, .v = test_values(&s->problems, texts_of(i))};
    enum err err = tx_insert(tx, &s->supervisions, s->county,
                             test_values(&s->supervisions, "title=先来;opened_on=2006-06-30"),
                             &m->single, why);
    if (err == OK)
        err = tx_insert_many(tx, &s->problems, rows, MANY, m->ids, why);
    return err == OK
               ? tx_insert(tx, &s->units, s->county,
                           test_values(&s->units, "code=3;name_zh=丙;level=office"), &m->unit, why)
               : err;
}

TEST(units_and_matters_of_one_write_draw_from_one_space)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        struct act act = {.action = S("import")};
        struct receipt receipt = {0};
        struct many m = {.s = &s};
        NEED(store_write(s.db, &act, insert_many, &m, &receipt, WHY));
        CHECK(m.single > s.other && m.ids[0] > m.single && m.unit > m.ids[MANY - 1]);
        for (int i = 0; i < MANY; i++) {
            struct record now = test_get(s.db, &s.problems, 0, m.ids[i]);
            struct record then = test_get(s.db, &s.problems, receipt.seq, m.ids[i]);
            CHECK(i == 0 || m.ids[i] > m.ids[i - 1]);
            CHECK_STR(test_text(&s.problems, &now, "title"), str_fmt(t_arena(), "难题%d", i));
            CHECK_STR(test_text(&s.problems, &then, "blocked"), str_fmt(t_arena(), "第%d处", i));
        }
        struct record first = test_get(s.db, &s.matters, receipt.seq, m.single);
        CHECK_STR(test_text(&s.matters, &first, "kind"), S("supervision"));
        store_close(s.db);
    }
}

/* Pages of a list in some order; the values of a column must not fall back. */
static int walk(struct spine *s, const struct shape *shape, struct str sort, const char *column)
{
    struct view *v = NULL;
    struct page page = {0};
    struct select q = {.shape = shape, .sort = sort, .limit = 7};
    int at = shape_index(shape, str_of(column));
    int64_t last = INT64_MIN;
    int n = 0;
    NEED(view_open(s->db, 0, &v, WHY));
    do {
        NEED(view_select(v, t_arena(), &q, &page, WHY));
        for (ptrdiff_t i = 0; i < page.n; i++, n++) {
            CHECK(page.at[i].v[at].i >= last);
            last = page.at[i].v[at].i;
        }
        q.after = page.next;
    } while (page.next.len > 0);
    view_close(v);
    return n;
}

TEST(a_kinds_list_is_ordered_and_searched_by_the_spine_and_by_its_own)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        struct act act = {.action = S("import")};
        struct many m = {.s = &s};
        struct view *v = NULL;
        int64_t n = 0;
        NEED(store_write(s.db, &act, insert_many, &m, NULL, WHY));
        CHECK_INT(walk(&s, &s.problems, S("opened_on"), "opened_on"), MANY);
        CHECK_INT(walk(&s, &s.problems, S("amount"), "amount"), MANY);
        CHECK_INT(walk(&s, &s.matters, S("opened_on"), "opened_on"), MANY + 1);
        NEED(view_open(s.db, 0, &v, WHY));
        struct select title = {.shape = &s.problems, .search = S("难题69")};
        struct select own = {.shape = &s.problems, .search = S("第69处")};
        NEED(view_count(v, &title, &n, WHY));
        CHECK_INT(n, 1);
        NEED(view_count(v, &own, &n, WHY));
        CHECK_INT(n, 1);
        view_close(v);
        store_close(s.db);
    }
}

TEST(a_number_is_used_once_by_an_owner_whatever_the_kind_and_none_is_nobodys)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        struct fail fault = {0};
        int64_t first = test_insert(s.db, &s.problems, s.county, "title=甲;code=2006-12");
        (void)test_insert(s.db, &s.problems, s.other, "title=乙;code=2006-12");
        CHECK_INT(test_try_insert(s.db, &s.supervisions, s.county, "title=丙;code=2006-12", &fault),
                  ERR_CONFLICT);
        CHECK_INT(fault.message.id, MSG_store_exists);
        (void)test_insert(s.db, &s.problems, s.county, "title=无号一");
        (void)test_insert(s.db, &s.problems, s.county, "title=无号二");
        struct view *v = NULL;
        struct record r = {0};
        NEED(view_open(s.db, 0, &v, WHY));
        NEED(view_find(v, t_arena(), &s.problems, s.county, &VALUE_OF_TEXT(S("2006-12")), &r, WHY));
        CHECK_INT(r.id, first);
        CHECK_INT(view_find(v, t_arena(), &s.problems, s.county, &VALUE_OF_NULL, &r, &fault),
                  ERR_NOT_FOUND);
        view_close(v);
        store_close(s.db);
    }
}

static int count_in(struct spine *s, const struct shape *shape, const struct scope *scope)
{
    struct view *v = NULL;
    int64_t n = 0;
    struct select q = {.shape = shape, .scope = scope};
    NEED(view_open(s->db, 0, &v, WHY));
    NEED(view_count(v, &q, &n, WHY));
    view_close(v);
    return (int)n;
}

TEST(a_scope_reaches_through_records_that_relate_and_may_be_narrowed)
{
    for (FOR_EACH_DIALECT(d)) {
        struct spine s = spine_on(d);
        struct value normal = VALUE_OF_TEXT(S("normal"));
        struct condition within = {
            .column = S("visibility"), .op = OP_EQ, .values = &normal, .n_values = 1};
        int64_t few = test_insert(s.db, &s.problems, s.county, "title=少数;visibility=few");
        (void)test_insert(s.db, &s.problems, s.county, "title=一般");
        (void)test_insert(
            s.db, &s.parties, s.county,
            str_fmt(t_arena(), "matter=%d;role=asked;unit=%d", (int)few, (int)s.other).s);
        struct relation party = {.column = S("unit"),
                                 .id = s.other,
                                 .through = &matter_party_entity,
                                 .of = S("matter"),
                                 .is_wide = true};
        struct relation owner = {.column = S("owner"), .id = s.county};
        struct scope of_party = {.relations = &party, .n_relations = 1, .within = &within};
        struct scope of_owner = {.relations = &owner, .n_relations = 1, .within = &within};
        struct scope of_all = {.relations = &owner, .n_relations = 1};
        struct scope hanging = {
            .hangs_by = S("matter"), .hangs_on = &matter_entity, .of = &of_owner};
        CHECK_INT(count_in(&s, &s.problems, &of_party), 1);
        CHECK_INT(count_in(&s, &s.matters, &of_party), 1);
        CHECK_INT(count_in(&s, &s.problems, &of_owner), 1);
        CHECK_INT(count_in(&s, &s.problems, &of_all), 2);
        CHECK_INT(count_in(&s, &s.parties, &hanging), 0);
        hanging.of = &of_party;
        CHECK_INT(count_in(&s, &s.parties, &hanging), 1);
        store_close(s.db);
    }
}

TEST(a_kind_goes_to_the_other_engine_with_both_its_tables)
{
    for (FOR_EACH_DIALECT(from)) {
        struct spine s = spine_on(from);
        struct snapshot made = {0};
        struct str copy = str_fmt(t_arena(), "%s/base-%d", t_folder(), (int)from);
        int64_t id = test_insert(s.db, &s.problems, s.county, "title=甲;blocked=一");
        int64_t gone = test_insert(s.db, &s.problems, s.county, "title=乙");
        (void)test_update(s.db, &s.problems, id, "title=丙;blocked=二");
        NEED(test_void(s.db, &s.problems, gone, NULL, WHY));
        NEED(store_backup(s.db, copy, &made, WHY));
        store_close(s.db);
        for (FOR_EACH_DIALECT(to)) {
            struct store_options o = test_options(to);
            NEED(store_restore(&o, copy, &made, WHY));
            struct store *back = test_reopen(&o);
            struct record now = test_get(back, &s.problems, 0, id);
            struct record then = test_get(back, &s.problems, now.seq - 1, id);
            CHECK_STR(test_text(&s.problems, &now, "blocked"), S("二"));
            CHECK_STR(test_text(&s.problems, &then, "title"), S("甲"));
            /* A voided matter's id never comes back, and units draw behind it too. */
            CHECK(test_insert(back, &s.units, 0, "code=9;name_zh=新;level=office") > gone);
            store_close(back);
        }
    }
}
