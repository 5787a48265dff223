/*
 * test_faults.c -- whatever fails, record and data are both old or both new; what was confirmed
 * survives a kill.
 */
#include "entity/unit.h"
#include "store/database.h"
#include "store/faulty.h"
#include "store/internal.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a write of this file changes, as counts: rows, versions, entries, bytes, tree, subjects. */
struct state {
    int64_t n[7];
};

static enum err take_state(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct state *s = ctx;
    (void)why;
    for (int i = 0; i < n_cols && i < 7; i++)
        s->n[i] = row[i].i;
    return OK;
}

static struct state state_of(struct store *db)
{
    struct view *v = NULL;
    struct state s = {0};
    NEED(view_open(db, 0, &v, WHY));
    NEED(db->driver->run(
        v->c,
        S("SELECT (SELECT count(*) FROM unit), (SELECT coalesce(sum(version), 0) FROM unit), "
          "(SELECT count(*) FROM unit_history), (SELECT count(*) FROM journal), "
          "(SELECT coalesce(sum(n_rows), 0) FROM journal), (SELECT count(*) FROM unit_tree), "
          "(SELECT count(*) FROM subject)"),
        NULL, 0, take_state, &s, NULL, WHY));
    view_close(v);
    return s;
}

static bool is_state(const struct state *a, const struct state *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

struct doing {
    struct shape s;
    int64_t first, second;
    const struct value *made, *changed;
};

/* One new, one changed and one voided record in one act. */
static enum err several(struct tx *tx, void *ctx, struct fail *why)
{
    struct doing *d = ctx;
    int64_t id = 0;
    enum err err = tx_insert(tx, &d->s, d->first, d->made, &id, why);
    if (err == OK)
        err = tx_update(tx, &d->s, d->first, 1, d->changed, why);
    return err == OK ? tx_void(tx, &d->s, d->second, 1, why) : err;
}

static int64_t make_unit(struct store *db, const struct shape *s, const char *kind, int n)
{
    return test_insert(db, s, 0,
                       str_fmt(t_arena(), "code=%s%d;name_zh=县;level=county", kind, n).s);
}

/* Run the act with a fault at call n; was it past the last call? */
static bool try_fault(struct store *db, enum fault_when when, int n)
{
    struct doing doing = {.s = entity_shape(&unit_entity)};
    struct act act = {.action = S("mend")};
    struct fail fault = {0};
    doing.first = make_unit(db, &doing.s, "first", n);
    doing.second = make_unit(db, &doing.s, "second", n);
    struct record r = test_get(db, &doing.s, 0, doing.first);
    doing.made = test_values(&doing.s, str_fmt(t_arena(), "code=%d;name_zh=三;level=county", n).s);
    doing.changed = test_changed(&doing.s, r.v, "note=改");
    struct state before = state_of(db);
    faulty_arm(when, n);
    enum err err = store_write(db, &act, several, &doing, NULL, &fault);
    bool is_past_the_end = faulty_calls() < n;
    faulty_arm(FAULT_NEVER, 0);
    struct state after = state_of(db);
    /* Made and voided: as many rows as before; one version and two history rows more. */
    struct state done = {{before.n[0], before.n[1] + 1, before.n[2] + 2, before.n[3] + 1,
                          before.n[4] + 3, before.n[5], before.n[6]}};
    if (err == OK)
        CHECK(is_state(&after, &done));
    else
        CHECK(is_state(&after, &before) || is_state(&after, &done));
    CHECK(err == OK || !is_past_the_end);
    return is_past_the_end;
}

TEST(a_failure_at_any_call_leaves_record_and_data_both_old_or_both_new)
{
    for (FOR_EACH_DIALECT(d)) {
        for (int when = FAULT_BEFORE; when <= FAULT_AFTER; when++) {
            int n = 1;
            struct store_options o = test_options(d);
            NEED(store_create(&o, false, WHY));
            o.driver = faulty_driver(d);
            struct store *db = test_reopen(&o);
            while (!try_fault(db, (enum fault_when)when, n))
                n++;
            CHECK(n > 10);
            store_close(db);
        }
    }
}

/* --- group commit ----------------------------------------------------------------------------- */

enum { THREADS = 64, WRITES = 10 };

struct crowd {
    struct store *db;
    struct shape s;
    const struct value *values;
    int number;
    int n_done, n_refused;
};

struct one_write {
    struct crowd *c;
    int i;
};

static bool is_refused(const struct one_write *w)
{
    return (w->c->number + w->i) % 5 == 0;
}

static enum err insert_mine(struct tx *tx, void *ctx, struct fail *why)
{
    struct one_write *w = ctx;
    struct value v[UNIT_N_FIELDS];
    int64_t id = 0;
    memcpy(v, w->c->values, sizeof v);
    v[UNIT_code] = VALUE_OF_TEXT(str_fmt(tx_arena(tx), "%d-%d", w->c->number, w->i));
    enum err err = tx_insert(tx, &w->c->s, 0, v, &id, why);
    if (err == OK && is_refused(w))
        return FAIL(why, ERR_FORBIDDEN, MSG_store_busy, ARG_NONE);
    return err;
}

static void *write_some(void *ctx)
{
    struct crowd *c = ctx;
    struct act act = {.action = S("create")};
    for (int i = 0; i < WRITES; i++) {
        struct one_write w = {.c = c, .i = i};
        struct fail why = {0};
        enum err err = store_write(c->db, &act, insert_mine, &w, NULL, &why);
        c->n_done += err == OK;
        c->n_refused += err == ERR_FORBIDDEN;
    }
    return NULL;
}

TEST(sixty_four_writers_share_commits_and_not_each_others_failures)
{
    for (FOR_EACH_DIALECT(d)) {
        static struct crowd crowd[THREADS];
        pthread_t threads[THREADS];
        struct store_options o = test_options(d);
        int n_done = 0;
        int n_refused = 0;
        NEED(store_create(&o, false, WHY));
        o.driver = faulty_driver(d);
        struct store *db = test_reopen(&o);
        struct shape s = entity_shape(&unit_entity);
        const struct value *values = test_values(&s, "code=1;name_zh=县;level=county");
        faulty_arm(FAULT_NEVER, 0);
        for (int i = 0; i < THREADS; i++) {
            crowd[i] = (struct crowd){.db = db, .s = s, .values = values, .number = i};
            REQUIRE(pthread_create(&threads[i], NULL, write_some, &crowd[i]) == 0);
        }
        for (int i = 0; i < THREADS; i++) {
            (void)pthread_join(threads[i], NULL);
            n_done += crowd[i].n_done;
            n_refused += crowd[i].n_refused;
        }
        struct state state = state_of(db);
        CHECK_INT(n_done, THREADS * WRITES * 4 / 5);
        CHECK_INT(n_refused, THREADS * WRITES / 5);
        CHECK_INT(state.n[0], n_done);
        CHECK_INT(state.n[2], n_done);
        CHECK_INT(state.n[3], n_done);
        CHECK_INT(state.n[5], n_done);
        if (d == DIALECT_SQLITE)
            CHECK(faulty_commits() < n_done); /* else nothing was grouped */
        store_close(db);
    }
}

/* As `ponan import` beside `ponan serve`: two programs, one folder. */
TEST(two_programs_on_one_database_wait_for_each_other)
{
    for (FOR_EACH_DIALECT(d)) {
        enum { SIDES = 2, EACH = 6 };
        static struct crowd crowd[SIDES * EACH];
        pthread_t threads[SIDES * EACH];
        struct store *db[SIDES];
        struct store_options o = test_options(d);
        struct shape s = entity_shape(&unit_entity);
        const struct value *values = test_values(&s, "code=1;name_zh=县;level=county");
        int n_done = 0;
        NEED(store_create(&o, false, WHY));
        for (int i = 0; i < SIDES; i++)
            db[i] = test_reopen(&o);
        for (int i = 0; i < SIDES * EACH; i++) {
            crowd[i] = (struct crowd){.db = db[i % SIDES], .s = s, .values = values, .number = i};
            REQUIRE(pthread_create(&threads[i], NULL, write_some, &crowd[i]) == 0);
        }
        for (int i = 0; i < SIDES * EACH; i++) {
            (void)pthread_join(threads[i], NULL);
            n_done += crowd[i].n_done;
            CHECK_INT(crowd[i].n_done + crowd[i].n_refused, WRITES);
        }
        struct state state = state_of(db[0]);
        CHECK_INT(state.n[0], n_done);
        CHECK_INT(state.n[3], n_done);
        for (int i = 0; i < SIDES; i++)
            store_close(db[i]);
    }
}

/* --- destroyed bytes ---------------------------------------------------------------------------
 */

static const struct str secret = S_("a wrapped key of which nothing may be left in any file");

static enum err keep_secret(struct tx *tx, void *ctx, struct fail *why)
{
    struct value args[] = {VALUE_OF_BLOB(secret)};
    (void)ctx;
    return tx->store->driver->run(tx->c,
                                  S("INSERT INTO protected_key (entity, record, wrapped, made) "
                                    "VALUES ('account', 1, ?1, 0)"),
                                  args, 1, NULL, NULL, NULL, why);
}

static enum err destroy_secret(struct tx *tx, void *ctx, struct fail *why)
{
    (void)ctx;
    return tx->store->driver->run(tx->c,
                                  S("UPDATE protected_key SET wrapped = NULL, destroyed = 1"), NULL,
                                  0, NULL, NULL, NULL, why);
}

static bool is_in_a_file(const struct store_options *o)
{
    static const char *const files[] = {"ponan.db", "ponan.db-wal"};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(files); i++) {
        struct str bytes = S("");
        char *path = str_z(t_arena(), str_fmt(t_arena(), "%.*s/%s", STR_ARG(o->where), files[i]));
        if (!os_real.exists(os_real.ctx, path))
            continue;
        NEED(os_real.read_file(os_real.ctx, t_arena(), path, 64 * MIB, &bytes, WHY));
        if (str_find(bytes, secret) >= 0)
            return true;
    }
    return false;
}

