/*
 * test_entities.c -- every entity is written, revised, looked back at and voided, on both engines.
 */
#include "store/made_up.h"

static void check_versions(struct store *db, const struct shape *s, int64_t id,
                           const int64_t seq[3])
{
    struct view *v = NULL;
    struct pasts past = {0};
    NEED(view_open(db, 0, &v, WHY));
    NEED(view_past(v, t_arena(), s, id, &past, WHY));
    view_close(v);
    CHECK_INT(past.n, 2);
    REQUIRE(past.n == 2);
    CHECK_INT(past.at[0].record.version, 2);
    CHECK_INT(past.at[0].record.seq, seq[1]);
    CHECK_INT(past.at[0].to_seq, seq[2]);
    CHECK_STR(past.at[0].action, S("update"));
    CHECK_INT(past.at[1].record.seq, seq[0]);
    CHECK_INT(past.at[1].to_seq, seq[1]);
}

static enum err get_now(struct store *db, const struct shape *s, int64_t as_of, int64_t id)
{
    struct view *v = NULL;
    struct record r = {0};
    struct fail fault = {0};
    NEED(view_open(db, as_of, &v, WHY));
    enum err err = view_get(v, t_arena(), s, NULL, id, &r, &fault);
    view_close(v);
    return err;
}

static void check_entity(struct store *db, const struct entity *e, int n)
{
    struct shape s = entity_shape(e);
    int64_t seq[3];
    const char *field = NULL;
    struct receipt receipt = {0};
    int64_t id = test_insert(db, &s, 0, made_up(db, e, n));
    struct record first = test_get(db, &s, 0, id);
    seq[0] = first.seq;
    const char *change = made_up_change(e, n, &field);
    seq[1] = test_update(db, &s, id, change).seq;
    struct record now = test_get(db, &s, 0, id);
    struct record then = test_get(db, &s, seq[0], id);
    CHECK_STR(test_text(&s, &then, field), test_text(&s, &first, field));
    CHECK(!str_eq(test_text(&s, &now, field), test_text(&s, &first, field)));
    NEED(test_void(db, &s, id, &receipt, WHY));
    seq[2] = receipt.seq;
    CHECK_INT(get_now(db, &s, 0, id), ERR_NOT_FOUND);
    CHECK_INT(get_now(db, &s, seq[2], id), ERR_NOT_FOUND);
    CHECK_INT(get_now(db, &s, seq[0] - 1, id), ERR_NOT_FOUND);
    then = test_get(db, &s, seq[1], id);
    CHECK_STR(test_text(&s, &then, field), test_text(&s, &now, field));
    check_versions(db, &s, id, seq);
}

TEST(every_entity_is_written_revised_looked_back_at_and_voided)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        for (int i = 0; entities[i]; i++)
            if (!entities[i]->is_base)
                check_entity(db, entities[i], i);
        store_close(db);
    }
}

TEST(a_record_in_use_is_not_voided_and_stays_whole)
{
    struct shape posts = entity_shape(entity_find(S("post")));
    struct shape units = entity_shape(entity_find(S("unit")));
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct fail fault = {0};
        int64_t unit = test_insert(db, &units, 0, "code=a;name_zh=县;level=county");
        int64_t post =
            test_insert(db, &posts, 0,
                        str_fmt(t_arena(), "unit=%d;code=p;name_zh=岗;role=leader", (int)unit).s);
        CHECK_INT(test_void(db, &units, unit, NULL, &fault), ERR_CONFLICT);
        CHECK_INT(fault.message.id, MSG_store_in_use);
        CHECK_INT(test_get(db, &units, 0, unit).version, 1);
        NEED(test_void(db, &posts, post, NULL, WHY));
        NEED(test_void(db, &units, unit, NULL, WHY));
        /* Its id never comes back. */
        CHECK(test_insert(db, &units, 0, "code=a;name_zh=县;level=county") > unit);
        store_close(db);
    }
}

TEST(a_key_is_held_once_within_its_owner)
{
    struct shape s = entity_shape(entity_find(S("indicator")));
    struct shape units = entity_shape(entity_find(S("unit")));
    struct shape accounts = entity_shape(entity_find(S("account")));
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        int64_t one = test_insert(db, &units, 0, "code=1;name_zh=甲县;level=county");
        int64_t other = test_insert(db, &units, 0, "code=2;name_zh=乙县;level=county");
        (void)test_insert(db, &s, one, "code=gdp;name_zh=生产总值;measure_zh=亿元");
        (void)test_insert(db, &s, other, "code=gdp;name_zh=生产总值;measure_zh=亿元");
        struct fail fault = {0};
        CHECK_INT(test_try_insert(db, &s, one, "code=gdp;name_zh=再;measure_zh=元", &fault),
                  ERR_CONFLICT);
        CHECK_INT(fault.message.id, MSG_store_exists);
        /* A login is one in the whole installation. */
        (void)test_insert(db, &accounts, one, "login=wang;name=甲");
        CHECK_INT(test_try_insert(db, &accounts, other, "login=wang;name=乙", &fault),
                  ERR_CONFLICT);
        /* What a record points at must be there. */
        CHECK_INT(
            test_try_insert(db, &units, 0, "code=3;name_zh=乡;level=township;parent=999", &fault),
            ERR_CONFLICT);
        CHECK_INT(fault.message.id, MSG_store_no_such_reference);
        store_close(db);
    }
}

static enum err update_stale(struct tx *tx, void *ctx, struct fail *why)
{
    struct shape s = entity_shape(entity_find(S("unit")));
    const struct record *r = ctx;
    return tx_update(tx, &s, r->id, r->version, r->v, why);
}

TEST(a_change_of_a_version_that_is_no_longer_current_is_refused)
{
    struct shape s = entity_shape(entity_find(S("unit")));
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct act act = {.action = S("update")};
        struct fail fault = {0};
        int64_t id = test_insert(db, &s, 0, "code=1;name_zh=甲;level=county");
        struct record old = test_get(db, &s, 0, id);
        (void)test_update(db, &s, id, "name_zh=乙");
        CHECK_INT(store_write(db, &act, update_stale, &old, NULL, &fault), ERR_STALE);
        struct record now = test_get(db, &s, 0, id);
        CHECK_INT(now.version, 2);
        /* The same values again: no version, no entry. */
        struct receipt receipt = {0};
        NEED(store_write(db, &act, update_stale, &now, &receipt, WHY));
        CHECK_INT(receipt.seq, 0);
        CHECK_INT(test_get(db, &s, 0, id).version, 2);
        store_close(db);
    }
}
