/*
 * test_postgres_number.c -- journal numbers on PostgreSQL: nothing appears at or below a horizon
 * that was once observed, whatever the order in which writers commit.
 */
#include "postgres.h"
#include "store/postgres.h"
#include "t.h"

#include <pthread.h>
#include <unistd.h>

enum { WRITERS = 6, OBSERVERS = 2, WRITES = 60, LOOKS_MAX = 4000 };

static const char *const schema =
    "CREATE SEQUENCE journal_number; CREATE SEQUENCE journal_instant MINVALUE 0 START 0;"
    "CREATE TABLE entry (seq bigint PRIMARY KEY, instant bigint NOT NULL)";

static struct connection *open_at(const char *url)
{
    struct connection *c = NULL;
    struct fail why = {0};
    REQUIRE(driver_postgres.connect(&os_real, str_of(url), true, &c, &why) == OK);
    return c;
}

static const char *numbered_database(void)
{
    const char *url = postgres_fresh();
    struct connection *c = open_at(url);
    struct fail why = {0};
    REQUIRE(driver_postgres.script(c, str_of(schema), &why) == OK);
    driver_postgres.disconnect(c);
    return url;
}

static int64_t horizon_of(struct connection *c)
{
    struct fail why = {0};
    int64_t horizon = -1;
    REQUIRE(driver_postgres.horizon(c, &horizon, &why) == OK);
    return horizon;
}

static int64_t draw_in(struct connection *c)
{
    struct fail why = {0};
    int64_t seq = 0;
    int64_t instant = 0;
    REQUIRE(driver_postgres.begin(c, true, &why) == OK);
    REQUIRE(driver_postgres.draw(c, &seq, &instant, &why) == OK);
    return seq;
}

TEST(the_horizon_waits_for_the_slowest_writer)
{
    const char *url = numbered_database();
    struct connection *slow = open_at(url);
    struct connection *quick = open_at(url);
    struct connection *eye = open_at(url);
    struct fail why = {0};
    CHECK_INT(horizon_of(eye), 0);
    CHECK_INT(draw_in(slow), 1);
    CHECK_INT(horizon_of(eye), 0);
    CHECK_INT(draw_in(quick), 2);
    CHECK_INT(driver_postgres.commit(quick, NULL, &why), OK);
    CHECK_INT(horizon_of(eye), 0);
    CHECK_INT(driver_postgres.commit(slow, NULL, &why), OK);
    CHECK_INT(horizon_of(eye), 2);
    CHECK_INT(draw_in(slow), 3);
    CHECK_INT(draw_in(quick), 4);
    driver_postgres.rollback(slow);
    CHECK_INT(horizon_of(eye), 3);
    driver_postgres.disconnect(quick); /* a writer that dies lets go as well */
    for (int i = 0; i < 500 && horizon_of(eye) != 4; i++)
        (void)usleep(10000);
    CHECK_INT(horizon_of(eye), 4);
    driver_postgres.disconnect(slow);
    driver_postgres.disconnect(eye);
}

/* The steps of a draw one by one, with a look between any two. */
TEST(a_writer_stalled_between_any_two_steps_holds_the_horizon_below_its_number)
{
    const char *url = numbered_database();
    struct connection *writer = open_at(url);
    struct connection *other = open_at(url);
    struct connection *eye = open_at(url);
    struct fail why = {0};
    for (int i = 0; i < 3; i++) {
        (void)draw_in(other);
        REQUIRE(driver_postgres.commit(other, NULL, &why) == OK);
    }
    static const struct step {
        const char *sql;
        int64_t horizon; /* after this step */
    } steps[] = {
        {"BEGIN ISOLATION LEVEL SERIALIZABLE", 4},
        {"SELECT pg_advisory_lock_shared(3)", 2}, /* L as read while 3 was the last */
        {"SELECT nextval('journal_number')", 2},
        {"SELECT pg_advisory_xact_lock_shared(5)", 2},
        {"SELECT pg_advisory_unlock_shared(3)", 4},
        {"INSERT INTO entry VALUES (5, 0)", 4},
        {"COMMIT", 5},
    };
    (void)draw_in(other); /* the writer has read L = 3 and stalls while 4 is drawn */
    REQUIRE(driver_postgres.commit(other, NULL, &why) == OK);
    for (int i = 0; i < ARRAY_LEN(steps); i++) {
        REQUIRE(driver_postgres.run(writer, str_of(steps[i].sql), NULL, 0, NULL, NULL, NULL,
                                    &why) == OK);
        if (horizon_of(eye) != steps[i].horizon)
            t_differs(__FILE__, __LINE__, "after %s", steps[i].sql);
        CHECK_INT(horizon_of(eye), steps[i].horizon);
    }
    driver_postgres.disconnect(writer);
    driver_postgres.disconnect(other);
    driver_postgres.disconnect(eye);
}

