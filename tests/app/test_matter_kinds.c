/*
 * test_matter_kinds.c -- decisions, projects and disputes: how they run and who sees them.
 */
#include "app/county.h"
#include "app/dispute_contact.h"
#include "app/matters.h"
#include "entity/decision.h"
#include "entity/dispute.h"
#include "entity/document.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/round.h"

static enum err moved(struct app *app, struct caller who, int64_t matter, const char *move,
                      const char *given)
{
    struct fail why = {0};
    int64_t id = 0;
    struct call c = county_call(app, who);
    struct move_order o = {.matter = matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    enum err err = matter_move(&c, &o, &id, &why);
    call_done(&c);
    return err;
}

static struct str state_of(struct app *app, int64_t matter)
{
    return county_field(app, caller_system(), &matter_entity, matter, "state");
}

static const char *evidence(struct counties *t)
{
    return text("evidence=#%lld", (long long)county_make(t->app, &document_entity, t->bureau[ANJI],
                                                         "title=答复意见书"));
}

/* The county's day, so many days on. */
static const char *day_in(struct counties *t, int days)
{
    struct call c = county_call(t->app, caller_system());
    struct str day = date_str(t_arena(), c.today + days);
    call_done(&c);
    return text("%.*s", STR_ARG(day));
}

static int64_t petition(struct counties *t)
{
    int64_t id = 0;
    CHECK_INT(county_create(t->app, caller_as(t, ANJI, POST_ROLE_reporter), &dispute_entity, 0,
                            "title=征地补偿标准;topic=land;claim=要求按新标准补偿;"
                            "person=王某某;phone=13800138000",
                            &id),
              OK);
    return id;
}

TEST(a_dispute_is_for_few_from_the_beginning_and_who_asks_is_not_told)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id = petition(&t);
        CHECK_STR(state_of(t.app, id), S("received"));
        CHECK(county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_reporter), &dispute_entity, id));
        CHECK(county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_promotion), &dispute_entity, id));
        /* Who heads a unit answers for what it has taken up. */
        CHECK(county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_unit_head), &matter_entity, id));
        CHECK(!county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_secretary), &dispute_entity, id));
        CHECK(!county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_statistics), &matter_entity, id));
        struct str person = county_field(t.app, caller_system(), &dispute_entity, id, "person");
        CHECK(person.len > 0);
        CHECK(!str_eq(person, S("王某某")));
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM dispute WHERE person LIKE '%王某某%'"),
                  0);
        test_app_close(t.app);
    }
}

/* The county's leaders are no more than others, but for whom a party names. */
TEST(of_heads_only_that_of_the_unit_which_took_up_a_dispute_sees_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id = county_make(t.app, &dispute_entity, t.town[ANJI], "title=征地补偿标准");
        struct caller town = caller_as(&t, ANJI, POST_ROLE_unit_head);
        struct caller county = caller_as(&t, ANJI, POST_ROLE_leader);
        town.unit = t.town[ANJI];
        county.unit = t.county[ANJI];
        CHECK(county_sees(t.app, town, &dispute_entity, id));
        CHECK(county_sees(t.app, town, &matter_entity, id));
        CHECK(!county_sees(t.app, county, &dispute_entity, id));
        CHECK(!county_sees(t.app, county, &matter_entity, id));
        CHECK(county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_supervision), &dispute_entity, id));
        (void)county_make(t.app, &matter_party_entity, 0,
                          text("matter=#%lld;role=linked;post=#%lld", (long long)id,
                               (long long)t.post[ANJI][POST_ROLE_leader]));
        CHECK(county_sees(t.app, county, &matter_entity, id));
        test_app_close(t.app);
    }
}

static enum err contact_read(struct app *app, struct caller who, int64_t id, struct str *out_name)
{
    struct dispute_contact contact = {0};
    struct fail why = {0};
    struct call c = county_call(app, who);
    enum err err = dispute_contact(&c, id, &contact, &why);
    if (err == OK)
        *out_name = contact.text[0];
    call_done(&c);
    return err;
}

static enum err contact_erased(struct app *app, struct caller who, int64_t id, const char *reason)
{
    struct fail why = {0};
    struct call c = county_call(app, who);
    enum err err = dispute_contact_erase(&c, id, str_of(reason), &why);
    call_done(&c);
    return err;
}

/* The dispute, its course and the record stay; who asked is gone for everybody, and stays gone when
 * an older database comes back (test_keep). */