TEST(a_destroyed_key_leaves_every_file_once_no_view_is_open)
{
    struct store_options o = test_options(DIALECT_SQLITE);
    struct view *v = NULL;
    NEED(store_create(&o, false, WHY));
    struct store *db = test_reopen(&o);
    NEED(store_keep(db, keep_secret, NULL, WHY));
    CHECK(is_in_a_file(&o));
    NEED(view_open(db, 0, &v, WHY));
    NEED(store_keep(db, destroy_secret, NULL, WHY));
    store_settle(db);
    view_close(v);
    CHECK(!is_in_a_file(&o));
    store_close(db);
}

/* --- kill ------------------------------------------------------------------------------------- */

/* Writes until it is killed; tells each confirmed id. */
static _Noreturn void write_until_killed(const struct store_options *o, int to)
{
    struct store *db = NULL;
    struct fail why = {0};
    struct shape s = entity_shape(&unit_entity);
    struct act act = {.action = S("create")};
    struct crowd c = {.s = s, .number = 1};
    c.values = test_values(&s, "code=1;name_zh=县;level=county");
    if (store_open(o, &db, &why) != OK)
        _exit(1);
    for (int i = 1;; i++) {
        /* insert_mine() refuses every fifth: those must leave nothing. */
        struct one_write w = {.c = &c, .i = i};
        struct receipt receipt = {0};
        enum err err = store_write(db, &act, insert_mine, &w, &receipt, &why);
        if (err == OK && write(to, &receipt.seq, sizeof receipt.seq) != sizeof receipt.seq)
            _exit(1);
    }
}

