/* The beginning of an installation: administrators, the first run, the demo county. */
#include "app/account.h"
#include "app/county.h"
#include "app/session.h"
#include "app/setup.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "entity/observation.h"
#include "entity/term.h"
#include "entity/unit.h"
#include "format/asset.h"

extern const struct asset_table demo_assets; /* demo/meson.build */

static const struct setup_county anji = {
    .code = S_("330523"), .name_zh = S_("安吉县"), .name_en = S_("Anji County")};

/* A place and a key file that nobody used. */
static struct setup_init fresh(enum dialect dialect, bool demo)
{
    static int n;
    return (struct setup_init){
        .store = test_options(dialect),
        .keys = str_fmt(t_arena(), "%s/setup-keys-%d", t_folder(), ++n),
        .lang = LANG_EN,
        .demo = demo,
    };
}

static struct app *open_app(const struct setup_init *init)
{
    struct app *app = NEW(t_arena(), struct app, 1);
    app->os = &os_real;
    app->where = str_dup(t_arena(), init->store.where);
    app->store = test_reopen(&init->store);
    MUST_DO(keyring_open(&os_real, init->keys, &app->keys, &why));
    return app;
}

static int64_t count(struct app *app, const struct entity *e)
{
    struct shape s = entity_shape(e);
    struct select all = {.shape = &s, .limit = 1};
    struct view *v = NULL;
    int64_t n = 0;
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(view_count(v, &all, &n, &why));
    view_close(v);
    return n;
}

/* Of each step one term for all kinds, with its source: 3 working days to object are from a
 * published rule; disputes have terms of the regulation on petitions. The day by which a matter is
 * due has terms by class of urgency only, of supervision. */
static void check_presets(struct app *app)
{
    CHECK_INT(test_number(app, "SELECT count(*) FROM term WHERE kind IS NULL"),
              TERM_STEP_COUNT - 1);
    CHECK_INT(test_number(app, "SELECT count(DISTINCT step) FROM term WHERE source <> '' AND owner "
                               "= (SELECT id FROM unit WHERE level = 'county')"),
              TERM_STEP_COUNT);
    CHECK_INT(test_number(app, "SELECT n FROM term WHERE step = 'objection' AND unit = 'working' "
                               "AND kind IS NULL"),
              3);
    CHECK_INT(test_number(app, "SELECT n FROM term WHERE step = 'accept' AND unit = 'days'"), 15);
}

static void check_administrators(struct app *app, const struct setup_links *links)
{
    CHECK_INT(links->n, 3);
    CHECK_INT(count(app, &unit_entity), 1);
    CHECK_INT(count(app, &post_entity), 3);
    CHECK_INT(count(app, &account_entity), 3);
    CHECK_INT(count(app, &holding_entity), 3);
    CHECK_INT(test_number(app, "SELECT count(*) FROM journal"), 1);
    for (ptrdiff_t i = 0; i < links->n; i++) {
        struct str token = {0};
        struct session session = {0};
        struct fail no = {0};
        MUST_DO(session_by_link(app, t_arena(), links->at[i].token, S("127.0.0.1"), &token, &why));
        MUST_DO(session_find(app, t_arena(), token, &session, &why));
        CHECK(session.must_set_password);
        CHECK_STR(session.login, links->at[i].login);
        CHECK_STR(session.county_name[LANG_EN], S("Anji County"));
        /* For one use. */
        CHECK_INT(session_by_link(app, t_arena(), links->at[i].token, S(""), &token, &no),
                  ERR_SIGN_IN);
    }
}

TEST(a_county_and_its_three_administrators_begin_in_one_entry)
{
    for (FOR_EACH_DIALECT(d)) {
        struct setup_init init = fresh(d, false);
        struct setup_links links = {0};
        struct setup_links again = {0};
        struct fail no = {0};
        init.county = anji;
        MUST_DO(setup_create(t_arena(), &init, &links, &why));
        CHECK_INT(setup_create(t_arena(), &init, &again, &no), ERR_CONFLICT);
        struct app *app = open_app(&init);
        check_administrators(app, &links);
        check_presets(app);
        CHECK(!store_is_demo(app->store));
        test_app_close(app);
    }
}

