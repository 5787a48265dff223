/*
 * test_sign_in.c -- the door: passwords, waiting, links, sessions, posts; on both engines.
 */
#include "app/account.h"
#include "app/county.h"
#include "app/session.h"
#include "entity/account.h"
#include "entity/holding.h"

/* A machine whose clock the test turns. */
static int64_t clock_now;
static int64_t turned_clock(void *ctx)
{
    (void)ctx;
    return clock_now;
}

struct door {
    struct counties t;
    struct os os;
    int64_t account;
};

static const char *const password = "Shui-ku2006";

static struct door door_on(enum dialect dialect)
{
    struct door d = {.t = test_counties(dialect), .os = os_real};
    clock_now = os_real.now(os_real.ctx);
    d.account = d.t.account[ANJI][POST_ROLE_unit_head];
    struct call c = county_call(d.t.app, caller_system());
    MUST_DO(account_give_password(&c, d.account, str_of(password), &why));
    call_done(&c);
    return d;
}

/* The clock turned by hand from here on: the struct must not move any more. */
static void door_clock(struct door *d)
{
    d->os.now = turned_clock;
    d->t.app->os = &d->os;
}

static enum err knock(struct door *d, const char *login, const char *with, struct str *token)
{
    struct fail why = {0};
    struct sign_in in = {.login = str_of(login), .password = str_of(with), .peer = S("10.0.0.1")};
    return session_sign_in(d->t.app, t_arena(), &in, token, &why);
}

static enum err look(struct door *d, struct str token, struct session *out)
{
    struct fail why = {0};
    return session_find(d->t.app, t_arena(), token, out, &why);
}

TEST(the_right_password_opens_a_session_with_the_post_that_is_held)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        struct session s = {0};
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.who.account, d.account);
        CHECK_INT(s.who.post, d.t.post[ANJI][POST_ROLE_unit_head]);
        CHECK_INT(s.who.role, POST_ROLE_unit_head);
        CHECK_INT(s.who.on_behalf, 0);
        CHECK_INT(s.county, d.t.county[ANJI]);
        CHECK_STR(s.county_name[LANG_ZH], S("安吉县"));
        CHECK(s.csrf.len >= 32);
        CHECK(!s.must_set_password);
        CHECK_INT(look(&d, S("made-up"), &s), ERR_SIGN_IN);
        test_app_close(d.t.app);
    }
}

TEST(a_language_that_was_chosen_is_there_at_the_next_sign_in)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        struct session s = {0};
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.lang, LANG_ZH);
        int64_t before = test_number(d.t.app, "SELECT count(*) FROM journal");
        struct call c = county_call(d.t.app, s.who);
        MUST_DO(session_set_lang(&c, &s, LANG_EN, &why));
        MUST_DO(session_set_lang(&c, &s, LANG_EN, &why)); /* nothing new: no second entry */
        CHECK(!c.who.is_system);
        call_done(&c);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.lang, LANG_EN);
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.lang, LANG_EN);
        CHECK_INT(test_number(d.t.app, "SELECT count(*) FROM journal WHERE action = 'update'"), 1);
        CHECK_INT(test_number(d.t.app, "SELECT count(*) FROM journal"), before + 2);
        test_app_close(d.t.app);
    }
}

TEST(wrong_login_and_wrong_password_are_told_in_the_same_words)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct fail a = {0};
    struct fail b = {0};
    struct str token = {0};
    struct sign_in no_login = {.login = S("nobody"), .password = S("x"), .peer = S("p")};
    struct sign_in no_password = {.login = S("unit_head0"), .password = S("x"), .peer = S("p")};
    CHECK_INT(session_sign_in(d.t.app, t_arena(), &no_login, &token, &a), ERR_SIGN_IN);
    CHECK_INT(session_sign_in(d.t.app, t_arena(), &no_password, &token, &b), ERR_SIGN_IN);
    CHECK_INT(a.message.id, b.message.id);
    test_app_close(d.t.app);
}

