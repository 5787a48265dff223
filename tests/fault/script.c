/*
 * script.c -- the steps, what is told of each, and what a reboot must find.
 */
#include "fault/script.h"

#include "app/check.h"
#include "app/import.h"
#include "app/installation.h"
#include "app/keep.h"
#include "app/keys.h"
#include "app/protect.h"
#include "app/setup.h"
#include "entity/post.h"
#include "entity/unit.h"
#include "fault/vfs.h"

#include <ftw.h>
#include <pthread.h>
#include <sys/stat.h>

enum { THREADS = 3, IMPORTED = 20, KEPT = 512 };

enum told {
    TOLD_MADE,    /* init said that it is done */
    TOLD_PAIR,    /* unit and post of one write; the code */
    TOLD_IMPORT,  /* the round */
    TOLD_SEALED,  /* size of the head */
    TOLD_ROTATED, /* id of the key */
    TOLD_BACKUP,  /* the folder's name */
    TOLD_PHONE,   /* account; the sealed phone */
    TOLD_ERASED,  /* account */
    TOLD_COUNT
};

struct story {
    struct app app;
    int round;
    int n_pairs;
};

/* --- the steps ---------------------------------------------------------------------------------
 */

/* A unit and its post in one write: half of it would be one without the other. */
struct pair {
    struct story *story;
    struct shape units, posts;
    struct value *unit, *post;
    struct str code;
    pthread_t thread;
    enum err err;
};

static enum err write_pair(struct tx *tx, void *ctx, struct fail *why)
{
    struct pair *p = ctx;
    int64_t unit = 0;
    int64_t post = 0;
    enum err err = tx_insert(tx, &p->units, 0, p->unit, &unit, why);
    p->post[POST_unit] = VALUE_OF_INT(unit);
    return err == OK ? tx_insert(tx, &p->posts, unit, p->post, &post, why) : err;
}

static void *pair_main(void *ctx)
{
    struct pair *p = ctx;
    struct fail why = {0};
    const struct act act = {.action = S("create")};
    p->err = store_write(p->story->app.store, &act, write_pair, p, NULL, &why);
    if (p->err == OK)
        disk_told(TOLD_PAIR, 0, p->code);
    return NULL;
}

/* At once, so that the writer commits several in one group. */
static void write_pairs(struct story *s)
{
    struct pair pairs[THREADS];
    for (int i = 0; i < THREADS; i++) {
        struct pair *p = &pairs[i];
        *p = (struct pair){.story = s};
        p->units = entity_shape(&unit_entity);
        p->posts = entity_shape(&post_entity);
        p->code = str_fmt(t_arena(), "pair-%d", ++s->n_pairs);
        const char *unit =
            str_fmt(t_arena(), "code=%.*s;name_zh=单位;level=county", STR_ARG(p->code)).s;
        const char *post =
            str_fmt(t_arena(), "unit=1;code=%.*s;name_zh=岗位;role=leader", STR_ARG(p->code)).s;
        p->unit = test_values(&p->units, unit);
        p->post = test_values(&p->posts, post);
    }
    for (int i = 0; i < THREADS; i++)
        REQUIRE(pthread_create(&pairs[i].thread, NULL, pair_main, &pairs[i]) == 0);
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(pairs[i].thread, NULL);
        CHECK_INT(pairs[i].err, OK);
    }
}

static struct call machine_call(struct story *s)
{
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    struct call c = {0};
    MUST_DO(call_begin(&s->app, t_arena(), who, LANG_EN, 0, &c, &why));
    return c;
}

static void import(struct story *s)
{
    struct buf csv = buf_on(t_arena(), MIB);
    buf_add(&csv, S("code,name_zh,level\n"));
    for (int i = 0; i < IMPORTED; i++)
        buf_fmt(&csv, "import-%d-%d,单位,county\n", s->round, i);
    struct import_file file = {
        .e = &unit_entity, .file_name = S("units.csv"), .bytes = buf_str(&csv)};
    struct preview p = {0};
    struct receipt receipt = {0};
    struct call c = machine_call(s);
    MUST_DO(import_preview(&c, &file, NULL, &p, &why));
    MUST_DO(import_commit(&c, p.id, &p.digest, NULL, &receipt, &why));
    call_done(&c);
    disk_told(TOLD_IMPORT, s->round, S(""));
}

static void seal(struct story *s)
{
    int64_t n = 0;
    struct view *v = NULL;
    struct head head = {0};
    MUST_DO(seal_all(&s->app, &n, &why));
    MUST_DO(view_open(s->app.store, 0, &v, &why));
    MUST_DO(head_last(v, t_arena(), &head, &why));
    view_close(v);
    disk_told(TOLD_SEALED, head.size, S(""));
}

static void rotate(struct story *s)
{
    struct str id = S("");
    struct call c = machine_call(s);
    MUST_DO(keys_rotate(&c, &id, &why));
    call_done(&c);
    disk_told(TOLD_ROTATED, 0, id);
}

