/*
 * test_shown.c -- numbers, days, periods and small pictures as people read them.
 */
#include "t.h"
#include "web/inside.h"
#include "web/pages/page.h"

static struct exchange reader(enum lang lang)
{
    return (struct exchange){.a = t_arena(), .call = {.a = t_arena(), .lang = lang}};
}

static struct decimal number(const char *text)
{
    struct decimal d = {0};
    REQUIRE(decimal_parse(str_of(text), &d));
    return d;
}

/* ui.md, "Numbers and lights": separators off in Chinese official tables, on in English. */
TEST(thousands_are_set_off_in_english_only)
{
    struct exchange zh = reader(LANG_ZH);
    struct exchange en = reader(LANG_EN);
    CHECK_STR(number_words(&zh, number("1234567.891"), 2), S("1234567.89"));
    CHECK_STR(number_words(&en, number("1234567.891"), 2), S("1,234,567.89"));
    CHECK_STR(number_words(&en, number("999"), 0), S("999"));
    CHECK_STR(number_words(&en, number("-1000"), 0), S("−1,000"));
    CHECK_STR(number_words(&zh, number("-17.9"), 1), S("−17.9"));
}

TEST(days_and_periods_are_said_as_each_language_does)
{
    struct exchange zh = reader(LANG_ZH);
    struct exchange en = reader(LANG_EN);
    int64_t day = date_of(2006, 6, 20);
    CHECK_STR(date_words(&zh, day), S("2006年6月20日"));
    CHECK_STR(date_words(&en, day), S("20 June 2006"));
    CHECK_STR(period_words(&zh, period_of(2006, 1, 5)), S("2006年1-5月"));
    CHECK_STR(period_words(&zh, period_of(2006, 5, 5)), S("2006年5月"));
    CHECK_STR(period_words(&zh, period_of(2006, 7, 12)), S("2006年下半年"));
    CHECK_STR(period_words(&en, period_of(2006, 1, 5)), S("January-May 2006"));
    CHECK_STR(period_words(&en, period_of(2006, 1, 3)), S("First quarter of 2006"));
}

/* A reported growth is shown as it was reported (2.49), a computed one with one decimal. */
TEST(a_percentage_keeps_the_decimals_it_was_reported_with)
{
    struct exchange x = reader(LANG_ZH);
    struct board_number reported = {.is_known = true, .value = number("2.49"), .id = 7};
    struct board_number computed = {.is_known = true, .value = number("17.0593")};
    CHECK_STR(percent_on(&x, &reported, NULL).text, S("2.49"));
    CHECK_STR(percent_on(&x, &computed, NULL).text, S("17.1"));
    reported.value = number("10.8");
    CHECK_STR(percent_on(&x, &reported, NULL).text, S("10.8"));
}

TEST(what_the_machine_says_of_itself_stays_in_the_log)
{
    const struct {
        enum err err;
        enum msg id;
    } inside[] = {{ERR_UNAVAILABLE, MSG_store_pg_away},
                  {ERR_UNAVAILABLE, MSG_store_pg_lost},
                  {ERR_DB, MSG_store_pg_failed},
                  {ERR_IO, MSG_os_read},
                  {ERR_CORRUPT, MSG_app_keys_few}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(inside); i++) {
        struct fail why = {0};
        struct fail outside = {0};
        (void)FAIL(&why, inside[i].err, inside[i].id, ARG_TEXT(S("/run/postgresql/.s.PGSQL.5432")));
        fail_outside(&why, &outside);
        CHECK(outside.err == why.err);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct str said = message_str(t_arena(), (enum lang)lang, &outside.message);
            CHECK(said.len > 0 && str_find(said, S("PGSQL")) < 0);
        }
    }
}

/* What a person can act on is passed on as it is. */
TEST(a_failure_that_is_the_readers_to_mend_keeps_its_words)
{
    struct fail why = {0};
    struct fail outside = {0};
    (void)FAIL(&why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(S("/nowhere")));
    fail_outside(&why, &outside);
    CHECK_STR(message_str(t_arena(), LANG_EN, &outside.message),
              message_str(t_arena(), LANG_EN, &why.message));
}

TEST(a_number_that_is_not_there_says_why_and_is_never_zero)
{
    struct exchange x = reader(LANG_ZH);
    struct board_number missing = {.reason = S("尚未核定")};
    struct view_figure f = figure_on(&x, &missing, 2, NULL);
    CHECK(!f.is_known);
    CHECK_STR(f.text, S(""));
    CHECK_STR(f.reason, S("尚未核定"));
}

/* By hand: 13 places, 16 apart; the lowest value stands at 42, the highest near 6. */
TEST(a_sparkline_does_not_join_over_a_gap)
{
    struct exchange x = reader(LANG_ZH);
    struct board_row row = {.name = S("指标"), .decimals = 1};
    CHECK(!spark_on(&x, &row).is_drawn);
    row.spark[0] = (struct board_spark){true, DECIMAL_INT(10)};
    CHECK(!spark_on(&x, &row).is_drawn);
    row.spark[11] = (struct board_spark){true, DECIMAL_INT(10)};
    row.spark[12] = (struct board_spark){true, DECIMAL_INT(1000)};
    struct view_spark s = spark_on(&x, &row);
    CHECK(s.is_drawn);
    CHECK_STR(s.lone, S("M0 42h0"));
    CHECK_STR(s.path, S("M176 42l16-35"));
    CHECK_STR(s.dot, S("M192 7h0"));
    CHECK_STR(s.words, S("10.0 → 1000.0"));
}

TEST(an_address_says_what_was_asked_for_and_nothing_else)
{
    struct exchange x = reader(LANG_ZH);
    struct address to = address_on(&x, S("/indicators"));
    address_put(&to, S("unit"), S(""));
    address_put(&to, S("q"), S("a&b=安吉"));
    address_int(&to, S("n"), 7);
    CHECK_STR(address_str(&to), S("/indicators?q=a%26b%3D%E5%AE%89%E5%90%89&n=7"));
}