TEST(after_failures_the_wait_doubles_and_an_hour_forgets_it)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        door_clock(&d);
        for (int i = 0; i < 4; i++)
            CHECK_INT(knock(&d, "unit_head0", "wrong", &token), ERR_SIGN_IN);
        CHECK_INT(knock(&d, "unit_head0", password, &token), ERR_TOO_MANY);
        clock_now += 3 * SECONDS;
        CHECK_INT(knock(&d, "unit_head0", "wrong", &token), ERR_SIGN_IN);
        clock_now += 3 * SECONDS;
        CHECK_INT(knock(&d, "unit_head0", password, &token), ERR_TOO_MANY);
        clock_now += 3600 * SECONDS;
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        test_app_close(d.t.app);
    }
}

TEST(one_address_that_tries_many_names_waits_too)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct str token = {0};
    door_clock(&d);
    for (int i = 0; i < 20; i++)
        CHECK_INT(knock(&d, text("name%d", i), "wrong", &token), ERR_SIGN_IN);
    CHECK_INT(knock(&d, "unit_head0", password, &token), ERR_TOO_MANY);
    test_app_close(d.t.app);
}

TEST(a_session_ends_when_idle_and_at_its_longest)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        struct session s = {0};
        door_clock(&d);
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        clock_now += SESSION_IDLE - SECONDS;
        CHECK_INT(look(&d, token, &s), OK);
        clock_now += SESSION_IDLE;
        CHECK_INT(look(&d, token, &s), ERR_SIGN_IN);
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        int64_t end = clock_now + SESSION_LONGEST;
        while (clock_now + SESSION_IDLE / 2 < end) {
            clock_now += SESSION_IDLE / 2;
            CHECK_INT(look(&d, token, &s), OK);
        }
        clock_now = end;
        CHECK_INT(look(&d, token, &s), ERR_SIGN_IN);
        test_app_close(d.t.app);
    }
}

TEST(the_last_use_is_saved_at_most_every_five_minutes_and_not_in_the_record)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct str token = {0};
    struct session s = {0};
    door_clock(&d);
    CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
    int64_t begun = clock_now;
    int64_t entries = test_number(d.t.app, "SELECT count(*) FROM journal");
    clock_now += 299 * SECONDS;
    CHECK_INT(look(&d, token, &s), OK);
    CHECK_INT(test_number(d.t.app, "SELECT last_used FROM session"), begun);
    clock_now += SECONDS;
    CHECK_INT(look(&d, token, &s), OK);
    CHECK_INT(test_number(d.t.app, "SELECT last_used FROM session"), clock_now);
    CHECK_INT(test_number(d.t.app, "SELECT count(*) FROM journal"), entries);
    test_app_close(d.t.app);
}

TEST(the_database_holds_no_token_and_no_password)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct str token = {0};
    CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
    struct hash hash = hash_of(HASH_SHA256, token);
    struct str hex = hex_of(t_arena(), (struct str){(const char *)hash.b, HASH_LEN});
    CHECK_INT(test_number(d.t.app,
                          text("SELECT count(*) FROM session WHERE token = X'%.*s'", STR_ARG(hex))),
              1);
    CHECK_INT(test_number(d.t.app, "SELECT count(*) FROM credential WHERE hash LIKE "
                                   "'$argon2id$v=19$m=19456,t=2,p=1$%'"),
              1);
    test_app_close(d.t.app);
}

TEST(sign_in_failure_and_sign_out_are_acts_in_the_record)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        struct session s = {0};
        CHECK_INT(knock(&d, "unit_head0", "wrong", &token), ERR_SIGN_IN);
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        MUST_DO(session_sign_out(d.t.app, &s, &why));
        CHECK_INT(look(&d, token, &s), ERR_SIGN_IN);
        const char *const acts[] = {"sign_in_failed", "sign_in", "sign_out"};
        for (int i = 0; i < 3; i++)
            CHECK_INT(test_number(d.t.app, text("SELECT count(*) FROM journal WHERE action = '%s' "
                                                "AND account = %lld",
                                                acts[i], (long long)d.account)),
                      1);
        test_app_close(d.t.app);
    }
}

/* --- links ------------------------------------------------------------------------------------ */

static enum err follow(struct door *d, struct str link, struct str *token)
{
    struct fail no = {0};
    return session_by_link(d->t.app, t_arena(), link, S("10.0.0.2"), token, &no);
}

