/*
 * test_outbox_http.c -- messages to other systems and to robots of group chats: signed, to the
 * registered address only, and without anybody's title.
 */
#include "app/outbox.h"
#include "app/outbox_send.h"
#include "entity/endpoint.h"
#include "jobs/letters.h"

static int64_t endpoint_of(struct letters *k, const char *texts)
{
    return county_make(
        k->t.app, &endpoint_entity, k->t.county[ANJI],
        text("code=e;name_zh=工作群;address=http://127.0.0.1:%d/hook;%s", k->mail.port, texts));
}

#define HOOK "kind=webhook;pace=always;secret=a secret of the test"

TEST(another_system_can_tell_that_a_message_is_ours)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "http", "", "");
        (void)endpoint_of(&k, HOOK);
        int64_t id = letters_matter(&k, "天二项目开工");
        letters_round(&k);
        letters_round(&k);
        REQUIRE(outside_count(&k.mail) == 1);
        const struct json *got = outside_got(&k.mail, 1);
        struct str body = outside_text(&k.mail, 1, "body");
        CHECK(json_member(got, S("is_ours"))->truth); /* Python's hmac */
        CHECK_HAS(body, str_of(text("\"matter\":%lld", (long long)id)));
        CHECK_HAS(body, S("\"event\":\"notices\""));
        CHECK_INT(str_find(body, S("天二项目")), -1);
        struct str delivery = json_str(json_at(got, S("/headers/Ponan-Delivery")));
        CHECK_INT(delivery.len, 32);
        CHECK_HAS(body, delivery);
        letters_end(&k);
    }
}

TEST(a_request_that_fails_comes_again_as_the_same_delivery)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "http", "", "");
    (void)endpoint_of(&k, HOOK);
    outside_plan(&k.mail, "500\ndrop\n500\n");
    (void)letters_matter(&k, "天二项目开工");
    for (int i = 0; i < 5; i++) {
        letters_hurry(&k);
        letters_round(&k);
    }
    REQUIRE(outside_count(&k.mail) == 4);
    CHECK_INT(letters_count(&k, "sent"), 1);
    for (int i = 2; i <= 4; i++) {
        CHECK_STR(outside_text(&k.mail, i, "body"), outside_text(&k.mail, 1, "body"));
        CHECK(json_member(outside_got(&k.mail, i), S("is_ours"))->truth);
    }
    letters_end(&k);
}

TEST(no_request_follows_a_redirect)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "http", "", "");
    (void)endpoint_of(&k, HOOK);
    outside_plan(&k.mail, "redirect\n");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 1);
    CHECK_INT(letters_faults(&k, "redirect"), 1);
    CHECK_INT(letters_count(&k, "waiting"), 1);
    letters_end(&k);
}

TEST(who_does_not_answer_is_given_up_for_now)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "http", "", "");
    (void)endpoint_of(&k, HOOK);
    outside_plan(&k.mail, "hang\n");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k); /* twenty seconds */
    CHECK_INT(letters_faults(&k, "timeout"), 1);
    CHECK_INT(letters_count(&k, "waiting"), 1);
    letters_end(&k);
}

TEST(an_endpoint_hears_of_its_unit_and_of_nothing_for_few)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "http", "", "");
    (void)endpoint_of(&k, text(HOOK ";unit=#%lld", (long long)k.t.town[ANJI]));
    (void)letters_matter(&k, "天二项目开工"); /* the bureau's */
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 0);
    CHECK_INT(county_update(k.t.app, caller_system(), &endpoint_entity, 1,
                            text("unit=#%lld", (long long)k.t.bureau[ANJI])),
              OK);
    (void)letters_matter(&k, "天二项目开工");
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 1);
    test_tamper(k.t.app, "UPDATE matter SET visibility = 'few'");
    int64_t last = test_number(k.t.app, "SELECT max(id) FROM matter");
    letters_move(&k, k.head, last, "accept", "");
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 1);
    letters_end(&k);
}

/* --- robots -------------------------------------------------------------------------------------
 */

TEST(dingtalk_signatures_are_those_of_its_rule)
{
    /* printf '1577262236757\nthis is secret' | openssl dgst -sha256 -hmac 'this is secret' -binary
     * | base64 */
    CHECK_STR(outbox_dingtalk_sign(t_arena(), S("this is secret"), INT64_C(1577262236757)),
              S("hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="));
    /* printf '1577262236.{"a":1}' | openssl dgst -sha256 -hmac 'this is secret' */
    CHECK_STR(outbox_hook_sign(t_arena(), S("this is secret"), 1577262236, S("{\"a\":1}")),
              S("65643401b2670a4eed8b7120f8789bc3800e5cb41032874c5203c8def1741ad6"));
}

TEST(robots_get_text_and_say_whether_they_took_it)
{
    static const struct {
        const char *kind, *path;
    } robots[] = {{"dingtalk", "/hook?access_token=t%2Fo%26k&timestamp="},
                  {"wecom", "/hook?key=t%2Fo%26k"}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(robots); i++) {
        struct letters k;
        letters_begin(&k, DIALECT_SQLITE, "http", "", "");
        (void)endpoint_of(&k, text("kind=%s;pace=at_once;token=t/o&k;secret=SEC1", robots[i].kind));
        letters_at(&k, "2006-06-01T10:00");
        outside_plan(&k.mail, "robot\n");
        (void)letters_matter(&k, "天二项目开工");
        letters_round(&k);
        CHECK_INT(letters_faults(&k, "robot"), 1);
        letters_hurry(&k);
        letters_round(&k);
        REQUIRE(outside_count(&k.mail) == 2);
        CHECK_INT(letters_count(&k, "sent"), 1);
        CHECK_HAS(outside_text(&k.mail, 2, "path"), str_of(robots[i].path));
        CHECK_HAS(outside_text(&k.mail, 2, "content"), S("https://ponan.example.gov.cn/matters/"));
        CHECK_INT(str_find(outside_text(&k.mail, 2, "content"), S("天二")), -1);
        letters_end(&k);
    }
}

TEST(a_group_is_left_alone_in_the_evening)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "http", "", "");
    (void)endpoint_of(&k, "kind=wecom;pace=at_once;token=t");
    letters_at(&k, "2006-06-01T20:30");
    for (int i = 0; i < 30; i++)
        (void)letters_matter(&k, text("项目%d", i));
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 0);
    letters_at(&k, "2006-06-02T08:00");
    letters_round(&k);
    REQUIRE(outside_count(&k.mail) == 1); /* all in one message, as long as a robot takes */
    CHECK(outside_text(&k.mail, 1, "content").len <= 2048);
    CHECK_HAS(outside_text(&k.mail, 1, "content"), S("另有"));
    letters_end(&k);
}

TEST(robots_answers_are_read_with_care)
{
    CHECK(outbox_robot_is_content(S("{\"errcode\":0,\"errmsg\":\"ok\"}")));
    CHECK(!outbox_robot_is_content(S("{\"errcode\":310000}")));
    CHECK(!outbox_robot_is_content(S("{\"errcode\":\"0\"}")));
    CHECK(!outbox_robot_is_content(S("<html>0</html>")));
    CHECK(!outbox_robot_is_content(S("")));
}
