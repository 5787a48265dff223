/*
 * letters.c -- a county whose bureau head is told of matters.
 */
#include "jobs/letters.h"

#include "entity/account.h"
#include "entity/mail_server.h"
#include "entity/supervision.h"
#include "jobs/outbox_job.h"

static int64_t now_of(void *ctx)
{
    struct letters *k = ctx;
    return k->now != 0 ? k->now : os_real.now(NULL);
}

void letters_at(struct letters *k, const char *when)
{
    REQUIRE(instant_parse(str_fmt(t_arena(), "%s:00+08:00", when), &k->now));
}

static void set(struct letters *k, const struct entity *e, int64_t id, const char *texts)
{
    if (texts[0])
        CHECK_INT(county_update(k->t.app, caller_system(), e, id, texts), OK);
}

void letters_begin(struct letters *k, enum dialect d, const char *mode, const char *server,
                   const char *wish)
{
    *k = (struct letters){.t = test_counties(d), .mail = outside_start(mode)};
    k->os = os_real;
    k->os.ctx = k;
    k->os.now = now_of;
    k->t.app->os = &k->os;
    k->t.app->origin = S("https://ponan.example.gov.cn");
    k->office = caller_as(&k->t, ANJI, POST_ROLE_supervision);
    k->head = caller_as(&k->t, ANJI, POST_ROLE_unit_head);
    if (strcmp(mode, "http") != 0)
        k->server = county_make(k->t.app, &mail_server_entity, k->t.county[ANJI],
                                text("host=127.0.0.1;port=%d;from_address=ponan@example.gov.cn;"
                                     "from_name=督查室;security=none",
                                     k->mail.port));
    set(k, &mail_server_entity, k->server, server);
    set(k, &account_entity, k->head.account,
        "mail=head@example.gov.cn;notices=at_once;quiet_from=0;quiet_to=0;quiet_rest=no");
    set(k, &account_entity, k->head.account, wish);
}

void letters_end(struct letters *k)
{
    k->t.app->os = &os_real;
    test_app_close(k->t.app);
    outside_stop(&k->mail);
}

void letters_move(struct letters *k, struct caller who, int64_t matter, const char *move,
                  const char *given)
{
    int64_t id = 0;
    struct call c = county_call(k->t.app, who);
    struct move_order o = {.matter = matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

int64_t letters_matter(struct letters *k, const char *title)
{
    int64_t id = 0;
    CHECK_INT(county_create(k->t.app, k->office, &supervision_entity, 0,
                            text("title=%s;opened_on=2006-06-01", title), &id),
              OK);
    letters_move(k, k->office, id, "assign",
                 text("lead=#%lld;due=2030-06-20", (long long)k->t.bureau[ANJI]));
    return id;
}

void letters_round(struct letters *k)
{
    MUST_DO(outbox_job_run(k->t.app, &why));
}

void letters_hurry(struct letters *k)
{
    test_tamper(k->t.app, "UPDATE outbox SET next_at = 0 WHERE done IS NULL");
}

int64_t letters_count(struct letters *k, const char *state)
{
    return test_number(k->t.app, text("SELECT count(*) FROM outbox WHERE state = '%s'", state));
}

int64_t letters_faults(struct letters *k, const char *fault)
{
    return test_number(k->t.app, text("SELECT count(*) FROM outbox WHERE fault = '%s'", fault));
}
