/*
 * test_interleaved.c -- many writers that dawdle, two servers that seal, readers that look back: no
 * committed row ever appears behind a sealed head or in an earlier view.
 */
#include "app/check.h"
#include "app/installation.h"
#include "entity/unit.h"
#include "jobs/jobs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { WRITERS = 5, WRITES = 30, LOOKS_MAX = 2000 };

struct writer {
    struct app *app;
    const struct value *values; /* of a unit; the code is the writer's own */
    uint64_t seed;
    int number, n_written, i;
};

static uint64_t next_random(uint64_t *seed) /* splitmix64 */
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* The number is drawn before this runs: what follows are delays between draw and commit. */
static enum err write_slowly(struct tx *tx, void *ctx, struct fail *why)
{
    struct writer *w = ctx;
    struct shape s = entity_shape(&unit_entity);
    int64_t id = 0;
    struct value v[UNIT_N_FIELDS];
    memcpy(v, w->values, sizeof v);
    v[UNIT_code] = VALUE_OF_TEXT(str_fmt(tx_arena(tx), "w%d-%d", w->number, w->i));
    if (next_random(&w->seed) % 2 == 0)
        (void)usleep((useconds_t)(next_random(&w->seed) % 8000));
    enum err err = tx_insert(tx, &s, 0, v, &id, why);
    if (next_random(&w->seed) % 3 == 0)
        (void)usleep((useconds_t)(next_random(&w->seed) % 20000));
    /* Some change their mind. */
    return err == OK && w->i % 10 == 9 ? FAIL(why, ERR_FOUND, MSG_err_internal, ARG_NONE) : err;
}

static void *write_many(void *ctx)
{
    struct writer *w = ctx;
    const struct act act = {.action = S("create")};
    for (w->i = 0; w->i < WRITES; w->i++) {
        struct fail why = {0};
        w->n_written += store_write(w->app->store, &act, write_slowly, w, NULL, &why) == OK;
    }
    return NULL;
}

/* What a view of a past moment held when it was first looked at. */
struct look {
    int64_t as_of, n_units;
};

struct observer {
    struct app *app;
    atomic_bool is_over;
    struct look looks[LOOKS_MAX];
    int n;
};

static enum err count_units(struct app *app, int64_t as_of, int64_t *out, struct fail *why)
{
    struct view *v = NULL;
    struct shape s = entity_shape(&unit_entity);
    struct select all = {.shape = &s, .limit = 1};
    enum err err = view_open(app->store, as_of, &v, why);
    if (err == OK)
        err = view_count(v, &all, out, why);
    view_close(v);
    return err;
}

static enum err look_back(struct app *app, struct look *look, struct fail *why)
{
    struct view *v = NULL;
    struct shape s = entity_shape(&unit_entity);
    struct select all = {.shape = &s, .limit = 1};
    enum err err = view_open(app->store, 0, &v, why);
    if (err != OK)
        return err;
    err = view_horizon(v, &look->as_of, why);
    if (err == OK && look->as_of > 0) {
        view_set_as_of(v, look->as_of);
        err = view_count(v, &all, &look->n_units, why);
    }
    view_close(v);
    return err;
}

static void *observe(void *ctx)
{
    struct observer *o = ctx;
    while (!atomic_load(&o->is_over) && o->n < LOOKS_MAX) {
        struct fail why = {0};
        if (look_back(o->app, &o->looks[o->n], &why) == OK && o->looks[o->n].as_of > 0)
            o->n++;
        (void)usleep(2000);
    }
    return NULL;
}

/* Every entry up to the last sealed one has its leaf, at any moment. */
static void check_nothing_behind(struct app *app)
{
    CHECK_INT(test_number(app, "SELECT (SELECT count(*) FROM journal WHERE seq <= (SELECT max(seq) "
                               "FROM leaf)) - (SELECT count(*) FROM leaf)"),
              0);
}

static void check_looks(struct app *app, const struct observer *o)
{
    CHECK(o->n > 5);
    for (int i = 0; i < o->n; i++) {
        int64_t n = -1;
        MUST_DO(count_units(app, o->looks[i].as_of, &n, &why));
        CHECK_INT(o->looks[i].n_units, n);
        CHECK(i == 0 || o->looks[i].as_of >= o->looks[i - 1].as_of);
    }
}

static void check_sealed(struct app *app, int64_t n_written)
{
    struct check_options o = {0};
    struct check_report r = {0};
    MUST_DO(check_record(app, t_arena(), &o, &r, &why));
    CHECK_INT(r.findings.n_all, 0);
    CHECK_INT(r.n_entries, n_written);
    CHECK_INT(r.n_sealed, n_written);
    CHECK(r.n_heads > 0);
}

/* Two servers of one installation; on SQLite one server is both. */
struct race {
    struct app *one, *other;
    struct jobs *sealers[2];
    struct observer observer;
    struct writer writers[WRITERS];
    pthread_t threads[WRITERS + 1];
};

static void begin(struct race *r, enum dialect d)
{
    struct shape s = entity_shape(&unit_entity);
    const struct value *values = test_values(&s, "code=x;name_zh=单位;level=county");
    const struct job_listener nobody = {0};
    *r = (struct race){.one = test_app(d)};
    r->other = d == DIALECT_POSTGRES ? test_app_beside(r->one) : r->one;
    r->observer.app = r->other;
    MUST_DO(jobs_start(t_arena(), r->one, jobs_table, nobody, &r->sealers[0], &why));
    if (r->other != r->one)
        MUST_DO(jobs_start(t_arena(), r->other, jobs_table, nobody, &r->sealers[1], &why));
    REQUIRE(pthread_create(&r->threads[WRITERS], NULL, observe, &r->observer) == 0);
    for (int i = 0; i < WRITERS; i++) {
        r->writers[i] = (struct writer){.app = i % 2 == 0 ? r->one : r->other,
                                        .values = values,
                                        .seed = (uint64_t)i + 2006,
                                        .number = i};
        REQUIRE(pthread_create(&r->threads[i], NULL, write_many, &r->writers[i]) == 0);
    }
}

/* How many were written. */
static int64_t finish(struct race *r)
{
    int64_t n_written = 0;
    for (int i = 0; i < WRITERS; i++) {
        check_nothing_behind(r->one);
        (void)pthread_join(r->threads[i], NULL);
        CHECK_INT(r->writers[i].n_written, WRITES - WRITES / 10);
        n_written += r->writers[i].n_written;
    }
    atomic_store(&r->observer.is_over, true);
    (void)pthread_join(r->threads[WRITERS], NULL);
    jobs_stop(r->sealers[0]);
    jobs_stop(r->sealers[1]);
    return n_written;
}

static void interleave(enum dialect d)
{
    static struct race race;
    begin(&race, d);
    int64_t n_written = finish(&race);
    check_nothing_behind(race.one);
    check_looks(race.one, &race.observer);
    check_sealed(race.one, n_written);
    if (race.other != race.one)
        test_app_close(race.other);
    test_app_close(race.one);
}

TEST(no_committed_row_appears_behind_a_sealed_head_or_in_an_earlier_view)
{
    for (FOR_EACH_DIALECT(d))
        interleave(d);
}