TEST(what_cannot_be_begun_leaves_nothing_behind)
{
    struct setup_init init = fresh(DIALECT_SQLITE, false);
    struct setup_links links = {0};
    struct fail no = {0};
    init.county = (struct setup_county){.code = S_("not a code"), .name_zh = S_("安吉县")};
    CHECK_INT(setup_create(t_arena(), &init, &links, &no), ERR_INVALID);
    CHECK(!os_real.exists(NULL, str_z(t_arena(), init.keys)));
    /* A key file of somebody else stays as it is, and no database is made beside it. */
    init.county = anji;
    MUST_DO(keyring_create(&os_real, init.keys, 0, &why));
    CHECK_INT(setup_create(t_arena(), &init, &links, &no), ERR_CONFLICT);
    struct store *s = NULL;
    CHECK_INT(store_open(&init.store, &s, &no), ERR_NOT_FOUND);
    /* A database that is there already takes no new key file along. */
    struct setup_init other = fresh(DIALECT_SQLITE, false);
    MUST_DO(setup_create(t_arena(), &other, &links, &why));
    struct setup_init twice = fresh(DIALECT_SQLITE, false);
    twice.store = other.store;
    CHECK_INT(setup_create(t_arena(), &twice, &links, &no), ERR_CONFLICT);
    CHECK(!os_real.exists(NULL, str_z(t_arena(), twice.keys)));
}

/* Its key file in the folder of the database. */
static struct setup_init fresh_folder(void)
{
    struct setup_init init = fresh(DIALECT_SQLITE, false);
    init.keys = str_fmt(t_arena(), "%.*s/ponan.keys", STR_ARG(init.store.where));
    MUST_DO(os_real.make_dir(NULL, str_z(t_arena(), init.store.where), &why));
    return init;
}

TEST(a_damaged_key_file_in_the_folder_stops_an_init)
{
    struct setup_init init = fresh_folder();
    struct setup_links links = {0};
    struct fail no = {0};
    MUST_DO(os_real.write_file(NULL, str_z(t_arena(), init.keys), S("x"), 0600, &why));
    CHECK_INT(setup_create(t_arena(), &init, &links, &no), ERR_CORRUPT);
    CHECK(os_real.exists(NULL, str_z(t_arena(), init.keys)));
}

/* As the power leaves it between the keys and the database. */
TEST(keys_left_by_an_init_that_was_cut_off_are_taken_up_again)
{
    struct setup_init init = fresh_folder();
    struct setup_links links = {0};
    struct keyring *left = NULL;
    struct fail no = {0};
    MUST_DO(keyring_create(&os_real, init.keys, 0, &why));
    MUST_DO(keyring_open(&os_real, init.keys, &left, &why));
    MUST_DO(setup_create(t_arena(), &init, &links, &why));
    struct app *app = open_app(&init);
    CHECK_STR(keyring_signer(app->keys, t_arena()), keyring_signer(left, t_arena()));
    test_app_close(app);
    keyring_close(left);
    /* Where there is a database nothing is made, and its keys stay. */
    CHECK_INT(setup_create(t_arena(), &init, &links, &no), ERR_CONFLICT);
    test_app_close(open_app(&init));
}

static enum err first_run(struct app *app, struct str code, const struct setup_county *county,
                          struct setup_links *out)
{
    struct fail no = {0};
    struct call c = county_call(app, (struct caller){0});
    enum err err = setup_first_run(&c, code, county, out, &no);
    if (err == ERR_INVALID)
        CHECK(c.problems.n > 0);
    call_done(&c);
    return err;
}

static struct str code_of(struct app *app)
{
    struct str code = {0};
    MUST_DO(setup_code(app, t_arena(), &code, &why));
    return code;
}

static bool is_open(struct app *app)
{
    struct setup_stage stage = {0};
    MUST_DO(setup_stage_now(app, &stage, &why));
    return stage.is_open;
}

