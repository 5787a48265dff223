/* Backup, restore and upgrade of a whole installation, from either engine to either. */
#include "app/account.h"
#include "app/county.h"
#include "app/keep.h"
#include "app/protect.h"
#include "app/session.h"
#include "entity/account.h"
#include "entity/unit.h"

static struct str fresh_folder(const char *name)
{
    static int n;
    return str_fmt(t_arena(), "%s/%s-%d", t_folder(), name, ++n);
}

static struct str keys_of(const struct app *app)
{
    struct str erased = keyring_erased_path(app->keys);
    return str_sub(erased, 0, erased.len - S(".erased").len);
}

static struct kept_backup backup(struct app *app, struct str folder)
{
    struct kept_backup kept = {0};
    MUST_DO(keep_backup(app, t_arena(), folder, &kept, &why));
    return kept;
}

static struct keep_restore restore_to(enum dialect to, struct str keys, struct str folder)
{
    return (struct keep_restore){.to = test_options(to), .keys = keys, .folder = folder};
}

static struct app *open_restored(const struct keep_restore *r)
{
    struct app *app = NEW(t_arena(), struct app, 1);
    app->os = &os_real;
    app->where = r->to.where;
    app->store = test_reopen(&r->to);
    MUST_DO(keyring_open(&os_real, r->keys, &app->keys, &why));
    return app;
}

/* The backup in a new place, with the keys of the installation it is of. */
static struct app *restored_from(const struct app *app, enum dialect to, struct str folder,
                                 struct kept_restore *out)
{
    struct keep_restore r = restore_to(to, keys_of(app), folder);
    MUST_DO(keep_restore(&r, t_arena(), out, &why));
    CHECK_INT(out->check.findings.n_all, 0);
    return open_restored(&r);
}

static void check_same(struct app *old, struct app *restored)
{
    static const char *const numbers[] = {
        "SELECT count(*) FROM journal",     "SELECT count(*) FROM unit",
        "SELECT count(*) FROM unit_tree",   "SELECT count(*) FROM account_history",
        "SELECT max(instant) FROM journal", "SELECT count(*) FROM protected_key",
        "SELECT max(size) FROM head",
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(numbers); i++)
        CHECK_INT(test_number(restored, numbers[i]), test_number(old, numbers[i]));
}

/* A restored installation goes on: it writes, seals and verifies. */
static void check_goes_on(struct app *app)
{
    struct check_options o = {0};
    struct check_report report = {.findings = problems_on(t_arena())};
    int64_t id = county_make(app, &unit_entity, 0, "code=330521;name_zh=德清县;level=county");
    int64_t n = 0;
    CHECK(id > 0);
    MUST_DO(seal_all(app, &n, &why));
    CHECK(n > 0);
    MUST_DO(check_record(app, t_arena(), &o, &report, &why));
    CHECK_INT(report.findings.n_all, 0);
}

static void move(enum dialect from, enum dialect to)
{
    struct counties t = test_counties(from);
    struct str folder = fresh_folder("backup");
    struct kept_backup kept = backup(t.app, folder);
    struct kept_restore restored = {0};
    struct app *app = restored_from(t.app, to, folder, &restored);
    CHECK_INT(kept.head.size, kept.snapshot.n_entries);
    CHECK_INT(restored.check.last.size, kept.head.size);
    CHECK_INT(restored.n_erased, 0);
    check_same(t.app, app);
    check_goes_on(app);
    test_app_close(app);
    test_app_close(t.app);
}

TEST(a_backup_is_restored_from_either_engine_to_either)
{
    for (FOR_EACH_DIALECT(from))
        for (FOR_EACH_DIALECT(to))
            move(from, to);
}

static int64_t with_phone(struct app *app, int64_t owner)
{
    return county_make(app, &account_entity, owner, "login=caiwu;name=财务;phone=0572-5123456");
}

static void erase(struct app *app, int64_t account)
{
    struct call c = county_call(app, caller_system());
    struct act act = call_act(&c, ACT_erase, S(""));
    MUST_DO(protect_erase(app, c.view, &act, S("account"), account, &why));
    call_done(&c);
}

static enum err phone_there(struct app *app, int64_t account)
{
    struct str phone = {0};
    struct fail no = {0};
    struct call c = county_call(app, caller_system());
    enum err err = account_phone(&c, account, &phone, &no);
    call_done(&c);
    return err;
}

TEST(what_was_erased_after_a_backup_stays_erased_after_its_restore)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t account = with_phone(t.app, t.county[ANJI]);
        struct str folder = fresh_folder("backup");
        struct kept_restore restored = {0};
        (void)backup(t.app, folder);
        CHECK_INT(phone_there(t.app, account), OK);
        erase(t.app, account);
        struct app *app = restored_from(t.app, d, folder, &restored);
        CHECK_INT(restored.n_erased, 1);
        CHECK(restored.has_list);
        CHECK_INT(phone_there(app, account), ERR_NOT_FOUND);
        test_app_close(app);
        test_app_close(t.app);
    }
}