static void back_up(struct story *s)
{
    struct str name = str_fmt(t_arena(), "backup-%d", s->round);
    struct kept_backup kept = {0};
    struct str root = str_sub(s->app.where, 0, s->app.where.len - S("/db").len);
    struct str folder = str_fmt(t_arena(), "%.*s/%.*s", STR_ARG(root), STR_ARG(name));
    MUST_DO(keep_backup(&s->app, t_arena(), folder, &kept, &why));
    disk_told(TOLD_BACKUP, 0, name);
}

static void erase(struct story *s, int64_t account)
{
    struct view *v = NULL;
    const struct act act = {0};
    MUST_DO(view_open(s->app.store, 0, &v, &why));
    MUST_DO(protect_erase(&s->app, v, &act, S("account"), account, &why));
    view_close(v);
    store_settle(s->app.store);
    disk_told(TOLD_ERASED, account, S(""));
}

/* One account keeps its phone, one is erased. */
static void run_round(struct story *s)
{
    const struct act act = {.action = S("create")};
    write_pairs(s);
    if (s->round == 0) {
        struct test_account kept = test_account(&s->app);
        disk_told(TOLD_PHONE, kept.id, kept.sealed);
    }
    seal(s);
    import(s);
    rotate(s);
    write_pairs(s);
    seal(s);
    back_up(s);
    if (s->round == 0) {
        struct test_account gone = {.app = &s->app, .login = "li"};
        MUST_DO(store_write(s->app.store, &act, test_write_account, &gone, NULL, &why));
        erase(s, gone.id);
    }
    write_pairs(s);
}

void script_run(const struct driver *driver, int rounds)
{
    static int n_roots;
    const char *root = str_fmt(t_arena(), "%s/disk-%d", t_folder(), ++n_roots).s;
    struct story s = {.app = {.os = &os_real}};
    struct setup_links links = {0};
    vfs_install();
    REQUIRE(mkdir(root, 0700) == 0);
    disk_watch(root);
    s.app.where = str_fmt(t_arena(), "%s/db", root);
    struct setup_init init = {.store = {.os = &os_real, .where = s.app.where, .driver = driver}};
    MUST_DO(setup_create(t_arena(), &init, &links, &why));
    disk_told(TOLD_MADE, 0, S(""));
    s.app.store = test_reopen(&init.store);
    struct str keys = keyring_path(t_arena(), s.app.where, S(""));
    MUST_DO(keyring_open(&os_real, keys, &s.app.keys, &why));
    for (s.round = 0; s.round < rounds; s.round++)
        run_round(&s);
    test_app_close(&s.app);
    disk_rest();
}

/* --- after a reboot ----------------------------------------------------------------------------
 */

struct reboot {
    struct app app;
    struct arena a;
    struct str folder;
    struct buf said;
};

