/*
 * test_ruling.c -- an objection, a delay and a disagreement are decided by one named post, on both
 * engines.
 */
#include "app/county.h"
#include "app/matter_list.h"
#include "app/matters.h"
#include "entity/account.h"
#include "entity/deciding_post.h"
#include "entity/holding.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/problem.h"

#define ANSWER "result=已腾地;cause=补偿未谈拢;measure=一户一策;next=交地;next_on=2099-01-31"

struct ruled {
    struct counties t;
    struct app *app;
    struct caller office, supervision, leader, head, joint;
    int64_t matter;
};

static enum err moved(struct ruled *r, struct caller who, const char *move, const char *given)
{
    struct fail why = {0};
    int64_t id = 0;
    struct call c = county_call(r->app, who);
    struct move_order o = {.matter = r->matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    enum err err = matter_move(&c, &o, &id, &why);
    call_done(&c);
    return err;
}

/* A problem assigned by the promotion office to the town, the bureau's section beside it. */
static struct ruled ruled_on(enum dialect d)
{
    struct ruled r = {.t = test_counties(d)};
    r.app = r.t.app;
    r.office = caller_as(&r.t, ANJI, POST_ROLE_promotion);
    r.supervision = caller_as(&r.t, ANJI, POST_ROLE_supervision);
    r.leader = caller_as(&r.t, ANJI, POST_ROLE_leader);
    r.head = caller_as(&r.t, ANJI, POST_ROLE_unit_head);
    r.head.unit = r.t.town[ANJI];
    r.joint = caller_as(&r.t, ANJI, POST_ROLE_reporter);
    r.joint.unit = r.t.section[ANJI];
    r.matter = county_make(r.app, &problem_entity, r.t.bureau[ANJI], "title=进厂道路");
    CHECK_INT(moved(&r, caller_system(), "submit", "measure=先铺通"), OK);
    CHECK_INT(moved(&r, r.office, "assign",
                    text("lead=#%lld;joint=#%lld;due=2099-12-31", (long long)r.t.town[ANJI],
                         (long long)r.t.section[ANJI])),
              OK);
    return r;
}

static struct str field(struct ruled *r, const char *name)
{
    return county_field(r->app, caller_system(), &matter_entity, r->matter, name);
}

static bool waits_for(struct ruled *r, struct caller who)
{
    struct waiting_query q = {.kind = S("problem"), .limit = 50};
    struct page page = {0};
    struct call c = county_call(r->app, who);
    MUST_DO(matters_waiting(&c, &q, &page, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < page.n; i++)
        if (page.at[i].id == r->matter)
            return true;
    return false;
}

static struct str id_text(int64_t id)
{
    return str_of(text("%lld", (long long)id));
}

TEST(an_objection_is_decided_by_who_assigned_unless_a_unit_names_a_post)
{
    for (FOR_EACH_DIALECT(d)) {
        struct ruled r = ruled_on(d);
        CHECK_INT(moved(&r, r.head, "object", "reason=应由国土局牵头"), OK);
        CHECK_STR(field(&r, "ruler"), id_text(r.office.post));
        CHECK(waits_for(&r, r.office));
        CHECK(!waits_for(&r, r.supervision));
        CHECK_INT(moved(&r, r.supervision, "insist", "reason=职责明确"), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.leader, "insist", "reason=职责明确"), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.office, "insist", "reason=职责明确"), OK);
        CHECK_STR(field(&r, "ruler"), S(""));
        /* The nearest unit's row holds, and one for the kind before one for all. */
        (void)county_make(r.app, &deciding_post_entity, r.t.city,
                          text("about=objection;post=#%lld", (long long)r.office.post));
        (void)county_make(r.app, &deciding_post_entity, r.t.county[ANJI],
                          text("about=objection;post=#%lld", (long long)r.supervision.post));
        (void)county_make(r.app, &deciding_post_entity, r.t.county[ANJI],
                          text("about=delay;post=#%lld", (long long)r.supervision.post));
        CHECK_INT(moved(&r, r.head, "object", "reason=应由国土局牵头"), OK);
        CHECK_STR(field(&r, "ruler"), id_text(r.supervision.post));
        CHECK_INT(moved(&r, r.office, "insist", "reason=职责明确"), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.supervision, "insist", "reason=职责明确"), OK);
        (void)county_make(r.app, &deciding_post_entity, r.t.county[ANJI],
                          text("about=objection;kind=problem;post=#%lld", (long long)r.head.post));
        /* A post that had nothing to do with the matter decides, and sees it for that. */
        CHECK_INT(moved(&r, r.head, "object", "reason=应由国土局牵头"), OK);
        CHECK_STR(field(&r, "ruler"), id_text(r.head.post));
        test_app_close(r.app);
    }
}