static void check_codes(struct app *app, struct str code)
{
    static const struct setup_county nameless = {.code = S_("330523")};
    struct setup_links links = {0};
    CHECK_INT(first_run(app, S(""), &anji, &links), ERR_FORBIDDEN);
    CHECK_INT(first_run(app, S("0000-0000-0000"), &anji, &links), ERR_FORBIDDEN);
    CHECK_INT(first_run(app, str_sub(code, 0, code.len - 1), &anji, &links), ERR_FORBIDDEN);
    CHECK_INT(first_run(app, code, &nameless, &links), ERR_INVALID);
    CHECK_INT(count(app, &unit_entity), 0);
}

TEST(the_first_run_is_done_once_and_only_with_the_code)
{
    for (FOR_EACH_DIALECT(d)) {
        struct setup_init init = fresh(d, false);
        struct setup_links links = {0};
        MUST_DO(setup_create(t_arena(), &init, &links, &why));
        struct app *app = open_app(&init);
        struct app *there = open_app(&init); /* another server */
        struct str code = code_of(app);
        CHECK(is_open(app));
        CHECK_STR(code_of(there), code);
        check_codes(app, code);
        CHECK_INT(first_run(app, code, &anji, &links), OK);
        check_administrators(app, &links);
        check_presets(app);
        CHECK_INT(first_run(there, code, &anji, &links), ERR_CONFLICT);
        CHECK(!is_open(there));
        test_app_close(there);
        test_app_close(app);
    }
}

/* Units came from a file: the first run makes the administrators of one of them, and no other unit.
 */
TEST(units_that_were_imported_get_their_administrators_by_the_first_run)
{
    static const struct setup_county typed = {.code = S_("330523999")};
    static const struct setup_county named = {.code = S_("330523")};
    for (FOR_EACH_DIALECT(d)) {
        struct setup_init init = fresh(d, false);
        struct setup_links links = {0};
        MUST_DO(setup_create(t_arena(), &init, &links, &why));
        struct app *app = open_app(&init);
        struct shape s = entity_shape(&unit_entity);
        int64_t city = test_insert(app->store, &s, 0, "code=3305;name_zh=湖州市;level=city");
        int64_t county = test_insert(app->store, &s, 0,
                                     str_fmt(t_arena(),
                                             "code=330523;name_zh=安吉县;level=county;"
                                             "parent=%lld",
                                             (long long)city)
                                         .s);
        struct str code = code_of(app);
        CHECK(is_open(app));
        CHECK_INT(first_run(app, code, &typed, &links), ERR_INVALID);
        CHECK_INT(first_run(app, S("0000-0000-0000"), &named, &links), ERR_FORBIDDEN);
        CHECK_INT(first_run(app, code, &named, &links), OK);
        CHECK_INT(links.n, 3);
        CHECK_INT(count(app, &unit_entity), 2);
        CHECK_INT(test_number(app, "SELECT count(DISTINCT unit) FROM post"), 1);
        CHECK_INT(test_number(app, "SELECT min(unit) FROM post"), county);
        check_presets(app);
        CHECK_INT(first_run(app, code, &named, &links), ERR_CONFLICT);
        test_app_close(app);
    }
}

/* --- the demo county -------------------------------------------------------------------------- */

static ptrdiff_t demo_files(struct setup_file *out)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < demo_assets.n; i++)
        if (str_ends(demo_assets.at[i].path, S(".csv")))
            out[n++] = (struct setup_file){demo_assets.at[i].path, demo_assets.at[i].bytes};
    return n;
}

static struct app *demo(enum dialect dialect)
{
    struct setup_init init = fresh(dialect, true);
    struct setup_links links = {0};
    struct setup_file *files = NEW(t_arena(), struct setup_file, demo_assets.n);
    ptrdiff_t n = demo_files(files);
    MUST_DO(setup_create(t_arena(), &init, &links, &why));
    struct app *app = open_app(&init);
    struct call c = county_call(app, caller_system());
    MUST_DO(setup_demo(&c, files, n, NULL, &why));
    call_done(&c);
    return app;
}

/* Every record of an entity as text, ids left out: they may differ between engines. */
static void records_text(struct app *app, const struct entity *e, struct buf *out)
{
    struct shape s = entity_shape(e);
    struct select all = {.shape = &s, .limit = 1000};
    struct view *v = NULL;
    struct page page = {0};
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(view_select(v, t_arena(), &all, &page, &why));
    for (ptrdiff_t i = 0; i < page.n; i++) {
        for (int k = 0; k < s.n; k++) {
            if (s.fields[k].kind != KIND_REF)
                kind_text(out, &s.fields[k], &page.at[i].v[k]);
            buf_add(out, S(","));
        }
        buf_add(out, S("\n"));
    }
    view_close(v);
}

