/*
 * test_protect.c -- protected fields: sealed under the record's own key, erased with it.
 */
#include "app/installation.h"
#include "app/protect.h"

static const struct str phone = S_(TEST_PHONE);

static enum err open_phone(const struct app *app, int64_t id, struct str sealed, struct str *out)
{
    struct view *v = NULL;
    struct protect_place place = {S("account"), id, S("phone")};
    MUST_DO(view_open(app->store, 0, &v, &why));
    struct fail why = {0};
    enum err err = protect_open(app, v, t_arena(), &place, sealed, out, &why);
    view_close(v);
    return err;
}

static enum err erase(const struct app *app, int64_t id)
{
    struct view *v = NULL;
    const struct act act = {.account = 1};
    MUST_DO(view_open(app->store, 0, &v, &why));
    struct fail why = {0};
    enum err err = protect_erase(app, v, &act, S("account"), id, &why);
    view_close(v);
    return err;
}

TEST(a_protected_value_is_ciphertext_wherever_it_is_stored)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct test_account w = test_account(app);
        struct str clear = S("");
        CHECK(str_starts(w.sealed, S("p1.")));
        CHECK(str_find(w.sealed, phone) < 0);
        CHECK_INT(open_phone(app, w.id, w.sealed, &clear), OK);
        CHECK_STR(clear, phone);
        const char *tables[] = {"account", "account_history"};
        for (int i = 0; i < 2; i++)
            CHECK_INT(test_number(app, str_fmt(t_arena(),
                                               "SELECT count(*) FROM %s WHERE phone LIKE 'p1.%%'",
                                               tables[i])
                                           .s),
                      1);
        struct test_account again = {.app = app, .id = w.id};
        const struct act act = {.action = S("update")};
        MUST_DO(store_write(app->store, &act, test_write_account, &again, NULL, &why));
        CHECK(!str_eq(again.sealed, w.sealed));
        CHECK_INT(open_phone(app, w.id, w.sealed, &clear), OK);
        CHECK_INT(open_phone(app, w.id, again.sealed, &clear), OK);
        CHECK_INT(test_number(app, "SELECT count(*) FROM protected_key"), 1);
        test_app_close(app);
    }
}

TEST(a_value_or_key_moved_to_another_place_does_not_open)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct test_account w = test_account(app);
        struct str clear = S("");
        CHECK_INT(open_phone(app, w.id + 1, w.sealed, &clear), ERR_CORRUPT);
        test_tamper(app, "UPDATE protected_key SET record = record + 1");
        CHECK_INT(open_phone(app, w.id + 1, w.sealed, &clear), ERR_CORRUPT);
        test_app_close(app);
    }
}

TEST(an_erased_value_never_comes_back_not_even_by_a_restore)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct test_account w = test_account(app);
        struct str clear = S("");
        int64_t n = -1;
        /* What a restore of an older backup brings back. */
        test_tamper(app, "CREATE TABLE kept AS SELECT * FROM protected_key");
        CHECK_INT(erase(app, w.id), OK);
        CHECK_INT(open_phone(app, w.id, w.sealed, &clear), ERR_NOT_FOUND);
        CHECK_INT(erase(app, w.id), ERR_NOT_FOUND);
        CHECK_INT(test_number(app, "SELECT count(*) FROM journal WHERE action = 'erase'"), 1);
        MUST_DO(protect_apply(app, &n, &why));
        CHECK_INT(n, 0);
        test_tamper(app, "UPDATE protected_key SET destroyed = NULL, wrapped = (SELECT k.wrapped "
                         "FROM kept k WHERE k.id = protected_key.id)");
        CHECK_INT(open_phone(app, w.id, w.sealed, &clear), OK);
        MUST_DO(protect_apply(app, &n, &why));
        CHECK_INT(n, 1);
        CHECK_INT(open_phone(app, w.id, w.sealed, &clear), ERR_NOT_FOUND);
        CHECK_INT(test_number(app, "SELECT count(*) FROM journal WHERE action = 'erase'"), 2);
        test_app_close(app);
    }
}

/* A restore to before the record was made, then another record under the same number. */
TEST(the_list_of_erased_keys_does_not_touch_a_later_record_of_the_same_number)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct test_account w = test_account(app);
        struct str clear = S("");
        int64_t n = -1;
        CHECK_INT(erase(app, w.id), OK);
        test_tamper(app, "DELETE FROM protected_key");
        struct test_account later = {.app = app, .id = w.id};
        const struct act act = {.action = S("update")};
        MUST_DO(store_write(app->store, &act, test_write_account, &later, NULL, &why));
        MUST_DO(protect_apply(app, &n, &why));
        CHECK_INT(n, 0);
        CHECK_INT(open_phone(app, w.id, later.sealed, &clear), OK);
        test_app_close(app);
    }
}

TEST(a_record_whose_key_was_destroyed_takes_no_new_protected_value)
{
    struct app *app = test_app(DIALECT_SQLITE);
    struct test_account w = test_account(app);
    struct fail why = {0};
    CHECK_INT(erase(app, w.id), OK);
    const struct act act = {.action = S("update")};
    CHECK_INT(store_write(app->store, &act, test_write_account, &w, NULL, &why), ERR_CONFLICT);
    CHECK_INT(why.message.id, MSG_app_protect_gone);
    test_app_close(app);
}
