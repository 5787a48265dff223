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