TEST(a_demo_county_is_the_same_on_both_databases)
{
    struct app *folder = demo(DIALECT_SQLITE);
    struct app *url = demo(DIALECT_POSTGRES);
    for (int i = 0; entities[i]; i++) {
        struct buf here = buf_on(t_arena(), 1 * MIB);
        struct buf there = buf_on(t_arena(), 1 * MIB);
        records_text(folder, entities[i], &here);
        records_text(url, entities[i], &there);
        CHECK_STR(buf_str(&there), buf_str(&here));
    }
    const char *entries = "SELECT count(*) FROM journal";
    CHECK_INT(test_number(url, entries), test_number(folder, entries));
    test_app_close(folder);
    test_app_close(url);
}

TEST(a_demo_county_is_dated_by_its_own_clock_and_speaks_in_the_name_of_its_posts)
{
    struct app *app = demo(DIALECT_SQLITE);
    struct call c = county_call(app, caller_system());
    CHECK_STR(date_str(t_arena(), c.today), S("2006-06-20"));
    call_done(&c);
    /* 10-observation.csv ends so. */
    int64_t last = 0;
    CHECK(instant_parse(S("2006-06-20T08:30:00+08:00"), &last));
    CHECK_INT(test_number(app, "SELECT max(instant) FROM journal"), last);
    /* Rows without `@post` are the machine's own. */
    CHECK_INT(test_number(app, "SELECT count(*) FROM observation AS o JOIN journal AS j ON j.seq = "
                               "o.seq WHERE coalesce(o.reported_by, 0) <> j.post"),
              0);
    CHECK(test_number(app, "SELECT count(*) FROM observation WHERE reported_by IS NOT NULL") > 0);
    /* The indicators are entered by the head of statistics, 06-indicator.csv. */
    int64_t entered = 0;
    CHECK(instant_parse(S("2006-06-05T09:10:00+08:00"), &entered));
    CHECK_INT(test_number(app, text("SELECT count(*) FROM journal AS j JOIN post AS p ON p.id = "
                                    "j.post WHERE p.code = 'tjj-jz' AND j.instant = %lld",
                                    (long long)entered)),
              1);
    test_app_close(app);
}

TEST(a_demo_county_has_matters_in_many_states_each_by_its_moves)
{
    static const struct {
        const char *of;
        int64_t n;
    } rows[] = {
        {"kind = 'problem'", 14},
        {"kind = 'supervision'", 4},
        {"kind = 'request'", 3},
        {"kind = 'commitment'", 5},
        {"state = 'objected'", 1},
        {"state = 'delaying'", 1},
        {"state = 'merged'", 1},
        {"kind = 'problem' AND state = 'confirming'", 2},
        {"kind = 'problem' AND state = 'closed'", 1},
        {"kind = 'problem' AND state = 'answered'", 1},
        {"state = 'working' AND due < 13319", 2}, /* before 2006-06-20: overdue */
        /* Where it stands is where its last move left it. */
        {"state <> (SELECT v.became FROM matter_move AS v WHERE v.matter = matter.id ORDER BY v.id "
         "DESC LIMIT 1)",
         0},
    };
    struct app *app = demo(DIALECT_SQLITE);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t n = test_number(app, text("SELECT count(*) FROM matter WHERE %s", rows[i].of));
        if (n != rows[i].n)
            t_differs(__FILE__, __LINE__, "%s: %lld", rows[i].of, (long long)n);
        CHECK_INT(n, rows[i].n);
    }
    /* Every move is an act of the post that made it. */
    CHECK(test_number(app, "SELECT count(*) FROM matter_move") > 60);
    CHECK_INT(test_number(app, "SELECT count(*) FROM matter_move AS v JOIN journal AS j ON "
                               "j.seq = v.seq WHERE v.post = j.post AND j.action = 'move'"),
              test_number(app, "SELECT count(*) FROM matter_move"));
    test_app_close(app);
}

