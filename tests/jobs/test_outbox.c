/*
 * test_outbox.c -- mail through a real server: once, with one id, whatever breaks; gathered in the
 * morning; never what is for few.
 */
#include "app/account.h"
#include "app/outbox.h"
#include "app/outbox_send.h"
#include "entity/account.h"
#include "entity/mail_server.h"
#include "entity/matter_comment.h"
#include "entity/supervision.h"
#include "jobs/letters.h"
#include "jobs/outbox_job.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(a_notice_goes_out_as_one_mail)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "smtp", "", "language=zh");
        int64_t id = letters_matter(&k, "天二项目开工");
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 1);
        letters_round(&k);
        letters_round(&k);
        REQUIRE(outside_count(&k.mail) == 1);
        CHECK_STR(outside_text(&k.mail, 1, "subject"), S("破难：1 条事项消息"));
        CHECK_STR(outside_text(&k.mail, 1, "from"), S("ponan@example.gov.cn"));
        CHECK_STR(outside_text(&k.mail, 1, "header_from"), S("督查室 <ponan@example.gov.cn>"));
        struct str said = outside_text(&k.mail, 1, "text");
        CHECK_HAS(said, S("天二项目开工"));
        CHECK_HAS(said, str_of(text("https://ponan.example.gov.cn/matters/%lld\n", (long long)id)));
        const struct json *to = json_member(outside_got(&k.mail, 1), S("to"));
        CHECK_STR(json_str(to->first), S("head@example.gov.cn"));
        CHECK_INT(letters_count(&k, "sent"), 1);
        /* What was sent is not kept, and nobody's address stands in the database. */
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox WHERE body <> ''"), 0);
        letters_end(&k);
    }
}

static struct str id_of(const struct letters *k, int n)
{
    return outside_text(&k->mail, n, "id");
}

TEST(a_mail_that_is_put_off_is_sent_again_later)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "");
    outside_plan(&k.mail, "450\n450\n");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    CHECK_INT(letters_count(&k, "waiting"), 1);
    CHECK_INT(outside_count(&k.mail), 0);
    /* A minute after the first try, five after the second. */
    CHECK_INT(test_number(k.t.app, "SELECT CAST((next_at - made + 30000000) / 60000000 AS bigint) "
                                   "FROM outbox"),
              1);
    letters_round(&k); /* not yet */
    CHECK_INT(test_number(k.t.app, "SELECT tries FROM outbox"), 1);
    letters_hurry(&k);
    letters_round(&k);
    CHECK_INT(test_number(k.t.app, "SELECT tries FROM outbox"), 2);
    letters_hurry(&k);
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 1);
    CHECK_INT(letters_count(&k, "sent"), 1);
    letters_end(&k);
}

TEST(delays_grow_to_a_ceiling)
{
    static const int64_t minutes[] = {1, 5, 15, 60, 180, 360, 720, 720, 720};
    for (int i = 0; i < ARRAY_LEN(minutes); i++)
        CHECK_INT(outbox_delay(i + 1), minutes[i] * 60 * 1000000);
}

/* Another county's administrator does not see what goes out here, nor does anybody else. */
static void check_not_seen(const struct letters *k)
{
    struct outbox_rows rows = {0};
    struct fail no = {0};
    struct call other = county_call(k->t.app, caller_as(&k->t, CHANGXING, POST_ROLE_sysadmin));
    MUST_DO(outbox_list(&other, OUTBOX_STATE_COUNT, 0, 50, &rows, &why));
    CHECK_INT(rows.n, 0);
    CHECK_INT(outbox_give_up(&other, 1, &no), ERR_NOT_FOUND);
    call_done(&other);
    struct call head = county_call(k->t.app, k->head);
    CHECK_INT(outbox_list(&head, OUTBOX_STATE_COUNT, 0, 50, &rows, &no), ERR_FORBIDDEN);
    call_done(&head);
}

TEST(what_is_refused_for_good_or_too_often_fails_and_can_be_sent_again)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "smtp", "", "");
        struct caller admin = caller_as(&k.t, ANJI, POST_ROLE_sysadmin);
        outside_plan(&k.mail, "550\n");
        (void)letters_matter(&k, "天二项目开工");
        letters_round(&k);
        CHECK_INT(letters_count(&k, "failed"), 1);
        CHECK_INT(letters_faults(&k, "refused"), 1);
        letters_hurry(&k);
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 0); /* not by itself */
        struct call c = county_call(k.t.app, admin);
        struct outbox_rows rows = {0};
        struct fail no = {0};
        MUST_DO(outbox_list(&c, OUTBOX_failed, 0, 50, &rows, &why));
        REQUIRE(rows.n == 1);
        CHECK_STR(rows.at[0].answer, S("550 5.1.1 nobody called *** here"));
        MUST_DO(outbox_retry(&c, rows.at[0].id, &why));
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 1);
        CHECK_INT(outbox_retry(&c, rows.at[0].id, &no), ERR_CONFLICT);
        CHECK_INT(outbox_give_up(&c, 999, &no), ERR_NOT_FOUND);
        call_done(&c);
        check_not_seen(&k);
        letters_end(&k);
    }
}

