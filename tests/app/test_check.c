/*
 * test_check.c -- every kind of tampering is found, on both engines, and honest use is not.
 */
#include "app/check.h"
#include "app/installation.h"
#include "app/protect.h"
#include "entity/document.h"
#include "entity/problem.h"
#include "entity/unit.h"
#include "store/driver.h"

static const struct act acting = {.action = S_("update")};

static enum err write_document(struct tx *tx, void *ctx, struct fail *why)
{
    struct shape s = entity_shape(&document_entity);
    struct hash hash = {0};
    int64_t id = 0;
    const int64_t *owner = ctx;
    enum err err = tx_blob(tx, S("a paper"), &hash, why);
    if (err != OK)
        return err;
    struct value *v = test_values(&s, "title=文件");
    v[DOCUMENT_sha256] =
        VALUE_OF_TEXT(hex_of(tx_arena(tx), (struct str){(const char *)hash.b, HASH_LEN}));
    return tx_insert(tx, &s, *owner, v, &id, why);
}

/* A county of four units with a past, an account, a document; everything sealed, in two heads. */
static struct app *county(enum dialect d)
{
    struct app *app = test_app(d);
    struct shape s = entity_shape(&unit_entity);
    int64_t n = 0;
    int64_t top = test_insert(app->store, &s, 0, "code=330523;name_zh=安吉县;level=county");
    for (int i = 1; i <= 3; i++)
        (void)test_insert(app->store, &s, top,
                          str_fmt(t_arena(), "code=t%d;name_zh=乡镇;level=township;parent=%lld", i,
                                  (long long)top)
                              .s);
    (void)test_account(app);
    MUST_DO(seal_all(app, &n, &why));
    (void)test_update(app->store, &s, top + 1, "name_zh=递铺镇");
    MUST_DO(test_void(app->store, &s, top + 3, NULL, &why));
    MUST_DO(store_write(app->store, &acting, write_document, &top, NULL, &why));
    MUST_DO(seal_all(app, &n, &why));
    return app;
}

static struct check_report check(struct app *app, struct str head)
{
    struct check_options o = {.head = head};
    struct check_report report = {0};
    MUST_DO(check_record(app, t_arena(), &o, &report, &why));
    return report;
}

static bool has_code(const struct check_report *r, const char *code)
{
    for (ptrdiff_t i = 0; i < r->findings.n; i++)
        if (str_eq(r->findings.at[i].code, str_of(code)))
            return true;
    return false;
}

static void show(const struct check_report *r)
{
    for (ptrdiff_t i = 0; i < r->findings.n; i++) {
        const struct problem *p = &r->findings.at[i];
        struct str said = message_str(t_arena(), LANG_EN, &p->message);
        fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(p->code), STR_ARG(said));
    }
}

static void check_clean(struct app *app)
{
    struct check_report r = check(app, S(""));
    CHECK_INT(r.findings.n_all, 0);
    if (r.findings.n_all > 0)
        show(&r);
}

static struct str head_file(const struct app *app)
{
    struct view *v = NULL;
    struct head head = {0};
    struct buf b = buf_on(t_arena(), 4 * KIB);
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(head_last(v, t_arena(), &head, &why));
    view_close(v);
    head_write(&b, &head);
    return buf_str(&b);
}

TEST(an_honest_record_has_no_findings_and_is_counted)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        struct shape s = entity_shape(&unit_entity);
        check_clean(app);
        (void)test_insert(app->store, &s, 0, "code=x;name_zh=市;level=county");
        struct check_report r = check(app, head_file(app));
        show(&r);
        CHECK_INT(r.findings.n_all, 0);
        CHECK_INT(r.n_entries, 9);
        CHECK_INT(r.n_rows, 9);
        CHECK_INT(r.n_sealed, 8);
        CHECK_INT(r.n_unsealed, 1);
        CHECK_INT(r.n_heads, 2);
        CHECK_INT(r.n_versions, 8);
        CHECK_INT(r.n_blobs, 1);
        CHECK_INT(r.n_keys, 1);
        CHECK_INT(r.n_erased, 0);
        CHECK_INT(r.last.size, 8);
        test_app_close(app);
    }
}