TEST(each_demo_post_gets_a_link_in_one_entry)
{
    struct app *app = demo(DIALECT_SQLITE);
    struct setup_links links = {0};
    struct str token = {0};
    struct session session = {0};
    int64_t before = test_number(app, "SELECT count(*) FROM journal");
    struct call c = county_call(app, caller_system());
    MUST_DO(setup_demo_links(&c, &links, &why));
    call_done(&c);
    CHECK_INT(links.n, 20); /* 02-post.csv: each has a holder */
    CHECK_INT(test_number(app, "SELECT count(*) FROM journal"), before + 1);
    CHECK_STR(links.at[0].post_name[LANG_ZH], S("县长"));
    CHECK_STR(links.at[0].post_name[LANG_EN], S("County head"));
    MUST_DO(session_by_link(app, t_arena(), links.at[0].token, S("127.0.0.1"), &token, &why));
    MUST_DO(session_find(app, t_arena(), token, &session, &why));
    CHECK_INT(session.who.role, POST_ROLE_leader);
    CHECK(!session.must_set_password);
    test_app_close(app);
}

TEST(demo_data_and_links_are_for_demo_databases_only)
{
    struct setup_init init = fresh(DIALECT_SQLITE, false);
    struct setup_links links = {0};
    struct fail no = {0};
    struct setup_file *files = NEW(t_arena(), struct setup_file, demo_assets.n);
    ptrdiff_t n = demo_files(files);
    MUST_DO(setup_create(t_arena(), &init, &links, &why));
    struct app *app = open_app(&init);
    struct call c = county_call(app, caller_system());
    CHECK_INT(setup_demo(&c, files, n, NULL, &no), ERR_FORBIDDEN);
    CHECK_INT(setup_demo_links(&c, &links, &no), ERR_FORBIDDEN);
    call_done(&c);
    CHECK_INT(count(app, &unit_entity), 0);
    test_app_close(app);
}

TEST(a_row_of_a_demo_file_that_is_wrong_is_named_by_file_and_row)
{
    static const struct setup_file wrong[] = {
        {S_("x/01-unit.csv"), S_("code,name_zh,level,@at\n330523,安吉县,county,2006-06-01\n"
                                 "330523100,递铺镇,townhip,2006-06-01\n")},
    };
    static const struct setup_file no_day[] = {
        {S_("x/01-unit.csv"), S_("code,name_zh,level,@at\n330523,安吉县,county,June\n")},
    };
    static const struct setup_file no_kind[] = {
        {S_("x/01-river.csv"), S_("code\nx\n")},
    };
    static const struct setup_file no_move[] = {
        {S_("x/11-unit.csv"), S_("code,name_zh,level,@at\n330524,县,county,2006-06-01\n")},
        {S_("x/13-matter_move.csv"), S_("matter,move,@at\n,,\nP-1,submit,2006-06-02\n")},
    };
    struct setup_init init = fresh(DIALECT_SQLITE, true);
    struct setup_links links = {0};
    struct fail no = {0};
    MUST_DO(setup_create(t_arena(), &init, &links, &why));
    struct app *app = open_app(&init);
    struct call c = county_call(app, caller_system());
    CHECK_INT(setup_demo(&c, wrong, 1, NULL, &no), ERR_INVALID);
    struct str said = message_str(t_arena(), LANG_EN, &no.message);
    CHECK_HAS(said, S("x/01-unit.csv"));
    CHECK_HAS(said, S("3"));
    CHECK_HAS(said, S("level: "));
    CHECK_INT(setup_demo(&c, no_day, 1, NULL, &no), ERR_INVALID);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &no.message), S("June"));
    CHECK_INT(setup_demo(&c, no_kind, 1, NULL, &no), ERR_INVALID);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &no.message), S("01-river.csv"));
    CHECK_INT(setup_demo(&c, no_move, 2, NULL, &no), ERR_INVALID);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &no.message), S("x/13-matter_move.csv"));
    CHECK_HAS(message_str(t_arena(), LANG_EN, &no.message), S("3"));
    call_done(&c);
    test_app_close(app);
}