TEST(a_message_is_tried_twelve_times_at_most)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "");
    outside_stop(&k.mail); /* nobody listens */
    (void)letters_matter(&k, "天二项目开工");
    for (int i = 0; i < OUTBOX_TRIES + 3; i++) {
        letters_hurry(&k);
        letters_round(&k);
    }
    CHECK_INT(letters_count(&k, "failed"), 1);
    CHECK_INT(letters_faults(&k, "connect"), 1);
    CHECK_INT(test_number(k.t.app, "SELECT tries FROM outbox"), OUTBOX_TRIES);
    k.t.app->os = &os_real;
    test_app_close(k.t.app);
}

/* --- at least once, and always the same id ------------------------------------------------------
 */

TEST(a_mail_whose_answer_was_lost_comes_again_with_the_same_id)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "");
    outside_plan(&k.mail, "drop\n");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    CHECK_INT(letters_count(&k, "waiting"), 1);
    letters_hurry(&k);
    letters_round(&k);
    REQUIRE(outside_count(&k.mail) == 2);
    CHECK(id_of(&k, 1).len > 20);
    CHECK_STR(id_of(&k, 1), id_of(&k, 2));
    CHECK_STR(outside_text(&k.mail, 1, "text"), outside_text(&k.mail, 2, "text"));
    CHECK_STR(outside_text(&k.mail, 1, "date"), outside_text(&k.mail, 2, "date"));
    letters_end(&k);
}

/* The program is killed while the server does not answer: what it held is sent by the next one. */
TEST(a_message_in_the_hands_of_a_killed_program_is_sent_by_the_next)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "smtp", "", "");
        outside_plan(&k.mail, "hang\n");
        (void)letters_matter(&k, "天二项目开工");
        k.t.app->os = &os_real;
        struct app *closed = k.t.app;
        test_app_close(closed);
        pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            struct fail why = {0};
            struct app *mine = test_app_beside(closed);
            _exit(outbox_job_run(mine, &why) == OK ? 0 : 1);
        }
        k.t.app = test_app_beside(closed);
        for (int ms = 0; letters_count(&k, "sending") == 0 && ms < 60000; ms += 50)
            (void)usleep(50000);
        (void)kill(child, SIGKILL);
        (void)waitpid(child, NULL, 0);
        CHECK_INT(letters_count(&k, "sending"), 1);
        letters_round(&k); /* somebody may still hold it */
        CHECK_INT(outside_count(&k.mail), 0);
        letters_hurry(&k); /* the lease is over */
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 1);
        CHECK_INT(letters_count(&k, "sent"), 1);
        CHECK_INT(test_number(k.t.app, "SELECT tries FROM outbox"), 2);
        letters_end(&k);
    }
}

static void *send_all(void *ctx)
{
    struct fail why = {0};
    for (int i = 0; i < 10; i++)
        CHECK_INT(outbox_job_run(ctx, &why), OK);
    return NULL;
}

TEST(two_servers_send_nothing_twice)
{
    enum { MATTERS = 12 };
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "smtp", "", "");
        pthread_t threads[2];
        struct app *other = d == DIALECT_POSTGRES ? test_app_beside(k.t.app) : k.t.app;
        for (int i = 0; i < MATTERS; i++) {
            (void)letters_matter(&k, text("项目%d", i));
            MUST_DO(outbox_pack(k.t.app, &why)); /* a message each */
        }
        REQUIRE(pthread_create(&threads[0], NULL, send_all, k.t.app) == 0);
        REQUIRE(pthread_create(&threads[1], NULL, send_all, other) == 0);
        (void)pthread_join(threads[0], NULL);
        (void)pthread_join(threads[1], NULL);
        CHECK_INT(outside_count(&k.mail), MATTERS);
        CHECK_INT(letters_count(&k, "sent"), MATTERS);
        for (int i = 2; i <= MATTERS; i++)
            for (int j = 1; j < i; j++)
                CHECK(!str_eq(id_of(&k, i), id_of(&k, j)));
        if (other != k.t.app)
            test_app_close(other);
        letters_end(&k);
    }
}

/* --- encryption ---------------------------------------------------------------------------------
 */

