/*
 * test_migrations.c -- all migrations together make the schema that the tables make; an upgrade
 * that fails leaves everything as it was.
 */
#include "store/database.h"
#include "store/internal.h"
#include "store/migrations.h"

enum { SCHEMA_MAX = 4 * 1024 * 1024 };

/* Everything that makes a schema, one line each, in one order. */
static const struct str inventory[DIALECT_COUNT] = {
    S_("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema "
       "WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"),
    S_("SELECT line FROM ("
       "SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || "
       "is_nullable || ' ' || is_identity || ' ' || coalesce(collation_name, '') AS line "
       "FROM information_schema.columns WHERE table_schema = current_schema() "
       "UNION ALL SELECT 'constraint ' || CAST(CAST(conrelid AS regclass) AS text) || ' ' || "
       "pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = "
       "CAST(current_schema() AS regnamespace) "
       "UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema() "
       "UNION ALL SELECT 'sequence ' || sequence_name FROM information_schema.sequences "
       "WHERE sequence_schema = current_schema()) AS x ORDER BY line COLLATE \"C\""),
};

static enum err take_line(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct buf *out = ctx;
    (void)n_cols;
    (void)why;
    buf_add(out, row[0].t);
    buf_byte(out, '\n');
    return OK;
}

/* What a fresh database holds after a script. */
static struct str schema_after_script(enum dialect d, struct str sql)
{
    struct store_options o = test_options(d);
    const struct driver *driver = driver_for(o.where);
    struct connection *c = NULL;
    struct buf lines = buf_on(t_arena(), SCHEMA_MAX);
    if (d == DIALECT_SQLITE)
        NEED(os_real.make_dir(os_real.ctx, str_z(t_arena(), o.where), WHY));
    NEED(driver->connect(&os_real, o.where, true, &c, WHY));
    NEED(driver->script(c, sql, WHY));
    NEED(driver->run(c, inventory[d], NULL, 0, take_line, &lines, NULL, WHY));
    driver->disconnect(c);
    return buf_str(&lines);
}

static struct str all_migrations(enum dialect d)
{
    struct buf sql = buf_on(t_arena(), SCHEMA_MAX);
    for (int i = 0; i < n_migrations; i++)
        buf_add(&sql, migrations[i].sql[d]);
    return buf_str(&sql);
}

/* Only by tools/migration.sh, before a release. */
static void write_newest(enum dialect d, struct str schema)
{
    static const char *const names[DIALECT_COUNT] = {"sqlite", "postgres"};
    const struct migration *newest = &migrations[n_migrations - 1];
    REQUIRE(n_migrations == 1);
    struct str path = str_fmt(t_arena(), "%s/migrations/%04d_%.*s.%s.sql", SOURCE_ROOT,
                              (int)newest->number, STR_ARG(newest->name), names[d]);
    NEED(os_real.write_file(os_real.ctx, path.s, schema, 0644, WHY));
}

static void show_difference(struct str got, struct str want)
{
    while (got.len > 0 && want.len > 0) {
        struct str a = str_cut(got, '\n', &got);
        struct str b = str_cut(want, '\n', &want);
        if (str_eq(a, b))
            continue;
        t_differs(__FILE__, __LINE__, "migrations: %.*s\nthe tables: %.*s", STR_ARG(a), STR_ARG(b));
        return;
    }
}

TEST(all_migrations_make_the_schema_of_the_tables)
{
    for (FOR_EACH_DIALECT(d)) {
        struct buf tables = buf_on(t_arena(), SCHEMA_MAX);
        schema_write(&tables, d);
        if (getenv("PONAN_WRITE_MIGRATION")) {
            write_newest(d, buf_str(&tables));
            continue;
        }
        struct str got = schema_after_script(d, all_migrations(d));
        struct str want = schema_after_script(d, buf_str(&tables));
        CHECK(want.len > 1000);
        if (!str_eq(got, want)) {
            fputs("a table changed: write the migration (tools/migration.sh)\n", stderr);
            show_difference(got, want);
            CHECK(str_eq(got, want));
        }
    }
}

TEST(the_newest_migration_is_the_schema_version)
{
    CHECK_INT(n_migrations, SCHEMA_VERSION);
    for (int i = 0; i < n_migrations; i++)
        CHECK_INT(migrations[i].number, i + 1);
}

static int64_t count_tables(struct connection *c, const struct driver *d)
{
    static const struct str sql[DIALECT_COUNT] = {
        S_("SELECT count(*) FROM sqlite_schema WHERE name IN ('first', 'second')"),
        S_("SELECT count(*) FROM pg_tables WHERE tablename IN ('first', 'second')"),
    };
    int64_t n = -1;
    NEED(db_int(c, d, sql[d->dialect], NULL, 0, &n, WHY));
    return n;
}

TEST(a_migration_that_fails_leaves_nothing_of_those_before_it)
{
    static const struct migration broken[] = {
        {.number = 1, .sql = {S_("CREATE TABLE gone (x int);"), S_("CREATE TABLE gone (x int);")}},
        {.number = 2,
         .sql = {S_("CREATE TABLE first (x int);"), S_("CREATE TABLE first (x int);")}},
        {.number = 3, .sql = {S_("CREATE TABEL second (x int);"), S_("CREATE TABEL second (x);")}},
    };
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        const struct driver *driver = driver_for(o.where);
        struct connection *c = NULL;
        struct fail fault = {0};
        NEED(store_create(&o, false, WHY));
        NEED(driver->connect(&os_real, o.where, true, &c, WHY));
        NEED(driver->begin(c, true, WHY));
        CHECK(migrations_run(c, driver, 1, &(struct migration_list){broken, 3}, &fault) != OK);
        driver->rollback(c);
        CHECK_INT(count_tables(c, driver), 0);
        NEED(driver->begin(c, true, WHY));
        CHECK(migrations_run(c, driver, 1, &(struct migration_list){broken, 2}, &fault) == OK);
        CHECK_INT(count_tables(c, driver), 1); /* 1 was done long ago, 2 is done now */
        driver->rollback(c);
        driver->disconnect(c);
    }
}

