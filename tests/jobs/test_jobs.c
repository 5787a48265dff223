/*
 * test_jobs.c -- jobs run by themselves, on one server at a time, and stop cleanly.
 */
#include "app/check.h"
#include "app/claim.h"
#include "app/installation.h"
#include "app/keys.h"
#include "app/protect.h"
#include "entity/unit.h"
#include "jobs/jobs.h"

#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 20000, STEP_MS = 20 };

static struct jobs *start(struct app *app, const struct job *table, struct job_listener listener)
{
    struct jobs *j = NULL;
    MUST_DO(jobs_start(t_arena(), app, table, listener, &j, &why));
    return j;
}

static void make_unit(const struct app *app, int i)
{
    struct shape s = entity_shape(&unit_entity);
    (void)test_insert(app->store, &s, 0,
                      str_fmt(t_arena(), "code=u%d;name_zh=单位;level=county", i).s);
}

TEST(entries_are_sealed_by_themselves)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct jobs *j = start(app, jobs_table, (struct job_listener){0});
        make_unit(app, 1);
        make_unit(app, 2);
        bool is_due = true;
        for (int ms = 0; is_due && ms < WAIT_MS; ms += STEP_MS) {
            (void)usleep(STEP_MS * 1000);
            MUST_DO(seal_is_due(app, &is_due, &why));
        }
        CHECK(!is_due);
        make_unit(app, 3);
        jobs_stop(j); /* a last round */
        MUST_DO(seal_is_due(app, &is_due, &why));
        CHECK(!is_due);
        CHECK_INT(test_number(app, "SELECT count(*) FROM leaf"), 3);
        CHECK_INT(test_number(app, "SELECT count(*) FROM job WHERE claimed_by IS NOT NULL"), 0);
        test_app_close(app);
    }
}

TEST(an_idle_installation_writes_nothing)
{
    struct app *app = test_app(DIALECT_SQLITE);
    struct jobs *j = start(app, jobs_table, (struct job_listener){0});
    (void)usleep(1200 * 1000);
    jobs_stop(j);
    CHECK_INT(test_number(app, "SELECT count(*) FROM job"), 0);
    CHECK_INT(test_number(app, "SELECT count(*) FROM head"), 0);
    test_app_close(app);
}

static const struct claim_step {
    const char *name, *holder;
    int64_t now, until; /* until 0: give it back */
    bool is_ours;
} claim_steps[] = {
    {"x", "a", 1000, 2000, true},  {"x", "b", 1500, 2500, false},
    {"y", "b", 1500, 2500, true},  {"x", "a", 1900, 3000, true},  /* renewed */
    {"x", "b", 2500, 3500, false}, {"x", "b", 3001, 4000, true},  /* it has run out */
    {"x", "a", 0, 0, false},       {"x", "a", 3500, 4500, false}, /* not a's to give back */
    {"x", "b", 0, 0, false},       {"x", "a", 3500, 4500, true},
};

TEST(a_claim_is_one_holders_until_it_ends_or_is_given_back)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(claim_steps); i++) {
            const struct claim_step *s = &claim_steps[i];
            bool is_ours = false;
            if (s->until == 0)
                MUST_DO(claim_release(app, str_of(s->name), str_of(s->holder), &why));
            else
                MUST_DO(claim_take(app, str_of(s->name), str_of(s->holder), s->now, s->until,
                                   &is_ours, &why));
            if (is_ours != s->is_ours)
                t_differs(__FILE__, __LINE__, "step %td: %s", i, is_ours ? "taken" : "refused");
        }
        CHECK_INT(test_number(app, "SELECT count(*) FROM job"), 2);
        test_app_close(app);
    }
}

/* --- a key file that changes ------------------------------------------------------------------ */

static void wait_for_seal(struct app *app)
{
    bool is_due = true;
    for (int ms = 0; is_due && ms < WAIT_MS; ms += STEP_MS) {
        (void)usleep(STEP_MS * 1000);
        MUST_DO(seal_is_due(app, &is_due, &why));
    }
    CHECK(!is_due);
}

static struct head last_head(const struct app *app)
{
    struct view *v = NULL;
    struct head head = {0};
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(head_last(v, t_arena(), &head, &why));
    view_close(v);
    return head;
}

/* As `ponan keys rotate` does it, in a program of its own. */
static struct str rotate_elsewhere(const struct app *app)
{
    struct app *machine = test_app_beside(app);
    struct caller who = {.is_system = true, .role = POST_ROLE_COUNT};
    struct call c = {0};
    struct str id = S("");
    MUST_DO(call_begin(machine, t_arena(), who, LANG_EN, 0, &c, &why));
    MUST_DO(keys_rotate(&c, &id, &why));
    call_done(&c);
    test_app_close(machine);
    return id;
}

static struct str phone_of(const struct app *app, const struct test_account *account)
{
    const struct protect_place place = {S("account"), account->id, S("phone")};
    struct view *v = NULL;
    struct str phone = S("");
    MUST_DO(view_open(app->store, 0, &v, &why));
    MUST_DO(protect_open(app, v, t_arena(), &place, account->sealed, &phone, &why));
    view_close(v);
    return phone;
}

static void check_is_clean(struct app *app)
{
    struct check_options options = {0};
    struct check_report report = {.findings = problems_on(t_arena())};
    MUST_DO(check_record(app, t_arena(), &options, &report, &why));
    for (ptrdiff_t i = 0; i < report.findings.n; i++)
        t_differs(__FILE__, __LINE__, "%.*s",
                  STR_ARG(message_str(t_arena(), LANG_EN, &report.findings.at[i].message)));
}

