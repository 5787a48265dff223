/*
 * test_answer_link.c -- a party without an account says whether it is solved: once, in time, and
 * nothing besides, on both engines.
 */
#include "app/answer_link.h"
#include "app/county.h"
#include "app/search.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/unit.h"

#define ANSWER "result=已腾地;cause=补偿未谈拢;measure=一户一策;next=交地;next_on=2099-01-31"
#define PEER   S("192.0.2.7")

static struct str said;

static enum err keep(struct call *c, enum err err, const struct fail *why)
{
    const struct message *m = c->problems.n > 0 ? &c->problems.at[0].message : &why->message;
    said = err == OK ? S("") : message_str(t_arena(), LANG_EN, m);
    call_done(c);
    return err;
}

static enum err moved(struct app *app, struct caller who, int64_t matter, const char *move,
                      const char *given)
{
    struct fail why = {0};
    int64_t id = 0;
    struct call c = county_call(app, who);
    struct move_order o = {.matter = matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    enum err err = matter_move(&c, &o, &id, &why);
    return keep(&c, err, &why);
}

/* A problem that waits for an enterprise without a post. */
struct asked {
    struct counties t;
    struct app *app;
    struct caller office, head, supervision;
    int64_t matter;
};

static struct asked asked_of(enum dialect d)
{
    struct asked a = {.t = test_counties(d)};
    a.app = a.t.app;
    a.office = caller_as(&a.t, ANJI, POST_ROLE_promotion);
    a.supervision = caller_as(&a.t, ANJI, POST_ROLE_supervision);
    a.head = caller_as(&a.t, ANJI, POST_ROLE_unit_head);
    int64_t firm = county_make(a.app, &unit_entity, 0,
                               text("code=side;name_zh=斯德机械;level=enterprise;parent=#%lld",
                                    (long long)a.t.county[ANJI]));
    a.matter = county_make(a.app, &problem_entity, a.t.bureau[ANJI],
                           "title=进厂道路;blocked=设备运不进去");
    (void)county_make(
        a.app, &matter_party_entity, 0,
        text("matter=#%lld;role=blocked;unit=#%lld", (long long)a.matter, (long long)firm));
    CHECK_INT(moved(a.app, caller_system(), a.matter, "submit", "measure=先铺通"), OK);
    CHECK_INT(moved(a.app, a.office, a.matter, "assign",
                    text("lead=#%lld;due=2099-12-31", (long long)a.t.bureau[ANJI])),
              OK);
    CHECK_INT(moved(a.app, a.head, a.matter, "accept", ""), OK);
    return a;
}

static void bring_to_confirm(struct asked *a)
{
    int64_t paper = county_make(a->app, &document_entity, a->t.bureau[ANJI], "title=验收单");
    CHECK_INT(moved(a->app, a->head, a->matter, "answer", ANSWER), OK);
    CHECK_INT(
        moved(a->app, a->office, a->matter, "check", text("evidence=#%lld", (long long)paper)), OK);
}

static enum err made(struct asked *a, struct caller who, struct answer_link_made *out)
{
    struct fail why = {0};
    struct call c = county_call(a->app, who);
    enum err err = answer_link_make(&c, a->matter, S(""), out, &why);
    return keep(&c, err, &why);
}

static struct caller nobody(void)
{
    return (struct caller){.role = POST_ROLE_COUNT};
}

static enum err seen(struct asked *a, struct str token, struct answer_sight *out)
{
    struct fail why = {0};
    struct call c = county_call(a->app, nobody());
    enum err err = answer_link_see(&c, token, PEER, out, &why);
    return keep(&c, err, &why);
}

static enum err given(struct asked *a, struct str token, bool is_solved, const char *reason)
{
    struct fail why = {0};
    struct call c = county_call(a->app, nobody());
    struct answer_given g = {
        .token = token, .peer = PEER, .reason = str_of(reason), .is_solved = is_solved};
    enum err err = answer_link_give(&c, &g, &why);
    return keep(&c, err, &why);
}

static struct str state_of(struct asked *a)
{
    return county_field(a->app, caller_system(), &matter_entity, a->matter, "state");
}

TEST(a_link_is_made_by_the_office_while_something_is_to_be_confirmed)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        CHECK_INT(made(&a, a.office, &link), ERR_CONFLICT);
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.head, &link), ERR_FORBIDDEN);
        CHECK_INT(made(&a, caller_as(&a.t, CHANGXING, POST_ROLE_promotion), &link), ERR_NOT_FOUND);
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_STR(link.holder, S("斯德机械"));
        /* The token itself is nowhere in the database. */
        struct str kept =
            county_field(a.app, caller_system(), &answer_link_entity, link.id, "token");
        CHECK_INT(kept.len, 64);
        CHECK(str_find(kept, link.token) < 0);
        int64_t id = 0;
        CHECK_INT(county_create(a.app, a.office, &answer_link_entity, 0, "holder=x", &id),
                  ERR_INVALID);
        test_app_close(a.app);
    }
}