/* --- tampering ---------------------------------------------------------------------------------
 */

#define SECOND "(SELECT min(seq) + 1 FROM journal)"
#define LAST   "(SELECT max(seq) FROM journal)"

static const struct tampering {
    const char *what;
    const char *sql[DIALECT_COUNT]; /* the second NULL: the same */
    const char *code;               /* one of the findings */
    bool sqlite_only;               /* the same statements judge it on both: once is enough */
} tamperings[] = {
    {"a byte of a past version",
     {"UPDATE unit_history SET name_zh = '乡真' WHERE version = 1 AND code = 't1'", NULL},
     "record",
     false},
    {"a byte of a current row",
     {"UPDATE unit SET name_zh = '县' WHERE code = '330523'", NULL},
     "record",
     true},
    {"an own field slipped in",
     {"UPDATE unit SET extra = '{}' WHERE code = 't2'", NULL},
     "record",
     true},
    {"the end of a past version",
     {"UPDATE unit_history SET to_seq = to_seq + 1 WHERE version = 1 AND code = 't1'", NULL},
     "record",
     true},
    {"a past version dropped",
     {"DELETE FROM unit_history WHERE code = 't2'", NULL},
     "record",
     false},
    {"a current row dropped", {"DELETE FROM account", NULL}, "record", false},
    {"a past version added",
     {"INSERT INTO account_history (id, version, from_seq, to_seq, login, name) VALUES (99, 1, 1, "
      "2, 'ghost', 'ghost')",
      NULL},
     "record",
     true},
    {"a voided row back in the history as current",
     {"UPDATE unit_history SET to_seq = 9223372036854775807 WHERE code = 't3'", NULL},
     "record",
     true},
    {"a byte of the journal's rows",
     {"UPDATE journal_rows SET bytes = CAST(replace(CAST(bytes AS TEXT), '安吉县', '安古县') AS "
      "BLOB)",
      "UPDATE journal_rows SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '安吉县', "
      "'安古县'), 'UTF8')"},
     "rows",
     false},
    {"rows of the journal dropped",
     {"DELETE FROM journal_rows WHERE seq = " SECOND, NULL},
     "rows",
     true},
    {"rows without their entry",
     {"DELETE FROM journal WHERE seq = " SECOND, NULL},
     "rows_orphan",
     true},
    {"an entry dropped", {"DELETE FROM journal WHERE seq = " SECOND, NULL}, "entry_missing", false},
    {"who did it",
     {"UPDATE journal SET account = 7 WHERE seq = " SECOND, NULL},
     "entry_changed",
     true},
    {"the reason",
     {"UPDATE journal SET note = 'x' WHERE seq = " SECOND, NULL},
     "entry_digest",
     true},
    {"what it is about",
     {"UPDATE journal SET record = record + 1 WHERE seq = " SECOND, NULL},
     "entry_about",
     false},
    {"the kind of what it is about",
     {"UPDATE journal SET entity = 'document' WHERE seq = " SECOND, NULL},
     "entry_about",
     true},
    {"about nothing",
     {"UPDATE journal SET entity = NULL, record = NULL WHERE seq = " SECOND, NULL},
     "entry_about",
     true},
    {"when it was",
     {"UPDATE journal SET instant = 1000000 WHERE seq = " SECOND, NULL},
     "entry_order",
     true},
    {"a leaf",
     {"UPDATE leaf SET hash = (SELECT root FROM head WHERE size = 5) WHERE number = 1", NULL},
     "head_root",
     false},
    {"a leaf dropped", {"DELETE FROM leaf WHERE number = 1", NULL}, "leaf_gap", true},
    {"an entry that was never sealed",
     {"DELETE FROM leaf WHERE number = 1", NULL},
     "entry_slipped",
     true},
    {"a head's root",
     {"UPDATE head SET root = (SELECT hash FROM leaf WHERE number = 0)", NULL},
     "head_root",
     true},
    {"a head's instant",
     {"UPDATE head SET instant = instant + 1 WHERE size = 5", NULL},
     "head_signature",
     false},
    {"a head's signer", {"UPDATE head SET key = 'somebody'", NULL}, "head_signer", true},
    {"the last head dropped", {"DELETE FROM head WHERE size = 8", NULL}, "head_missing", true},
    {"leaves and entries cut below a head",
     {"DELETE FROM leaf WHERE number = 7", NULL},
     "head_beyond",
     true},
    {"a line of the tree dropped",
     {"DELETE FROM unit_tree WHERE depth = 1 AND unit = (SELECT id "
      "FROM unit WHERE code = 't1')",
      NULL},
     "tree",
     false},
    {"a line of the tree added",
     {"INSERT INTO unit_tree SELECT a.id, b.id, 1 FROM unit a, unit b WHERE a.code = 't1' AND "
      "b.code = 't2'",
      NULL},
     "tree",
     true},
    {"what figures can be about",
     {"UPDATE subject SET entity = 'project' WHERE id = (SELECT min(id) FROM subject)", NULL},
     "subjects",
     false},
    {"a thing that figures can be about added",
     {"INSERT INTO subject (id, entity) VALUES (999, 'unit')", NULL},
     "subjects",
     true},
    {"a mark that makes it a demonstration",
     {"UPDATE meta SET value = '1' WHERE name = 'demo'", NULL},
     "demo",
     false},
    {"a blob's bytes", {"UPDATE blob SET bytes = hash", NULL}, "blob", false},
    {"a blob dropped", {"DELETE FROM blob", NULL}, "documents", false},
    {"a wrapped key",
     {"UPDATE protected_key SET wrapped = (SELECT root FROM head WHERE size = 5)", NULL},
     "key",
     false},
    {"a protected record's key dropped", {"DELETE FROM protected_key", NULL}, "key_missing", false},
    {"a key lost without an act",
     {"UPDATE protected_key SET wrapped = NULL", NULL},
     "key_lost",
     true},
};