TEST(the_head_after_a_rotation_elsewhere_is_signed_by_the_new_key_without_a_restart)
{
    for (FOR_EACH_DIALECT(d)) {
        struct app *app = test_app(d);
        struct jobs *j = start(app, jobs_table, (struct job_listener){0});
        struct test_account account = test_account(app);
        wait_for_seal(app);
        struct str before = last_head(app).signer;
        struct str id = rotate_elsewhere(app);
        wait_for_seal(app); /* the entry "rotate_key" */
        CHECK(!str_eq(id, before));
        CHECK_STR(last_head(app).signer, id);
        CHECK_STR(phone_of(app, &account), S(TEST_PHONE));
        make_unit(app, 1);
        wait_for_seal(app);
        CHECK_STR(last_head(app).signer, id);
        check_is_clean(app); /* heads of both keys verify */
        jobs_stop(j);
        test_app_close(app);
    }
}

static atomic_int n_refusals;

static void count_refusal(void *ctx, struct str job, const struct fail *why)
{
    (void)ctx;
    if (str_eq(job, S("keys")) && why->err == ERR_FORBIDDEN)
        (void)atomic_fetch_add(&n_refusals, 1);
}

TEST(a_bad_key_file_is_told_and_sealing_goes_on_with_the_keys_of_before)
{
    struct app *app = test_app(DIALECT_SQLITE);
    atomic_store(&n_refusals, 0);
    struct jobs *j = start(app, jobs_table, (struct job_listener){.failed = count_refusal});
    struct str signer = keyring_signer(app->keys, t_arena());
    REQUIRE(chmod(test_app_keys(app), 0644) == 0);
    for (int ms = 0; atomic_load(&n_refusals) == 0 && ms < WAIT_MS; ms += STEP_MS)
        (void)usleep(STEP_MS * 1000);
    CHECK_INT(atomic_load(&n_refusals), 1);
    make_unit(app, 1);
    wait_for_seal(app);
    CHECK_STR(last_head(app).signer, signer);
    jobs_stop(j);
    test_app_close(app);
}

/* --- two servers -------------------------------------------------------------------------------
 */

static atomic_int n_inside;
static atomic_int n_most;
static atomic_int n_runs;

static enum err always(struct app *app, bool *out, struct fail *why)
{
    (void)app;
    (void)why;
    *out = true;
    return OK;
}

static enum err count_inside(struct app *app, struct fail *why)
{
    (void)app;
    (void)why;
    int n = atomic_fetch_add(&n_inside, 1) + 1;
    if (n > atomic_load(&n_most))
        atomic_store(&n_most, n);
    (void)usleep(5000);
    (void)atomic_fetch_sub(&n_inside, 1);
    (void)atomic_fetch_add(&n_runs, 1);
    return OK;
}

TEST(of_two_servers_one_does_the_work_and_the_other_takes_over_when_it_stops)
{
    static const struct job table[] = {
        {.name = S_("count"), .every_us = 1000, .is_due = always, .run = count_inside},
        {.name = S_("")},
    };
    for (FOR_EACH_DIALECT(d)) {
        struct app *one = test_app(d);
        struct app *other = test_app_beside(one);
        atomic_store(&n_most, 0);
        atomic_store(&n_runs, 0);
        struct jobs *j = start(one, table, (struct job_listener){0});
        struct jobs *k = start(other, table, (struct job_listener){0});
        for (int ms = 0; atomic_load(&n_runs) < 20 && ms < WAIT_MS; ms += STEP_MS)
            (void)usleep(STEP_MS * 1000);
        jobs_stop(j);
        int before = atomic_load(&n_runs);
        for (int ms = 0; atomic_load(&n_runs) < before + 5 && ms < WAIT_MS; ms += STEP_MS)
            (void)usleep(STEP_MS * 1000);
        CHECK(atomic_load(&n_runs) >= before + 5);
        jobs_stop(k);
        CHECK_INT(atomic_load(&n_most), 1);
        test_app_close(other);
        test_app_close(one);
    }
}

/* --- failures ----------------------------------------------------------------------------------
 */

static atomic_int n_failures;

static enum err fail_always(struct app *app, struct fail *why)
{
    (void)app;
    (void)atomic_fetch_add(&n_runs, 1);
    return FAIL(why, ERR_IO, MSG_err_internal, ARG_NONE);
}

static void count_failure(void *ctx, struct str job, const struct fail *why)
{
    (void)ctx;
    if (str_eq(job, S("fail")) && why->err == ERR_IO)
        (void)atomic_fetch_add(&n_failures, 1);
}

TEST(a_job_that_fails_again_and_again_is_told_once)
{
    static const struct job table[] = {
        {.name = S_("fail"), .every_us = 1000, .is_due = always, .run = fail_always},
        {.name = S_("")},
    };
    struct app *app = test_app(DIALECT_SQLITE);
    atomic_store(&n_runs, 0);
    struct jobs *j = start(app, table, (struct job_listener){.failed = count_failure});
    for (int ms = 0; atomic_load(&n_runs) < 10 && ms < WAIT_MS; ms += STEP_MS)
        (void)usleep(STEP_MS * 1000);
    jobs_stop(j);
    CHECK(atomic_load(&n_runs) >= 10);
    CHECK_INT(atomic_load(&n_failures), 1);
    test_app_close(app);
}