TEST(a_link_opens_once_and_only_until_it_expires)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str link = {0};
        struct str token = {0};
        struct session s = {0};
        door_clock(&d);
        struct call c = county_call(d.t.app, caller_as(&d.t, ANJI, POST_ROLE_secadmin));
        MUST_DO(account_link(&c, d.account, LINK_SIGN_IN, &link, &why));
        CHECK_INT(follow(&d, link, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK(!s.must_set_password);
        CHECK_INT(follow(&d, link, &token), ERR_SIGN_IN);
        MUST_DO(account_link(&c, d.account, LINK_SIGN_IN, &link, &why));
        clock_now += 8 * 24 * 3600 * SECONDS;
        CHECK_INT(follow(&d, link, &token), ERR_SIGN_IN);
        call_done(&c);
        test_app_close(d.t.app);
    }
}

TEST(a_reset_ends_sessions_and_asks_for_a_password_first)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str link = {0};
        struct str token = {0};
        struct session s = {0};
        struct fail no = {0};
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        struct call c = county_call(d.t.app, caller_as(&d.t, ANJI, POST_ROLE_secadmin));
        MUST_DO(account_reset(&c, d.account, &link, &why));
        call_done(&c);
        CHECK_INT(look(&d, token, &s), ERR_SIGN_IN);
        CHECK_INT(knock(&d, "unit_head0", password, &token), ERR_SIGN_IN);
        CHECK_INT(follow(&d, link, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK(s.must_set_password);
        c = county_call(d.t.app, s.who);
        CHECK_INT(account_set_password(&c, S(""), S("unit_head0A"), &no), ERR_INVALID);
        c.problems = problems_on(t_arena());
        MUST_DO(account_set_password(&c, S(""), S("Xin-mima-77"), &why));
        call_done(&c);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK(!s.must_set_password);
        CHECK_INT(knock(&d, "unit_head0", "Xin-mima-77", &token), OK);
        test_app_close(d.t.app);
    }
}

TEST(only_the_security_administrator_of_the_county_makes_links)
{
    struct door d = door_on(DIALECT_SQLITE);
    for (int role = 0; role < POST_ROLE_COUNT; role++) {
        struct str link = {0};
        struct fail why = {0};
        struct call c = county_call(d.t.app, caller_as(&d.t, ANJI, (enum post_role)role));
        enum err err = account_link(&c, d.account, LINK_SIGN_IN, &link, &why);
        CHECK_INT(err, role == POST_ROLE_secadmin ? OK : ERR_FORBIDDEN);
        call_done(&c);
    }
    struct str link = {0};
    struct fail why = {0};
    struct call c = county_call(d.t.app, caller_as(&d.t, CHANGXING, POST_ROLE_secadmin));
    CHECK_INT(account_link(&c, d.account, LINK_SIGN_IN, &link, &why), ERR_NOT_FOUND);
    call_done(&c);
    test_app_close(d.t.app);
}

/* --- posts ------------------------------------------------------------------------------------ */

TEST(a_deputy_chooses_the_post_and_is_recorded_as_acting_for_it)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str token = {0};
        struct session s = {0};
        struct postings all = {0};
        struct fail no = {0};
        int64_t other = d.t.post[ANJI][POST_ROLE_promotion];
        (void)county_make(d.t.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;as_what=deputy;held_from=2000-01-01",
                               (long long)d.account, (long long)other));
        (void)county_make(d.t.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;as_what=deputy;held_from=2000-01-01;"
                               "held_to=2001-01-01",
                               (long long)d.account, (long long)d.t.post[ANJI][POST_ROLE_leader]));
        CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.who.role, POST_ROLE_unit_head);
        struct call c = county_call(d.t.app, s.who);
        MUST_DO(session_postings(&c, &all, &why));
        CHECK_INT(all.n, 2);
        CHECK_INT(session_choose_post(&c, &s, d.t.post[ANJI][POST_ROLE_leader], &no),
                  ERR_FORBIDDEN);
        MUST_DO(session_choose_post(&c, &s, other, &why));
        call_done(&c);
        CHECK_INT(look(&d, token, &s), OK);
        CHECK_INT(s.who.post, other);
        CHECK_INT(s.who.on_behalf, other);
        CHECK_INT(s.who.role, POST_ROLE_promotion);
        test_app_close(d.t.app);
    }
}