static void check_tls(const char *mode, const char *security)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, mode, "", "");
    const char *right = text("security=%s;login=tester;password=geheim", security);
    CHECK_INT(county_update(k.t.app, caller_system(), &mail_server_entity, k.server, right), OK);
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    CHECK_INT(letters_faults(&k, "tls"), 1); /* a certificate that nobody trusts */
    CHECK_INT(outside_count(&k.mail), 0);
    CHECK_INT(county_update(
                  k.t.app, caller_system(), &mail_server_entity, k.server,
                  text("password=wrong;certificate=%.*s", STR_ARG(outside_certificate(&k.mail)))),
              OK);
    letters_hurry(&k);
    letters_round(&k);
    CHECK_INT(letters_faults(&k, "login"), 1);
    CHECK_INT(
        county_update(k.t.app, caller_system(), &mail_server_entity, k.server, "password=geheim"),
        OK);
    letters_hurry(&k);
    letters_round(&k);
    REQUIRE(outside_count(&k.mail) == 1);
    const struct json *got = outside_got(&k.mail, 1);
    CHECK(json_member(got, S("login"))->truth);
    CHECK(json_member(got, S("tls"))->truth || strcmp(mode, "smtp-tls") == 0);
    letters_end(&k);
}

TEST(mail_is_encrypted_and_signed_in_from_the_start)
{
    check_tls("smtp-tls", "tls");
}

TEST(mail_is_encrypted_and_signed_in_after_starttls)
{
    check_tls("smtp-starttls", "starttls");
}

TEST(a_server_without_starttls_gets_nothing)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "security=starttls", "");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 0);
    CHECK_INT(letters_faults(&k, "tls"), 1);
    letters_end(&k);
}

/* --- gathered, and stopped ----------------------------------------------------------------------
 */

static int64_t few_matter(struct letters *k)
{
    int64_t id = 0;
    CHECK_INT(county_create(k->t.app, k->office, &supervision_entity, 0,
                            "title=秘密的事;opened_on=2006-06-01;visibility=few", &id),
              OK);
    letters_move(k, k->office, id, "assign",
                 text("lead=#%lld;due=2030-06-20", (long long)k->t.bureau[ANJI]));
    return id;
}

TEST(a_day_is_one_digest_on_the_working_morning)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        letters_begin(&k, d, "smtp", "", "notices=digest;quiet_from=20;quiet_to=8;quiet_rest=yes");
        letters_at(&k, "2006-06-02T10:00"); /* a Friday */
        (void)letters_matter(&k, "天二项目开工");
        letters_at(&k, "2006-06-02T16:00");
        (void)letters_matter(&k, "县城道路改造");
        (void)few_matter(&k);
        letters_at(&k, "2006-06-05T07:59"); /* Monday, before the morning */
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 0);
        (void)letters_matter(&k, "周一早上的事");
        letters_at(&k, "2006-06-05T08:00");
        letters_round(&k);
        REQUIRE(outside_count(&k.mail) == 1);
        struct str said = outside_text(&k.mail, 1, "text");
        CHECK_STR(outside_text(&k.mail, 1, "subject"), S("破难：4 条事项消息"));
        CHECK_HAS(said, S("天二项目开工"));
        CHECK_HAS(said, S("县城道路改造"));
        CHECK_HAS(said, S("周一早上的事"));
        CHECK_HAS(said, S("知悉范围受限"));
        CHECK_INT(str_find(said, S("秘密的事")), -1);
        letters_at(&k, "2006-06-05T09:00");
        (void)letters_matter(&k, "上午的事");
        letters_at(&k, "2006-06-05T17:00");
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 1);
        letters_at(&k, "2006-06-06T08:00");
        letters_round(&k);
        CHECK_INT(outside_count(&k.mail), 2);
        letters_end(&k);
    }
}

TEST(what_was_read_in_the_program_is_not_mailed)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "notices=digest");
    letters_at(&k, "2006-06-01T10:00");
    (void)letters_matter(&k, "天二项目开工");
    struct call c = county_call(k.t.app, k.head);
    struct notices n = {0};
    MUST_DO(notices_list(&c, true, 0, 50, &n, &why));
    REQUIRE(n.n == 1);
    MUST_DO(notices_read(&c, n.at[0].id, &why));
    call_done(&c);
    letters_at(&k, "2006-06-02T08:00");
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 0);
    CHECK_INT(letters_count(&k, "stopped"), 1);
    letters_end(&k);
}

