/*
 * test_acts.c -- whose entries an auditor sees.
 */
#include "app/acts.h"
#include "app/county.h"
#include "entity/account.h"
#include "entity/document.h"
#include "entity/holding.h"
#include "entity/post.h"
#include "entity/unit.h"

/* Does the auditor's journal hold the entry by which this record was made? */
static bool sees_making(struct app *app, struct caller who, const struct entity *e, int64_t record)
{
    struct act_entries list = {0};
    struct call c = county_call(app, who);
    MUST_DO(acts_list(&c, 0, 500, &list, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < list.n; i++)
        if (list.at[i].e == e && list.at[i].record == record)
            return true;
    return false;
}

static ptrdiff_t count(struct app *app, struct caller who)
{
    struct act_entries list = {0};
    struct call c = county_call(app, who);
    MUST_DO(acts_list(&c, 0, 500, &list, &why));
    call_done(&c);
    return list.n;
}

/* A post of an auditor in the city's own office, and its holder. */
static struct caller auditor_of_city(const struct counties *t)
{
    int64_t post = county_make(
        t->app, &post_entity, t->city,
        text("unit=#%lld;code=city-audit;name_zh=审计;role=auditor", (long long)t->city));
    int64_t account = county_make(t->app, &account_entity, t->city, "login=city-audit;name=审计");
    (void)county_make(
        t->app, &holding_entity, t->city,
        text("account=#%lld;post=#%lld;held_from=2000-01-01", (long long)account, (long long)post));
    return (struct caller){
        .account = account, .post = post, .unit = t->city, .role = POST_ROLE_auditor};
}

static void two_counties(enum dialect dialect)
{
    struct counties t = test_counties(dialect);
    struct caller city = auditor_of_city(&t);
    int64_t paper[COUNTIES] = {0};
    int64_t by_machine[COUNTIES] = {0};
    for (int i = 0; i < COUNTIES; i++) {
        CHECK(county_create(t.app, caller_as(&t, i, POST_ROLE_promotion), &document_entity,
                            t.bureau[i], "title=通知", &paper[i]) == OK);
        by_machine[i] = county_make(t.app, &document_entity, t.town[i], "title=来文");
    }
    for (int i = 0; i < COUNTIES; i++) {
        struct caller auditor = caller_as(&t, i, POST_ROLE_auditor);
        int other = COUNTIES - 1 - i;
        CHECK(sees_making(t.app, auditor, &document_entity, paper[i]));
        CHECK(sees_making(t.app, auditor, &document_entity, by_machine[i]));
        CHECK(sees_making(t.app, auditor, &unit_entity, t.town[i]));
        CHECK(sees_making(t.app, auditor, &unit_entity, t.county[i]));
        CHECK(sees_making(t.app, auditor, &account_entity, t.account[i][POST_ROLE_leader]));
        CHECK(!sees_making(t.app, auditor, &document_entity, paper[other]));
        CHECK(!sees_making(t.app, auditor, &document_entity, by_machine[other]));
        CHECK(!sees_making(t.app, auditor, &unit_entity, t.town[other]));
        CHECK(!sees_making(t.app, auditor, &unit_entity, t.city));
        CHECK(!sees_making(t.app, auditor, &account_entity, t.account[other][POST_ROLE_leader]));
        CHECK(sees_making(t.app, city, &document_entity, paper[i]));
        CHECK(sees_making(t.app, city, &unit_entity, t.town[i]));
    }
    CHECK_INT(count(t.app, city), count(t.app, caller_system()));
    test_app_close(t.app);
}

TEST(an_auditor_of_a_county_sees_its_entries_and_one_at_the_top_sees_all)
{
    two_counties(DIALECT_SQLITE);
    two_counties(DIALECT_POSTGRES);
}