TEST(a_leaders_secretary_acts_for_the_leaders_post)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct str link = {0};
    struct str token = {0};
    struct session s = {0};
    struct call c = county_call(d.t.app, caller_system());
    MUST_DO(account_link(&c, d.t.account[ANJI][POST_ROLE_secretary], LINK_SIGN_IN, &link, &why));
    call_done(&c);
    CHECK_INT(follow(&d, link, &token), OK);
    CHECK_INT(look(&d, token, &s), OK);
    CHECK_INT(s.who.post, d.t.post[ANJI][POST_ROLE_secretary]);
    CHECK_INT(s.who.on_behalf, d.t.post[ANJI][POST_ROLE_leader]);
    test_app_close(d.t.app);
}

TEST(a_closed_account_is_out_at_once)
{
    struct door d = door_on(DIALECT_SQLITE);
    struct str token = {0};
    struct session s = {0};
    CHECK_INT(knock(&d, "unit_head0", password, &token), OK);
    CHECK_INT(county_update(d.t.app, caller_as(&d.t, ANJI, POST_ROLE_secadmin), &account_entity,
                            d.account, "state=closed"),
              OK);
    CHECK_INT(look(&d, token, &s), ERR_SIGN_IN);
    CHECK_INT(knock(&d, "unit_head0", password, &token), ERR_FORBIDDEN);
    test_app_close(d.t.app);
}

TEST(sessions_are_listed_and_revoked_one_by_one)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct door d = door_on(dialect);
        struct str first = {0};
        struct str second = {0};
        struct session s = {0};
        struct sessions all = {0};
        struct fail no = {0};
        CHECK_INT(knock(&d, "unit_head0", password, &first), OK);
        CHECK_INT(knock(&d, "unit_head0", password, &second), OK);
        CHECK_INT(look(&d, second, &s), OK);
        struct call c = county_call(d.t.app, s.who);
        MUST_DO(session_list(&c, &all, &why));
        CHECK_INT(all.n, 2);
        CHECK_INT(all.at[0].id, s.id);
        MUST_DO(session_revoke(&c, all.at[1].id, &why));
        CHECK_INT(session_revoke(&c, 12345, &no), ERR_NOT_FOUND);
        call_done(&c);
        CHECK_INT(look(&d, first, &s), ERR_SIGN_IN);
        CHECK_INT(look(&d, second, &s), OK);
        test_app_close(d.t.app);
    }
}

/* --- passwords -------------------------------------------------------------------------------- */

static void check_password(const struct t_line *line)
{
    REQUIRE(line->n_cols == 2);
    struct problems p = problems_on(t_arena());
    password_check(&p, S("password"), S("jingmao"), line->col[0]);
    struct str got = p.n > 0 ? p.at[0].code : S("ok");
    CHECK_STR(got, line->col[1]);
}

TEST(passwords_are_judged_by_the_rules)
{
    t_cases("tests/cases/password.t", check_password);
}

/* --- the phone -------------------------------------------------------------------------------- */

TEST(a_phone_is_ciphertext_in_the_database_and_clear_for_few)
{
    for (FOR_EACH_DIALECT(dialect)) {
        struct counties t = test_counties(dialect);
        struct caller secadmin = caller_as(&t, ANJI, POST_ROLE_secadmin);
        int64_t id = 0;
        struct str phone = {0};
        struct fail no = {0};
        CHECK_INT(county_create(t.app, secadmin, &account_entity, 0,
                                "login=new;name=新;phone=13800000000", &id),
                  OK);
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM account WHERE phone LIKE '%1380000%'"),
                  0);
        CHECK_INT(test_number(t.app, "SELECT count(*) FROM account_history WHERE phone LIKE "
                                     "'%1380000%'"),
                  0);
        struct call c = county_call(t.app, secadmin);
        MUST_DO(account_phone(&c, id, &phone, &why));
        CHECK_STR(phone, S("13800000000"));
        call_done(&c);
        CHECK_INT(county_update(t.app, secadmin, &account_entity, id, "name=改名"), OK);
        c = county_call(t.app, secadmin);
        MUST_DO(account_phone(&c, id, &phone, &why));
        CHECK_STR(phone, S("13800000000"));
        call_done(&c);
        c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
        CHECK_INT(account_phone(&c, id, &phone, &no), ERR_FORBIDDEN);
        call_done(&c);
        test_app_close(t.app);
    }
}
