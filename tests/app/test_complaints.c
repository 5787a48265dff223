/*
 * test_complaints.c -- what is said of the program: who reads, who answers, whose name is kept.
 */
#include "app/complaints.h"
#include "app/county.h"
#include "entity/complaint.h"

static int64_t said(struct app *app, struct caller who, const char *more)
{
    int64_t id = 0;
    CHECK_INT(county_create(app, who, &complaint_entity, 0,
                            text("title=填得太多;said=同一个数要填三遍%s", more), &id),
              OK);
    return id;
}

static enum err answer(struct app *app, struct caller who, int64_t id, const char *words)
{
    struct fail why = {0};
    struct call c = county_call(app, who);
    enum err err = complaint_answer(&c, id, str_of(words), &why);
    call_done(&c);
    return err;
}

static struct complaint_counts counts(struct app *app, struct caller who)
{
    struct complaint_counts n = {0};
    struct call c = county_call(app, who);
    MUST_DO(complaints_count(&c, &n, &why));
    call_done(&c);
    return n;
}

TEST(everybody_of_the_county_reads_it_and_two_kinds_of_posts_answer)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id = said(t.app, caller_as(&t, ANJI, POST_ROLE_reporter), "");
        for (int role = 0; role < POST_ROLE_COUNT; role++) {
            struct caller who = caller_as(&t, ANJI, (enum post_role)role);
            bool answers = role == POST_ROLE_promotion || role == POST_ROLE_sysadmin;
            CHECK(county_sees(t.app, who, &complaint_entity, id));
            CHECK(!county_sees(t.app, caller_as(&t, CHANGXING, (enum post_role)role),
                               &complaint_entity, id));
            CHECK_INT(answer(t.app, who, id, "已改为填一遍"), answers ? OK : ERR_FORBIDDEN);
        }
        CHECK_INT(answer(t.app, caller_as(&t, CHANGXING, POST_ROLE_promotion), id, "x"),
                  ERR_NOT_FOUND);
        CHECK_INT(answer(t.app, caller_as(&t, ANJI, POST_ROLE_promotion), id, "  "), ERR_INVALID);
        test_app_close(t.app);
    }
}

/* Who wrote each version: the post is kept of one who is named; of another only who answered. */
static void check_pasts(const struct counties *t, int64_t named, int64_t unnamed)
{
    struct call c = county_call(t->app, caller_as(t, ANJI, POST_ROLE_leader));
    struct shape shape = {0};
    struct pasts of_named = {0};
    struct pasts of_unnamed = {0};
    MUST_DO(records_past(&c, &complaint_entity, named, &shape, &of_named, &why));
    MUST_DO(records_past(&c, &complaint_entity, unnamed, &shape, &of_unnamed, &why));
    call_done(&c);
    REQUIRE(of_named.n == 1 && of_unnamed.n == 2);
    CHECK_INT(of_named.at[0].post, t->post[ANJI][POST_ROLE_reporter]);
    for (ptrdiff_t i = 0; i < of_unnamed.n; i++) {
        bool is_first = of_unnamed.at[i].record.version == 1;
        CHECK_INT(of_unnamed.at[i].post, is_first ? 0 : t->post[ANJI][POST_ROLE_sysadmin]);
        CHECK_INT(of_unnamed.at[i].account != 0, !is_first);
    }
}

TEST(who_does_not_want_to_be_named_is_not)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        struct caller leader = caller_as(&t, ANJI, POST_ROLE_leader);
        int64_t named = said(t.app, reporter, ";named=yes");
        int64_t unnamed = said(t.app, reporter, ";named=no");
        CHECK_INT(answer(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin), unnamed, "已改"), OK);
        CHECK(county_field(t.app, leader, &complaint_entity, named, "author").len > 0);
        CHECK_STR(county_field(t.app, leader, &complaint_entity, unnamed, "author"), S(""));
        check_pasts(&t, named, unnamed);
        test_app_close(t.app);
    }
}

TEST(open_ones_are_counted_with_their_age_and_what_is_withheld_is_not)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct fail refused = {0};
        CHECK_INT(counts(t.app, office).oldest, -1);
        int64_t old = said(t.app, caller_as(&t, ANJI, POST_ROLE_owner), "");
        int64_t answered = said(t.app, office, "");
        int64_t of_a_person = said(t.app, office, "");
        test_tamper(t.app, text("UPDATE complaint SET made_on = made_on - 40 WHERE id = %lld",
                                (long long)old));
        CHECK_INT(answer(t.app, office, answered, "已改"), OK);
        struct call c = county_call(t.app, office);
        CHECK_INT(complaint_withhold(&c, of_a_person, S(""), &refused), ERR_INVALID);
        MUST_DO(complaint_withhold(&c, of_a_person, S("说的是人"), &why));
        call_done(&c);
        struct complaint_counts n = counts(t.app, office);
        CHECK_INT(n.open, 1);
        CHECK_INT(n.answered, 1);
        CHECK_INT(n.oldest, 40);
        test_app_close(t.app);
    }
}