TEST(the_check_makes_the_link_in_its_own_act_for_who_may_hand_it_on)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct fail why = {0};
        struct answer_link_made link = {0};
        struct answer_sight s = {0};
        int64_t id = 0;
        int64_t paper = county_make(a.app, &document_entity, a.t.bureau[ANJI], "title=验收单");
        CHECK_INT(moved(a.app, a.head, a.matter, "answer", ANSWER), OK);
        struct call c = county_call(a.app, a.office);
        struct move_order o = {.matter = a.matter, .move = S("check"), .link = &link};
        o.in = county_inputs(text("evidence=#%lld", (long long)paper), &o.n_in);
        CHECK_INT(matter_move(&c, &o, &id, &why), OK);
        call_done(&c);
        CHECK(link.id != 0);
        CHECK_STR(link.holder, S("斯德机械"));
        CHECK_INT(seen(&a, link.token, &s), OK);
        CHECK_STR(s.title, S("进厂道路"));
        /* The next one by hand ends it. */
        struct answer_link_made next = {0};
        CHECK_INT(made(&a, a.office, &next), OK);
        CHECK_INT(seen(&a, link.token, &s), ERR_NOT_FOUND);
        /* A move that asks nobody makes none. */
        CHECK_INT(given(&a, next.token, false, "仍然不通"), OK);
        struct answer_link_made none = {0};
        c = county_call(a.app, a.office);
        o = (struct move_order){.matter = a.matter, .move = S("void"), .link = &none};
        o.in = county_inputs("reason=录错", &o.n_in);
        CHECK_INT(matter_move(&c, &o, &id, &why), OK);
        call_done(&c);
        CHECK_INT(none.id, 0);
        test_app_close(a.app);
    }
}

TEST(its_holder_sees_what_was_blocked_and_done_and_ends_it_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        struct answer_sight s = {0};
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_INT(seen(&a, link.token, &s), OK);
        CHECK_STR(s.title, S("进厂道路"));
        CHECK_STR(s.blocked, S("设备运不进去"));
        CHECK_STR(s.result, S("已腾地"));
        CHECK_INT(s.n_evidence, 1);
        CHECK_STR(s.evidence[0], S("验收单"));
        CHECK(!s.is_again);
        CHECK_INT(seen(&a, link.token, &s), OK); /* to look uses nothing up */
        CHECK_INT(given(&a, link.token, true, "车能进了"), OK);
        CHECK_STR(state_of(&a), S("closed"));
        CHECK_INT(given(&a, link.token, false, "又不行了"), ERR_NOT_FOUND);
        CHECK_HAS(said, S("used"));
        CHECK_INT(seen(&a, link.token, &s), ERR_NOT_FOUND);
        /* The record names the link. */
        CHECK_INT(test_number(a.app, text("SELECT count(*) FROM matter_move AS v JOIN journal AS j "
                                          "ON j.seq = v.seq WHERE v.by_link = %lld AND v.move = "
                                          "'confirm' AND coalesce(j.account, 0) = 0 AND j.note = "
                                          "'answer_link #%lld solved'",
                                          (long long)link.id, (long long)link.id)),
                  1);
        test_app_close(a.app);
    }
}

TEST(not_solved_takes_a_reason_and_leaves_the_link_good_until_then)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_INT(given(&a, link.token, false, " "), ERR_INVALID);
        CHECK_STR(state_of(&a), S("confirming"));
        CHECK_INT(given(&a, link.token, false, "面层没有做"), OK);
        CHECK_STR(state_of(&a), S("working"));
        CHECK_INT(given(&a, link.token, false, "面层没有做"), ERR_NOT_FOUND);
        test_app_close(a.app);
    }
}