static void kill_a_writer(const struct store_options *o, int n_wanted, int64_t *out_last)
{
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        write_until_killed(o, ends[1]);
    }
    (void)close(ends[1]);
    int n = 0;
    while (n < n_wanted && read(ends[0], out_last, sizeof *out_last) == sizeof *out_last)
        n++;
    (void)kill(child, SIGKILL);
    while (read(ends[0], out_last, sizeof *out_last) == sizeof *out_last)
        n++;
    (void)waitpid(child, NULL, 0);
    (void)close(ends[0]);
    CHECK(n >= n_wanted);
}

TEST(what_was_confirmed_survives_a_kill)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        int64_t last = 0;
        NEED(store_create(&o, false, WHY));
        kill_a_writer(&o, 40, &last);
        struct store *db = test_reopen(&o);
        struct state state = state_of(db);
        /* Every entry has its row; the last one confirmed is there, and at most one after it. */
        CHECK_INT(state.n[0], state.n[3]);
        CHECK_INT(state.n[2], state.n[3]);
        CHECK_INT(state.n[4], state.n[3]);
        CHECK_INT(state.n[5], state.n[0]);
        int64_t highest = 0;
        struct view *v = NULL;
        NEED(view_open(db, 0, &v, WHY));
        NEED(db_int(v->c, db->driver, S("SELECT max(seq) FROM journal"), NULL, 0, &highest, WHY));
        view_close(v);
        CHECK(highest >= last);
        store_close(db);
        struct snapshot whole = {0};
        if (d == DIALECT_SQLITE)
            NEED(store_verify(&os_real, o.where, &whole, WHY));
    }
}
