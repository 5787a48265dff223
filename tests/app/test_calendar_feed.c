/*
 * test_calendar_feed.c -- what a calendar program reads of a post: what its holder owes, as long as
 * the post is held, and nothing that is for few.
 */
#include "app/calendar_feed.h"
#include "app/county.h"
#include "entity/account.h"
#include "entity/commitment.h"
#include "entity/dispute.h"
#include "entity/holding.h"
#include "entity/matter_move.h"
#include "entity/round.h"
#include "entity/term.h"

static enum err made(struct counties *t, struct caller who, const char *name,
                     struct calendar_feed_made *out)
{
    struct fail why = {0};
    struct call c = county_call(t->app, who);
    enum err err = calendar_feed_make(&c, str_of(name), out, &why);
    call_done(&c);
    return err;
}

static enum err revoked(struct counties *t, struct caller who, int64_t id)
{
    struct fail why = {0};
    struct call c = county_call(t->app, who);
    enum err err = calendar_feed_revoke(&c, id, &why);
    call_done(&c);
    return err;
}

static enum err read_feed(struct counties *t, struct str token, struct str *out)
{
    struct fail why = {0};
    struct buf text = buf_on(t_arena(), 1024 * KIB);
    struct call c = county_call(t->app, (struct caller){.role = POST_ROLE_COUNT});
    struct calendar_feed_query q = {.token = token, .origin = S("http://h")};
    enum err err = calendar_feed_read(&c, &q, &text, &why);
    call_done(&c);
    *out = buf_str(&text);
    return err;
}

/* A commitment of Anji's bureau, due on the last day of June 2099. */
static int64_t commitment(struct counties *t, const char *title)
{
    int64_t id = 0;
    CHECK_INT(
        county_create(t->app, caller_as(t, ANJI, POST_ROLE_promotion), &commitment_entity, 0,
                      text("title=%s;due=2099-06-30;lead=#%lld", title, (long long)t->bureau[ANJI]),
                      &id),
        OK);
    return id;
}

TEST(a_feed_tells_what_the_post_owes_until_it_is_revoked)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        struct calendar_feed_made feed = {0};
        struct str ics = {0};
        int64_t matter = commitment(&t, "六月底前交地");
        int64_t round = 0;
        CHECK_INT(county_create(t.app, caller_as(&t, ANJI, POST_ROLE_promotion), &round_entity, 0,
                                "title=六月协调会;due=2099-06-15", &round),
                  OK);
        CHECK_INT(made(&t, head, "手机", &feed), OK);
        CHECK_INT(read_feed(&t, feed.token, &ics), OK);
        CHECK_HAS(ics, S("DTSTART;VALUE=DATE:20990630"));
        CHECK_HAS(ics, S("六月底前交地"));
        CHECK_HAS(ics, S("DTSTART;VALUE=DATE:20990615"));
        CHECK_HAS(ics, str_of(text("UID:matter-%lld-due.", (long long)matter)));
        struct str again = {0};
        CHECK_INT(read_feed(&t, feed.token, &again), OK);
        CHECK_STR(again, ics);
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM calendar_feed WHERE length(token) = 64"),
                  1);
        CHECK_INT(revoked(&t, caller_as(&t, ANJI, POST_ROLE_reporter), feed.id), ERR_NOT_FOUND);
        CHECK_INT(revoked(&t, head, feed.id), OK);
        CHECK_INT(revoked(&t, head, feed.id), ERR_CONFLICT);
        CHECK_INT(read_feed(&t, feed.token, &ics), ERR_NOT_FOUND);
        CHECK_INT(read_feed(&t, S("x"), &ics), ERR_NOT_FOUND);
        test_app_close(t.app);
    }
}

TEST(a_feed_ends_with_the_holding_and_with_the_account)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        struct caller leader = caller_as(&t, ANJI, POST_ROLE_leader);
        struct calendar_feed_made of_head = {0};
        struct calendar_feed_made of_leader = {0};
        struct str ics = {0};
        CHECK_INT(made(&t, head, "", &of_head), OK);
        CHECK_INT(made(&t, leader, "", &of_leader), OK);
        CHECK_INT(county_update(t.app, caller_system(), &holding_entity,
                                t.holding[ANJI][POST_ROLE_unit_head], "held_to=2000-02-01"),
                  OK);
        CHECK_INT(read_feed(&t, of_head.token, &ics), ERR_NOT_FOUND);
        CHECK_INT(read_feed(&t, of_leader.token, &ics), OK);
        CHECK_INT(
            county_update(t.app, caller_system(), &account_entity, leader.account, "state=locked"),
            OK);
        CHECK_INT(read_feed(&t, of_leader.token, &ics), ERR_NOT_FOUND);
        test_app_close(t.app);
    }
}

TEST(a_feed_tells_no_title_of_a_dispute_and_nothing_of_another_county)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct calendar_feed_made feed = {0};
        struct calendar_feed_made other = {0};
        struct str ics = {0};
        int64_t id = 0;
        CHECK_INT(county_create(t.app, caller_as(&t, ANJI, POST_ROLE_reporter), &dispute_entity, 0,
                                "title=王某某征地补偿;topic=land;due=2099-06-20", &id),
                  OK);
        (void)commitment(&t, "六月底前交地");
        (void)county_make(t.app, &term_entity, t.county[ANJI],
                          "step=accept;n=15;unit=days;valid_from=2000-01-01");
        CHECK_INT(made(&t, office, "", &feed), OK);
        CHECK_INT(made(&t, caller_as(&t, CHANGXING, POST_ROLE_promotion), "", &other), OK);
        CHECK_INT(read_feed(&t, feed.token, &ics), OK);
        CHECK(str_find(ics, S("王某某")) < 0);
        CHECK_HAS(ics, str_of(text("matter-%lld-due", (long long)id)));
        CHECK_INT(read_feed(&t, other.token, &ics), OK);
        CHECK(str_find(ics, S("VEVENT")) < 0);
        test_app_close(t.app);
    }
}

TEST(feeds_are_for_who_has_to_do_with_matters_and_not_without_end)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        struct calendar_feed_made feed = {0};
        CHECK_INT(made(&t, caller_as(&t, ANJI, POST_ROLE_sysadmin), "", &feed), ERR_FORBIDDEN);
        CHECK_INT(made(&t, caller_system(), "", &feed), ERR_FORBIDDEN);
        CHECK_INT(made(&t, head, text("%061d", 0), &feed), ERR_INVALID);
        for (int i = 0; i < CALENDAR_FEEDS_MOST; i++)
            CHECK_INT(made(&t, head, "", &feed), OK);
        CHECK_INT(made(&t, head, "", &feed), ERR_CONFLICT);
        CHECK_INT(revoked(&t, caller_as(&t, ANJI, POST_ROLE_secadmin), feed.id), OK);
        CHECK_INT(made(&t, head, "", &feed), OK);
        test_app_close(t.app);
    }
}