TEST(of_a_closed_problem_it_is_asked_again_and_not_solved_opens_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        struct answer_sight s = {0};
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_INT(given(&a, link.token, true, ""), OK);
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_INT(seen(&a, link.token, &s), OK);
        CHECK(s.is_again);
        char long_words[2002] = {0};
        memset(long_words, 'a', 2001);
        CHECK_INT(given(&a, link.token, true, long_words), ERR_INVALID);
        CHECK_INT(given(&a, link.token, true, "路一直通着"), OK);
        CHECK_STR(state_of(&a), S("closed"));
        CHECK_STR(county_field(a.app, a.office, &answer_link_entity, link.id, "said"),
                  S("路一直通着"));
        CHECK_INT(made(&a, a.office, &link), OK);
        CHECK_INT(given(&a, link.token, false, "路又断了"), OK);
        CHECK_STR(state_of(&a), S("working"));
        CHECK_INT(test_number(a.app, "SELECT count(*) FROM matter_move WHERE move = 'reopen'"), 1);
        test_app_close(a.app);
    }
}

TEST(a_revoked_replaced_or_old_link_is_worth_nothing)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made first = {0};
        struct answer_link_made second = {0};
        struct fail why = {0};
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.office, &first), OK);
        CHECK_INT(made(&a, a.office, &second), OK);
        CHECK_INT(given(&a, first.token, true, ""), ERR_NOT_FOUND);
        struct call c = county_call(a.app, a.head);
        CHECK_INT(answer_link_revoke(&c, second.id, &why), ERR_FORBIDDEN);
        call_done(&c);
        c = county_call(a.app, a.supervision);
        CHECK_INT(answer_link_revoke(&c, second.id, &why), OK);
        CHECK_INT(answer_link_revoke(&c, second.id, &why), ERR_CONFLICT);
        call_done(&c);
        CHECK_INT(given(&a, second.token, true, ""), ERR_NOT_FOUND);
        CHECK_INT(made(&a, a.office, &second), OK);
        test_tamper(a.app, "UPDATE answer_link SET expires_on = 1 WHERE state = 'open'");
        CHECK_INT(given(&a, second.token, true, ""), ERR_NOT_FOUND);
        CHECK_STR(state_of(&a), S("confirming"));
        test_app_close(a.app);
    }
}

TEST(whoever_guesses_is_made_to_wait)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        struct answer_sight s = {0};
        bring_to_confirm(&a);
        CHECK_INT(made(&a, a.office, &link), OK);
        for (int i = 0; i < 20; i++)
            CHECK_INT(seen(&a, S("guess"), &s), ERR_NOT_FOUND);
        CHECK_INT(seen(&a, S("guess"), &s), ERR_TOO_MANY);
        CHECK_INT(given(&a, link.token, true, ""), ERR_TOO_MANY);
        test_app_close(a.app);
    }
}

/* What the holder's hand may read of the county: the one matter, whatever is asked for. */
TEST(a_holder_reads_the_one_matter_and_nothing_else)
{
    for (FOR_EACH_DIALECT(d)) {
        struct asked a = asked_of(d);
        struct answer_link_made link = {0};
        bring_to_confirm(&a);
        (void)county_make(a.app, &problem_entity, a.t.bureau[ANJI], "title=别的");
        CHECK_INT(made(&a, a.office, &link), OK);
        struct caller holder = nobody();
        holder.link = link.id;
        holder.link_matter = a.matter;
        for (int i = 0; entities[i]; i++) {
            struct call c = county_call(a.app, holder);
            struct shape shape = entity_shape(entities[i]);
            struct scope scope = scope_to_read(&c, entities[i]);
            struct select q = {.shape = &shape, .scope = &scope};
            int64_t n = 0;
            MUST_DO(view_count(c.view, &q, &n, &why));
            bool is_its = is_matter(entities[i]) || entities[i]->fields[0].ref == &matter_entity ||
                          entities[i] == &document_entity;
            if (!is_its)
                CHECK_INT(n, 0);
            if (is_matter(entities[i]))
                CHECK(n <= 1);
            call_done(&c);
        }
        test_app_close(a.app);
    }
}
