/*
 * test_protect.c -- protected fields: sealed under the record's own key, erased with it.
 */
#include "app/account.h"
#include "app/county.h"
#include "app/import.h"
#include "app/installation.h"
#include "app/keys.h"
#include "app/protect.h"
#include "entity/account.h"

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

/* --- through the program's own use cases -------------------------------------------------------
 */

/* Rows of the kept preview that hold the phone in clear. */
static int64_t n_in_clear(const struct app *app)
{
    bool is_sqlite = !str_starts(app->where, S("postgres"));
    return test_number(
        app, is_sqlite ? "SELECT count(*) FROM preview_part WHERE instr(bytes, CAST('" TEST_PHONE
                         "' AS BLOB)) > 0"
                       : "SELECT count(*) FROM preview_part WHERE position(convert_to('" TEST_PHONE
                         "', 'UTF8') IN bytes) > 0");
}

TEST(a_preview_keeps_nothing_protected_whatever_the_heading_is_called)
{
    static const char *const headings[] = {"phone", "电话", "Phone"};
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        for (int i = 0; i < 3; i++) {
            struct call c = county_call(t.app, caller_system());
            struct preview p = {0};
            struct import_file file = {
                .e = &account_entity,
                .owner = t.county[ANJI],
                .file_name = S("a.csv"),
                .bytes = str_fmt(t_arena(), "login,name,%s\nlogin%d,测试岗," TEST_PHONE "\n",
                                 headings[i], i),
            };
            MUST_DO(import_preview(&c, &file, NULL, &p, &why));
            CHECK_INT(p.n[ROW_CREATE], 1);
            CHECK_INT(p.fields[2], HEADING_HIDDEN);
            call_done(&c);
        }
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM preview_part"), 3);
        CHECK_INT(n_in_clear(t.app), 0);
        test_app_close(t.app);
    }
}

static enum err erase_as(const struct counties *t, struct caller who, int64_t account)
{
    struct call c = county_call(t->app, who);
    struct fail why = {0};
    enum err err = account_erase(&c, account, &why);
    call_done(&c);
    return err;
}

TEST(a_security_administrator_erases_an_accounts_phone_and_nobody_else_can)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id = t.account[ANJI][POST_ROLE_reporter];
        struct caller security = caller_as(&t, ANJI, POST_ROLE_secadmin);
        struct str phone_now = S("");
        CHECK_INT(county_update(t.app, security, &account_entity, id, "phone=" TEST_PHONE), OK);
        CHECK_INT(erase_as(&t, caller_as(&t, ANJI, POST_ROLE_reporter), id), ERR_FORBIDDEN);
        CHECK_INT(erase_as(&t, caller_as(&t, ANJI, POST_ROLE_sysadmin), id), ERR_FORBIDDEN);
        CHECK_INT(erase_as(&t, security, id), OK);
        CHECK_INT(erase_as(&t, security, id), ERR_NOT_FOUND);
        struct call c = county_call(t.app, security);
        struct fail why = {0};
        CHECK_INT(account_phone(&c, id, &phone_now, &why), ERR_NOT_FOUND);
        call_done(&c);
        test_app_close(t.app);
    }
}

TEST(the_signing_key_is_changed_on_the_machine_only_and_the_record_says_so)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct str before = keyring_signer(t.app->keys, t_arena());
    struct str id = S("");
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_secadmin));
    struct fail refused = {0};
    CHECK_INT(keys_rotate(&c, &id, &refused), ERR_FORBIDDEN);
    call_done(&c);
    c = county_call(t.app, caller_system());
    MUST_DO(keys_rotate(&c, &id, &why));
    CHECK(!str_eq(id, before));
    CHECK_STR(keyring_signer(t.app->keys, t_arena()), id);
    struct key_shown *keys = NULL;
    int n = 0;
    MUST_DO(keys_list(&c, &keys, &n, &why));
    REQUIRE(n == 3);
    CHECK_STR(keys[0].use, S("public"));
    CHECK_STR(keys[0].id, before);
    CHECK(!keys[0].is_used && keys[1].is_used && keys[2].is_used);
    call_done(&c);
    CHECK_INT(test_number(t.app, "SELECT count(*) FROM journal WHERE action = 'rotate_key'"), 1);
    test_app_close(t.app);
}