static void tamper_and_check(const struct app *closed, enum dialect d, const struct tampering *t)
{
    struct app *app = test_app_copy(closed);
    bool is_other = d == DIALECT_POSTGRES && t->sql[d];
    test_tamper(app, t->sql[is_other ? DIALECT_POSTGRES : DIALECT_SQLITE]);
    struct check_report r = check(app, S(""));
    if (!has_code(&r, t->code)) {
        t_differs(__FILE__, __LINE__, "%s: %s is not found, but:", t->what, t->code);
        show(&r);
    }
    test_app_close(app);
}

TEST(each_kind_of_tampering_is_found)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        test_app_close(app);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(tamperings); i++)
            if (d == DIALECT_SQLITE || !tamperings[i].sqlite_only)
                tamper_and_check(app, d, &tamperings[i]);
    }
}

/* A kind's record stands in two tables: either alone tells, and so does one without the other. */
static const struct tampering halves[] = {
    {"a byte of the base's row", {"UPDATE matter SET title = '改'", NULL}, "record", false},
    {"its owner", {"UPDATE matter SET owner = NULL", NULL}, "record", true},
    {"a byte of the base's past",
     {"UPDATE matter_history SET title = '改'", NULL},
     "record",
     false},
    {"a byte of the kind's row", {"UPDATE problem SET blocked = '改'", NULL}, "record", false},
    {"a byte of its past", {"UPDATE problem_history SET blocked = '改'", NULL}, "record", true},
    {"the halves at different versions", {"UPDATE problem SET version = 1", NULL}, "record", false},
    {"a half ended by another entry",
     {"UPDATE matter_history SET to_seq = to_seq + 1 WHERE version = 1", NULL},
     "record",
     false},
    {"the kind's half dropped", {"DELETE FROM problem", NULL}, "record", false},
    {"the kind's past dropped", {"DELETE FROM problem_history", NULL}, "record", true},
    {"the base's past dropped", {"DELETE FROM matter_history", NULL}, "record", true},
    {"a base's row of no kind",
     {"INSERT INTO matter_history (id, version, from_seq, to_seq, title) VALUES (999, 1, 1, 2, "
      "'无')",
      NULL},
     "record",
     false},
    {"a kind's row of no base",
     {"INSERT INTO problem_history (id, version, from_seq, to_seq) VALUES (999, 1, 1, 2)", NULL},
     "record",
     false},
};

