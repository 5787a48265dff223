#include "base/decimal.h"
#include "t.h"

static struct decimal dec(const char *text)
{
    struct decimal d = {0};
    REQUIRE(decimal_parse(str_of(text), &d));
    return d;
}

static struct decimal dec_col(const struct t_line *line, int col)
{
    return dec(str_z(t_arena(), line->col[col]));
}

static void parse_case(const struct t_line *line)
{
    struct decimal d = {.e4 = 42};
    if (str_eq(line->col[1], S("refused"))) {
        CHECK(!decimal_parse(line->col[0], &d));
        CHECK_INT(d.e4, 42); /* untouched */
        return;
    }
    CHECK(decimal_parse(line->col[0], &d));
    CHECK_STR(decimal_exact(t_arena(), d), line->col[1]);
}

TEST(a_decimal_holds_exactly_what_was_written_or_is_refused)
{
    t_cases("tests/cases/decimal_parse.t", parse_case);
}

static void show_case(const struct t_line *line)
{
    struct decimal d = dec_col(line, 0);
    int64_t places = 0;
    REQUIRE(str_digits(line->col[1], &places));
    CHECK_STR(decimal_str(t_arena(), d, (int)places), line->col[2]);
    struct decimal rounded = decimal_round(d, (int)places);
    CHECK_INT(rounded.e4, dec_col(line, 2).e4);
}

TEST(a_decimal_is_rounded_once_half_away_from_zero)
{
    t_cases("tests/cases/decimal_show.t", show_case);
}

static void muldiv_case(const struct t_line *line)
{
    struct decimal d = {.e4 = 42};
    bool ok = decimal_muldiv(dec_col(line, 0), dec_col(line, 1), dec_col(line, 2), &d);
    if (str_eq(line->col[3], S("refused"))) {
        CHECK(!ok);
        CHECK_INT(d.e4, 42);
        return;
    }
    CHECK(ok);
    CHECK_STR(decimal_exact(t_arena(), d), line->col[3]);
}

TEST(a_product_and_quotient_is_rounded_once)
{
    t_cases("tests/cases/decimal_muldiv.t", muldiv_case);
}

TEST(sums_that_do_not_fit_are_refused)
{
    struct decimal d = {.e4 = 42};
    struct decimal most = dec("922337203685477");
    struct decimal least = dec("-922337203685477");
    struct decimal step = dec("0.0001");
    CHECK(!decimal_add(most, step, &d));
    CHECK(!decimal_sub(least, step, &d));
    CHECK(!decimal_add(most, most, &d));
    CHECK_INT(d.e4, 42);
    CHECK(decimal_add(most, least, &d));
    CHECK_INT(d.e4, 0);
    CHECK(decimal_sub(dec("2.49"), dec("1.6"), &d)); /* mission.md: the rest is 0.89 */
    CHECK_STR(decimal_exact(t_arena(), d), S("0.89"));
    CHECK(decimal_add(dec("0.1"), dec("0.2"), &d));
    CHECK_INT(decimal_cmp(d, dec("0.3")), 0);
}

TEST(decimals_are_ordered_by_value)
{
    CHECK_INT(decimal_cmp(dec("-17.9"), dec("2")), -1);
    CHECK_INT(decimal_cmp(dec("2"), dec("-17.9")), 1);
    CHECK_INT(decimal_cmp(dec("2.50"), dec("2.5")), 0);
    CHECK_INT(decimal_cmp(DECIMAL_INT(3), dec("3.0000")), 0);
}

/* A generator with a fixed seed (Knuth's MMIX constants), so that a failure repeats. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state ^ *state >> 29;
}

TEST(what_is_shown_reads_back_the_same)
{
    uint64_t state = 2006;
    for (int i = 0; i < 20000; i++) {
        /* All magnitudes alike: shift by 0..62 bits. */
        uint64_t bits = next_random(&state);
        int64_t e4 = (int64_t)(bits >> 1 >> (next_random(&state) % 63)) % DECIMAL_MAX_E4;
        struct decimal d = {.e4 = bits & 1 ? -e4 : e4};
        struct decimal back = {0};
        REQUIRE(decimal_parse(decimal_exact(t_arena(), d), &back));
        CHECK_INT(back.e4, d.e4);
        REQUIRE(decimal_parse(decimal_str(t_arena(), d, DECIMAL_PLACES), &back));
        CHECK_INT(back.e4, d.e4);
        REQUIRE(decimal_parse(decimal_str(t_arena(), d, 1), &back));
        CHECK_INT(back.e4, decimal_round(d, 1).e4);
    }
}