/* A view's horizon is older than its snapshot, so what it looks back on cannot grow. */
TEST(a_view_knows_the_horizon_of_its_own_moment)
{
    const char *url = numbered_database();
    struct connection *writer = open_at(url);
    struct connection *view = open_at(url);
    struct fail why = {0};
    (void)draw_in(writer);
    CHECK_INT(driver_postgres.begin(view, false, &why), OK);
    REQUIRE(driver_postgres.commit(writer, NULL, &why) == OK);
    CHECK_INT(horizon_of(view), 0);
    CHECK_INT(driver_postgres.commit(view, NULL, &why), OK);
    CHECK_INT(horizon_of(view), 1);
    driver_postgres.disconnect(writer);
    driver_postgres.disconnect(view);
}

/* --- many at once ------------------------------------------------------------------------------
 */

struct writer {
    const char *url;
    uint64_t seed;
    int n_written, n_failed;
};

static uint64_t next_random(uint64_t *seed) /* splitmix64 */
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static enum err write_one(struct connection *c, uint64_t *seed)
{
    struct fail why = {0};
    int64_t drawn[2] = {0};
    enum err err = driver_postgres.begin(c, true, &why);
    if (err != OK)
        return err;
    err = driver_postgres.draw(c, &drawn[0], &drawn[1], &why);
    if (next_random(seed) % 2 == 0)
        (void)usleep((useconds_t)(next_random(seed) % 4000));
    const struct value args[] = {VALUE_OF_INT(drawn[0]), VALUE_OF_INT(drawn[1])};
    if (err == OK)
        err = driver_postgres.run(c, S("INSERT INTO entry VALUES (?1, ?2)"), args, 2, NULL, NULL,
                                  NULL, &why);
    if (next_random(seed) % 3 == 0)
        (void)usleep((useconds_t)(next_random(seed) % 9000));
    if (err == OK && next_random(seed) % 8 != 0)
        return driver_postgres.commit(c, NULL, &why);
    driver_postgres.rollback(c);
    return ERR_CONFLICT;
}

static void *write_many(void *ctx)
{
    struct writer *w = ctx;
    struct connection *c = NULL;
    struct fail why = {0};
    if (driver_postgres.connect(&os_real, str_of(w->url), true, &c, &why) != OK)
        return NULL;
    for (int i = 0; i < WRITES; i++) {
        bool is_written = write_one(c, &w->seed) == OK;
        w->n_written += is_written;
        w->n_failed += !is_written;
    }
    driver_postgres.disconnect(c);
    return NULL;
}

struct look {
    int64_t horizon, n, sum, out_of_order;
};

struct observer {
    const char *url;
    const _Atomic bool *is_over;
    struct look looks[LOOKS_MAX];
    int n;
};

static enum err keep_look(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct look *look = ctx;
    (void)n_cols;
    (void)why;
    look->n = row[0].i;
    look->sum = row[1].i;
    look->out_of_order = row[2].i;
    return OK;
}

static enum err look_at(struct connection *c, struct look *look)
{
    static const struct str sql =
        S_("SELECT count(*), coalesce(sum(seq), 0), count(*) FILTER (WHERE instant < before) FROM"
           " (SELECT seq, instant, lag(instant) OVER (ORDER BY seq) AS before FROM entry"
           "  WHERE seq <= ?1) e");
    struct fail why = {0};
    const struct value arg = VALUE_OF_INT(look->horizon);
    return driver_postgres.run(c, sql, &arg, 1, keep_look, look, NULL, &why);
}