TEST(a_delay_is_decided_by_the_named_post_and_by_the_offices_when_nobody_holds_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct ruled r = ruled_on(d);
        (void)county_make(r.app, &deciding_post_entity, r.t.bureau[ANJI],
                          text("about=delay;post=#%lld", (long long)r.supervision.post));
        CHECK_INT(moved(&r, r.head, "accept", ""), OK);
        CHECK_INT(moved(&r, r.head, "ask_delay", "reason=批次推迟;progress=已上报;due=2100-01-31"),
                  OK);
        CHECK_STR(field(&r, "ruler"), id_text(r.supervision.post));
        CHECK_INT(moved(&r, r.office, "grant_delay", "due=2100-01-31"), ERR_FORBIDDEN);
        CHECK(!waits_for(&r, r.office));
        /* The holder is locked out: the question does not wait for an empty chair. */
        CHECK_INT(county_update(r.app, caller_system(), &account_entity,
                                r.t.account[ANJI][POST_ROLE_supervision], "state=locked"),
                  OK);
        CHECK_INT(moved(&r, r.office, "grant_delay", "due=2100-01-31"), OK);
        CHECK_STR(field(&r, "due"), S("2100-01-31"));
        CHECK_STR(field(&r, "first_due"), S("2099-12-31"));
        test_app_close(r.app);
    }
}

static bool is_orphan(struct ruled *r, struct caller who)
{
    struct waiting_query q = {.kind = S("problem"), .limit = 50};
    struct page page = {0};
    struct call c = county_call(r->app, who);
    MUST_DO(matters_orphaned(&c, &q, &page, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < page.n; i++)
        if (page.at[i].id == r->matter)
            return true;
    return false;
}

/* What a post owes follows the post: the next holder has it, until then it shows as an orphan. */
TEST(a_matter_whose_post_nobody_holds_is_shown_until_somebody_does)
{
    for (FOR_EACH_DIALECT(d)) {
        struct ruled r = ruled_on(d);
        int64_t post = r.t.post[ANJI][POST_ROLE_statistics];
        r.matter = county_make(r.app, &problem_entity, r.t.bureau[ANJI],
                               text("title=账册未移交;responsible=#%lld", (long long)post));
        CHECK(!is_orphan(&r, r.office));
        CHECK_INT(county_update(r.app, caller_system(), &holding_entity,
                                r.t.holding[ANJI][POST_ROLE_statistics], "held_to=2001-01-01"),
                  OK);
        CHECK(is_orphan(&r, r.office));
        CHECK(is_orphan(&r, caller_as(&r.t, ANJI, POST_ROLE_unit_head)));
        CHECK(!is_orphan(&r, caller_as(&r.t, CHANGXING, POST_ROLE_promotion)));
        (void)county_make(r.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;as_what=holder;held_from=2001-01-01",
                               (long long)r.t.account[ANJI][POST_ROLE_reporter], (long long)post));
        CHECK(!is_orphan(&r, r.office));
        test_app_close(r.app);
    }
}

TEST(a_joint_unit_that_disagrees_brings_it_to_the_deciding_post)
{
    for (FOR_EACH_DIALECT(d)) {
        struct ruled r = ruled_on(d);
        (void)county_make(r.app, &deciding_post_entity, r.t.county[ANJI],
                          text("about=disagreement;post=#%lld", (long long)r.leader.post));
        CHECK_INT(moved(&r, r.head, "accept", ""), OK);
        /* The lead answers for all; the joint unit does not. */
        CHECK_INT(moved(&r, r.joint, "answer", ANSWER), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.head, "answer", ANSWER), OK);
        CHECK_INT(moved(&r, r.head, "disagree", "reason=不同意"), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.joint, "disagree", ""), ERR_INVALID);
        CHECK_INT(moved(&r, r.joint, "disagree", "reason=土方不归我科"), OK);
        CHECK_STR(field(&r, "state"), S("disagreed"));
        CHECK_STR(field(&r, "ruler"), id_text(r.leader.post));
        CHECK(waits_for(&r, r.leader));
        CHECK_INT(test_number(r.app, text("SELECT count(*) FROM notice WHERE post = %lld AND "
                                          "matter = %lld",
                                          (long long)r.leader.post, (long long)r.matter)),
                  1);
        CHECK_INT(moved(&r, r.office, "settle", "opinion=按原分工办"), ERR_FORBIDDEN);
        CHECK_INT(moved(&r, r.leader, "settle", "opinion=按原分工办"), OK);
        CHECK_STR(field(&r, "state"), S("working"));
        CHECK_INT(moved(&r, r.head, "answer", ANSWER), OK);
        test_app_close(r.app);
    }
}