TEST(who_asked_is_erased_for_good_once_the_dispute_has_ended)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        struct str name = S("");
        int64_t id = petition(&t);
        CHECK_INT(contact_read(t.app, office, id, &name), OK);
        CHECK_STR(name, S("王某某"));
        CHECK_INT(contact_erased(t.app, office, id, "保存期限已满"), ERR_CONFLICT);
        CHECK_INT(moved(t.app, office, id, "withdraw", "reason=自愿撤回"), OK);
        CHECK_INT(contact_erased(t.app, reporter, id, "保存期限已满"), ERR_FORBIDDEN);
        CHECK_INT(contact_erased(t.app, office, id, "  "), ERR_INVALID);
        CHECK_INT(contact_erased(t.app, office, id, "保存期限已满"), OK);
        CHECK_INT(contact_read(t.app, office, id, &name), ERR_NOT_FOUND);
        CHECK_INT(contact_read(t.app, reporter, id, &name), ERR_NOT_FOUND);
        CHECK_INT(contact_erased(t.app, office, id, "再来一次"), ERR_NOT_FOUND);
        CHECK_STR(state_of(t.app, id), S("withdrawn"));
        CHECK_STR(county_field(t.app, office, &dispute_entity, id, "claim"), S("要求按新标准补偿"));
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM journal WHERE action = 'erase' AND note "
                                     "LIKE 'dispute %保存期限已满'"),
                  1);
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM protected_key WHERE entity = 'dispute' "
                                     "AND wrapped IS NOT NULL"),
                  0);
        test_app_close(t.app);
    }
}

TEST(a_dispute_goes_its_lawful_steps_to_a_recheck)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        long long bureau = t.bureau[ANJI];
        int64_t id = petition(&t);
        const char *late = text("lead=#%lld;due=%s", bureau, day_in(&t, 61));
        const char *last = text("lead=#%lld;due=%s", bureau, day_in(&t, 60));
        const char *reply = text("result=按新标准补发;%s", evidence(&t));
        const char *opinion = text("opinion=维持;%s", evidence(&t));
        CHECK_INT(moved(t.app, office, id, "assign", late), ERR_INVALID);
        CHECK_INT(moved(t.app, office, id, "assign", last), OK);
        CHECK_INT(moved(t.app, head, id, "object", "reason=不属本局职权"), OK);
        CHECK_STR(state_of(t.app, id), S("received"));
        CHECK_INT(moved(t.app, office, id, "assign", last), OK);
        CHECK_INT(moved(t.app, head, id, "accept", ""), OK);
        CHECK_INT(moved(t.app, head, id, "ask_delay",
                        text("reason=评估;progress=已勘察;due=%s", day_in(&t, 91))),
                  ERR_INVALID);
        CHECK_INT(moved(t.app, head, id, "reply", reply), OK);
        CHECK_INT(moved(t.app, head, id, "confirm", "opinion=认可"), ERR_FORBIDDEN);
        /* The office enters what was said at the window. */
        CHECK_INT(moved(t.app, office, id, "ask_review", "reason=面积有误"), OK);
        CHECK_INT(moved(t.app, office, id, "review", opinion), OK);
        CHECK_INT(moved(t.app, office, id, "ask_recheck", "reason=仍有异议"), OK);
        CHECK_INT(moved(t.app, office, id, "recheck", opinion), OK);
        CHECK_STR(state_of(t.app, id), S("closed"));
        test_app_close(t.app);
    }
}

TEST(a_decision_is_taken_carried_out_and_checked)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        int64_t id = 0;
        CHECK_INT(county_create(t.app, office, &decision_entity, 0,
                                "title=先行供地;content=指标先行使用", &id),
                  OK);
        CHECK_INT(moved(t.app, office, id, "record",
                        text("lead=#%lld;due=2099-12-31", (long long)t.bureau[ANJI])),
                  OK);
        CHECK_STR(county_field(t.app, office, &decision_entity, id, "decided_on"),
                  str_of(day_in(&t, 0)));
        CHECK_STR(county_field(t.app, office, &decision_entity, id, "first_due"), S("2099-12-31"));
        CHECK_INT(moved(t.app, head, id, "answer", "result=已供地"), OK);
        CHECK_INT(moved(t.app, head, id, "check", evidence(&t)), ERR_FORBIDDEN);
        CHECK_INT(moved(t.app, office, id, "check", evidence(&t)), OK);
        CHECK_STR(state_of(t.app, id), S("closed"));
        test_app_close(t.app);
    }
}

TEST(a_project_is_a_project_and_its_owner_sees_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        int64_t id =
            county_make(t.app, &project_entity, t.bureau[ANJI],
                        text("title=天二项目;owner_unit=#%lld", (long long)t.bureau[CHANGXING]));
        CHECK(county_sees(t.app, caller_as(&t, CHANGXING, POST_ROLE_owner), &project_entity, id));
        CHECK(
            !county_sees(t.app, caller_as(&t, CHANGXING, POST_ROLE_secadmin), &project_entity, id));
        int64_t problem = 0;
        const char *of = text("title=征地;project=#%lld", (long long)id);
        CHECK_INT(county_create(t.app, office, &problem_entity, 0, of, &problem), OK);
        of = text("title=拆迁;project=#%lld", (long long)problem);
        CHECK_INT(county_create(t.app, office, &problem_entity, 0, of, &problem), ERR_INVALID);
        CHECK_STR(county_problem(), S("kind"));
        test_app_close(t.app);
    }
}
