/*
 * test_backup.c -- copies hold what was there, while others write, and become databases again.
 */
#include "entity/post.h"
#include "entity/unit.h"
#include "store/database.h"

#include <dirent.h>
#include <sys/stat.h>

static struct str folder(const char *name, int i)
{
    return str_fmt(t_arena(), "%s/%s-%d", t_folder(), name, i);
}

static struct store *small_county(enum dialect d, int64_t *out_unit, int64_t *out_post)
{
    struct shape units = entity_shape(&unit_entity);
    struct shape posts = entity_shape(&post_entity);
    struct store *db = test_database(d, true);
    *out_unit = test_insert(db, &units, 0, "code=330523;name_zh=安吉县;level=county");
    (void)test_update(db, &units, *out_unit, "note=改过一次");
    struct str texts =
        str_fmt(t_arena(), "unit=%d;code=zz;name_zh=县长;role=leader", (int)*out_unit);
    *out_post = test_insert(db, &posts, *out_unit, texts.s);
    return db;
}

TEST(a_copy_restores_on_either_engine_with_its_history)
{
    struct shape units = entity_shape(&unit_entity);
    struct shape posts = entity_shape(&post_entity);
    for (FOR_EACH_DIALECT(from)) {
        int64_t unit = 0;
        int64_t post = 0;
        struct snapshot made = {0};
        struct store *db = small_county(from, &unit, &post);
        NEED(store_backup(db, folder("copy", (int)from), &made, WHY));
        CHECK_INT(made.n_entries, 4); /* with the one that says it is a demo */
        CHECK(made.is_demo);
        store_close(db);
        for (FOR_EACH_DIALECT(to)) {
            struct store_options o = test_options(to);
            struct snapshot read = {0};
            NEED(store_restore(&o, folder("copy", (int)from), &read, WHY));
            CHECK_INT(read.seq, made.seq);
            struct store *back = test_reopen(&o);
            struct record now = test_get(back, &units, 0, unit);
            struct record then = test_get(back, &units, now.seq - 1, unit);
            CHECK_STR(test_text(&units, &now, "note"), S("改过一次"));
            CHECK_STR(test_text(&units, &then, "note"), S(""));
            struct record held = test_get(back, &posts, 0, post);
            CHECK_STR(test_text(&posts, &held, "name_zh"), S("县长"));
            /* New records get ids that nothing had. */
            CHECK(test_insert(back, &units, unit, "code=new;name_zh=新;level=office") > unit);
            CHECK(test_get(back, &units, 0, unit + 1).seq > made.seq);
            store_close(back);
        }
    }
}

/* Files of a folder that somebody else could read; 0 files is no good answer either. */
static int count_files(struct str folder, int *out_open)
{
    int n = 0;
    DIR *dir = opendir(str_z(t_arena(), folder));
    REQUIRE(dir);
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        struct stat st = {0};
        struct str path = str_fmt(t_arena(), "%.*s/%s", STR_ARG(folder), e->d_name);
        REQUIRE(stat(str_z(t_arena(), path), &st) == 0);
        if (!S_ISREG(st.st_mode))
            continue;
        n++;
        *out_open += (st.st_mode & 077) != 0;
    }
    (void)closedir(dir);
    return n;
}

TEST(files_of_a_database_and_of_its_copies_are_their_owners_alone)
{
    struct shape units = entity_shape(&unit_entity);
    struct store_options o = test_options(DIALECT_SQLITE);
    struct snapshot made = {0};
    int n_open = 0;
    mode_t before = umask(022);
    NEED(store_create(&o, true, WHY));
    struct store *db = test_reopen(&o);
    CHECK(test_insert(db, &units, 0, "code=1;name_zh=县;level=county") > 0);
    NEED(store_backup(db, folder("private", 0), &made, WHY));
    CHECK(count_files(o.where, &n_open) >= 2); /* with its log */
    CHECK(count_files(folder("private", 0), &n_open) >= 1);
    CHECK_INT(n_open, 0);
    store_close(db);
    (void)umask(before);
}

TEST(a_copy_is_never_written_over_and_a_database_never_restored_over)
{
    for (FOR_EACH_DIALECT(d)) {
        int64_t unit = 0;
        int64_t post = 0;
        struct snapshot made = {0};
        struct fail fault = {0};
        struct store_options o = test_options(d);
        struct store *db = small_county(d, &unit, &post);
        NEED(store_backup(db, folder("copy", (int)d), &made, WHY));
        CHECK_INT(store_backup(db, folder("copy", (int)d), &made, &fault), ERR_CONFLICT);
        store_close(db);
        NEED(store_create(&o, false, WHY));
        CHECK_INT(store_restore(&o, folder("copy", (int)d), &made, &fault), ERR_CONFLICT);
    }
}

TEST(a_damaged_copy_is_found_out)
{
    int64_t unit = 0;
    int64_t post = 0;
    struct snapshot made = {0};
    struct fail fault = {0};
    struct str bytes = S("");
    struct store *db = small_county(DIALECT_SQLITE, &unit, &post);
    NEED(store_backup(db, folder("copy", 0), &made, WHY));
    store_close(db);
    const char *path = str_fmt(t_arena(), "%.*s/ponan.db", STR_ARG(folder("copy", 0))).s;
    NEED(os_real.read_file(os_real.ctx, t_arena(), path, 64 * MIB, &bytes, WHY));
    struct buf damaged = buf_on(t_arena(), 64 * MIB);
    buf_add(&damaged, bytes);
    for (ptrdiff_t i = 4096 * 3; i < damaged.len && i < 4096 * 40; i += 64)
        damaged.s[i] = (char)(damaged.s[i] ^ 0x55);
    NEED(os_real.write_file(os_real.ctx, path, buf_str(&damaged), 0600, WHY));
    CHECK_INT(store_verify(&os_real, folder("copy", 0), &made, &fault), ERR_CORRUPT);
    CHECK_INT(store_verify(&os_real, folder("none", 0), &made, &fault), ERR_NOT_FOUND);
}