TEST(the_end_of_a_matter_stops_its_reminders)
{
    for (FOR_EACH_DIALECT(d)) {
        struct letters k;
        int64_t n = 0;
        letters_begin(&k, d, "smtp", "", "");
        int64_t ends = letters_matter(&k, "天二项目开工");
        int64_t stays = letters_matter(&k, "县城道路改造");
        letters_round(&k); /* the assignments */
        int before = outside_count(&k.mail);
        outside_plan(&k.mail, "450\n450\n");
        struct call c = county_call(k.t.app, caller_system());
        MUST_DO(notices_remind(&c, ends, t_day(S("2030-06-20")), &n, &why));
        CHECK(n > 0);
        letters_round(&k); /* put off by the server */
        MUST_DO(notices_remind(&c, ends, t_day(S("2030-06-21")), &n, &why));
        MUST_DO(notices_remind(&c, stays, t_day(S("2030-06-20")), &n, &why));
        call_done(&c);
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item WHERE outbox IS NULL"), 2);
        letters_move(&k, k.office, ends, "void", "reason=误报");
        CHECK_INT(letters_count(&k, "stopped"), 1);
        letters_hurry(&k);
        letters_round(&k);
        letters_hurry(&k);
        letters_round(&k);
        struct str last = outside_text(&k.mail, outside_count(&k.mail), "text");
        CHECK(outside_count(&k.mail) > before);
        CHECK_HAS(last, S("县城道路改造"));
        CHECK_INT(str_find(last, S("2030年6月21日")), -1);
        letters_end(&k);
    }
}

TEST(a_preference_counts_from_the_moment_it_is_given)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "notices=digest");
    (void)letters_matter(&k, "天二项目开工");
    struct call c = county_call(k.t.app, k.head);
    ptrdiff_t n = 0;
    struct input *in = county_inputs("notices=none", &n);
    MUST_DO(outbox_wish_set(&c, 0, in, n, &why));
    letters_round(&k);
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 0);
    in = county_inputs("notices=at_once;mail=new@example.gov.cn", &n);
    MUST_DO(outbox_wish_set(&c, 0, in, n, &why));
    struct outbox_wish w = {0};
    MUST_DO(outbox_wish(&c, &w, &why));
    CHECK_STR(w.mail, S("new@example.gov.cn"));
    CHECK_STR(w.pace, S("at_once"));
    struct fail no = {0};
    in = county_inputs("mail=no address", &n);
    CHECK_INT(outbox_wish_set(&c, 0, in, n, &no), ERR_INVALID);
    in = county_inputs("state=locked", &n);
    CHECK_INT(outbox_wish_set(&c, 0, in, n, &no), ERR_INVALID);
    call_done(&c);
    (void)letters_matter(&k, "县城道路改造");
    letters_round(&k);
    REQUIRE(outside_count(&k.mail) == 1);
    const struct json *to = json_member(outside_got(&k.mail, 1), S("to"));
    CHECK_STR(json_str(to->first), S("new@example.gov.cn"));
    letters_end(&k);
}

TEST(an_erased_address_is_written_to_no_more)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "");
    (void)letters_matter(&k, "天二项目开工");
    struct call c = county_call(k.t.app, caller_system());
    MUST_DO(account_erase(&c, k.head.account, &why));
    call_done(&c);
    letters_round(&k);
    CHECK_INT(outside_count(&k.mail), 0);
    CHECK_INT(letters_faults(&k, "no_address"), 1);
    letters_end(&k);
}

TEST(who_is_mentioned_is_told)
{
    struct letters k;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "", "");
    int64_t id = letters_matter(&k, "天二项目开工");
    int64_t comment = 0;
    letters_round(&k);
    CHECK_INT(county_create(k.t.app, k.office, &matter_comment_entity, 0,
                            text("matter=#%lld;said=请看;mentions=#%lld", (long long)id,
                                 (long long)k.head.post),
                            &comment),
              OK);
    letters_round(&k);
    REQUIRE(outside_count(&k.mail) == 2);
    CHECK_HAS(outside_text(&k.mail, 2, "text"), S("请您看一看"));
    CHECK_INT(str_find(outside_text(&k.mail, 2, "text"), S("请看")), -1);
    letters_end(&k);
}

TEST(what_was_sent_long_ago_is_dropped)
{
    struct letters k;
    bool has_old = true;
    letters_begin(&k, DIALECT_SQLITE, "smtp", "keep_days=10", "");
    letters_at(&k, "2006-06-01T10:00");
    (void)letters_matter(&k, "天二项目开工");
    letters_round(&k);
    letters_at(&k, "2006-06-11T09:59");
    MUST_DO(outbox_has_old(k.t.app, &has_old, &why));
    CHECK(!has_old);
    letters_at(&k, "2006-06-11T10:01");
    MUST_DO(outbox_has_old(k.t.app, &has_old, &why));
    CHECK(has_old);
    MUST_DO(outbox_sweep(k.t.app, &why));
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox"), 0);
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM outbox_item"), 0);
    letters_end(&k);
}