static void complain(struct reboot *r, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void complain(struct reboot *r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vfmt(&r->said, fmt, ap);
    va_end(ap);
    buf_add(&r->said, S("; "));
}

static bool do_well(struct reboot *r, const char *what, enum err err, const struct fail *why)
{
    if (err != OK)
        complain(r, "%s: %.*s", what, STR_ARG(message_str(&r->a, LANG_EN, &why->message)));
    return err == OK;
}

/* Open as `ponan serve` does it: keys, database, what stays erased. */
static bool start(struct reboot *r)
{
    struct store_options o = {.os = &os_real, .where = r->app.where};
    struct fail why = {0};
    int64_t n_erased = 0;
    struct str keys = keyring_path(&r->a, r->app.where, S(""));
    return do_well(r, "database", store_open(&o, &r->app.store, &why), &why) &&
           do_well(r, "keys", keyring_open(&os_real, keys, &r->app.keys, &why), &why) &&
           do_well(r, "erasures", protect_apply(&r->app, &n_erased, &why), &why);
}

static void check_with_head(struct reboot *r, struct str head)
{
    struct check_options o = {.head = head};
    struct check_report report = {.findings = problems_on(&r->a)};
    struct fail why = {0};
    if (!do_well(r, "check", check_record(&r->app, &r->a, &o, &report, &why), &why))
        return;
    for (ptrdiff_t i = 0; i < report.findings.n; i++)
        complain(r, "check finds: %.*s",
                 STR_ARG(message_str(&r->a, LANG_EN, &report.findings.at[i].message)));
}

static int64_t number(struct reboot *r, const char *sql)
{
    return test_number(&r->app, sql);
}

static int64_t count_code(struct reboot *r, const char *table, struct str code)
{
    const char *sql =
        str_fmt(&r->a, "SELECT count(*) FROM %s WHERE code = '%.*s'", table, STR_ARG(code)).s;
    return number(r, sql);
}

static void find_pair(struct reboot *r, const struct disk_fact *f)
{
    if (count_code(r, "unit", f->text) != 1 || count_code(r, "post", f->text) != 1)
        complain(r, "%.*s is not there", STR_ARG(f->text));
}

static void find_import(struct reboot *r, const struct disk_fact *f)
{
    int64_t n = number(r, str_fmt(&r->a, "SELECT count(*) FROM unit WHERE code LIKE 'import-%d-%%'",
                                  (int)f->number)
                              .s);
    if (n != IMPORTED)
        complain(r, "of import %d there are %d rows", (int)f->number, (int)n);
}

static void find_head(struct reboot *r, const struct disk_fact *f)
{
    if (number(r, "SELECT coalesce(max(size), 0) FROM head") < f->number)
        complain(r, "the head of %d entries is not there", (int)f->number);
}

static void find_key(struct reboot *r, const struct disk_fact *f)
{
    if (!keyring_knows(r->app.keys, f->text))
        complain(r, "key %.*s is not there", STR_ARG(f->text));
}

static void find_backup(struct reboot *r, const struct disk_fact *f)
{
    struct str folder = str_fmt(&r->a, "%.*s/%.*s", STR_ARG(r->folder), STR_ARG(f->text));
    const char *path = str_fmt(&r->a, "%.*s/ponan.head", STR_ARG(folder)).s;
    struct snapshot snapshot = {0};
    struct str head = S("");
    struct fail why = {0};
    if (do_well(r, "backup", store_verify(&os_real, folder, &snapshot, &why), &why) &&
        do_well(r, "head", os_real.read_file(NULL, &r->a, path, MIB, &head, &why), &why))
        check_with_head(r, head);
}

static void find_phone(struct reboot *r, const struct disk_fact *f)
{
    const struct protect_place place = {S("account"), f->number, S("phone")};
    struct view *v = NULL;
    struct str phone = S("");
    struct fail why = {0};
    enum err err = view_open(r->app.store, 0, &v, &why);
    if (err == OK)
        err = protect_open(&r->app, v, &r->a, &place, f->text, &phone, &why);
    view_close(v);
    if (do_well(r, "phone", err, &why) && !str_eq(phone, S(TEST_PHONE)))
        complain(r, "the phone is another");
}

static void find_erased(struct reboot *r, const struct disk_fact *f)
{
    const char *sql = str_fmt(&r->a,
                              "SELECT count(*) FROM protected_key WHERE wrapped IS NOT NULL AND "
                              "record = %d",
                              (int)f->number)
                          .s;
    if (number(r, sql) != 0)
        complain(r, "account %d can be read again", (int)f->number);
}

static void find_made(struct reboot *r, const struct disk_fact *f)
{
    (void)r;
    (void)f;
}

static void (*const finders[TOLD_COUNT])(struct reboot *r, const struct disk_fact *f) = {
    [TOLD_MADE] = find_made,   [TOLD_PAIR] = find_pair,     [TOLD_IMPORT] = find_import,
    [TOLD_SEALED] = find_head, [TOLD_ROTATED] = find_key,   [TOLD_BACKUP] = find_backup,
    [TOLD_PHONE] = find_phone, [TOLD_ERASED] = find_erased,
};

/* What nobody was told of is there whole or not at all. */
static void find_no_halves(struct reboot *r)
{
    if (number(r, "SELECT count(*) FROM unit WHERE code LIKE 'pair-%'") !=
        number(r, "SELECT count(*) FROM post WHERE code LIKE 'pair-%'"))
        complain(r, "a write is there by half");
    if (number(r, "SELECT count(*) FROM unit WHERE code LIKE 'import-%'") % IMPORTED != 0)
        complain(r, "an import is there by half");
}

static void find_all(struct reboot *r, int until)
{
    struct disk_fact f = {0};
    for (int event = 0; disk_next_fact(until, &event, &f);)
        finders[f.what](r, &f);
    find_no_halves(r);
    check_with_head(r, S(""));
}

/* Before init is done nothing was promised, but that it can be done again. */
static void init_again(struct reboot *r)
{
    struct setup_init init = {.store = {.os = &os_real, .where = r->app.where}};
    struct setup_links links = {0};
    struct fail why = {0};
    struct fail refused = {0};
    struct store *s = NULL;
    enum err err = setup_create(&r->a, &init, &links, &refused);
    /* It may have been done, and the power gone before anybody was told. */
    if (err != OK && store_open(&init.store, &s, &why) != OK)
        (void)do_well(r, "init again", err, &refused);
    store_close(s);
    if (start(r))
        check_with_head(r, S(""));
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *where)
{
    (void)st;
    (void)flag;
    (void)where;
    return remove(path);
}

struct str script_verdict(const struct disk_cut *cut)
{
    static int n_reboots;
    const char *folder = str_fmt(t_arena(), "%s/after-%d", t_folder(), ++n_reboots).s;
    struct reboot r = {.app = {.os = &os_real}, .folder = str_of(folder)};
    struct disk_fact first = {0};
    int event = 0;
    arena_init(&r.a, 256 * MIB);
    r.said = buf_on(&r.a, 64 * KIB);
    r.app.where = str_fmt(&r.a, "%s/db", folder);
    disk_after(cut, folder);
    if (!disk_next_fact(cut->at, &event, &first))
        init_again(&r);
    else if (start(&r))
        find_all(&r, cut->at);
    keyring_close(r.app.keys);
    store_close(r.app.store);
    REQUIRE(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0);
    struct str said = str_dup(t_arena(), buf_str(&r.said));
    arena_done(&r.a);
    return said;
}