TEST(an_upgrade_of_todays_database_does_nothing)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        struct upgrade done = {0};
        struct str copy = str_fmt(t_arena(), "%s/copy-%d", t_folder(), (int)d);
        NEED(store_create(&o, false, WHY));
        NEED(store_upgrade(&o, copy, &done, WHY));
        CHECK_INT(done.from, SCHEMA_VERSION);
        CHECK_INT(done.to, SCHEMA_VERSION);
        CHECK(!os_real.exists(os_real.ctx, copy.s));
    }
}

TEST(a_database_of_a_newer_program_is_neither_opened_nor_upgraded)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        const struct driver *driver = driver_for(o.where);
        struct connection *c = NULL;
        struct store *s = NULL;
        struct upgrade done = {0};
        struct fail fault = {0};
        NEED(store_create(&o, false, WHY));
        NEED(driver->connect(&os_real, o.where, true, &c, WHY));
        NEED(driver->script(c, S("UPDATE meta SET value = '999' WHERE name = 'schema_version'"),
                            WHY));
        driver->disconnect(c);
        CHECK_INT(store_open(&o, &s, &fault), ERR_CONFLICT);
        CHECK_INT(store_upgrade(&o, S("/nowhere"), &done, &fault), ERR_CONFLICT);
    }
}

/* The schema of today, then one more column. */
static struct migration_list with_one_more(const char *sql)
{
    struct migration *at = NEW(t_arena(), struct migration, n_migrations + 1);
    for (int i = 0; i < n_migrations; i++)
        at[i] = migrations[i];
    at[n_migrations] =
        (struct migration){.number = SCHEMA_VERSION + 1, .sql = {str_of(sql), str_of(sql)}};
    return (struct migration_list){at, n_migrations + 1};
}

static int64_t version_of(const struct store_options *o)
{
    const struct driver *d = driver_for(o->where);
    struct connection *c = NULL;
    int64_t version = 0;
    NEED(d->connect(&os_real, o->where, true, &c, WHY));
    NEED(db_int(c, d, S("SELECT CAST(value AS bigint) FROM meta WHERE name = 'schema_version'"),
                NULL, 0, &version, WHY));
    d->disconnect(c);
    return version;
}

TEST(an_upgrade_keeps_a_copy_of_what_was_and_a_failed_one_changes_nothing)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        struct upgrade done = {0};
        struct snapshot copy = {0};
        struct fail fault = {0};
        struct str before = str_fmt(t_arena(), "%s/before-%d", t_folder(), (int)d);
        struct str again = str_fmt(t_arena(), "%s/again-%d", t_folder(), (int)d);
        NEED(store_create(&o, false, WHY));
        struct migration_list broken =
            with_one_more("ALTER TABLE unit ADD COLUMN colour text; ALTER TABLE none ADD x int;");
        CHECK(upgrade_along(&o, &broken, before, &done, &fault) != OK);
        CHECK_INT(version_of(&o), SCHEMA_VERSION);
        NEED(store_verify(&os_real, before, &copy, WHY));
        store_close(test_reopen(&o)); /* as it was */
        struct migration_list good = with_one_more("ALTER TABLE unit ADD COLUMN colour text;");
        CHECK_INT(upgrade_along(&o, &good, before, &done, &fault), ERR_CONFLICT); /* copy there */
        NEED(upgrade_along(&o, &good, again, &done, WHY));
        CHECK_INT(done.from, SCHEMA_VERSION);
        CHECK_INT(done.to, SCHEMA_VERSION + 1);
        CHECK_INT(version_of(&o), SCHEMA_VERSION + 1);
        NEED(store_verify(&os_real, again, &copy, WHY));
        CHECK_INT(copy.schema_version, SCHEMA_VERSION);
    }
}

/* Each released schema with some records in it, as its release wrote them. */
TEST(databases_of_earlier_releases_open_after_an_upgrade)
{
    struct shape s = entity_shape(entity_find(S("unit")));
    for (int release = 1; release <= SCHEMA_VERSION; release++) {
        struct store_options o = test_options(DIALECT_SQLITE);
        struct connection *c = NULL;
        struct upgrade done = {0};
        struct str rows =
            t_source_file(str_fmt(t_arena(), "tests/store/released/%04d.sql", release).s);
        NEED(os_real.make_dir(os_real.ctx, str_z(t_arena(), o.where), WHY));
        NEED(driver_sqlite.connect(&os_real, o.where, true, &c, WHY));
        for (int i = 0; i < release; i++)
            NEED(driver_sqlite.script(c, migrations[i].sql[DIALECT_SQLITE], WHY));
        NEED(driver_sqlite.script(c, rows, WHY));
        driver_sqlite.disconnect(c);
        NEED(store_upgrade(&o, str_fmt(t_arena(), "%s/r-%d", t_folder(), release), &done, WHY));
        CHECK_INT(done.from, release);
        struct store *db = test_reopen(&o);
        struct record now = test_get(db, &s, 0, 1);
        struct record then = test_get(db, &s, 1, 1);
        CHECK_STR(test_text(&s, &now, "name_zh"), S("安吉县"));
        CHECK_STR(test_text(&s, &then, "name_zh"), S("孝丰县"));
        CHECK(test_insert(db, &s, 1, "code=new;name_zh=新;level=office") == 3);
        store_close(db);
    }
}
