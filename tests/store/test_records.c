/*
 * test_records.c -- make, read, change, look back, void: on both engines.
 */
#include "entity/unit.h"
#include "store/database.h"

static struct shape units(void)
{
    return entity_shape(&unit_entity);
}

TEST(a_record_comes_back_as_it_was_written)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        int64_t id = test_insert(db, &s, 0, "code=330523;name_zh=安吉县;level=county");
        struct record r = test_get(db, &s, 0, id);
        CHECK_INT(r.version, 1);
        CHECK_INT(r.owner, 0);
        CHECK_STR(test_text(&s, &r, "name_zh"), S("安吉县"));
        CHECK_STR(test_text(&s, &r, "level"), S("county"));
        CHECK_STR(test_text(&s, &r, "valid_from"), S("1949-10-01"));
        CHECK_STR(test_text(&s, &r, "parent"), S(""));
        store_close(db);
    }
}

TEST(a_past_moment_shows_the_version_of_that_moment)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        int64_t id = test_insert(db, &s, 0, "code=330523;name_zh=安吉县;level=county");
        int64_t seq = test_get(db, &s, 0, id).seq;
        struct receipt later = test_update(db, &s, id, "name_zh=安吉市");
        struct record now = test_get(db, &s, 0, id);
        struct record then = test_get(db, &s, seq, id);
        CHECK_INT(now.version, 2);
        CHECK_INT(now.seq, later.seq);
        CHECK_STR(test_text(&s, &now, "name_zh"), S("安吉市"));
        CHECK_INT(then.version, 1);
        CHECK_STR(test_text(&s, &then, "name_zh"), S("安吉县"));
        store_close(db);
    }
}

enum { MANY = 100 };

struct many {
    const struct shape *s;
    int64_t ids[MANY];
};

static enum err insert_many(struct tx *tx, void *ctx, struct fail *why)
{
    struct many *m = ctx;
    struct new_row rows[MANY];
    for (int i = 0; i < MANY; i++) {
        struct str texts = str_fmt(t_arena(), "code=%d;name_zh=单位%d;level=township", i, i);
        rows[i] = (struct new_row){.v = test_values(m->s, texts.s)};
    }
    return tx_insert_many(tx, m->s, rows, MANY, m->ids, why);
}

TEST(many_rows_made_at_once_are_like_rows_made_one_by_one)
{
    struct shape s = units();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct act act = {.action = S("import")};
        struct many m = {.s = &s};
        struct receipt receipt = {0};
        NEED(store_write(db, &act, insert_many, &m, &receipt, WHY));
        for (int i = 0; i < MANY; i++) {
            struct record now = test_get(db, &s, 0, m.ids[i]);
            struct record then = test_get(db, &s, receipt.seq, m.ids[i]);
            CHECK_INT(now.seq, receipt.seq);
            CHECK_STR(test_text(&s, &then, "code"), test_text(&s, &now, "code"));
            CHECK_STR(test_text(&s, &now, "code"), str_fmt(t_arena(), "%d", i));
        }
        int64_t next = test_insert(db, &s, m.ids[0], "code=x;name_zh=后来;level=office");
        CHECK(next > m.ids[MANY - 1]);
        store_close(db);
    }
}