/* Without the list it cannot be known; that is said, so that whoever restores looks for it. */
TEST(a_restore_without_the_list_of_erasures_says_that_there_was_none)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    int64_t account = with_phone(t.app, t.county[ANJI]);
    struct str folder = fresh_folder("backup");
    struct kept_restore restored = {0};
    (void)backup(t.app, folder);
    erase(t.app, account);
    const char *list = str_z(t_arena(), keyring_erased_path(t.app->keys));
    MUST_DO(os_real.remove_file(os_real.ctx, list, &why));
    struct app *app = restored_from(t.app, DIALECT_SQLITE, folder, &restored);
    CHECK(!restored.has_list);
    CHECK_STR(restored.list, str_of(list));
    CHECK_INT(restored.n_erased, 0);
    CHECK_INT(phone_there(app, account), OK);
    test_app_close(app);
    test_app_close(t.app);
}

static struct str link_to(struct app *app, int64_t account)
{
    struct str link = {0};
    struct call c = county_call(app, caller_system());
    MUST_DO(account_link(&c, account, LINK_SIGN_IN, &link, &why));
    call_done(&c);
    return link;
}

static enum err enter(struct app *app, struct str link, struct str *out_token)
{
    struct fail no = {0};
    return session_by_link(app, t_arena(), link, S("127.0.0.1"), out_token, &no);
}

static enum err look(struct app *app, struct str token)
{
    struct session session = {0};
    struct fail no = {0};
    return session_find(app, t_arena(), token, &session, &no);
}

TEST(sessions_and_links_of_the_backups_time_do_not_come_back)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct str link = link_to(t.app, t.account[ANJI][POST_ROLE_leader]);
    struct str unused = link_to(t.app, t.account[ANJI][POST_ROLE_leader]);
    struct str token = {0};
    struct str other = {0};
    struct kept_restore restored = {0};
    CHECK_INT(enter(t.app, link, &token), OK);
    CHECK_INT(look(t.app, token), OK);
    struct str folder = fresh_folder("backup");
    (void)backup(t.app, folder);
    struct app *app = restored_from(t.app, DIALECT_SQLITE, folder, &restored);
    CHECK_INT(look(app, token), ERR_SIGN_IN);
    CHECK_INT(enter(app, unused, &other), ERR_SIGN_IN);
    CHECK_INT(enter(t.app, unused, &other), OK);
    test_app_close(app);
    test_app_close(t.app);
}

TEST(a_restore_without_the_right_keys_writes_nothing)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct str folder = fresh_folder("backup");
    struct str other = fresh_folder("keys");
    struct kept_restore restored = {0};
    struct fail no = {0};
    struct store *s = NULL;
    (void)backup(t.app, folder);
    struct keep_restore r = restore_to(DIALECT_SQLITE, other, folder);
    CHECK_INT(keep_restore(&r, t_arena(), &restored, &no), ERR_NOT_FOUND);
    MUST_DO(keyring_create(&os_real, other, 0, &why));
    CHECK_INT(keep_restore(&r, t_arena(), &restored, &no), ERR_FORBIDDEN);
    CHECK_INT(store_open(&r.to, &s, &no), ERR_NOT_FOUND);
    /* Nor over a database that is there. */
    struct keep_restore over = {
        .to = {.os = &os_real, .where = t.app->where}, .keys = keys_of(t.app), .folder = folder};
    CHECK_INT(keep_restore(&over, t_arena(), &restored, &no), ERR_CONFLICT);
    test_app_close(t.app);
}

TEST(a_backup_whose_tail_was_cut_is_found_by_its_head)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct str early = fresh_folder("backup");
    struct str late = fresh_folder("backup");
    struct str head = {0};
    struct kept_restore restored = {0};
    (void)backup(t.app, early);
    (void)county_make(t.app, &unit_entity, 0, "code=330400;name_zh=嘉兴市;level=city");
    struct kept_backup kept = backup(t.app, late);
    /* The older database passed off as the newer one. */
    MUST_DO(
        os_real.read_file(NULL, t_arena(), str_z(t_arena(), kept.head_file), 1 << 16, &head, &why));
    const char *path = str_fmt(t_arena(), "%.*s/ponan.head", STR_ARG(early)).s;
    MUST_DO(os_real.write_file(NULL, path, head, 0600, &why));
    struct keep_restore r = restore_to(DIALECT_SQLITE, keys_of(t.app), early);
    MUST_DO(keep_restore(&r, t_arena(), &restored, &why));
    CHECK(restored.check.findings.n_all > 0);
    test_app_close(t.app);
}

TEST(an_upgrade_of_a_database_of_this_release_does_nothing)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct store_options o = {.os = &os_real, .where = t.app->where};
        struct kept_upgrade kept = {0};
        test_app_close(t.app);
        MUST_DO(keep_upgrade(&o, t_arena(), S(""), &kept, &why));
        CHECK_INT(kept.upgrade.from, kept.upgrade.to);
        CHECK_STR(kept.snapshot, S(""));
    }
}