TEST(the_halves_of_a_kinds_record_hold_each_other)
{
    struct shape problems = entity_shape(&problem_entity);
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        int64_t unit = test_number(app, "SELECT min(id) FROM unit");
        int64_t id = test_insert(app->store, &problems, unit, "title=甲;blocked=一");
        int64_t gone = test_insert(app->store, &problems, unit, "title=乙");
        (void)test_update(app->store, &problems, id, "blocked=二");
        MUST_DO(test_void(app->store, &problems, gone, NULL, &why));
        check_clean(app);
        test_app_close(app);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(halves); i++)
            if (d == DIALECT_SQLITE || !halves[i].sqlite_only)
                tamper_and_check(app, d, &halves[i]);
    }
}

/* --- beneath the tables ------------------------------------------------------------------------
 */

/* With the engine's own tool, which looks after no references. */
TEST(a_thing_that_figures_can_be_about_is_missed)
{
    struct app *app = county(DIALECT_SQLITE);
    struct connection *c = NULL;
    MUST_DO(driver_sqlite.connect(&os_real, app->where, true, &c, &why));
    MUST_DO(driver_sqlite.script(
        c, S("PRAGMA foreign_keys = OFF; DELETE FROM subject WHERE id = 1"), &why));
    driver_sqlite.disconnect(c);
    struct check_report r = check(app, S(""));
    CHECK(has_code(&r, "subjects"));
    CHECK(has_code(&r, "damaged"));
    test_app_close(app);
}

/* One byte of an index turned in the file, as a failing disk does. "document" stands in pages of
 * tables too; the page of this index is known by its number. */
static void turn_byte_of_index(const struct app *closed, int64_t page)
{
    enum { PAGE = 4096, FILE_MAX = 64 * 1024 * 1024 };
    const char *path = str_fmt(t_arena(), "%.*s/ponan.db", STR_ARG(closed->where)).s;
    struct str bytes = S("");
    MUST_DO(os_real.read_file(os_real.ctx, t_arena(), path, FILE_MAX, &bytes, &why));
    REQUIRE(bytes.len >= page * PAGE);
    char *copy = NEW(t_arena(), char, bytes.len);
    memcpy(copy, bytes.s, (size_t)bytes.len);
    ptrdiff_t start = (ptrdiff_t)(page - 1) * PAGE;
    ptrdiff_t at = str_find(str_sub(bytes, start, start + PAGE), S("document"));
    REQUIRE(at >= 0);
    copy[start + at] = 'e';
    MUST_DO(os_real.write_file(os_real.ctx, path, (struct str){copy, bytes.len}, 0600, &why));
}

