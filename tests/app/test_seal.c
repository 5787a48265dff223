/*
 * test_seal.c -- sealing: leaves without gaps, signed heads that go on from one another.
 */
#include "app/installation.h"
#include "app/seal.h"
#include "core/merkle.h"
#include "entity/unit.h"

static void make_units(const struct app *app, int from, int n)
{
    struct shape s = entity_shape(&unit_entity);
    for (int i = from; i < from + n; i++)
        (void)test_insert(app->store, &s, 0,
                          str_fmt(t_arena(), "code=u%d;name_zh=单位;level=county", i).s);
}

static struct head last_head(const struct app *app)
{
    struct view *v = NULL;
    struct head head = {0};
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(head_last(v, t_arena(), &head, &why));
    view_close(v);
    return head;
}

static int64_t seal(struct app *app)
{
    int64_t n = -1;
    MUST_DO(seal_all(app, &n, &why));
    return n;
}

TEST(sealing_takes_every_entry_once_and_signs_the_root)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        CHECK_INT(last_head(app).size, 0);
        CHECK_INT(seal(app), 0);
        make_units(app, 0, 3);
        CHECK_INT(seal(app), 3);
        CHECK_INT(seal(app), 0);
        make_units(app, 3, 2);
        CHECK_INT(seal(app), 2);
        struct head head = last_head(app);
        CHECK_INT(head.size, 5);
        CHECK(head_is_signed(app->keys, &head));
        CHECK_STR(head.signer, keyring_signer(app->keys, t_arena()));
        CHECK_INT(test_number(app, "SELECT count(*) FROM head"), 2);
        CHECK_INT(test_number(app, "SELECT count(*) FROM leaf WHERE number BETWEEN 0 AND 4"), 5);
        CHECK_INT(test_number(app, "SELECT count(*) FROM journal j JOIN leaf l ON l.seq = j.seq"),
                  5);
        head.size++;
        CHECK(!head_is_signed(app->keys, &head));
        test_app_close(app);
    }
}

TEST(a_head_goes_to_a_file_and_back)
{
    struct app *app = test_app(DIALECT_SQLITE);
    make_units(app, 0, 2);
    (void)seal(app);
    struct head head = last_head(app);
    struct head back = {0};
    struct buf b = buf_on(t_arena(), 4 * KIB);
    head_write(&b, &head);
    CHECK(str_starts(buf_str(&b), S("ponan-head 1\nsize 2\nroot ")));
    CHECK(head_read(buf_str(&b), &back));
    CHECK_INT(back.size, head.size);
    CHECK_INT(back.instant, head.instant);
    CHECK(hash_eq(&back.root, &head.root));
    CHECK(head_is_signed(app->keys, &back));
    for (ptrdiff_t len = 0; len < b.len - 1; len++)
        CHECK(!head_read(str_sub(buf_str(&b), 0, len), &back));
    test_app_close(app);
}

TEST(a_backlog_is_sealed_in_batches)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        make_units(app, 0, 1);
        /* Entries by SQL: 2 batches of them would take a while one write at a time. */
        test_tamper(app,
                    d == DIALECT_SQLITE
                        ? "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n "
                          "WHERE i < 4100) INSERT INTO journal SELECT i, j.instant, 0, 0, 0, "
                          "'sign_in', '', NULL, NULL, 0, j.rows_hash, j.digest FROM n, journal j"
                        : "INSERT INTO journal SELECT nextval('journal_number'), j.instant, 0, "
                          "0, 0, 'sign_in', '', NULL, NULL, 0, j.rows_hash, j.digest FROM "
                          "generate_series(2, 4100), journal j");
        CHECK_INT(seal(app), 4100);
        CHECK_INT(last_head(app).size, 4100);
        CHECK_INT(test_number(app, "SELECT count(*) FROM head"), 3);
        test_app_close(app);
    }
}

TEST(a_head_whose_root_was_changed_is_not_gone_on_from)
{
    struct app *app = test_app(DIALECT_SQLITE);
    make_units(app, 0, 2);
    (void)seal(app);
    test_tamper(app, "UPDATE head SET root = (SELECT hash FROM leaf WHERE number = 0)");
    make_units(app, 2, 1);
    int64_t n = 0;
    struct fail why = {0};
    CHECK_INT(seal_step(app, &n, &why), ERR_CORRUPT);
    CHECK_INT(why.message.id, MSG_app_seal_head);
    test_app_close(app);
}