/* Half of the looks are views with a horizon of their own; half ask first, as the sealer does. */
static void *observe(void *ctx)
{
    struct observer *o = ctx;
    struct connection *c = NULL;
    struct fail why = {0};
    if (driver_postgres.connect(&os_real, str_of(o->url), true, &c, &why) != OK)
        return NULL;
    while (!*o->is_over && o->n < LOOKS_MAX) {
        struct look *look = &o->looks[o->n];
        bool is_view = o->n % 2 == 0;
        enum err err = is_view ? driver_postgres.begin(c, false, &why) : OK;
        if (err == OK)
            err = driver_postgres.horizon(c, &look->horizon, &why);
        if (err == OK)
            err = look_at(c, look);
        if (is_view)
            (void)driver_postgres.commit(c, NULL, &why);
        if (err != OK)
            break;
        o->n++;
    }
    driver_postgres.disconnect(c);
    return NULL;
}

static void check_looks(struct connection *c, const struct observer *o)
{
    int64_t before = 0;
    CHECK(o->n > 10);
    for (int i = 0; i < o->n; i++) {
        struct look now = {.horizon = o->looks[i].horizon};
        CHECK(now.horizon >= before);
        REQUIRE(look_at(c, &now) == OK);
        CHECK_INT(o->looks[i].n, now.n);
        CHECK_INT(o->looks[i].sum, now.sum);
        CHECK_INT(now.out_of_order, 0);
        before = now.horizon;
    }
}

struct crowd {
    struct observer observers[OBSERVERS];
    struct writer writers[WRITERS];
    pthread_t threads[WRITERS + OBSERVERS];
    _Atomic bool is_over;
};

static void crowd_start(struct crowd *c, const char *url)
{
    for (int i = 0; i < OBSERVERS; i++) {
        c->observers[i] = (struct observer){.url = url, .is_over = &c->is_over};
        REQUIRE(pthread_create(&c->threads[WRITERS + i], NULL, observe, &c->observers[i]) == 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        c->writers[i] = (struct writer){.url = url, .seed = (uint64_t)i + 2006};
        REQUIRE(pthread_create(&c->threads[i], NULL, write_many, &c->writers[i]) == 0);
    }
}

/* How many rows were written. */
static int64_t crowd_join(struct crowd *c)
{
    int64_t n_written = 0;
    for (int i = 0; i < WRITERS; i++) {
        (void)pthread_join(c->threads[i], NULL);
        CHECK_INT(c->writers[i].n_written + c->writers[i].n_failed, WRITES);
        CHECK(c->writers[i].n_written > WRITES / 3);
        n_written += c->writers[i].n_written;
    }
    c->is_over = true;
    for (int i = 0; i < OBSERVERS; i++)
        (void)pthread_join(c->threads[WRITERS + i], NULL);
    return n_written;
}

TEST(no_row_ever_appears_at_or_below_a_horizon_once_seen)
{
    static struct crowd crowd;
    const char *url = numbered_database();
    crowd_start(&crowd, url);
    int64_t n_written = crowd_join(&crowd);
    struct connection *c = open_at(url);
    for (int i = 0; i < OBSERVERS; i++)
        check_looks(c, &crowd.observers[i]);
    struct look all = {.horizon = horizon_of(c)};
    REQUIRE(look_at(c, &all) == OK);
    CHECK_INT(all.n, n_written);
    CHECK_INT(all.horizon, WRITERS * WRITES);
    driver_postgres.disconnect(c);
}

/* One statement draws; what it locks must be let go when it is cut off in the middle. */
TEST(a_draw_that_is_cut_off_leaves_no_lock_behind)
{
    const char *url = numbered_database();
    struct connection *holder = open_at(url);
    struct connection *writer = open_at(url);
    struct fail why = {0};
    int64_t drawn[2] = {0};
    REQUIRE(driver_postgres.run(holder, S("SELECT pg_advisory_lock(-1)"), NULL, 0, NULL, NULL, NULL,
                                &why) == OK);
    REQUIRE(driver_postgres.run(writer, S("SET lock_timeout = 50"), NULL, 0, NULL, NULL, NULL,
                                &why) == OK);
    REQUIRE(driver_postgres.begin(writer, true, &why) == OK);
    CHECK_INT(driver_postgres.draw(writer, &drawn[0], &drawn[1], &why), ERR_UNAVAILABLE);
    driver_postgres.rollback(writer);
    REQUIRE(driver_postgres.run(holder, S("SELECT pg_advisory_unlock(-1)"), NULL, 0, NULL, NULL,
                                NULL, &why) == OK);
    CHECK_INT(draw_in(holder), 1);
    REQUIRE(driver_postgres.commit(holder, NULL, &why) == OK);
    CHECK_INT(horizon_of(holder), 1);
    driver_postgres.disconnect(holder);
    driver_postgres.disconnect(writer);
}