TEST(a_damaged_index_is_found_and_not_only_by_a_backup)
{
    struct app *app = county(DIALECT_SQLITE);
    struct snapshot snapshot = {0};
    struct fail no = {0};
    REQUIRE(test_number(app, "PRAGMA page_size") == 4096);
    int64_t page =
        test_number(app, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_by_record'");
    CHECK(check(app, S("")).is_examined);
    test_app_close(app);
    turn_byte_of_index(app, page);
    struct app *damaged = test_app_copy(app);
    struct check_report r = check(damaged, S(""));
    CHECK(has_code(&r, "damaged"));
    struct str folder = str_fmt(t_arena(), "%s/of-a-damaged-one", t_folder());
    CHECK_INT(store_backup(damaged->store, folder, &snapshot, &no), ERR_CORRUPT);
    test_app_close(damaged);
}

/* An index whose order is no longer that of its rows: what a change of the system's sorting rules
 * does, or a damaged disk. */
TEST(an_index_that_lost_its_order_on_a_server_is_found_where_amcheck_is_there)
{
    static const char *const steps[] = {
        "CREATE FUNCTION turned(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
        "CREATE INDEX turned_units ON unit (turned(id))",
        ("CREATE OR REPLACE FUNCTION turned(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS "
         "'SELECT -$1'"),
    };
    struct app *app = county(DIALECT_POSTGRES);
    CHECK(!check(app, S("")).is_examined);
    test_tamper(app, "CREATE EXTENSION amcheck");
    check_clean(app);
    CHECK(check(app, S("")).is_examined);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(steps); i++)
        test_tamper(app, steps[i]);
    struct check_report r = check(app, S(""));
    CHECK(has_code(&r, "damaged"));
    test_app_close(app);
}

/* A real county with the marks of a demo put in by SQL: the clock stays the machine's. */
TEST(a_county_that_was_not_made_as_a_demo_cannot_be_dated)
{
    const int64_t later = (int64_t)4102444800 * 1000000; /* 2100-01-01 */
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        struct shape s = entity_shape(&unit_entity);
        test_tamper(app, "UPDATE meta SET value = '1' WHERE name = 'demo'");
        test_tamper(app, "UPDATE meta SET value = '4102444800000000' WHERE name = 'demo_clock'");
        test_app_close(app);
        struct app *again = test_app_copy(app);
        struct fail no = {0};
        CHECK(!store_is_demo(again->store));
        CHECK_INT(store_set_clock(again->store, later, &no), ERR_FORBIDDEN);
        (void)test_insert(again->store, &s, 0, "code=late;name_zh=晚到;level=county");
        CHECK(test_number(again, "SELECT max(instant) FROM journal") < later);
        struct check_report r = check(again, S(""));
        CHECK(has_code(&r, "demo"));
        test_app_close(again);
    }
}

TEST(two_entries_swapped_are_found)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        int64_t second = test_number(app, "SELECT " SECOND);
        static const char *const tables[] = {"journal", "journal_rows"};
        for (int i = 0; i < 2; i++) {
            const int64_t moves[][2] = {{second, -1}, {second + 1, second}, {-1, second + 1}};
            for (int j = 0; j < 3; j++)
                test_tamper(app, str_fmt(t_arena(), "UPDATE %s SET seq = %lld WHERE seq = %lld",
                                         tables[i], (long long)moves[j][1], (long long)moves[j][0])
                                     .s);
        }
        struct check_report r = check(app, S(""));
        CHECK(has_code(&r, "entry_changed"));
        CHECK(has_code(&r, "record"));
        test_app_close(app);
    }
}

/* What whoever has the database alone can do without a trace: only a head kept elsewhere tells. */
TEST(a_cut_tail_is_found_against_a_head_kept_elsewhere)
{
    static const char *const cuts[] = {
        "DELETE FROM document",
        "DELETE FROM document_history",
        "DELETE FROM blob",
        "DELETE FROM journal_rows WHERE seq = " LAST,
        "DELETE FROM journal WHERE seq = " LAST,
        "DELETE FROM leaf WHERE number = 7",
        "DELETE FROM head WHERE size = 8",
        "DELETE FROM leaf WHERE number > 4",
    };
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        struct str head = head_file(app);
        struct check_report r = check(app, head);
        CHECK_INT(r.findings.n_all, 0);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(cuts); i++)
            test_tamper(app, cuts[i]);
        MUST_DO(check_repair(app, &why)); /* what is only derived tells nothing */
        check_clean(app);
        r = check(app, head);
        CHECK_INT(r.findings.n_all, 1);
        CHECK(has_code(&r, "outside_cut"));
        /* Nor does it help to go on until there are as many again. */
        int64_t n = 0;
        struct shape s = entity_shape(&unit_entity);
        for (int i = 0; i < 4; i++)
            (void)test_insert(app->store, &s, 0,
                              str_fmt(t_arena(), "code=n%d;name_zh=单位;level=county", i).s);
        MUST_DO(seal_all(app, &n, &why));
        r = check(app, head);
        CHECK(has_code(&r, "outside_root"));
        test_app_close(app);
    }
}

TEST(a_head_kept_elsewhere_must_be_a_head_and_ours)
{
    struct app *app = county(DIALECT_SQLITE);
    struct app *other = county(DIALECT_SQLITE);
    struct check_report r = check(app, S("no head\n"));
    CHECK(has_code(&r, "outside_bad"));
    r = check(app, head_file(other));
    CHECK(has_code(&r, "outside_signature"));
    test_app_close(app);
    test_app_close(other);
}

/* Everything sealed, no finding, one key that was destroyed. */
static void check_erased(struct app *app)
{
    int64_t n = 0;
    MUST_DO(seal_all(app, &n, &why));
    check_clean(app);
    CHECK_INT(check(app, S("")).n_erased, 1);
}

TEST(an_erased_record_still_verifies_also_after_a_restore)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        struct view *v = NULL;
        int64_t n = 0;
        int64_t id = test_number(app, "SELECT id FROM account");
        test_tamper(app, "CREATE TABLE kept AS SELECT * FROM protected_key");
        MUST_DO(view_open(app->store, 0, &v, &why));
        MUST_DO(protect_erase(app, v, &acting, S("account"), id, &why));
        view_close(v);
        check_erased(app);
        test_tamper(app, "UPDATE protected_key SET destroyed = NULL, wrapped = (SELECT k.wrapped "
                         "FROM kept k WHERE k.id = protected_key.id)");
        MUST_DO(protect_apply(app, &n, &why));
        CHECK_INT(n, 1);
        check_erased(app);
        test_app_close(app);
    }
}

/* A backup from before the erasure would bring it back: the list must be there and name it. */
TEST(an_erasure_that_the_list_beside_the_keys_does_not_name_is_told)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = county(d);
        struct view *v = NULL;
        int64_t id = test_number(app, "SELECT id FROM account");
        const char *list = str_z(t_arena(), keyring_erased_path(app->keys));
        MUST_DO(view_open(app->store, 0, &v, &why));
        MUST_DO(protect_erase(app, v, &acting, S("account"), id, &why));
        view_close(v);
        check_clean(app);
        MUST_DO(os_real.write_file(os_real.ctx, list, S("ponan-erased 1\n"), 0600, &why));
        struct check_report r = check(app, S(""));
        CHECK(has_code(&r, "list_lacks"));
        MUST_DO(os_real.remove_file(os_real.ctx, list, &why));
        r = check(app, S(""));
        CHECK(has_code(&r, "list_missing"));
        test_app_close(app);
    }
}

static bool stop_at_once(void *ctx, enum msg step, int64_t done, int64_t all)
{
    int *n = ctx;
    (void)step;
    (void)done;
    (void)all;
    ++*n;
    return false;
}

TEST(a_check_can_be_stopped)
{
    struct app *app = county(DIALECT_SQLITE);
    int n = 0;
    struct progress progress = {.fn = stop_at_once, .ctx = &n};
    struct check_options o = {.progress = &progress};
    struct check_report r = {0};
    struct fail why = {0};
    CHECK_INT(check_record(app, t_arena(), &o, &r, &why), ERR_UNAVAILABLE);
    CHECK_INT(n, 1);
    test_app_close(app);
}
